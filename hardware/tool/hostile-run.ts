import type { OpenLink } from '../contract/link.ts';
import type { BankFact, LockAddress, LockBank } from '../contract/lock-board.ts';
import { createMemoryWire } from '../link/memory.ts';
import type { BoardFamily } from '../lockers/board-family.ts';
import { openBusBank } from '../lockers/bus-bank.ts';
import type { BoardSide } from '../simulator/board-side.ts';
import { seededRandom } from '../simulator/seeded-random.ts';
import { toHex } from '../wire/hex.ts';
import { Splitter } from '../wire/splitter.ts';
import { type AttackedBoard, HostileBoards } from './hostile-boards.ts';
import type { TailCheck } from './hostile-checksum.ts';
import { HostileClock } from './hostile-clock.ts';
import { type GenuineFrame, type HostileFrame, HostileForge, whole } from './hostile-frames.ts';
import { listenedLink } from './hostile-line.ts';
import { type Question, QuestionWatch } from './hostile-questions.ts';
import { HostileWindow } from './hostile-window.ts';

/** What is attacked, how much, and by which chance. */
export interface HostileOptions {
  readonly family: BoardFamily;
  readonly side: BoardSide;
  /** The family's checksum, from elsewhere than the family itself. */
  readonly holds: TailCheck;
  readonly frames: number;
  readonly seed: number;
}

/**
 * What must never happen.
 * - `fact`: a lock was said to be open or closed that no frame said so of. `written`: the master wrote what nobody asked for.
 * - `deaf`: an honest answer was not understood within two frame times after hostile bytes. `held`: more bytes were kept than a frame has.
 * - `crash`: something threw.
 */
export interface HostileFinding {
  readonly kind: 'fact' | 'written' | 'deaf' | 'held' | 'crash';
  readonly detail: string;
  /** The last that was on the line, oldest first. */
  readonly lastFrames: readonly string[];
}

/** What a run came to. */
export interface HostileReport {
  /** Hostile frames thrown. */
  readonly frames: number;
  /** Questions that were answered honestly. */
  readonly answers: number;
  readonly unlocks: number;
  /** Facts that only bytes told which happen to pass the checksum. */
  readonly forged: number;
  /** Honest answers lost because hostile bytes before them and their head happened to pass for a frame. */
  readonly eaten: number;
  /** The first thing that must never happen ends the run. */
  readonly finding: HostileFinding | null;
}

/** Throws hostile frames at a working bank until there were `frames` of them, or something happened that must never. */
export async function runHostileFrames(options: HostileOptions): Promise<HostileReport> {
  const run = new HostileRun(options);
  return run.play();
}

/** Hostile frames, and whether the honest answer comes behind them, before them, or not at all. */
interface Plan {
  readonly burst: readonly HostileFrame[];
  readonly honest: 'behind' | 'before' | 'none';
}

const shownLast = 16;
const mostInBurst = 6;
/** A burst leaves time for the honest answer before the question is given up, in milliseconds. */
const longestBurstMs = 60;
/** The longest that a command can take, with its repetition and all that may come between. */
const settleWithinMs = 8000;
/** Bytes that take less time than the silence that ends a frame, 3.5 characters. */
const largestChunk = 3;
/** The bank asks by itself as rarely as it can: nearly every question is the run's. Milliseconds. */
const restMs = 1_000_000;

class HostileRun {
  readonly #options: HostileOptions;
  readonly #clock = new HostileClock();
  readonly #random: () => number;
  readonly #forge: HostileForge;
  readonly #window: HostileWindow;
  readonly #boards: HostileBoards;
  readonly #questions: QuestionWatch;
  readonly #shadow: Splitter;
  readonly #wanted = new Map<string, number>();
  readonly #last: string[] = [];
  #port: OpenLink | null = null;
  #plan: Plan | null = null;
  #heldBytes = 0;
  #frames = 0;
  #answers = 0;
  #unlocks = 0;
  #forged = 0;
  #eaten = 0;
  #finding: HostileFinding | null = null;

  constructor(options: HostileOptions) {
    const { family, side, holds, seed } = options;
    this.#options = options;
    this.#random = seededRandom(seed);
    this.#forge = new HostileForge(this.#random, family.shape.longest);
    this.#window = new HostileWindow(family, holds, (bytes) => this.#forge.recall(bytes));
    this.#boards = new HostileBoards(family, side);
    this.#questions = new QuestionWatch(family, () => this.#clock.monotonic());
    this.#shadow = new Splitter(family.shape);
  }

  async play(): Promise<HostileReport> {
    const bank = await this.#start();
    try {
      while (this.#frames < this.#options.frames && this.#finding === null) await this.#turn(bank);
    } catch (error) {
      this.#find('crash', error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    void bank.close();
    await this.#clock.advance(100);
    return {
      frames: this.#frames,
      answers: this.#answers,
      unlocks: this.#unlocks,
      forged: this.#forged,
      eaten: this.#eaten,
      finding: this.#finding,
    };
  }

  async #start(): Promise<LockBank> {
    const wire = createMemoryWire({ clock: this.#clock, baud: this.#options.family.baud, latestFrameMs: 0 });
    const far = await wire.right.open({ onBytes: (bytes) => this.#commandCame(bytes), onClose: () => undefined });
    if (!far.ok) throw new Error(far.error.detail);
    this.#port = far.value;
    const link = listenedLink(wire.left, { onWrite: (bytes) => this.#wrote(bytes), onBytes: (bytes) => this.#arrived(bytes) });
    const pace = { restMs, watchedRestMs: restMs };
    const bank = openBusBank({ family: this.#questions.family, link, clock: this.#clock, boards: this.#boards.list, closedBit: 1, pace });
    bank.onFact((fact) => this.#told(fact));
    await this.#clock.advance(2000);
    return bank;
  }

  async #turn(bank: LockBank): Promise<void> {
    this.#moveDoors();
    const what = this.#random();
    if (what < 0.1) await this.#unlockTurn(bank);
    else if (what < 0.12) await this.#flashTurn(bank);
    else if (what < 0.25) await this.#idleTurn(bank);
    else await this.#statusTurn(bank, what < 0.75 ? 'behind' : what < 0.9 ? 'before' : 'none');
    if (this.#random() < 0.3) await this.#clock.advance(this.#random() * 60);
  }

  async #statusTurn(bank: LockBank, honest: Plan['honest']): Promise<void> {
    this.#plan = { burst: this.#burst(), honest };
    const { address } = this.#any(this.#boards.list);
    const outcome = await this.#ended(bank.status(address), `a question to board ${address}`);
    if (outcome !== undefined && outcome.kind !== 'status') this.#find('deaf', `board ${address} gave ${outcome.kind} although it answered honestly`);
  }

  /** Hostile bytes while nobody asks anything, and then a question, perhaps before the last of them has arrived. */
  async #idleTurn(bank: LockBank): Promise<void> {
    this.#send(this.#burst());
    await this.#clock.advance(this.#random() * longestBurstMs);
    this.#plan = null;
    const { address } = this.#any(this.#boards.list);
    const outcome = await this.#ended(bank.status(address), `a question to board ${address}`);
    if (outcome !== undefined && outcome.kind !== 'status') this.#find('deaf', `board ${address} gave ${outcome.kind} although it answered honestly`);
  }

  async #unlockTurn(bank: LockBank): Promise<void> {
    const { address: board, locks } = this.#any(this.#boards.list);
    const address = { board, lock: this.#below(locks) };
    this.#plan = { burst: this.#burst(), honest: this.#random() < 0.5 ? 'behind' : 'before' };
    this.#wanted.set(keyOf('unlock', address), 1);
    const outcome = await this.#ended(bank.unlock({ address, validForMs: 2000, generation: bank.generation }), `an unlock of ${board}/${address.lock}`);
    this.#unlocks += 1;
    this.#wanted.clear();
    if (outcome?.kind === 'acknowledged') this.#judgeAcknowledged(address);
  }

  #judgeAcknowledged(address: LockAddress): void {
    const { answer } = this.#options.family.unlock(address);
    const reason = this.#window.reasonOfTaken(
      (frame) => this.#boards.acknowledges(address, frame),
      (frame) => answer?.read(frame) === 'taken',
    );
    if (reason === 'forged') this.#forged += 1;
    if (reason === undefined) this.#find('fact', `the unlock of ${address.board}/${address.lock} counts as acknowledged, and no frame said so`);
  }

  async #flashTurn(bank: LockBank): Promise<void> {
    const { address: board, locks } = this.#any(this.#boards.list);
    const address = { board, lock: this.#below(locks) };
    this.#plan = { burst: this.#burst(), honest: 'behind' };
    this.#wanted.set(keyOf('flash', address), 1);
    await this.#ended(bank.flash(address), `a flash at ${board}/${address.lock}`);
    this.#wanted.clear();
  }

  /** Lets time pass until this has ended, which it must. */
  async #ended<T>(work: Promise<T>, what: string): Promise<T | undefined> {
    const end: { value?: T } = {};
    let isOver = false;
    void work.then((value) => {
      end.value = value;
      isOver = true;
    });
    await this.#clock.advanceUntil(() => isOver, settleWithinMs);
    if (!isOver) this.#find('deaf', `${what} never ended`);
    return end.value;
  }

  /** The master begins to write: is it a question, or something that was asked for and not yet written? */
  #wrote(bytes: Uint8Array): void {
    const { side } = this.#options;
    this.#judgeLast();
    this.#window.ask();
    this.#questions.begin(bytes);
    this.#note('master', bytes);
    const seen = side.shape.inspect(bytes);
    if ((seen.kind !== 'frame' && seen.kind !== 'frame-unless-more') || seen.length !== bytes.length) return this.#find('written', `no frame: ${toHex(bytes)}`);
    const request = side.read(bytes);
    switch (request.kind) {
      case 'status':
        if (!this.#boards.has(request.board)) this.#find('written', `a question to board ${request.board}: ${toHex(bytes)}`);
        return;
      case 'unlock': {
        const [lock, ...more] = request.locks === 'every' ? [] : request.locks;
        return this.#spend('unlock', request.board, more.length === 0 ? lock : undefined, bytes);
      }
      case 'flash':
        return this.#spend('flash', request.board, request.lock, bytes);
      case 'other':
        return this.#find('written', `not asked for: ${toHex(bytes)}`);
    }
  }

  /** What was asked for may be written once. */
  #spend(kind: 'unlock' | 'flash', board: number | 'every', lock: number | undefined, bytes: Uint8Array): void {
    const key = board === 'every' || lock === undefined ? '' : keyOf(kind, { board, lock });
    const left = this.#wanted.get(key) ?? 0;
    if (left === 0) return this.#find('written', `${kind} of ${board}/${lock ?? 'several'} that nobody asked for, or once more: ${toHex(bytes)}`);
    this.#wanted.set(key, left - 1);
  }

  /** Was the last question's honest answer understood in time? By the next one's first byte that is known. */
  #judgeLast(): void {
    const question = this.#questions.last;
    if (question?.honest === null || question === null || question.honest.arrivedAtMs === null) return;
    this.#answers += 1;
    const lateMs = (question.understoodAtMs ?? this.#clock.monotonic()) - question.honest.arrivedAtMs - question.honest.frameMs;
    if (lateMs <= 0) return;
    if (this.#window.isEaten(question.honest.start)) this.#eaten += 1;
    else this.#find('deaf', `an honest answer was understood ${lateMs.toFixed(1)} ms later than two frame times after hostile bytes, or never`);
  }

  /** A whole command reached the boards: they answer as planned, unless the line is still full of earlier bytes. */
  #commandCame(bytes: Uint8Array): void {
    const honest = this.#boards.answer(bytes);
    this.#forge.remember({ bytes, meaning: { kind: 'other' } });
    if (honest !== null) this.#forge.remember(honest);
    const isFree = this.#window.heard === this.#window.planned;
    const plan = isFree ? this.#plan : null;
    if (isFree) this.#plan = null;
    const question = this.#questions.last;
    this.#clock.after(this.#random() * 4, () => this.#answer(question, honest, plan));
  }

  #answer(question: Question | null, honest: GenuineFrame | null, plan: Plan | null): void {
    const burst = plan?.burst ?? [];
    if (honest === null || plan?.honest === 'none') return this.#send(burst);
    const answer = whole('replayed', [honest]);
    const isBehind = plan?.honest === 'behind';
    const start = this.#window.planned + (isBehind ? burst.reduce((sum, { bytes }) => sum + bytes.length, 0) : 0);
    const frameMs = (answer.bytes.length * 10_000) / this.#options.family.baud;
    if (question !== null) question.honest = { start, end: start + answer.bytes.length, frameMs, arrivedAtMs: null };
    this.#send(isBehind ? [...burst, answer] : [answer, ...burst]);
  }

  /**
   * Puts frames on the line without a pause: as one chunk, or in chunks that know nothing of frames and are so small that the time
   * until the next is no silence.
   */
  #send(frames: readonly HostileFrame[]): void {
    const bytes: number[] = [];
    for (const frame of frames) {
      this.#window.plan(frame);
      bytes.push(...frame.bytes);
      this.#note(frame.kind, frame.bytes);
    }
    const isWhole = this.#random() < 0.5;
    let start = 0;
    while (start < bytes.length) {
      const size = isWhole ? bytes.length : 1 + this.#below(largestChunk);
      void this.#port?.write(Uint8Array.from(bytes.slice(start, start + size)));
      start += size;
    }
  }

  #arrived(bytes: Uint8Array): void {
    this.#window.arrive(bytes);
    const honest = this.#questions.last?.honest;
    if (honest?.arrivedAtMs === null && this.#window.heard >= honest.end) honest.arrivedAtMs = this.#clock.monotonic();
    this.#heldBytes += bytes.length;
    for (const piece of this.#shadow.push(bytes)) this.#heldBytes -= piece.bytes.length;
    const { longest } = this.#options.family.shape;
    if (this.#heldBytes > longest) this.#find('held', `${this.#heldBytes} bytes are held, and the longest frame has ${longest}`);
  }

  #told(fact: BankFact): void {
    if (fact.kind !== 'lock' || fact.state === 'unknown') return;
    const { board, lock } = fact.address;
    const locks = this.#boards.list.find(({ address }) => address === board)?.locks ?? 0;
    const reason = this.#window.reasonOf({ board, locks, lock, bit: fact.state === 'closed' ? 1 : 0 });
    if (reason === 'forged') this.#forged += 1;
    if (reason === undefined) this.#find('fact', `lock ${board}/${lock} is said to be ${fact.state}, and no frame said so`);
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

  #note(who: string, bytes: Uint8Array): void {
    this.#last.push(`${this.#clock.monotonic().toFixed(1)} ${who} ${toHex(bytes)}`);
    if (this.#last.length > shownLast) this.#last.shift();
  }

  #find(kind: HostileFinding['kind'], detail: string): void {
    this.#finding ??= { kind, detail, lastFrames: [...this.#last] };
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

function keyOf(kind: 'unlock' | 'flash', { board, lock }: LockAddress): string {
  return `${kind} ${board}/${lock}`;
}
