import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkProblem, OpenLink } from '../contract/link.ts';

/** What the keeper of a port tells its owner. */
export interface PortEvents {
  /** The port is open. `generation` counts openings from 1. */
  onUp(port: OpenLink, generation: number): void;
  /** The port closed, or an attempt to open it failed. May come several times in a row. */
  onDown(problem: LinkProblem): void;
  onBytes(bytes: Uint8Array): void;
}

/** Waits between attempts to open a port, in milliseconds: short at first because a USB adapter is back within a second, never so long that one is missed for 3 s. */
export const reopenDelaysMs: readonly number[] = [250, 500, 1000, 2000];

/** An opening that takes longer than this hangs; it is tried again, and closed at once should it come to something after all. Milliseconds. */
const openWithinMs = 5000;
/** A port that takes longer than this to throw away what it holds, or to close, is dead. Milliseconds. */
const releaseWithinMs = 1000;

/**
 * Keeps one link open: opens it, and opens it again after each failure until it is closed for good.
 *
 * ```
 *  open ----x (unplugged)                       open ------
 *       gen 1 | 250 | try | 500 | try | 1000 | try  gen 2
 *           onDown      onDown       onDown     onUp
 * ```
 * Events of an earlier opening are dropped: a late "closed" of generation 1 never closes generation 2.
 */
export class PortKeeper {
  readonly #link: Link;
  readonly #clock: HardwareClock;
  readonly #events: PortEvents;
  #generation = 0;
  #port: OpenLink | null = null;
  #attempt = 0;
  #token = 0;
  #cancelWait: () => void = () => undefined;
  #isClosed = false;

  constructor(link: Link, clock: HardwareClock, events: PortEvents) {
    this.#link = link;
    this.#clock = clock;
    this.#events = events;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Begins. Failures are told by `onDown` and tried again; this returns at once. */
  start(): void {
    void this.#open();
  }

  /** Gives up the port as it is and opens it anew. Does nothing when it is not open. */
  reopen(problem: LinkProblem): void {
    if (this.#port !== null) this.#fell(problem);
  }

  /** Closes for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#token += 1;
    this.#cancelWait();
    const port = this.#port;
    this.#port = null;
    if (port !== null) await this.#release(port);
  }

  async #open(): Promise<void> {
    this.#token += 1;
    const token = this.#token;
    const isMine = (): boolean => token === this.#token;
    let early: LinkProblem | null = null;
    this.#cancelWait = this.#clock.after(openWithinMs, () => {
      this.#token += 1;
      this.#retry({ kind: 'failed', detail: 'The port neither opens nor says why.' });
    });
    const opened = await this.#link.open({
      onBytes: (bytes) => {
        if (isMine() && this.#port !== null) this.#events.onBytes(bytes);
      },
      onClose: (problem) => {
        if (isMine() && this.#port !== null) this.#fell(problem);
        else early = problem;
      },
    });
    if (!isMine()) {
      if (opened.ok) await opened.value.close();
      return;
    }
    this.#cancelWait();
    const problem = opened.ok ? early : opened.error;
    if (opened.ok && problem === null) this.#rose(opened.value);
    else this.#retry(problem ?? { kind: 'failed', detail: 'The port did not open.' });
  }

  #rose(port: OpenLink): void {
    this.#port = port;
    this.#attempt = 0;
    this.#generation += 1;
    this.#events.onUp(port, this.#generation);
  }

  #fell(problem: LinkProblem): void {
    const port = this.#port;
    this.#port = null;
    this.#token += 1;
    if (port !== null) void this.#release(port);
    this.#retry(problem);
  }

  /** What was written and not yet sent must not reach a lock later, so it is thrown away before the port is closed. A dead port is not waited for. */
  async #release(port: OpenLink): Promise<void> {
    await this.#soon(port.flush());
    await this.#soon(port.close());
  }

  async #soon(work: Promise<void>): Promise<void> {
    let cancel = (): void => undefined;
    const tooLong = new Promise<void>((resolve) => {
      cancel = this.#clock.after(releaseWithinMs, resolve);
    });
    await Promise.race([work, tooLong]);
    cancel();
  }

  #retry(problem: LinkProblem): void {
    const delay = reopenDelaysMs[Math.min(this.#attempt, reopenDelaysMs.length - 1)] ?? 0;
    this.#attempt += 1;
    this.#cancelWait = this.#clock.after(delay, () => {
      if (!this.#isClosed) void this.#open();
    });
    this.#events.onDown(problem);
  }
}
