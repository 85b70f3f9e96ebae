import type { HardwareClock } from '../contract/clock.ts';
import type { Link } from '../contract/link.ts';
import type { BankFact, LockAddress, LockState, StatusOutcome } from '../contract/lock-board.ts';
import type { BusSession } from '../session/bus-session.ts';
import type { CommandOutcome, Priority } from '../session/command.ts';
import type { BoardMood } from '../session/poller.ts';
import { AnswerLength } from './answer-length.ts';
import type { BoardFamily, FeedbackBit, Question } from './board-family.ts';
import type { BusBoard, PollingPace } from './bus-board.ts';
import type { BusHealth } from './bus-health.ts';
import { LockBook } from './lock-book.ts';
import { SilenceAlarm } from './silence-alarm.ts';
import type { TurnAround } from './turn-around.ts';
import { WatchList } from './watch-list.ts';

/** What a desk works with. */
export interface StatusDeskParts {
  readonly family: BoardFamily;
  readonly link: Link;
  readonly clock: HardwareClock;
  readonly boards: readonly BusBoard[];
  readonly closedBit: 0 | 1;
  readonly pace: PollingPace;
  readonly session: BusSession;
  readonly health: BusHealth;
  readonly turnAround: TurnAround;
  tell(facts: readonly BankFact[]): void;
  /** A board told something by itself. One report is weak evidence, so it should be asked soon. */
  onReport(board: number): void;
  /** The bus has been silent for so long that its port should be opened again. */
  onSilenceTooLong(): void;
}

/** Added to two polling rounds before a state counts as unknown, in milliseconds: unlocks and other questions come between. */
const freshnessSlackMs = 500;

/** Asks boards for the feedback of their locks, and learns from every answer: states, health, how long each board thinks. */
export class StatusDesk {
  readonly #parts: StatusDeskParts;
  readonly #wired = new Map<number, number>();
  readonly #book = new LockBook();
  readonly #watched = new WatchList();
  readonly #alarm = new SilenceAlarm();
  /** Boards that told a change by themselves since the port was opened. */
  readonly #reporting = new Set<number>();
  readonly #notBefore = new Map<number, number>();
  readonly #answerLength = new AnswerLength();

  constructor(parts: StatusDeskParts) {
    this.#parts = parts;
    for (const board of parts.boards) this.#wired.set(board.address, board.locks);
  }

  async ask(board: number, priority: Priority, attempts: number): Promise<StatusOutcome> {
    const { family, session, turnAround } = this.#parts;
    const locks = this.#wired.get(board);
    if (locks === undefined) return { kind: 'no-answer' };
    const question = family.status(board, locks);
    const ticket = session.submit({
      priority,
      frame: question.frame,
      answer: {
        length: question.answerLength,
        knownLength: this.#answerLength.of(board),
        withinMs: turnAround.allowedMs(board),
        matches: (frame) => question.read(frame) !== undefined,
      },
      attempts,
      validForMs: null,
      generation: null,
      mark: `status ${board}`,
      pulseMs: 0,
    });
    return this.#learn(board, locks, question, await ticket.outcome);
  }

  /** A good frame that answers nothing asked now. */
  hear(frame: Uint8Array, isLate: boolean): void {
    const { family, turnAround, health, tell, onReport } = this.#parts;
    this.#alarm.heard(this.#now());
    const heard = family.overhear(frame);
    switch (heard.kind) {
      case 'report': {
        if (!this.isWired(heard.address)) return;
        this.#reporting.add(heard.address.board);
        const now = this.#now();
        tell(health.locks(this.#book.turnOne(heard.address, this.#stateOf(heard.bit), now), now));
        return onReport(heard.address.board);
      }
      case 'answer':
        if (isLate) turnAround.straggled(heard.board);
        return;
      case 'other':
        return;
    }
  }

  /** Bytes that belong to no frame came while nobody was asked. */
  hearNoise(): void {
    this.#alarm.heard(this.#now());
    this.#parts.tell(this.#parts.health.noise());
  }

  /** The port was opened: nothing is known of what happened meanwhile. */
  rose(): void {
    this.#alarm.opened(this.#now());
    this.#forgetAll();
  }

  fell(): void {
    this.#forgetAll();
  }

  watch({ board }: LockAddress, forMs: number): void {
    this.#watched.add(board, this.#now() + forMs);
  }

  lockState(address: LockAddress): LockState {
    return this.#book.state(address, this.#now() - 2 * this.#roundMs() - freshnessSlackMs);
  }

  isWired({ board, lock }: LockAddress): boolean {
    return Number.isInteger(lock) && lock >= 0 && lock < (this.#wired.get(board) ?? 0);
  }

  moodOf(board: number): BoardMood {
    if (this.#parts.health.board(board) === 'silent') return 'silent';
    if (this.#watched.has(board, this.#now()) || this.#book.hasOpenDoor(board)) return 'watched';
    return this.#parts.family.capabilities.reportsByItself && this.#reporting.has(board) ? 'reporting' : 'usual';
  }

  /** After a give-up the bus would hold back the next question to this board anyway; meanwhile others can be asked. */
  notBefore(board: number): number {
    return this.#notBefore.get(board) ?? Number.NEGATIVE_INFINITY;
  }

  #learn(board: number, locks: number, question: Question<readonly FeedbackBit[]>, outcome: CommandOutcome): StatusOutcome {
    switch (outcome.kind) {
      case 'answered': {
        const { link, turnAround, health, tell } = this.#parts;
        const states = this.#states(locks, question.read(outcome.frame) ?? []);
        const thoughtMs = Math.max(0, outcome.tookMs - link.wireTimeMs(outcome.frame.length));
        const now = this.#now();
        this.#alarm.heard(now);
        turnAround.answered(board, thoughtMs);
        this.#answerLength.answered(board, outcome.frame.length);
        tell(health.asked({ board, thoughtMs, discarded: outcome.discarded }, now));
        tell(health.locks(this.#book.turn(board, states, now), now));
        return { kind: 'status', locks: states };
      }
      case 'no-answer':
        this.#missed(board, outcome.discarded);
        return { kind: 'no-answer' };
      case 'link-down':
        return { kind: 'link-down', detail: outcome.detail };
      case 'cancelled':
      case 'expired':
      case 'written':
        return { kind: 'link-down', detail: 'The bus was closed.' };
    }
  }

  #missed(board: number, discarded: number): void {
    const { health, turnAround, tell, onSilenceTooLong } = this.#parts;
    const now = this.#now();
    if (discarded > 0) this.#alarm.heard(now);
    this.#answerLength.missed(board);
    this.#notBefore.set(board, now + turnAround.allowedMs(board));
    const facts = health.asked({ board, thoughtMs: null, discarded }, now);
    for (const fact of facts) if (fact.kind === 'board-health') this.#book.forget(fact.board);
    tell(facts);
    if (this.#alarm.missed(now)) onSilenceTooLong();
  }

  #forgetAll(): void {
    this.#book.forgetAll();
    this.#reporting.clear();
    this.#notBefore.clear();
    this.#answerLength.clear();
  }

  /** A lock that the answer says nothing of is `unknown`, whatever was known before. */
  #states(locks: number, bits: readonly FeedbackBit[]): LockState[] {
    return Array.from({ length: locks }, (_, lock) => this.#stateOf(bits[lock] ?? null));
  }

  #stateOf(bit: FeedbackBit): LockState {
    if (bit === null) return 'unknown';
    return bit === this.#parts.closedBit ? 'closed' : 'open';
  }

  /** The longest that one round over all boards takes when nobody answers, with the longest rest after it. */
  #roundMs(): number {
    const { link, pace, family, turnAround, boards } = this.#parts;
    const restMs = family.capabilities.reportsByItself ? Math.max(pace.restMs, pace.reportingRestMs ?? 0) : pace.restMs;
    return boards.reduce((sum, { address, locks }) => {
      const { frame, answerLength } = family.status(address, locks);
      return sum + link.wireTimeMs(frame.length + answerLength) + turnAround.allowedMs(address);
    }, restMs);
  }

  #now(): number {
    return this.#parts.clock.monotonic();
  }
}
