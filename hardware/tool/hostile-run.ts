import type { LockBank } from '../contract/lock-board.ts';
import { createMemoryWire } from '../link/memory.ts';
import type { BoardFamily } from '../lockers/board-family.ts';
import { openBusBank } from '../lockers/bus-bank.ts';
import type { BoardSide } from '../simulator/board-side.ts';
import { seededRandom } from '../simulator/seeded-random.ts';
import { type AttackedBoard, HostileBoards } from './hostile-boards.ts';
import type { TailCheck } from './hostile-checksum.ts';
import { HostileFarEnd, type Plan } from './hostile-far-end.ts';
import { type HostileFrame, HostileForge } from './hostile-frames.ts';
import { type Counts, type HostileFinding, HostileJudge } from './hostile-judge.ts';
import { listenedLink } from './hostile-line.ts';
import { QuestionWatch } from './hostile-questions.ts';
import { HostileWindow } from './hostile-window.ts';
import { VirtualTime } from './virtual-time.ts';

/** What is attacked, how much, and by which chance. */
export interface HostileOptions {
  readonly family: BoardFamily;
  readonly side: BoardSide;
  /** The family's checksum, from elsewhere than the family itself. */
  readonly holds: TailCheck;
  readonly frames: number;
  readonly seed: number;
}

/** What a run came to. */
export interface HostileReport extends Readonly<Counts> {
  /** Hostile frames thrown. */
  readonly frames: number;
  readonly unlocks: number;
  /** The first thing that must never happen ends the run. */
  readonly finding: HostileFinding | null;
}

/**
 * Throws hostile frames at a working bank until there were `frames` of them, or something happened that must never.
 *
 * ```
 *  bank -- QuestionWatch -- listened link ===== memory ===== far end: honest boards, a forge of hostile frames
 *                                |                              |
 *                              judge <---------- window --------'      what was sent, and what the bank made of it
 * ```
 */
export async function runHostileFrames(options: HostileOptions): Promise<HostileReport> {
  const run = new HostileRun(options);
  return run.play();
}

const mostInBurst = 6;
/** A burst leaves time for the honest answer before the question is given up, in milliseconds. */
const longestBurstMs = 60;
/** The longest that a command can take, with its repetition and all that may come between, in milliseconds. */
const settleWithinMs = 8000;
/** The bank asks by itself as rarely as it can: nearly every question is the run's. Milliseconds. */
const restMs = 1_000_000;

class HostileRun {
  readonly #options: HostileOptions;
  readonly #clock = new VirtualTime();
  readonly #random: () => number;
  readonly #forge: HostileForge;
  readonly #boards: HostileBoards;
  readonly #questions: QuestionWatch;
  readonly #judge: HostileJudge;
  readonly #farEnd: HostileFarEnd;
  #frames = 0;
  #unlocks = 0;

  constructor(options: HostileOptions) {
    const { family, side, holds, seed } = options;
    const now = (): number => this.#clock.monotonic();
    this.#options = options;
    this.#random = seededRandom(seed);
    this.#forge = new HostileForge(this.#random, family.shape.longest);
    this.#boards = new HostileBoards(family, side);
    this.#questions = new QuestionWatch(family, now);
    const window = new HostileWindow(family, holds, (bytes) => this.#forge.recall(bytes));
    const judge = new HostileJudge({ family, side, boards: this.#boards, window, questions: this.#questions, now });
    this.#judge = judge;
    this.#farEnd = new HostileFarEnd({
      clock: this.#clock,
      random: this.#random,
      baud: family.baud,
      boards: this.#boards,
      forge: this.#forge,
      window,
      questions: this.#questions,
      onSend: ({ kind, bytes }) => judge.note(kind, bytes),
    });
  }

  async play(): Promise<HostileReport> {
    const bank = await this.#start();
    try {
      while (this.#frames < this.#options.frames && this.#judge.finding === null) await this.#turn(bank);
    } catch (error) {
      this.#judge.find('crash', error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    void bank.close();
    await this.#pass(100);
    return { ...this.#judge.counts, frames: this.#frames, unlocks: this.#unlocks, finding: this.#judge.finding };
  }

  async #start(): Promise<LockBank> {
    const wire = createMemoryWire({ clock: this.#clock, baud: this.#options.family.baud, latestFrameMs: 0 });
    const far = await wire.right.open({ onBytes: (bytes) => this.#farEnd.hear(bytes), onClose: () => undefined });
    if (!far.ok) throw new Error(far.error.detail);
    this.#farEnd.attach(far.value);
    const link = listenedLink(wire.left, { onWrite: (bytes) => this.#judge.wrote(bytes), onBytes: (bytes) => this.#judge.arrived(bytes) });
    const pace = { restMs, watchedRestMs: restMs };
    const bank = openBusBank({ family: this.#questions.family, link, clock: this.#clock, boards: this.#boards.list, closedBit: 1, pace });
    bank.onFact((fact) => this.#judge.told(fact));
    await this.#pass(2000);
    return bank;
  }

  async #turn(bank: LockBank): Promise<void> {
    this.#moveDoors();
    const what = this.#random();
    if (what < 0.1) await this.#unlockTurn(bank);
    else if (what < 0.12) await this.#flashTurn(bank);
    else if (what < 0.25) await this.#idleTurn(bank);
    else await this.#askTurn(bank, { burst: this.#burst(), honest: what < 0.75 ? 'behind' : what < 0.9 ? 'before' : 'none' });
    if (this.#random() < 0.3) await this.#pass(this.#random() * longestBurstMs);
  }

  /** Hostile bytes while nobody asks anything, and then a question, perhaps before the last of them has arrived. */
  async #idleTurn(bank: LockBank): Promise<void> {
    this.#farEnd.send(this.#burst());
    await this.#pass(this.#random() * longestBurstMs);
    await this.#askTurn(bank, null);
  }

  async #askTurn(bank: LockBank, plan: Plan | null): Promise<void> {
    this.#farEnd.plan(plan);
    const { address } = this.#any(this.#boards.list);
    const outcome = await this.#ended(bank.status(address), `a question to board ${address}`);
    if (outcome === undefined || outcome.kind === 'status') return;
    this.#judge.find('deaf', `board ${address} gave ${outcome.kind} although it answered honestly`);
  }

  async #unlockTurn(bank: LockBank): Promise<void> {
    const { address: board, locks } = this.#any(this.#boards.list);
    const address = { board, lock: this.#below(locks) };
    this.#farEnd.plan({ burst: this.#burst(), honest: this.#random() < 0.5 ? 'behind' : 'before' });
    this.#judge.wants('unlock', address);
    const outcome = await this.#ended(bank.unlock({ address, validForMs: 2000, generation: bank.generation }), `an unlock of ${board}/${address.lock}`);
    this.#judge.nothingWanted();
    this.#unlocks += 1;
    if (outcome?.kind === 'acknowledged') this.#judge.acknowledged(address);
  }

  async #flashTurn(bank: LockBank): Promise<void> {
    const { address: board, locks } = this.#any(this.#boards.list);
    const address = { board, lock: this.#below(locks) };
    this.#farEnd.plan({ burst: this.#burst(), honest: 'behind' });
    this.#judge.wants('flash', address);
    await this.#ended(bank.flash(address), `a flash at ${board}/${address.lock}`);
    this.#judge.nothingWanted();
  }

  /** Lets time pass until this has ended, which it must. */
  async #ended<T>(work: Promise<T>, what: string): Promise<T | undefined> {
    const end: { value?: T } = {};
    let isOver = false;
    void work.then((value) => {
      end.value = value;
      isOver = true;
    });
    await this.#pass(settleWithinMs, () => isOver);
    if (!isOver) this.#judge.find('deaf', `${what} never ended`);
    return end.value;
  }

  /** Lets so many milliseconds pass, or fewer when it is over before. */
  async #pass(ms: number, isOver: () => boolean = () => false): Promise<void> {
    let isPast = false;
    const cancel = this.#clock.after(ms, () => {
      isPast = true;
    });
    await this.#clock.run(() => isPast || isOver());
    cancel();
  }

  #moveDoors(): void {
    for (let left = this.#below(3); left > 0; left -= 1) {
      const { address, locks } = this.#any(this.#boards.list);
      const report = this.#boards.turn(address, this.#below(locks));
      if (report !== null) this.#forge.remember(report);
    }
  }

  #burst(): HostileFrame[] {
    const burst: HostileFrame[] = [];
    let leftMs = longestBurstMs;
    for (let left = 1 + this.#below(mostInBurst); left > 0; left -= 1) {
      const frame = this.#forge.make();
      leftMs -= (frame.bytes.length * 10_000) / this.#options.family.baud;
      if (leftMs < 0) break;
      burst.push(frame);
    }
    this.#frames += burst.length;
    return burst;
  }

  #any(boards: readonly AttackedBoard[]): AttackedBoard {
    const board = boards[this.#below(boards.length)];
    if (board === undefined) throw new Error('no board to choose from');
    return board;
  }

  #below(count: number): number {
    return Math.floor(this.#random() * count);
  }
}
