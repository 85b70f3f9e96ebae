import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkProblem, OpenLink } from '../contract/link.ts';
import { sameBytes } from '../wire/hex.ts';
import type { BusCommand } from './command.ts';
import { type FrameIntake, quietTimeMs } from './frame-intake.ts';

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
 *                   |<-------- withinMs + answer's wire time ------->| silent, or where something has come
 *                                                                    |<- quiet time ->| settled
 *  |<---- wire time + 2 s ---->| broken (never drained)
 *  any time: port lost -> broken; answer seen -> answered; no answer expected: drained -> written
 * ```
 */
export class Exchange {
  readonly done: Promise<ExchangeEnd>;
  readonly #command: BusCommand;
  readonly #link: Link;
  readonly #clock: HardwareClock;
  readonly #intake: Pick<FrameIntake, 'isHolding' | 'settle'>;
  #resolve: (end: ExchangeEnd) => void = () => undefined;
  #isOver = false;
  #cancelTimer: () => void = () => undefined;

  /** `intake` is where the answer comes from: it may hold one that only silence can end. */
  constructor(command: BusCommand, link: Link, clock: HardwareClock, intake: Pick<FrameIntake, 'isHolding' | 'settle'>) {
    this.#command = command;
    this.#link = link;
    this.#clock = clock;
    this.#intake = intake;
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
    // An answer may be the command's own bytes again (Modbus, function 05), so whether it answers is asked first.
    if (this.#command.answer?.matches(frame) !== true) return sameBytes(frame, this.#command.frame) ? 'echo' : 'stray';
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
      if (this.#intake.isHolding) this.#wait(quietTimeMs(this.#link), () => this.#giveUp());
      else this.#giveUp();
    });
  }

  #giveUp(): void {
    this.#intake.settle();
    this.end({ kind: 'silent' });
  }

  #wait(ms: number, run: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(ms, run);
  }
}
