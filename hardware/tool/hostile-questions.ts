import type { BoardFamily } from '../lockers/board-family.ts';

/** A question on the line, and what became of its honest answer. */
export interface Question {
  /** When the master took a frame for its answer; null before. */
  understoodAtMs: number | null;
  /** The honest answer: its place among all bytes, its time on the line, when its last byte was there. Null where there is none. */
  honest: { readonly start: number; readonly end: number; readonly frameMs: number; arrivedAtMs: number | null } | null;
}

/**
 * The family as the bank sees it, with somebody who notes which question is on the line and when the bank took a frame for its
 * answer. Everything else goes through as it is.
 */
export class QuestionWatch {
  readonly family: BoardFamily;
  readonly #now: () => number;
  readonly #frames = new WeakSet<Uint8Array>();
  #last: Question | null = null;
  #lastFrame: Uint8Array | null = null;

  constructor(family: BoardFamily, now: () => number) {
    this.#now = now;
    this.family = {
      ...family,
      status: (board, locks) => {
        const question = family.status(board, locks);
        this.#frames.add(question.frame);
        return {
          ...question,
          read: (frame) => {
            const bits = question.read(frame);
            if (bits !== undefined && question.frame === this.#lastFrame && this.#last !== null) this.#last.understoodAtMs ??= this.#now();
            return bits;
          },
        };
      },
    };
  }

  /** The question that was written last; null when it was an order. */
  get last(): Question | null {
    return this.#last;
  }

  /** A frame is written. */
  begin(frame: Uint8Array): void {
    this.#lastFrame = frame;
    this.#last = this.#frames.has(frame) ? { understoodAtMs: null, honest: null } : null;
  }
}
