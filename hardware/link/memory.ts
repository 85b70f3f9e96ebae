import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkEvents, LinkProblem, OpenLink } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import { wireTimeMs } from './wire-time.ts';

/** A cable in memory. What one end writes reaches the other after its time on the wire, if the other is open by then. */
export interface MemoryWire {
  readonly left: Link;
  readonly right: Link;
  /** Pulls the cable: both ends close, bytes under way are lost, opening fails as `not-found`. */
  cut(): void;
  /** Puts the cable back: both ends can be opened again. */
  mend(): void;
}

/** How a cable in memory behaves. */
export interface MemoryWireOptions {
  readonly clock: HardwareClock;
  readonly baud: number;
  /** What both ends report as `Link.latestFrameMs`. */
  readonly latestFrameMs: number;
}

const pulled: LinkProblem = { kind: 'closed', detail: 'The cable was pulled.' };
const absent: LinkProblem = { kind: 'not-found', detail: 'There is no cable.' };
const notOpen: LinkProblem = { kind: 'closed', detail: 'This end is not open.' };
const flushed: LinkProblem = { kind: 'failed', detail: 'The bytes were thrown away before they left.' };

/** Makes a cable whose time is the clock's, so that a simulation can own it. */
export function createMemoryWire(options: MemoryWireOptions): MemoryWire {
  const left = new MemoryEnd('memory (left)', options);
  const right = new MemoryEnd('memory (right)', options);
  left.join(right);
  right.join(left);
  const ends = [left, right];
  return {
    left,
    right,
    cut: () => ends.forEach((end) => end.pull()),
    mend: () => ends.forEach((end) => end.mend()),
  };
}

interface Pending {
  readonly cancel: () => void;
  readonly fail: (problem: LinkProblem) => void;
}

class MemoryEnd implements Link {
  readonly name: string;
  readonly latestFrameMs: number;
  readonly #options: MemoryWireOptions;
  readonly #pending = new Set<Pending>();
  #other: MemoryEnd | null = null;
  #events: LinkEvents | null = null;
  #busyUntil = 0;
  #isPulled = false;

  constructor(name: string, options: MemoryWireOptions) {
    this.name = name;
    this.latestFrameMs = options.latestFrameMs;
    this.#options = options;
  }

  join(other: MemoryEnd): void {
    this.#other = other;
  }

  wireTimeMs(count: number): number {
    return wireTimeMs(count, this.#options.baud);
  }

  open(events: LinkEvents): Promise<Result<OpenLink, LinkProblem>> {
    if (this.#isPulled) return Promise.resolve({ ok: false, error: absent });
    if (this.#events !== null) return Promise.resolve({ ok: false, error: { kind: 'busy', detail: 'This end is already open.' } });
    this.#events = events;
    const isMine = (): boolean => this.#events === events;
    return Promise.resolve({
      ok: true,
      value: {
        write: (bytes) => (isMine() ? this.#write(bytes) : Promise.resolve(notOpen)),
        flush: () => Promise.resolve(isMine() ? this.#dropPending(flushed) : undefined),
        close: () => Promise.resolve(isMine() ? this.#shut() : undefined),
      },
    });
  }

  pull(): void {
    this.#isPulled = true;
    this.#dropPending(pulled);
    const events = this.#events;
    this.#events = null;
    events?.onClose(pulled);
  }

  mend(): void {
    this.#isPulled = false;
  }

  receive(bytes: Uint8Array): void {
    this.#events?.onBytes(bytes);
  }

  #write(bytes: Uint8Array): Promise<LinkProblem | undefined> {
    const { clock } = this.#options;
    const copy = bytes.slice();
    const now = clock.monotonic();
    this.#busyUntil = Math.max(now, this.#busyUntil) + this.wireTimeMs(copy.length);
    return new Promise((resolve) => {
      const cancel = clock.after(this.#busyUntil - now, () => {
        this.#pending.delete(pending);
        resolve(undefined);
        this.#other?.receive(copy);
      });
      const pending: Pending = { cancel, fail: resolve };
      this.#pending.add(pending);
    });
  }

  #dropPending(problem: LinkProblem): void {
    for (const pending of this.#pending) {
      pending.cancel();
      pending.fail(problem);
    }
    this.#pending.clear();
    this.#busyUntil = 0;
  }

  #shut(): void {
    this.#dropPending(notOpen);
    this.#events = null;
  }
}
