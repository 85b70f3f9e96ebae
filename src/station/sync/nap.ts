import type { Clock } from '../../kernel/clock.ts';

/**
 * The sleep of a loop. `work` ends a sleep that waits for work, also one that begins later; `rouse` ends every sleep, for the
 * end of the program and for news that make a longer wait pointless.
 */
export class Nap {
  readonly #clock: Clock;
  #work = false;
  #wake: (() => void) | null = null;
  #waitsForWork = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** There is something to do. */
  work(): void {
    this.#work = true;
    if (this.#waitsForWork) this.#wake?.();
  }

  rouse(): void {
    this.#wake?.();
  }

  /** Until `work` or `rouse`. */
  async forWork(): Promise<void> {
    if (!this.#work) await this.#sleep(null, true);
    this.#work = false;
  }

  /** For `ms`, or until `rouse`. Work that comes meanwhile is not forgotten. */
  async rest(ms: number): Promise<void> {
    await this.#sleep(ms, false);
  }

  async #sleep(ms: number | null, forWork: boolean): Promise<void> {
    let cancel = (): void => {};
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#waitsForWork = forWork;
      if (ms !== null) cancel = this.#clock.after(ms, resolve);
    });
    cancel();
    this.#wake = null;
    this.#waitsForWork = false;
  }
}
