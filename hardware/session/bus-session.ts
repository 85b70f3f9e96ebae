import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkProblem, OpenLink } from '../contract/link.ts';
import type { FrameShape, Piece } from '../wire/splitter.ts';
import type { BusCommand, CommandOutcome, Ticket } from './command.ts';
import { CommandQueue, type Job } from './command-queue.ts';
import { EchoFilter } from './echo-filter.ts';
import { Exchange, type ExchangeEnd } from './exchange.ts';
import { FrameIntake, quietTimeMs } from './frame-intake.ts';
import { PortKeeper } from './port-keeper.ts';
import { SendGate } from './send-gate.ts';

/** What a bus tells its owner. */
export interface BusEvents {
  onUp(generation: number): void;
  onDown(problem: LinkProblem): void;
  /**
   * A good frame that answers nothing asked now. `isLate`: it is the answer to a command that was given up; otherwise it came twice,
   * comes from a board that was not asked, or from one that speaks by itself.
   */
  onStray(frame: Uint8Array, isLate: boolean): void;
  /** Bytes that belong to no frame came while nobody was asked. */
  onNoise(count: number): void;
  /** It was found out whether the adapter hands back what is written to it. */
  onEcho(doesEcho: boolean): void;
}

/** What a bus is made of. */
export interface BusOptions {
  readonly link: Link;
  readonly clock: HardwareClock;
  readonly shape: FrameShape;
  /** Rest on the line after an answer, and after a frame that nobody answers, in milliseconds: transceivers turn around, boards pulse. */
  readonly quietMs: { readonly answered: number; readonly unanswered: number };
  /** Does the adapter hand back what is written to it? Null: it is found out. */
  readonly doesEcho: boolean | null;
  readonly events: BusEvents;
}

/** A port that takes longer than this to throw away old input is stuck. Milliseconds. */
const flushWithinMs = 1000;

/**
 * One half-duplex bus, one command at a time.
 *
 * ```
 *  submit  status A     unlock X   status B
 *             |            |          |
 *  queue      [A]          [X]        [X B]       unlocks before status before housekeeping
 *  line    |flush|=A=|..think..|=answer=|2ms|flush|=X=|10ms|flush|=B=|...
 *                                                 ^
 *             the order is decided here, after the flush and with nothing between decision and first byte:
 *             a frame is begun in time and in the right generation, or never
 * ```
 * A status may be written again when nobody answers. An unlock is written at most once; when the port is lost, everything
 * that waits ends as `link-down`, so no generation inherits another's commands (rule R-03).
 */
export class BusSession {
  readonly #options: BusOptions;
  readonly #keeper: PortKeeper;
  readonly #echo: EchoFilter;
  readonly #intake: FrameIntake;
  readonly #queue = new CommandQueue();
  readonly #gate = new SendGate();
  #port: OpenLink | null = null;
  #exchange: Exchange | null = null;
  #isWorking = false;
  #wake: () => void = () => undefined;
  #lastProblem = 'The port is not open yet.';

  constructor(options: BusOptions) {
    this.#options = options;
    const { shape, clock, link, events } = options;
    this.#echo = new EchoFilter({ known: options.doesEcho, onHabit: (doesEcho) => events.onEcho(doesEcho) });
    this.#intake = new FrameIntake({ shape, clock, quietMs: quietTimeMs(link), echo: this.#echo, onPiece: (piece) => this.#sort(piece) });
    this.#keeper = new PortKeeper(link, clock, {
      onUp: (port, generation) => this.#rose(port, generation),
      onDown: (problem) => this.#fell(problem),
      onBytes: (bytes) => {
        this.#intake.take(bytes);
        this.#exchange?.heard();
      },
    });
  }

  /** Counts the openings of the port. */
  get generation(): number {
    return this.#keeper.generation;
  }

  start(): void {
    this.#keeper.start();
  }

  submit(command: BusCommand): Ticket {
    const { clock } = this.#options;
    let cancelTimer = (): void => undefined;
    let resolve: (outcome: CommandOutcome) => void = () => undefined;
    const outcome = new Promise<CommandOutcome>((settle) => {
      resolve = settle;
    });
    const job: Job = {
      command,
      validUntil: clock.monotonic() + (command.validForMs ?? Number.POSITIVE_INFINITY),
      attemptsLeft: command.attempts,
      settle: (end) => {
        cancelTimer();
        resolve(end);
      },
    };
    if (this.#accept(job) && command.validForMs !== null) {
      cancelTimer = clock.after(command.validForMs, () => this.#withdraw(job, { kind: 'expired' }));
    }
    return { outcome, cancel: () => this.#withdraw(job, { kind: 'cancelled' }) };
  }

  /** Closes the port and opens it again, as a new generation. */
  reopen(problem: LinkProblem): void {
    this.#keeper.reopen(problem);
  }

  /** Closes for good. What waits is `cancelled`; a frame already begun is `link-down`, since how much of it left is unknown. */
  async close(): Promise<void> {
    this.#port = null;
    this.#lastProblem = 'The bus was closed.';
    for (const job of this.#queue.takeAll()) job.settle({ kind: 'cancelled' });
    this.#exchange?.end({ kind: 'broken', problem: { kind: 'closed', detail: this.#lastProblem } });
    this.#intake.reset();
    this.#wake();
    await this.#keeper.close();
  }

  #accept(job: Job): boolean {
    const { generation } = job.command;
    if (this.#port === null) {
      job.settle({ kind: 'link-down', detail: this.#lastProblem, isBegun: false });
      return false;
    }
    if (generation !== null && generation !== this.generation) {
      const detail = `The port was opened again since (${generation} is now ${this.generation}).`;
      job.settle({ kind: 'link-down', detail, isBegun: false });
      return false;
    }
    this.#queue.add(job);
    this.#wake();
    void this.#work();
    return true;
  }

  #withdraw(job: Job, outcome: CommandOutcome): void {
    if (this.#queue.remove(job)) job.settle(outcome);
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    while (this.#port !== null && !this.#queue.isEmpty) {
      const waitMs = this.#queue.soonest((command) => this.#gate.opensAt(command)) - this.#now();
      if (waitMs > 0) await this.#sleep(waitMs);
      else await this.#serveNext(this.#port);
    }
    this.#isWorking = false;
  }

  async #serveNext(port: OpenLink): Promise<void> {
    // A board may be speaking by itself just now; two at once would spoil both. Noise that never ends holds nobody up for longer.
    if (this.#intake.isHolding) await this.#sleep(quietTimeMs(this.#options.link));
    if (port !== this.#port) return;
    const isFlushed = await this.#finishes(port.flush(), flushWithinMs);
    if (port !== this.#port) return;
    if (!isFlushed) return this.#keeper.reopen({ kind: 'failed', detail: 'The port does not respond.' });
    this.#intake.reset();
    const now = this.#now();
    const job = this.#queue.take((command) => this.#gate.opensAt(command) <= now);
    if (job === undefined) return;
    if (now >= job.validUntil) return job.settle({ kind: 'expired' });
    await this.#serve(job, port);
  }

  async #serve(job: Job, port: OpenLink): Promise<void> {
    const { link, clock } = this.#options;
    const exchange = new Exchange(job.command, { link, clock, intake: this.#intake, echo: this.#echo });
    this.#exchange = exchange;
    job.attemptsLeft -= 1;
    exchange.start(port);
    const end = await exchange.done;
    this.#exchange = null;
    this.#gate.left(job.command, exchange.leftAtMs ?? this.#now());
    await this.#conclude(job, port, end);
  }

  async #conclude(job: Job, port: OpenLink, end: ExchangeEnd): Promise<void> {
    const { link, quietMs } = this.#options;
    const { command } = job;
    switch (end.kind) {
      case 'answered':
        this.#gate.answered(command, end.tookMs, link.wireTimeMs(command.answer?.length ?? 0), this.#now());
        job.settle(end);
        return this.#pause(quietMs.answered);
      case 'written':
        job.settle(end);
        return this.#pause(quietMs.unanswered);
      case 'silent':
        this.#gate.gaveUp(command, this.#now());
        if (job.attemptsLeft > 0 && port === this.#port) this.#queue.addFirst(job);
        else job.settle({ kind: 'no-answer', discarded: end.discarded });
        return;
      case 'broken':
        job.settle({ kind: 'link-down', detail: end.problem.detail, isBegun: true });
        if (port === this.#port) this.#keeper.reopen(end.problem);
        return;
    }
  }

  #rose(port: OpenLink, generation: number): void {
    this.#port = port;
    this.#intake.reset();
    this.#echo.reset();
    this.#gate.reset();
    this.#options.events.onUp(generation);
  }

  #fell(problem: LinkProblem): void {
    this.#port = null;
    this.#lastProblem = problem.detail;
    for (const job of this.#queue.takeAll()) job.settle({ kind: 'link-down', detail: problem.detail, isBegun: false });
    this.#exchange?.end({ kind: 'broken', problem });
    this.#intake.reset();
    this.#wake();
    this.#options.events.onDown(problem);
  }

  #sort(piece: Piece): void {
    const use = this.#exchange?.offer(piece) ?? 'stray';
    if (use !== 'stray') return;
    if (piece.kind === 'discarded') return this.#options.events.onNoise(piece.bytes.length);
    const isLate = this.#gate.recognise(piece.bytes, this.#now()) === 'late';
    if (isLate) this.#wake();
    this.#options.events.onStray(piece.bytes, isLate);
  }

  #now(): number {
    return this.#options.clock.monotonic();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#options.clock.after(ms, resolve);
    });
  }

  /** A pause that ends early when something new may be ready. */
  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Did it finish in time? */
  #finishes(work: Promise<void>, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, () => resolve(false));
      void work.then(() => {
        cancel();
        resolve(true);
      });
    });
  }
}
