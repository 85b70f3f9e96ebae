import type { BankFact, LockAddress } from '../contract/lock-board.ts';
import type { BoardFamily } from '../lockers/board-family.ts';
import type { BoardSide } from '../simulator/board-side.ts';
import { toHex } from '../wire/hex.ts';
import { Splitter } from '../wire/splitter.ts';
import type { HostileBoards } from './hostile-boards.ts';
import type { QuestionWatch } from './hostile-questions.ts';
import type { HostileWindow } from './hostile-window.ts';

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

/** What a judge looks at. */
export interface JudgeParts {
  readonly family: BoardFamily;
  readonly side: BoardSide;
  readonly boards: HostileBoards;
  readonly window: HostileWindow;
  readonly questions: QuestionWatch;
  now(): number;
}

/** What a judge has counted. */
export interface Counts {
  /** Questions that were answered honestly. */
  answers: number;
  /** Facts that only bytes told which happen to pass the checksum. */
  forged: number;
  /** Honest answers lost because hostile bytes before them and their head happened to pass for a frame. */
  eaten: number;
}

const shownLast = 16;

/** Watches the master's end of the line, and keeps the first thing that must never happen. */
export class HostileJudge {
  readonly counts: Counts = { answers: 0, forged: 0, eaten: 0 };
  readonly #parts: JudgeParts;
  readonly #shadow: Splitter;
  readonly #wanted = new Map<string, number>();
  readonly #last: string[] = [];
  #heldBytes = 0;
  #finding: HostileFinding | null = null;

  constructor(parts: JudgeParts) {
    this.#parts = parts;
    this.#shadow = new Splitter(parts.family.shape);
  }

  get finding(): HostileFinding | null {
    return this.#finding;
  }

  find(kind: HostileFinding['kind'], detail: string): void {
    this.#finding ??= { kind, detail, lastFrames: [...this.#last] };
  }

  /** Notes what is on the line, for who reads a finding. */
  note(who: string, bytes: Uint8Array): void {
    this.#last.push(`${this.#parts.now().toFixed(1)} ${who} ${toHex(bytes)}`);
    if (this.#last.length > shownLast) this.#last.shift();
  }

  /** From now on, and until `nothingWanted`, this may be written once. */
  wants(kind: 'unlock' | 'flash', address: LockAddress): void {
    this.#wanted.set(keyOf(kind, address), 1);
  }

  nothingWanted(): void {
    this.#wanted.clear();
  }

  /** The master begins to write: is it a question, or something that was asked for and not yet written? */
  wrote(bytes: Uint8Array): void {
    const { side, boards, window, questions } = this.#parts;
    this.#judgeLast();
    window.ask();
    questions.begin(bytes);
    this.note('master', bytes);
    const seen = side.shape.inspect(bytes);
    if ((seen.kind !== 'frame' && seen.kind !== 'frame-unless-more') || seen.length !== bytes.length) return this.find('written', `no frame: ${toHex(bytes)}`);
    const request = side.read(bytes);
    switch (request.kind) {
      case 'status':
        if (!boards.has(request.board)) this.find('written', `a question to board ${request.board}: ${toHex(bytes)}`);
        return;
      case 'unlock': {
        const [lock, ...more] = request.locks === 'every' ? [] : request.locks;
        return this.#spend('unlock', request.board, more.length === 0 ? lock : undefined, bytes);
      }
      case 'flash':
        return this.#spend('flash', request.board, request.lock, bytes);
      case 'other':
        return this.find('written', `not asked for: ${toHex(bytes)}`);
    }
  }

  /** Bytes reach the master. */
  arrived(bytes: Uint8Array): void {
    const { window, questions, family, now } = this.#parts;
    window.arrive(bytes);
    const honest = questions.last?.honest;
    if (honest?.arrivedAtMs === null && window.heard >= honest.end) honest.arrivedAtMs = now();
    this.#heldBytes += bytes.length;
    for (const piece of this.#shadow.push(bytes)) this.#heldBytes -= piece.bytes.length;
    if (this.#heldBytes > family.shape.longest) this.find('held', `${this.#heldBytes} bytes are held, and the longest frame has ${family.shape.longest}`);
  }

  /** The bank told a fact. `unknown` claims nothing, so it needs no reason. */
  told(fact: BankFact): void {
    if (fact.kind !== 'lock' || fact.state === 'unknown') return;
    const { board, lock } = fact.address;
    const locks = this.#parts.boards.list.find(({ address }) => address === board)?.locks ?? 0;
    const reason = this.#parts.window.reasonOf({ board, locks, lock, bit: fact.state === 'closed' ? 1 : 0 });
    if (reason === 'forged') this.counts.forged += 1;
    if (reason === undefined) this.find('fact', `lock ${board}/${lock} is said to be ${fact.state}, and no frame said so`);
  }

  /** The bank says that a board took an unlock. */
  acknowledged(address: LockAddress): void {
    const { family, boards, window } = this.#parts;
    const { answer } = family.unlock(address);
    const reason = window.reasonOfTaken(
      (frame) => boards.acknowledges(address, frame),
      (frame) => answer?.read(frame) === 'taken',
    );
    if (reason === 'forged') this.counts.forged += 1;
    if (reason === undefined) this.find('fact', `the unlock of ${address.board}/${address.lock} counts as acknowledged, and no frame said so`);
  }

  #spend(kind: 'unlock' | 'flash', board: number | 'every', lock: number | undefined, bytes: Uint8Array): void {
    const key = board === 'every' || lock === undefined ? '' : keyOf(kind, { board, lock });
    const left = this.#wanted.get(key) ?? 0;
    if (left === 0) return this.find('written', `${kind} of ${board}/${lock ?? 'several'} that nobody asked for, or once more: ${toHex(bytes)}`);
    this.#wanted.set(key, left - 1);
  }

  /** Was the last question's honest answer understood in time? By the next one's first byte that is known. */
  #judgeLast(): void {
    const { questions, window, now } = this.#parts;
    const { last: question } = questions;
    const honest = question?.honest ?? null;
    if (question === null || honest === null || honest.arrivedAtMs === null) return;
    this.counts.answers += 1;
    // The honest answer itself takes the first of the two frame times.
    const lateMs = (question.understoodAtMs ?? now()) - honest.arrivedAtMs - honest.frameMs;
    if (lateMs <= 0) return;
    if (window.isEaten(honest.start)) this.counts.eaten += 1;
    else this.find('deaf', `an honest answer was understood ${lateMs.toFixed(1)} ms later than two frame times after hostile bytes, or never`);
  }
}

function keyOf(kind: 'unlock' | 'flash', { board, lock }: LockAddress): string {
  return `${kind} ${board}/${lock}`;
}
