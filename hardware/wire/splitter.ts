/**
 * What the bytes at the head of a buffer are. `incomplete` and `frame-unless-more` only while fewer than `FrameShape.longest` bytes
 * are there: the latter is a whole frame unless the bytes that follow make it a longer one (families without a length in their
 * frames); the silence of the line decides.
 */
export type Inspection =
  | { readonly kind: 'frame'; readonly length: number }
  | { readonly kind: 'frame-unless-more'; readonly length: number }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'no-frame' };

/** How one family's frames are recognised in a stream, checksum included. */
export interface FrameShape {
  /** Bytes of the longest frame; this bounds what a splitter holds, whatever the other side sends. */
  readonly longest: number;
  /** Looks at a frame that would begin at the first byte. Must decide as early as it can. */
  inspect(bytes: Uint8Array): Inspection;
}

/** A part of the stream: a frame whose checksum holds, or bytes that belong to none. Nothing is swallowed unseen. */
export type Piece = { readonly kind: 'frame'; readonly bytes: Uint8Array } | { readonly kind: 'discarded'; readonly bytes: Uint8Array };

/**
 * Cuts a stream of bytes into frames, and finds its footing again after noise, loss and truncation.
 *
 * ```
 *  stream   7F 02 00 02 00 00 65 07 00 00 00 00 C0 03 31 | 02 00
 *  pieces   ^^^^^^^^ discarded
 *                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ frame
 *                                                held:   ^^^^^
 * ```
 * Where no frame can begin at a byte, that one byte is given up and the search goes on at the next: a false head costs one
 * byte, never the true frame behind it. The frames found do not depend on how the stream was cut into chunks.
 */
export class Splitter {
  readonly #shape: FrameShape;
  #held: Uint8Array = new Uint8Array(0);

  constructor(shape: FrameShape) {
    this.#shape = shape;
  }

  /** Are there bytes that only more bytes, or the silence of the line, can decide about? */
  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  /** All that is held, where it is exactly one whole frame that more bytes could still make longer; otherwise null. */
  get doubtful(): Uint8Array | null {
    if (!this.isHolding) return null;
    const seen = this.#shape.inspect(this.#held);
    return seen.kind === 'frame-unless-more' && seen.length === this.#held.length ? this.#held : null;
  }

  /** Takes the next chunk and returns all that is now certain, in the order of the stream. */
  push(chunk: Uint8Array): Piece[] {
    return this.#cut(joined(this.#held, chunk), false);
  }

  /** The line has gone quiet: what is held will never be completed. Looks for a frame hidden behind a false head. */
  endOfInput(): Piece[] {
    return this.#cut(this.#held, true);
  }

  /** Forgets what is held, as after a flush of the port. */
  reset(): void {
    this.#held = new Uint8Array(0);
  }

  #cut(bytes: Uint8Array, isEnd: boolean): Piece[] {
    const pieces: Piece[] = [];
    let start = 0;
    let lost = 0;
    while (start < bytes.length) {
      const seen = this.#shape.inspect(bytes.subarray(start, start + this.#shape.longest));
      if ((seen.kind === 'incomplete' || seen.kind === 'frame-unless-more') && !isEnd) break;
      if (seen.kind === 'frame' || seen.kind === 'frame-unless-more') {
        if (start > lost) pieces.push({ kind: 'discarded', bytes: bytes.slice(lost, start) });
        pieces.push({ kind: 'frame', bytes: bytes.slice(start, start + seen.length) });
        start += seen.length;
        lost = start;
      } else {
        start += 1;
      }
    }
    if (start > lost) pieces.push({ kind: 'discarded', bytes: bytes.slice(lost, start) });
    this.#held = bytes.slice(start);
    return pieces;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
