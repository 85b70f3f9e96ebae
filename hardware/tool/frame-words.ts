import type { BoardFamily, FeedbackBit, Question } from '../lockers/board-family.ts';
import { sameBytes, toHex } from '../wire/hex.ts';
import { type Piece, Splitter } from '../wire/splitter.ts';

/** Bytes off the wire, and what they say. */
export interface FrameWords {
  readonly bytes: Uint8Array;
  readonly words: string;
  /** Bytes that belong to no frame: noise, or a frame that was damaged. */
  readonly isNoise: boolean;
}

interface AskedBoard {
  readonly address: number;
  readonly question: Question<readonly FeedbackBit[]>;
}

/** Says what frames of one family mean, for the boards of one bus. It keeps the thread: an answer is read by its question. */
export class FrameReader {
  readonly #boards: readonly AskedBoard[];
  readonly #family: BoardFamily;
  readonly #closedBit: 0 | 1;
  /** What the driver writes, by its hex text. */
  readonly #written = new Map<string, string>();
  readonly #orders = new Map<string, (frame: Uint8Array) => 'taken' | 'refused' | undefined>();
  readonly #splitter: Splitter;
  #last: Uint8Array = new Uint8Array();

  constructor(family: BoardFamily, boards: readonly { readonly address: number; readonly locks: number }[], closedBit: 0 | 1) {
    this.#family = family;
    this.#closedBit = closedBit;
    this.#splitter = new Splitter(family.shape);
    this.#boards = boards.map(({ address, locks }) => ({ address, question: family.status(address, locks) }));
    for (const { address, question } of this.#boards) this.#written.set(toHex(question.frame), `board ${address}: how are your doors?`);
    for (const { address, locks } of boards) for (let lock = 0; lock < locks; lock += 1) this.#learnOrders({ board: address, lock });
  }

  /** What a frame says that the driver wrote. */
  written(frame: Uint8Array): string {
    this.#last = frame;
    return this.#written.get(toHex(frame)) ?? 'a frame that this driver does not write';
  }

  /** Bytes that came in. */
  received(bytes: Uint8Array): readonly FrameWords[] {
    return this.#splitter.push(bytes).map((piece) => this.#read(piece));
  }

  /** The line has been quiet: what was held is all there is. */
  quiet(): readonly FrameWords[] {
    return this.#splitter.endOfInput().map((piece) => this.#read(piece));
  }

  #learnOrders(address: { board: number; lock: number }): void {
    const where = `board ${address.board}, lock ${address.lock}`;
    const orders = [
      { order: this.#family.unlock(address), words: `UNLOCK ${where}` },
      { order: this.#family.flash?.(address), words: `flash the light of ${where}` },
    ];
    for (const { order, words } of orders) {
      if (order === undefined) continue;
      this.#written.set(toHex(order.frame), words);
      const { answer } = order;
      if (answer !== null) this.#orders.set(toHex(order.frame), (frame) => answer.read(frame));
    }
  }

  #read({ kind, bytes }: Piece): FrameWords {
    return { bytes, words: kind === 'frame' ? this.#wordsOf(bytes) : 'noise, or a damaged frame', isNoise: kind === 'discarded' };
  }

  #wordsOf(frame: Uint8Array): string {
    const taken = this.#orders.get(toHex(this.#last))?.(frame);
    if (taken !== undefined) return taken === 'taken' ? 'the board took it' : 'the board refused';
    const asked = this.#boards.find(({ question }) => sameBytes(question.frame, this.#last));
    const inOrder = asked === undefined ? this.#boards : [asked, ...this.#boards.filter((board) => board !== asked)];
    for (const { address, question } of inOrder) {
      const bits = question.read(frame);
      if (bits !== undefined) return `board ${address}: ${this.#doors(bits)}`;
    }
    if (sameBytes(frame, this.#last)) return 'echo of what was written';
    const heard = this.#family.overhear(frame);
    switch (heard.kind) {
      case 'report':
        return `board ${heard.address.board} by itself: lock ${heard.address.lock} ${heard.bit === this.#closedBit ? 'closed' : 'open'}`;
      case 'answer':
        return `an answer of board ${heard.board} that nobody waits for`;
      case 'other':
        return 'a frame of this family that answers nothing';
    }
  }

  #doors(bits: readonly FeedbackBit[]): string {
    const locksAt = (isWanted: (bit: FeedbackBit) => boolean): string => bits.flatMap((bit, lock) => (isWanted(bit) ? [lock] : [])).join(' ');
    const open = locksAt((bit) => bit !== null && bit !== this.#closedBit);
    const unknown = locksAt((bit) => bit === null);
    const state = open === '' ? `all ${bits.length} closed` : `open ${open}, of ${bits.length}`;
    if (unknown === '') return state;
    return bits.every((bit) => bit === null) ? 'it answers, and tells nothing of its doors' : `${state}; unknown ${unknown}`;
  }
}
