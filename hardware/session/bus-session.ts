import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkProblem, OpenLink } from '../contract/link.ts';
import type { FrameShape, Piece } from '../wire/splitter.ts';
import type { BusCommand, CommandOutcome, Ticket } from './command.ts';
import { CommandQueue, type Job } from './command-queue.ts';
import { Exchange } from './exchange.ts';
import { FrameIntake, quietTimeMs } from './frame-intake.ts';
import { PortKeeper } from './port-keeper.ts';

/** What a bus tells its owner. */
export interface BusEvents {
  onUp(generation: number): void;
  onDown(problem: LinkProblem): void;
  /** A good frame that answers nothing asked now: late, doubled, or from a board that was not asked. */
  onStray(frame: Uint8Array): void;
}

/** What a bus is made of. */
export interface BusOptions {
  readonly link: Link;
  readonly clock: HardwareClock;
  readonly shape: FrameShape;
  /** Rest on the line after an answer, and after a frame that nobody answers, in milliseconds: transceivers turn around, boards pulse. */
  readonly quietMs: { readonly answered: number; readonly unanswered: number };
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
  readonly #intake: FrameIntake;
  readonly #queue = new CommandQueue();
  #port: OpenLink | null = null;
  #exchange: Exchange | null = null;
  #isWorking = false;
  #lastProblem = 'The port is not open yet.';

  constructor(options: BusOptions) {
    this.#options = options;
    const { shape, clock, link } = options;
    this.#intake = new FrameIntake({ shape, clock, quietMs: quietTimeMs(link), onPiece: (piece) => this.#sort(piece) });
    this.#keeper = new PortKeeper(link, clock, {
      onUp: (port, generation) => this.#rose(port, generation),
      onDown: (problem) => this.#fell(problem),
      onBytes: (bytes) => this.#intake.take(bytes),
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
    await this.#keeper.close();
  }

  #accept(job: Job): boolean {
    const { generation } = job.command;
    if (this.#port === null) {
      job.settle({ kind: 'link-down', detail: this.#lastProblem });
      return false;
    }
    if (generation !== null && generation !== this.generation) {
      job.settle({ kind: 'link-down', detail: `The port was opened again since (${generation} is now ${this.generation}).` });
      return false;
    }
    this.#queue.add(job);
    void this.#work();
    return true;
  }

  #withdraw(job: Job, outcome: CommandOutcome): void {
    if (this.#queue.remove(job)) job.settle(outcome);
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    while (this.#port !== null && !this.#queue.isEmpty) await this.#serveNext(this.#port);
    this.#isWorking = false;
  }

  async #serveNext(port: OpenLink): Promise<void> {
    const isFlushed = await this.#finishes(port.flush(), flushWithinMs);
    if (port !== this.#port) return;
    if (!isFlushed) return this.#keeper.reopen({ kind: 'failed', detail: 'The port does not respond.' });
    this.#intake.reset();
    const job = this.#queue.take();
    if (job === undefined) return;
    if (this.#options.clock.monotonic() >= job.validUntil) return job.settle({ kind: 'expired' });
    await this.#serve(job, port);
  }

  async #serve(job: Job, port: OpenLink): Promise<void> {
    const exchange = new Exchange(job.command, this.#options.link, this.#options.clock, this.#intake);
    this.#exchange = exchange;
    job.attemptsLeft -= 1;
    exchange.start(port);
    const end = await exchange.done;
    this.#exchange = null;
    switch (end.kind) {
      case 'answered':
        job.settle(end);
        return this.#pause(this.#options.quietMs.answered);
      case 'written':
        job.settle(end);
        return this.#pause(this.#options.quietMs.unanswered);
      case 'silent':
        if (job.attemptsLeft > 0 && port === this.#port) this.#queue.addFirst(job);
        else job.settle({ kind: 'no-answer' });
        return;
      case 'broken':
        job.settle({ kind: 'link-down', detail: end.problem.detail });
        if (port === this.#port) this.#keeper.reopen(end.problem);
        return;
    }
  }

  #rose(port: OpenLink, generation: number): void {
    this.#port = port;
    this.#intake.reset();
    this.#options.events.onUp(generation);
  }

  #fell(problem: LinkProblem): void {
    this.#port = null;
    this.#lastProblem = problem.detail;
    for (const job of this.#queue.takeAll()) job.settle({ kind: 'link-down', detail: problem.detail });
    this.#exchange?.end({ kind: 'broken', problem });
    this.#options.events.onDown(problem);
  }

  #sort(piece: Piece): void {
    if (piece.kind === 'discarded') return;
    const use = this.#exchange?.offer(piece.bytes) ?? 'stray';
    if (use === 'stray') this.#options.events.onStray(piece.bytes);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#options.clock.after(ms, resolve);
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
