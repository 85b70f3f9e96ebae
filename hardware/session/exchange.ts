import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkProblem, OpenLink } from '../contract/link.ts';
import { sameBytes } from '../wire/hex.ts';
import type { BusCommand } from './command.ts';

/** How one writing of one frame ended. */
export type ExchangeEnd =
  | { readonly kind: 'answered'; readonly frame: Uint8Array }
  | { readonly kind: 'written' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'broken'; readonly problem: LinkProblem };

/** What an exchange made of a frame that came in. */
export type FrameUse = 'answer' | 'echo' | 'stray';

/** A frame that has not left after its time on the wire and this many milliseconds is stuck, and so is the port. */
const writeGraceMs = 2000;

/**
 * One frame written once, and the wait for its answer. The first of these to happen ends it:
 *
 * ```
 *  write ===frame===|drained
 *                   |<- turn-around ->===answer===|
 *                   |<-------- withinMs + answer's wire time ------->| silent
 *  |<---- wire time + 2 s ---->| broken (never drained)
 *  any time: port lost -> broken; answer seen -> answered; no answer expected: drained -> written
 * ```
 */
export class Exchange {
  readonly done: Promise<ExchangeEnd>;
  readonly #command: BusCommand;
  readonly #link: Link;
  readonly #clock: HardwareClock;
  readonly #lastLook: () => void;
  #resolve: (end: ExchangeEnd) => void = () => undefined;
  #isOver = false;
  #cancelTimer: () => void = () => undefined;

  /** `lastLook` is called when the line has been silent too long, so that held bytes can be searched once more. */
  constructor(command: BusCommand, link: Link, clock: HardwareClock, lastLook: () => void) {
    this.#command = command;
    this.#link = link;
    this.#clock = clock;
    this.#lastLook = lastLook;
    this.done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Begins the frame: after this call it counts as written, whatever happens. */
  start(port: OpenLink): void {
    const { frame } = this.#command;
    const stuck: LinkProblem = { kind: 'failed', detail: 'The port takes no bytes any more.' };
    this.#wait(this.#link.wireTimeMs(frame.length) + writeGraceMs, () => this.end({ kind: 'broken', problem: stuck }));
    void port.write(frame).then((problem) => this.#wrote(problem));
  }

  /** Shows it a frame that came in. */
  offer(frame: Uint8Array): FrameUse {
    if (this.#isOver) return 'stray';
    if (sameBytes(frame, this.#command.frame)) return 'echo';
    if (this.#command.answer?.matches(frame) !== true) return 'stray';
    this.end({ kind: 'answered', frame });
    return 'answer';
  }

  /** Ends it; only the first call counts. */
  end(end: ExchangeEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancelTimer();
    this.#resolve(end);
  }

  #wrote(problem: LinkProblem | undefined): void {
    if (this.#isOver) return;
    const { answer } = this.#command;
    if (problem !== undefined) return this.end({ kind: 'broken', problem });
    if (answer === null) return this.end({ kind: 'written' });
    this.#wait(answer.withinMs + this.#link.wireTimeMs(answer.length), () => {
      this.#lastLook();
      this.end({ kind: 'silent' });
    });
  }

  #wait(ms: number, run: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(ms, run);
  }
}
