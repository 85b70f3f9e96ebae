import type { HardwareClock } from '../../contract/clock.ts';
import type { Link, LinkProblem } from '../../contract/link.ts';
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
} from '../../contract/lock-board.ts';
import { BusSession } from '../../session/bus-session.ts';
import type { CommandOutcome, Priority } from '../../session/command.ts';
import { HealthBook } from '../../session/health-book.ts';
import { Poller } from '../../session/poller.ts';
import { cu48, cu48BusShape } from '../../wire/cu48.ts';
import { type Cu48Board, type Cu48Lock, decodeCu48BusFrame, encodeStatusOne, encodeUnlockOne, toCu48Board, toCu48Lock } from '../../wire/cu48-driver.ts';
import { LockBook } from '../lock-book.ts';
import { PulseGuard } from '../pulse-guard.ts';
import { SilenceAlarm } from '../silence-alarm.ts';
import { TurnAround } from '../turn-around.ts';
import { WatchList } from '../watch-list.ts';

/** A CU48 board on the bus: its DIP-switch address, and how many of its 48 locks are wired. */
export interface Cu48BoardConfig {
  readonly address: number;
  readonly locks: number;
}

/** How often boards are asked. Milliseconds. */
export interface PollingPace {
  readonly restMs: number;
  readonly watchedRestMs: number;
}

/** What a bank of CU48 boards is made of. */
export interface Cu48BankOptions {
  readonly link: Link;
  readonly clock: HardwareClock;
  readonly boards: readonly Cu48BoardConfig[];
  /** Which feedback bit means closed. It depends on the switch fitted, so it is found out at commissioning. */
  readonly closedBit: 0 | 1;
  readonly pace: PollingPace;
}

/** No caller may keep an unlock alive for longer than this, in milliseconds (rule R-03). */
const longestValidityMs = 2000;
/** After a pulse its board is asked often for this long, in milliseconds: somebody stands before the door. */
const watchAfterPulseMs = 5000;
/** Added to two polling rounds before a state counts as unknown, in milliseconds: unlocks and other questions come between. */
const freshnessSlackMs = 500;

/** Opens a bank of KERONG CU48 boards. Returns at once; whether the port could be opened is told as a fact. */
export function openCu48Bank(options: Cu48BankOptions): LockBank {
  return new Cu48Bank(options);
}

class Cu48Bank implements LockBank {
  readonly capabilities: BoardCapabilities = {
    family: 'cu48',
    locks: cu48.locks,
    acknowledgesUnlock: false,
    reportsByItself: false,
    weakChecksum: true,
  };
  readonly boards: readonly number[];
  readonly #options: Cu48BankOptions;
  readonly #wired = new Map<number, number>();
  readonly #session: BusSession;
  readonly #poller: Poller;
  readonly #health: HealthBook;
  readonly #book = new LockBook();
  readonly #guard = new PulseGuard();
  readonly #turnAround = new TurnAround();
  readonly #watched = new WatchList();
  readonly #silence = new SilenceAlarm();
  readonly #listeners = new Set<(fact: BankFact) => void>();

  constructor(options: Cu48BankOptions) {
    this.#options = options;
    this.boards = options.boards.map((board) => board.address);
    for (const board of options.boards) this.#wired.set(board.address, board.locks);
    this.#health = new HealthBook(this.boards);
    this.#session = new BusSession({
      link: options.link,
      clock: options.clock,
      shape: cu48BusShape,
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
    const target = this.#target(address);
    if (target === undefined) return { kind: 'refused', detail: `There is no lock ${address.board}/${address.lock} on this bus.` };
    if (!this.#guard.admit(address, this.#now())) {
      return { kind: 'refused', detail: 'This lock was pulsed ten times within a minute; its coil needs a rest.' };
    }
    const ticket = this.#session.submit({
      priority: 'unlock',
      frame: encodeUnlockOne(target.board, target.lock),
      answer: null,
      attempts: 1,
      // No number is no time at all, rather than for ever.
      validForMs: request.validForMs > 0 ? Math.min(request.validForMs, longestValidityMs) : 0,
      generation: request.generation,
    });
    const outcome = unlockOutcome(await ticket.outcome);
    if (outcome.kind === 'sent') this.watch(address, watchAfterPulseMs);
    else this.#guard.giveBack(address);
    return outcome;
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

  async #ask(address: number, priority: Priority, attempts: number): Promise<StatusOutcome> {
    const board = this.#wired.has(address) ? toCu48Board(address) : undefined;
    if (board === undefined) return { kind: 'no-answer' };
    const ticket = this.#session.submit({
      priority,
      frame: encodeStatusOne(board),
      answer: {
        length: cu48.answerLength,
        withinMs: this.#turnAround.allowedMs(board),
        matches: (frame) => {
          const seen = decodeCu48BusFrame(frame);
          return seen.kind === 'status' && seen.board === board;
        },
      },
      attempts,
      validForMs: null,
      generation: null,
    });
    return this.#learn(board, await ticket.outcome);
  }

  #learn(board: number, outcome: CommandOutcome): StatusOutcome {
    switch (outcome.kind) {
      case 'answered': {
        const locks = this.#states(board, outcome.frame);
        this.#silence.heard();
        this.#turnAround.answered(board);
        this.#tell(this.#health.answered(board));
        this.#tell(this.#book.turn(board, locks, this.#now()));
        return { kind: 'status', locks };
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

  #states(board: number, frame: Uint8Array): LockState[] {
    const seen = decodeCu48BusFrame(frame);
    if (seen.kind !== 'status') throw new TypeError('the answer to a status is a status');
    const wired = seen.bits.subarray(0, this.#wired.get(board) ?? 0);
    return Array.from(wired, (bit) => (bit === this.#options.closedBit ? 'closed' : 'open'));
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
    const seen = decodeCu48BusFrame(frame);
    if (seen.kind === 'status') this.#turnAround.straggled(seen.board);
  }

  #target(address: LockAddress): { readonly board: Cu48Board; readonly lock: Cu48Lock } | undefined {
    const board = toCu48Board(address.board);
    const lock = toCu48Lock(address.lock);
    if (board === undefined || lock === undefined) return undefined;
    return lock < (this.#wired.get(board) ?? 0) ? { board, lock } : undefined;
  }

  #isWatched(board: number): boolean {
    return this.#watched.has(board, this.#now()) || this.#book.hasOpenDoor(board);
  }

  /** The longest that one round over all boards takes when nobody answers, with the rest after it. */
  #roundMs(): number {
    const { link, pace } = this.#options;
    const wire = link.wireTimeMs(cu48.commandLength + cu48.answerLength);
    return this.boards.reduce((sum, board) => sum + wire + this.#turnAround.allowedMs(board), pace.restMs);
  }

  #now(): number {
    return this.#options.clock.monotonic();
  }

  #tell(facts: readonly BankFact[]): void {
    for (const fact of facts) for (const listener of this.#listeners) listener(fact);
  }
}

/** A CU48 never answers an unlock (manual, "unlock"), so `written` is all that can be known here. */
function unlockOutcome(outcome: CommandOutcome): UnlockOutcome {
  switch (outcome.kind) {
    case 'written':
    case 'answered':
    case 'no-answer':
      return { kind: 'sent' };
    case 'expired':
    case 'cancelled':
    case 'link-down':
      return outcome;
  }
}
