import { sameBytes } from '../wire/hex.ts';

/**
 * What is known of the adapter: whether it hands back what was written. Two-wire adapters hear their own line, and some have no
 * switch that turns the receiver off meanwhile.
 */
export type EchoHabit = 'unknown' | 'echoes' | 'none';

/**
 * What a copy of a written frame can be. `plain`: nothing but an echo, since no answer looks so. `question`: its answer as well, and there
 * is time to see whether another comes behind it. `order`: its answer as well, and nothing hangs on that: what it did, only a status tells.
 */
export type FrameLook = 'plain' | 'question' | 'order';

/** What a filter is made of. */
export interface EchoFilterOptions {
  /** Null: found out. Otherwise told by who wired it, and believed whatever comes. */
  readonly known: boolean | null;
  /** It was found out, or found out to be otherwise than before. */
  onHabit(doesEcho: boolean): void;
}

/**
 * So many clean answers in a row without an echo before them show that there is none: the first does while nothing is known, since what
 * damages an echo leaves bytes behind; against what was found out before, more are wanted.
 */
const answersThatTell = { unknown: 1, echoes: 3, none: 1 } as const;

/**
 * Takes exactly one copy of each written frame out of what comes back.
 *
 * ```
 *  written    8A 01 01 11 9B
 *  comes      8A 01 01 11 9B | 8A 01 01 11 9B        the board's answer is the very same bytes
 *             ^ echo, swallowed  ^ answer
 *  comes      8A 01 01 11 9B                         adapter without echo: the answer
 *                                                    adapter with echo, board dead: the echo
 * ```
 * So it must be known whether the adapter echoes. A `plain` frame that comes back tells; so does a copy with another answer behind it;
 * and so does an answer that is no copy and has none before it. Until then the first copy of a frame that could be either is taken for
 * the echo: an answer less is harmless (an unlock is `sent` instead of `acknowledged`), an answer that was none is not. Even where there
 * is no echo the copy of a `question` is believed only when nothing comes behind it, since a line may be given another adapter behind
 * the same port. A damaged echo is no frame and is thrown away with other noise; the first whole copy after it counts as the echo.
 * Boards all of whose answers are copies leave it open for ever: there, who wired the adapter must tell.
 */
export class EchoFilter {
  readonly #options: EchoFilterOptions;
  #habit: EchoHabit;
  #frame: Uint8Array | null = null;
  #look: FrameLook = 'plain';
  /** Bytes at the head of the input that equal the frame's and are held back. */
  #matched = 0;
  #isPastHead = true;
  #isSeen = false;
  #answersWithout = 0;

  constructor(options: EchoFilterOptions) {
    this.#options = options;
    this.#habit = habitOf(options.known);
  }

  get habit(): EchoHabit {
    return this.#habit;
  }

  /** Does the echo of the frame under way still have to come? */
  get isAwaited(): boolean {
    return this.#habit === 'echoes' && this.#frame !== null && !this.#isSeen;
  }

  /** Are bytes held back that may become an echo? */
  get isHolding(): boolean {
    return !this.#isPastHead && this.#matched > 0;
  }

  /** Nothing came but a copy of the question, on an adapter that does not echo: that is the answer. */
  get isCopyTheAnswer(): boolean {
    return this.#look === 'question' && this.#habit === 'none' && this.#isSeen;
  }

  /** A frame is written now. */
  begin(frame: Uint8Array, look: FrameLook): void {
    this.#frame = frame;
    this.#look = look;
    this.#matched = 0;
    this.#isPastHead = !this.#mayEcho;
    this.#isSeen = false;
  }

  /** Takes bytes as they come and gives back those that are not the echo. */
  take(bytes: Uint8Array): Uint8Array {
    const frame = this.#frame;
    if (this.#isPastHead || frame === null) return bytes;
    const before = this.#matched;
    let index = 0;
    while (index < bytes.length && this.#matched < frame.length && bytes[index] === frame[this.#matched]) {
      index += 1;
      this.#matched += 1;
    }
    if (this.#matched === frame.length) {
      this.#isPastHead = true;
      this.#saw();
      return bytes.subarray(index);
    }
    if (index === bytes.length) return new Uint8Array(0);
    this.#isPastHead = true;
    return Uint8Array.of(...frame.subarray(0, before), ...bytes);
  }

  /** The line went quiet: what is held back was no echo, or only a part of one. */
  release(): Uint8Array {
    const held = this.isHolding ? this.#frame?.slice(0, this.#matched) : undefined;
    if (held !== undefined) this.#isPastHead = true;
    return held ?? new Uint8Array(0);
  }

  /** Is this frame the echo of the one written, behind bytes that were not? Says so once for each. */
  isEcho(frame: Uint8Array): boolean {
    if (this.#frame === null || this.#isSeen || !this.#mayEcho || !sameBytes(frame, this.#frame)) return false;
    this.#saw();
    return true;
  }

  /** The frame was answered by this one; `isClean`: and nothing else but an echo came before it. */
  answered(answer: Uint8Array, isClean: boolean): void {
    if (this.#frame === null || sameBytes(answer, this.#frame)) return;
    if (this.#isSeen) return this.#learn(true);
    if (!isClean) return;
    this.#answersWithout += 1;
    if (this.#answersWithout >= answersThatTell[this.#habit]) this.#learn(false);
  }

  /** Nothing is under way any more. */
  end(): void {
    this.#frame = null;
    this.#isPastHead = true;
  }

  /** The port was opened anew, perhaps with another adapter behind it: what was found out counts no more. */
  reset(): void {
    this.end();
    this.#answersWithout = 0;
    this.#habit = habitOf(this.#options.known);
  }

  get #mayEcho(): boolean {
    return this.#look !== 'order' || this.#habit !== 'none';
  }

  #saw(): void {
    this.#isSeen = true;
    this.#answersWithout = 0;
    // One copy of a frame that could be its own answer tells nothing yet.
    if (this.#look === 'plain') this.#learn(true);
  }

  #learn(doesEcho: boolean): void {
    const habit = habitOf(doesEcho);
    if (this.#options.known !== null || this.#habit === habit) return;
    this.#habit = habit;
    this.#options.onHabit(doesEcho);
  }
}

function habitOf(known: boolean | null): EchoHabit {
  if (known === null) return 'unknown';
  return known ? 'echoes' : 'none';
}
