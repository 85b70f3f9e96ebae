import { canBeGm65Answer, type Gm65Answer, gm65AnswerLength, readGm65Answer } from './gm65.ts';

/** A part of what a module sends: its answers, and everything else, which belongs to codes. */
export type Gm65Piece = { readonly kind: 'answer'; readonly answer: Gm65Answer } | { readonly kind: 'code'; readonly bytes: Uint8Array };

const suffixes: readonly number[] = [0x0d, 0x0a, 0x09];

/**
 * Takes a module's answers out of its stream of codes.
 *
 * ```
 *  02 00 00 01 00 33 31 | 4C 4B 31 3A ... 0D | 03 00 00 01 00 33 31 | 41 02 00 00 01 00 33 31 0D
 *  '---- answer ------'   '---- code -----'    '---- answer ------'   '-- code: an answer inside a code is none
 * ```
 * An answer is one only where no code is begun: at the start, behind a suffix, or after silence (`end`). Anywhere else its bytes stay in the
 * code, which is then refused for its control characters; so nobody can print a code whose middle vanishes. The pieces do not depend on how
 * the stream was cut.
 */
export class Gm65Sieve {
  #held: number[] = [];
  #isInCode = false;

  /** Are bytes held that may become an answer? */
  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  push(bytes: Uint8Array): Gm65Piece[] {
    const pieces: Gm65Piece[] = [];
    let code: number[] = [];
    const giveCode = (): void => {
      if (code.length > 0) pieces.push({ kind: 'code', bytes: Uint8Array.from(code) });
      code = [];
    };
    for (const byte of bytes) {
      if (this.#isInCode) {
        code.push(byte);
        this.#isInCode = !suffixes.includes(byte);
        continue;
      }
      this.#held.push(byte);
      const held = Uint8Array.from(this.#held);
      const answer = readGm65Answer(held);
      if (answer === undefined && canBeGm65Answer(held) && held.length < gm65AnswerLength) continue;
      this.#held = [];
      if (answer !== undefined) {
        giveCode();
        pieces.push({ kind: 'answer', answer });
      } else {
        code.push(...held);
        this.#isInCode = !suffixes.includes(held.at(-1) ?? 0);
      }
    }
    giveCode();
    return pieces;
  }

  /** The line is quiet: what is held is no answer, and what comes next begins anew. */
  end(): Gm65Piece[] {
    const held = Uint8Array.from(this.#held);
    this.reset();
    return held.length === 0 ? [] : [{ kind: 'code', bytes: held }];
  }

  reset(): void {
    this.#held = [];
    this.#isInCode = false;
  }
}
