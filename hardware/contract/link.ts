/** Why a pipe is not usable. `detail` is one sentence for a technician. */
export type LinkProblem =
  | { readonly kind: 'not-found'; readonly detail: string }
  | { readonly kind: 'busy'; readonly detail: string }
  | { readonly kind: 'not-permitted'; readonly detail: string }
  | { readonly kind: 'closed'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string };

/** What a pipe tells its owner. */
export interface LinkEvents {
  onBytes(bytes: Uint8Array): void;
  onClose(problem: LinkProblem): void;
}

/** An open pipe for bytes. */
export interface OpenLink {
  /** Resolves when the bytes left this machine (drained), or with the problem that stopped them. Never rejects. */
  write(bytes: Uint8Array): Promise<LinkProblem | undefined>;
  /** Throws away what was received but not yet delivered and what was written but not yet sent. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** A place where a pipe can be opened: a serial port, a TCP converter, memory. */
export interface Link {
  /** For people: `/dev/ttyUSB0 19200 8N1`, `tcp 10.0.0.7:4001`. */
  readonly name: string;
  /** Milliseconds that `count` bytes need on the wire. */
  wireTimeMs(count: number): number;
  /** The longest time, in milliseconds, that a written frame can still be in a buffer on its way (a converter queues). */
  readonly latestFrameMs: number;
  /**
   * The longest pause that this pipe itself can make inside a frame, in milliseconds. Left out, it is that of a USB adapter: an FTDI
   * chip hands over what it has every 16 ms. A network may take longer.
   */
  readonly gapMs?: number | undefined;
  open(events: LinkEvents): Promise<{ readonly ok: true; readonly value: OpenLink } | { readonly ok: false; readonly error: LinkProblem }>;
}
