import type { LinkTraffic } from '../link/tap.ts';
import type { BoardFamily } from '../lockers/board-family.ts';
import { sameBytes, toHex } from '../wire/hex.ts';
import { Splitter } from '../wire/splitter.ts';

/** What was measured on a wire. */
export interface WireFigures {
  /** Bytes that came in, and those of them that belonged to no frame: noise and damage. */
  readonly received: number;
  readonly damaged: number;
  /** Frames that came back as they were written. */
  readonly echoes: number;
}

/** Listens to a bus: how long boards take to answer, what comes in damaged, whether the adapter echoes. */
export class WireMeter {
  readonly #boards = new Map<string, number>();
  readonly #wireTimeMs: (count: number) => number;
  readonly #now: () => number;
  readonly #splitter: Splitter;
  readonly #turnArounds = new Map<number, number[]>();
  /** The last question, until its first byte of answer is there. */
  #asked: { readonly board: number; readonly atMs: number; readonly frame: Uint8Array } | null = null;
  #last: Uint8Array = new Uint8Array();
  /** Some answers are known to be whole only by the silence after them; their time is that of their last byte. */
  #lastByteMs = 0;
  #received = 0;
  #damaged = 0;
  #echoes = 0;

  constructor(
    family: BoardFamily,
    boards: readonly { readonly address: number; readonly locks: number }[],
    wireTimeMs: (count: number) => number,
    now: () => number,
  ) {
    this.#splitter = new Splitter(family.shape);
    this.#wireTimeMs = wireTimeMs;
    this.#now = now;
    for (const { address, locks } of boards) this.#boards.set(toHex(family.status(address, locks).frame), address);
  }

  hear(traffic: LinkTraffic): void {
    if (traffic.kind === 'out') return this.#wrote(traffic.bytes);
    if (traffic.kind === 'in') this.#read(traffic.bytes);
  }

  get figures(): WireFigures {
    return { received: this.#received, damaged: this.#damaged, echoes: this.#echoes };
  }

  /** Milliseconds from a question's last byte to the answer's frame, less that frame's own time on the wire; in rising order. */
  turnArounds(board: number): readonly number[] {
    return [...(this.#turnArounds.get(board) ?? [])].sort((a, b) => a - b);
  }

  #wrote(frame: Uint8Array): void {
    // What is still held belongs to an answer that never became whole.
    this.#count(this.#splitter.endOfInput());
    this.#last = frame;
    const board = this.#boards.get(toHex(frame));
    this.#asked = board === undefined ? null : { board, atMs: this.#now(), frame };
  }

  #read(bytes: Uint8Array): void {
    this.#received += bytes.length;
    this.#lastByteMs = this.#now();
    this.#count(this.#splitter.push(bytes));
  }

  #count(pieces: ReturnType<Splitter['push']>): void {
    for (const { kind, bytes } of pieces) {
      if (kind === 'discarded') this.#damaged += bytes.length;
      else if (sameBytes(bytes, this.#last)) this.#echoes += 1;
      else this.#answered(bytes);
    }
  }

  #answered(frame: Uint8Array): void {
    if (this.#asked === null) return;
    const { board, atMs, frame: question } = this.#asked;
    this.#asked = null;
    const tookMs = this.#lastByteMs - atMs - this.#wireTimeMs(question.length) - this.#wireTimeMs(frame.length);
    this.#turnArounds.set(board, [...(this.#turnArounds.get(board) ?? []), Math.max(0, tookMs)]);
  }
}
