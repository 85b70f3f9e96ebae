import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkProblem, OpenLink } from '../contract/link.ts';
import type { Piece } from '../wire/splitter.ts';
import type { BusCommand } from './command.ts';
import type { EchoFilter, FrameLook } from './echo-filter.ts';
import { type FrameIntake, quietTimeMs } from './frame-intake.ts';

/** How one writing of one frame ended. */
export type ExchangeEnd =
  | { readonly kind: 'answered'; readonly frame: Uint8Array; readonly tookMs: number; readonly discarded: number }
  | { readonly kind: 'written' }
  | { readonly kind: 'silent'; readonly discarded: number }
  | { readonly kind: 'broken'; readonly problem: LinkProblem };

/** What an exchange made of a piece that came in. `stray` is not its own. */
export type PieceUse = 'answer' | 'echo' | 'discarded' | 'stray';

/** What an exchange works with. */
export interface ExchangeParts {
  readonly link: Link;
  readonly clock: HardwareClock;
  /** Where the answer comes from; it may hold one that only silence can end. */
  readonly intake: Pick<FrameIntake, 'isHolding' | 'doubtful' | 'settle'>;
  readonly echo: EchoFilter;
}

/**
 * A frame that has not left after its time on the wire and this many milliseconds is stuck, and so is the port. A good one needs a few;
 * what is stuck must be known within three seconds, looking for it included.
 */
const writeGraceMs = 1000;

/**
 * One frame written once, and the wait for its answer. The first of these to happen ends it:
 *
 * ```
 *  write ===frame===|drained
 *                   |<- turn-around ->===answer===|
 *                   |<-------- withinMs + answer's wire time ------->| silent, or where something has come
 *                                                                    |<- quiet time ->| settled, then silent
 *  |<---- wire time + 1 s ---->| broken (never drained)
 *  any time: port lost -> broken; answer seen -> answered
 *  no answer expected: drained -> written, on an adapter that echoes once the echo is in or overdue
 * ```
 */
export class Exchange {
  readonly done: Promise<ExchangeEnd>;
  readonly #command: BusCommand;
  readonly #parts: ExchangeParts;
  #resolve: (end: ExchangeEnd) => void = () => undefined;
  #isOver = false;
  #leftAtMs: number | null = null;
  #heardAtMs = 0;
  #discarded = 0;
  #strays = 0;
  #cancelTimer: () => void = () => undefined;

  constructor(command: BusCommand, parts: ExchangeParts) {
    this.#command = command;
    this.#parts = parts;
    this.done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Monotonic milliseconds at which the whole frame had left; null before. */
  get leftAtMs(): number | null {
    return this.#leftAtMs;
  }

  /** Begins the frame: after this call it counts as written, whatever happens. */
  start(port: OpenLink): void {
    const { frame } = this.#command;
    const { link, echo } = this.#parts;
    const stuck: LinkProblem = { kind: 'failed', detail: 'The port takes no bytes any more.' };
    echo.begin(frame, lookOf(this.#command));
    this.#wait(link.wireTimeMs(frame.length) + writeGraceMs, () => this.end({ kind: 'broken', problem: stuck }));
    void port.write(frame).then((problem) => this.#wrote(problem));
  }

  /** Shows it a piece that came in. */
  offer(piece: Piece): PieceUse {
    if (this.#isOver) return 'stray';
    if (piece.kind === 'discarded') {
      this.#discarded += piece.bytes.length;
      return 'discarded';
    }
    if (this.#parts.echo.isEcho(piece.bytes)) {
      this.#endIfWritten();
      return 'echo';
    }
    if (this.#command.answer?.matches(piece.bytes) !== true) {
      this.#strays += 1;
      return 'stray';
    }
    this.#parts.echo.answered(piece.bytes, this.#discarded === 0 && this.#strays === 0);
    this.#endAnswered(piece.bytes, this.#parts.clock.monotonic());
    return 'answer';
  }

  /** Bytes came in; an echo among them may have been swallowed before anybody saw a frame. */
  heard(): void {
    const { clock, intake } = this.#parts;
    this.#heardAtMs = clock.monotonic();
    this.#endIfWritten();
    if (!this.#isOver && this.#isKnownWhole(intake.doubtful)) intake.settle();
  }

  /** Ends it; only the first call counts. */
  end(end: ExchangeEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancelTimer();
    this.#parts.echo.end();
    this.#resolve(end);
  }

  #isKnownWhole(frame: Uint8Array | null): boolean {
    const { answer } = this.#command;
    return frame !== null && answer !== null && frame.length === answer.knownLength && answer.matches(frame);
  }

  #wrote(problem: LinkProblem | undefined): void {
    if (this.#isOver) return;
    const { answer } = this.#command;
    const { link, clock } = this.#parts;
    if (problem !== undefined) return this.end({ kind: 'broken', problem });
    this.#leftAtMs = clock.monotonic();
    if (answer !== null) return this.#wait(answer.withinMs + link.wireTimeMs(answer.length), () => this.#lookOnce());
    this.#wait(quietTimeMs(link), () => this.end({ kind: 'written' }));
    this.#endIfWritten();
  }

  /** A board that never answers this frame leaves nothing to wait for but the echo. */
  #endIfWritten(): void {
    if (this.#leftAtMs !== null && this.#command.answer === null && !this.#parts.echo.isAwaited) this.end({ kind: 'written' });
  }

  #endAnswered(frame: Uint8Array, atMs: number): void {
    this.end({ kind: 'answered', frame, tookMs: Math.max(0, atMs - (this.#leftAtMs ?? atMs)), discarded: this.#discarded });
  }

  #lookOnce(): void {
    if (this.#parts.intake.isHolding) this.#wait(quietTimeMs(this.#parts.link), () => this.#giveUp());
    else this.#giveUp();
  }

  #giveUp(): void {
    const { intake, echo } = this.#parts;
    intake.settle();
    if (echo.isCopyTheAnswer) this.#endAnswered(this.#command.frame, this.#heardAtMs);
    this.end({ kind: 'silent', discarded: this.#discarded });
  }

  /** A program that was held up finds its timers due before it reads its ports: one more turn lets in what came in time. */
  #wait(ms: number, run: () => void): void {
    const { clock } = this.#parts;
    this.#cancelTimer();
    this.#cancelTimer = clock.after(ms, () => {
      this.#cancelTimer = clock.after(0, run);
    });
  }
}

function lookOf({ answer, frame, priority }: BusCommand): FrameLook {
  if (answer?.matches(frame) !== true) return 'plain';
  return priority === 'unlock' ? 'order' : 'question';
}
