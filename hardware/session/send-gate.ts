import type { BusCommand } from './command.ts';

interface Given {
  readonly command: BusCommand;
  /** Monotonic milliseconds until which its late answer is waited for. */
  readonly untilMs: number;
  /** So many answered questions later, a late answer is still recognised: it may have been taken for theirs. */
  doubts: number;
}

/** The first answer after a give-up may be the late one, and then the second is the first question's neighbour's. */
const answersInDoubt = 2;

interface Answered {
  readonly command: BusCommand;
  /** Milliseconds that the line needs for the answer alone. */
  readonly leastMs: number;
}

/** What a frame is that answers nothing asked now: the answer to a command that was given up, or one that was had already. */
export type StrayAnswer = 'late' | 'double';

/** Doubles are looked for among so many marks that were answered last: they come at once or never. */
const marksRemembered = 8;

/** Where answers come twice, the next so many questions of the same mark keep clear of the second one. */
const doublesExpected = 32;

/**
 * Says when a command may be begun, so that two things never mix that nobody could tell apart afterwards.
 *
 * ```
 *  late answers   ask 3 =====|<-- allowed -->| given up   ask 3 not before:
 *                            |               |<- allowed ->|   a late answer, or as much time again
 *                 ask 4 and unlocks go on meanwhile        ^ an answer that comes now answers the new question
 *
 *  pulses         unlock 0/1 =|<-- pulse -->|= unlock 2/5      one coil at a time draws on the bus's supply
 * ```
 * Answers carry no number, so an answer to an earlier question to the same board looks like the answer to this one. What holds:
 * an answer less than twice as late as its board is allowed never counts for a later question. One that is later still may; it
 * tells what the doors were then, and the answer to the new question, which comes behind it, is told as a late one. An answer that comes
 * twice counts once, unless the same board was asked again with no rest between; from the first such double on, there is a rest.
 */
export class SendGate {
  readonly #givenUp = new Map<string, Given>();
  readonly #restUntil = new Map<string, number>();
  readonly #answered = new Map<string, Answered>();
  readonly #doubles = new Map<string, number>();
  #pulseUntil = Number.NEGATIVE_INFINITY;

  /** Monotonic milliseconds from which on this command may be begun; in the past when it may be now. */
  opensAt(command: BusCommand): number {
    const afterPulse = command.pulseMs > 0 ? this.#pulseUntil : Number.NEGATIVE_INFINITY;
    if (command.mark === null) return afterPulse;
    return Math.max(
      afterPulse,
      this.#givenUp.get(command.mark)?.untilMs ?? Number.NEGATIVE_INFINITY,
      this.#restUntil.get(command.mark) ?? Number.NEGATIVE_INFINITY,
    );
  }

  /** Its frame left, or may have: a pulse begins. */
  left(command: BusCommand, nowMs: number): void {
    if (command.pulseMs > 0) this.#pulseUntil = Math.max(this.#pulseUntil, nowMs + command.pulseMs);
  }

  /** Nobody answered it in time. */
  gaveUp(command: BusCommand, nowMs: number): void {
    if (command.mark !== null && command.answer !== null) {
      this.#givenUp.set(command.mark, { command, untilMs: nowMs + command.answer.withinMs, doubts: answersInDoubt });
    }
  }

  /**
   * It was answered `tookMs` after its frame had left, and the line needs `leastMs` for the answer alone. One that was quicker than the
   * line may be the double of an earlier answer: then the true one is still to come, and the next question waits for that long.
   */
  answered(command: BusCommand, tookMs: number, leastMs: number, nowMs: number): void {
    if (command.mark === null) return;
    const given = this.#givenUp.get(command.mark);
    if (given !== undefined) given.doubts -= 1;
    if (given?.doubts === 0) this.#givenUp.delete(command.mark);
    this.#remember(command.mark, { command, leastMs });
    const doubles = this.#doubles.get(command.mark) ?? 0;
    if (doubles > 0) this.#doubles.set(command.mark, doubles - 1);
    if (doubles > 0 || tookMs < leastMs - clockGrainMs) this.#restUntil.set(command.mark, nowMs + leastMs + quickBoardMs);
    else this.#restUntil.delete(command.mark);
  }

  /** A frame came at `nowMs` that answers nothing asked now. Null: it is no answer to anything asked lately. */
  recognise(frame: Uint8Array, nowMs: number): StrayAnswer | null {
    for (const [mark, { command }] of this.#givenUp) {
      if (command.answer?.matches(frame) !== true) continue;
      this.#givenUp.delete(mark);
      return 'late';
    }
    for (const [mark, { command, leastMs }] of this.#answered) {
      if (command.answer?.matches(frame) !== true) continue;
      this.#doubles.set(mark, doublesExpected);
      this.#restUntil.set(mark, nowMs + leastMs + quickBoardMs);
      return 'double';
    }
    return null;
  }

  /** A new opening of the port: no answer comes from before. A coil stays hot, so pulses keep their distance. */
  reset(): void {
    this.#givenUp.clear();
    this.#restUntil.clear();
    this.#answered.clear();
    this.#doubles.clear();
  }

  #remember(mark: string, answered: Answered): void {
    this.#answered.delete(mark);
    this.#answered.set(mark, answered);
    const [oldest] = this.#answered.keys();
    if (this.#answered.size > marksRemembered && oldest !== undefined) this.#answered.delete(oldest);
  }
}

/** Clocks of this kind tick in milliseconds, and timers may be that much early. */
const clockGrainMs = 1;
/** A board in good order begins its answer within this, in milliseconds. */
const quickBoardMs = 10;
