import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkProblem } from '../contract/link.ts';
import type {
  BankFact,
  BoardCapabilities,
  Health,
  LockAddress,
  LockBank,
  LockState,
  StatusOutcome,
  UnlockOutcome,
  UnlockRequest,
} from '../contract/lock-board.ts';
import { BusSession } from '../session/bus-session.ts';
import type { BusCommand, CommandOutcome, Priority, Ticket } from '../session/command.ts';
import { HealthBook } from '../session/health-book.ts';
import { Poller } from '../session/poller.ts';
import type { BoardFamily, FeedbackBit, Order, Question } from './board-family.ts';
import { LockBook } from './lock-book.ts';
import { PulseGuard } from './pulse-guard.ts';
import { SilenceAlarm } from './silence-alarm.ts';
import { TurnAround } from './turn-around.ts';
import { WatchList } from './watch-list.ts';

/** A board on the bus: its DIP-switch address, and how many of its locks are wired. */
export interface BusBoard {
  readonly address: number;
  readonly locks: number;
}

/** How often boards are asked. Milliseconds. */
export interface PollingPace {
  readonly restMs: number;
  readonly watchedRestMs: number;
}

/** What a bank on one bus is made of. */
export interface BusBankOptions {
  readonly family: BoardFamily;
  readonly link: Link;
  readonly clock: HardwareClock;
  readonly boards: readonly BusBoard[];
  /** Which feedback bit means closed. It depends on the switch fitted, so it is found out at commissioning. */
  readonly closedBit: 0 | 1;
  readonly pace: PollingPace;
}

interface WaitingUnlock {
  readonly address: LockAddress;
  readonly ticket: Ticket;
}

/** No caller may keep an unlock alive for longer than this, in milliseconds (rule R-03). */
const longestValidityMs = 2000;
/** After a pulse its board is asked often for this long, in milliseconds: somebody stands before the door. */
const watchAfterPulseMs = 5000;
/** Added to two polling rounds before a state counts as unknown, in milliseconds: unlocks and other questions come between. */
const freshnessSlackMs = 500;

/** Opens a bank of boards of one family on one bus. Returns at once; whether the port could be opened is told as a fact. */
export function openBusBank(options: BusBankOptions): LockBank {
  return new BusBank(options);
}

class BusBank implements LockBank {
  readonly capabilities: BoardCapabilities;
  readonly boards: readonly number[];
  readonly #options: BusBankOptions;
  readonly #wired = new Map<number, number>();
  readonly #session: BusSession;
  readonly #poller: Poller;
  readonly #health: HealthBook;
  readonly #book = new LockBook();
  readonly #guard = new PulseGuard();
  readonly #turnAround = new TurnAround();
  readonly #watched = new WatchList();
  readonly #silence = new SilenceAlarm();
  readonly #waiting = new Set<WaitingUnlock>();
  readonly #listeners = new Set<(fact: BankFact) => void>();

  constructor(options: BusBankOptions) {
    this.#options = options;
    this.capabilities = options.family.capabilities;
    this.boards = options.boards.map((board) => board.address);
    for (const board of options.boards) this.#wired.set(board.address, board.locks);
    this.#health = new HealthBook(this.boards);
    this.#session = new BusSession({
      link: options.link,
      clock: options.clock,
      shape: options.family.shape,
      quietMs: options.family.quietMs,
      events: {
        onUp: (generation) => this.#rose(generation),
        onDown: (problem) => this.#fell(problem),
        onStray: (frame) => this.#heardStray(frame),
      },
    });
    this.#poller = new Poller({
      clock: options.clock,
      boards: this.boards,
      ...options.pace,
      isWatched: (board) => this.#isWatched(board),
      ask: async (board) => {
        await this.#ask(board, 'housekeeping', 1);
      },
    });
    this.#session.start();
  }

  get generation(): number {
    return this.#session.generation;
  }

  get health(): Health {
    return this.#health.bus;
  }

  async unlock(request: UnlockRequest): Promise<UnlockOutcome> {
    const { address } = request;
    if (!this.#isWired(address)) return { kind: 'refused', detail: `There is no lock ${address.board}/${address.lock} on this bus.` };
    if (!this.#guard.admit(address, this.#now())) {
      return { kind: 'refused', detail: 'This lock was pulsed ten times within a minute; its coil needs a rest.' };
    }
    const order = this.#options.family.unlock(address);
    const ticket = this.#session.submit({
      priority: 'unlock',
      frame: order.frame,
      answer: this.#answerTo(order, address.board),
      attempts: 1,
      // No number is no time at all, rather than for ever.
      validForMs: request.validForMs > 0 ? Math.min(request.validForMs, longestValidityMs) : 0,
      generation: request.generation,
    });
    const waiting: WaitingUnlock = { address, ticket };
    this.#waiting.add(waiting);
    const outcome = unlockOutcome(await ticket.outcome, order);
    this.#waiting.delete(waiting);
    if (outcome.kind === 'sent' || outcome.kind === 'acknowledged') this.watch(address, watchAfterPulseMs);
    else this.#guard.giveBack(address);
    return outcome;
  }

  withdraw(address: LockAddress): void {
    for (const waiting of this.#waiting) {
      if (waiting.address.board === address.board && waiting.address.lock === address.lock) waiting.ticket.cancel();
    }
  }

  async flash(address: LockAddress): Promise<'sent' | 'none' | 'failed'> {
    const order = this.#isWired(address) ? this.#options.family.flash?.(address) : undefined;
    if (order === undefined) return 'none';
    const { outcome } = this.#session.submit({
      priority: 'housekeeping',
      frame: order.frame,
      answer: this.#answerTo(order, address.board),
      attempts: 1,
      validForMs: longestValidityMs,
      generation: null,
    });
    const { kind } = await outcome;
    return kind === 'written' || kind === 'answered' ? 'sent' : 'failed';
  }

  status(board: number): Promise<StatusOutcome> {
    return this.#ask(board, 'status', 2);
  }

  lockState(address: LockAddress): LockState {
    return this.#book.state(address, this.#now() - 2 * this.#roundMs() - freshnessSlackMs);
  }

  onFact(listener: (fact: BankFact) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watch(address: LockAddress, forMs: number): void {
    this.#watched.add(address.board, this.#now() + forMs);
    this.#poller.hurry(address.board);
  }

  async close(): Promise<void> {
    this.#poller.stop();
    await this.#session.close();
    this.#tell(this.#health.portDown('The bus was closed.'));
    this.#listeners.clear();
  }

  async #ask(board: number, priority: Priority, attempts: number): Promise<StatusOutcome> {
    const locks = this.#wired.get(board);
    if (locks === undefined) return { kind: 'no-answer' };
    const question = this.#options.family.status(board, locks);
    const ticket = this.#session.submit({
      priority,
      frame: question.frame,
      answer: {
        length: question.answerLength,
        withinMs: this.#turnAround.allowedMs(board),
        matches: (frame) => question.read(frame) !== undefined,
      },
      attempts,
      validForMs: null,
      generation: null,
    });
    return this.#learn(board, locks, question, await ticket.outcome);
  }

  #answerTo(order: Order, board: number): BusCommand['answer'] {
    const { answer } = order;
    if (answer === null) return null;
    return { length: answer.answerLength, withinMs: this.#turnAround.allowedMs(board), matches: (frame) => answer.read(frame) !== undefined };
  }

  #learn(board: number, locks: number, question: Question<readonly FeedbackBit[]>, outcome: CommandOutcome): StatusOutcome {
    switch (outcome.kind) {
      case 'answered': {
        const states = this.#states(locks, question.read(outcome.frame) ?? []);
        this.#silence.heard();
        this.#turnAround.answered(board);
        this.#tell(this.#health.answered(board));
        this.#tell(this.#book.turn(board, states, this.#now()));
        return { kind: 'status', locks: states };
      }
      case 'no-answer':
        this.#missed(board);
        return { kind: 'no-answer' };
      case 'link-down':
        return outcome;
      case 'cancelled':
      case 'expired':
      case 'written':
        return { kind: 'link-down', detail: 'The bus was closed.' };
    }
  }

  /** A lock that the answer says nothing of is `unknown`, whatever was known before. */
  #states(locks: number, bits: readonly FeedbackBit[]): LockState[] {
    return Array.from({ length: locks }, (_, lock) => this.#stateOf(bits[lock] ?? null));
  }

  #stateOf(bit: FeedbackBit): LockState {
    if (bit === null) return 'unknown';
    return bit === this.#options.closedBit ? 'closed' : 'open';
  }

  #missed(board: number): void {
    this.#turnAround.gaveUp(board);
    const facts = this.#health.missed(board);
    for (const fact of facts) if (fact.kind === 'board-health') this.#book.forget(fact.board);
    this.#tell(facts);
    if (this.#health.bus !== 'silent' || !this.#silence.isTime(this.#now())) return;
    this.#session.reopen({ kind: 'failed', detail: 'No board has answered for long; the port is being opened again.' });
  }

  #rose(generation: number): void {
    this.#health.portUp(generation);
    this.#book.forgetAll();
    this.#poller.start();
  }

  #fell(problem: LinkProblem): void {
    this.#poller.stop();
    this.#book.forgetAll();
    this.#tell(this.#health.portDown(problem.detail));
  }

  #heardStray(frame: Uint8Array): void {
    const heard = this.#options.family.overhear(frame);
    switch (heard.kind) {
      case 'report':
        if (this.#isWired(heard.address)) this.#tell(this.#book.turnOne(heard.address, this.#stateOf(heard.bit), this.#now()));
        return;
      case 'answer':
        return this.#turnAround.straggled(heard.board);
      case 'other':
        return;
    }
  }

  #isWired({ board, lock }: LockAddress): boolean {
    return Number.isInteger(lock) && lock >= 0 && lock < (this.#wired.get(board) ?? 0);
  }

  #isWatched(board: number): boolean {
    return this.#watched.has(board, this.#now()) || this.#book.hasOpenDoor(board);
  }

  /** The longest that one round over all boards takes when nobody answers, with the rest after it. */
  #roundMs(): number {
    const { link, pace, family } = this.#options;
    return this.boards.reduce((sum, board) => {
      const { frame, answerLength } = family.status(board, this.#wired.get(board) ?? 0);
      return sum + link.wireTimeMs(frame.length + answerLength) + this.#turnAround.allowedMs(board);
    }, pace.restMs);
  }

  #now(): number {
    return this.#options.clock.monotonic();
  }

  #tell(facts: readonly BankFact[]): void {
    for (const fact of facts) for (const listener of this.#listeners) listener(fact);
  }
}

/**
 * A board that does not answer unlocks leaves only `written` to be known; one that should have answered and did not may have
 * obeyed all the same, so that is `sent` as well.
 */
function unlockOutcome(outcome: CommandOutcome, { answer }: Order): UnlockOutcome {
  switch (outcome.kind) {
    case 'written':
    case 'no-answer':
      return { kind: 'sent' };
    case 'answered':
      return answer?.read(outcome.frame) === 'refused' ? { kind: 'refused', detail: 'The board would not.' } : { kind: 'acknowledged' };
    case 'expired':
    case 'cancelled':
    case 'link-down':
      return outcome;
  }
}
