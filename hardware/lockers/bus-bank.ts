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
import { frameGapMs } from '../session/frame-intake.ts';
import { Poller } from '../session/poller.ts';
import type { BoardFamily } from './board-family.ts';
import type { BusBoard, PollingPace } from './bus-board.ts';
import { BusHealth } from './bus-health.ts';
import { StatusDesk } from './status-desk.ts';
import { TurnAround } from './turn-around.ts';
import { UnlockDesk } from './unlock-desk.ts';

/** What a bank on one bus is made of. */
export interface BusBankOptions {
  readonly family: BoardFamily;
  readonly link: Link;
  readonly clock: HardwareClock;
  readonly boards: readonly BusBoard[];
  /** Which feedback bit means closed. It depends on the switch fitted, so it is found out at commissioning. */
  readonly closedBit: 0 | 1;
  readonly pace: PollingPace;
  /** Does the adapter hand back what is written to it? Left out or null: it is found out. */
  readonly doesEcho?: boolean | null | undefined;
}

/** After a pulse its board is asked often for this long, in milliseconds: somebody stands before the door. */
const watchAfterPulseMs = 5000;

/** Opens a bank of boards of one family on one bus. Returns at once; whether the port could be opened is told as a fact. */
export function openBusBank(options: BusBankOptions): LockBank {
  return new BusBank(options);
}

/**
 * ```
 *  unlock, flash -> UnlockDesk ---\                                /-> boards
 *  status        -> StatusDesk ----> BusSession: one at a time ---<
 *  Poller ------------^    |          ^ reopen                     \-< answers, reports, noise
 *                          v          |
 *               LockBook, BusHealth, SilenceAlarm -> facts
 * ```
 */
class BusBank implements LockBank {
  readonly capabilities: BoardCapabilities;
  readonly boards: readonly number[];
  readonly #clock: HardwareClock;
  readonly #session: BusSession;
  readonly #poller: Poller;
  readonly #health: BusHealth;
  readonly #statuses: StatusDesk;
  readonly #unlocks: UnlockDesk;
  readonly #listeners = new Set<(fact: BankFact) => void>();
  /** The port was closed to be opened again at once: what was told of the bus stays true. */
  #isReopening = false;

  constructor(options: BusBankOptions) {
    const { family, link, clock, pace } = options;
    const turnAround = new TurnAround();
    this.#clock = clock;
    this.capabilities = family.capabilities;
    this.boards = options.boards.map((board) => board.address);
    this.#health = new BusHealth(this.boards);
    this.#session = new BusSession({
      link,
      clock,
      shape: family.shape,
      quietMs: { ...family.quietMs, answered: Math.max(family.quietMs.answered, frameGapMs(link)) },
      doesEcho: options.doesEcho ?? null,
      events: {
        onUp: (generation) => this.#rose(generation),
        onDown: (problem) => this.#fell(problem),
        onStray: (frame, isLate) => this.#statuses.hear(frame, isLate),
        onNoise: () => this.#statuses.hearNoise(),
        onEcho: (doesEcho) => this.#tell(this.#health.echo(doesEcho)),
      },
    });
    this.#statuses = new StatusDesk({
      ...options,
      session: this.#session,
      health: this.#health,
      turnAround,
      tell: (facts) => this.#tell(facts),
      onReport: (board) => this.#poller.hurry(board),
      onSilenceTooLong: () => this.#reopen(),
    });
    this.#unlocks = new UnlockDesk({ family, clock, session: this.#session, turnAround, isWired: (address) => this.#statuses.isWired(address) });
    this.#poller = new Poller({
      clock,
      boards: this.boards,
      pace: { ...pace, reportingRestMs: pace.reportingRestMs ?? pace.restMs },
      moodOf: (board) => this.#statuses.moodOf(board),
      notBefore: (board) => this.#statuses.notBefore(board),
      ask: async (board) => {
        await this.#statuses.ask(board, 'housekeeping', 1);
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
    const outcome = await this.#unlocks.unlock(request);
    if (outcome.kind === 'sent' || outcome.kind === 'acknowledged') this.watch(request.address, watchAfterPulseMs);
    return outcome;
  }

  withdraw(address: LockAddress): void {
    this.#unlocks.withdraw(address);
  }

  flash(address: LockAddress): Promise<'sent' | 'none' | 'failed'> {
    return this.#unlocks.flash(address);
  }

  status(board: number): Promise<StatusOutcome> {
    return this.#statuses.ask(board, 'status', 2);
  }

  lockState(address: LockAddress): LockState {
    return this.#statuses.lockState(address);
  }

  onFact(listener: (fact: BankFact) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watch(address: LockAddress, forMs: number): void {
    this.#statuses.watch(address, forMs);
    this.#poller.hurry(address.board);
  }

  async close(): Promise<void> {
    this.#poller.stop();
    await this.#session.close();
    this.#tell(this.#health.portDown('The bus was closed.', this.#clock.monotonic()));
    this.#listeners.clear();
  }

  #reopen(): void {
    this.#isReopening = true;
    this.#session.reopen({ kind: 'failed', detail: 'No board has answered for long; the port is being opened again.' });
  }

  #rose(generation: number): void {
    this.#isReopening = false;
    this.#health.portUp(generation);
    this.#statuses.rose();
    this.#poller.start();
  }

  #fell(problem: LinkProblem): void {
    this.#poller.stop();
    this.#statuses.fell();
    if (!this.#isReopening) this.#tell(this.#health.portDown(problem.detail, this.#clock.monotonic()));
    // The first word is that it was closed; a second one, that it does not open.
    this.#isReopening = false;
  }

  #tell(facts: readonly BankFact[]): void {
    for (const fact of facts) for (const listener of this.#listeners) listener(fact);
  }
}
