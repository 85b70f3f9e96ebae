import type { HardwareClock } from '../contract/clock.ts';
import type { Link } from '../contract/link.ts';
import { type FrameShape, type Piece, Splitter } from '../wire/splitter.ts';
import type { EchoFilter } from './echo-filter.ts';

/** What an intake of frames needs. */
export interface FrameIntakeOptions {
  readonly shape: FrameShape;
  readonly clock: HardwareClock;
  /** A frame that only silence can end has ended when no byte came for this long, in milliseconds; see `quietTimeMs`. */
  readonly quietMs: number;
  /** Takes out the copy of what was written. */
  readonly echo: EchoFilter;
  onPiece(piece: Piece): void;
}

/** On the line, 3.5 characters without a byte end a frame (Modbus over serial line V1.02, 2.5.1.1; other families mean the same). */
const quietCharacters = 3.5;

/**
 * The pause that a USB adapter can make in the middle of a frame, in milliseconds. FTDI chips hand over what they have when 62 bytes
 * are there or 16 ms have passed (their latency timer, AN232B-04), and the host asks once in each of its own milliseconds.
 */
const adapterGapMs = 20;

/** The silence that tells two frames apart on this line, in milliseconds: what the boards need to see, whatever an adapter makes of it. */
export function frameGapMs(link: Pick<Link, 'wireTimeMs'>): number {
  return link.wireTimeMs(quietCharacters);
}

/**
 * How long no byte must come before a frame is over. 3.5 characters are 3.6 ms at 9600 baud, but by the time that bytes reach this
 * program an adapter may have torn them apart by more, so the pipe's own gap counts where it is longer.
 */
export function quietTimeMs(link: Pick<Link, 'wireTimeMs' | 'gapMs'>): number {
  return Math.max(frameGapMs(link), link.gapMs ?? adapterGapMs);
}

/**
 * Makes pieces of the bytes that come in, and lets the silence of the line decide where bytes alone cannot.
 *
 * ```
 *  bytes    80 01 00 00 00 33 B2 ..........                    80 01 00 00 00 33 B2 00 ...
 *  splitter frame-unless-more   |<-quiet->| frame, handed on    the longer frame goes on
 *
 *  bytes    02 00 00 65 .. 03 6A                               a family with a length in its frames
 *  splitter                     frame, handed on at once        loses no time
 * ```
 * Silence costs more time than the frame. Where it is known how long the answer will be, nobody waits for it (`ExpectedAnswer.knownLength`).
 * The same silence gives up a frame that was begun and not ended, so that a true one behind a false head is found.
 */
export class FrameIntake {
  readonly #options: FrameIntakeOptions;
  readonly #splitter: Splitter;
  #cancelTimer: () => void = () => undefined;

  constructor(options: FrameIntakeOptions) {
    this.#options = options;
    this.#splitter = new Splitter(options.shape);
  }

  /** Are there bytes that nobody was told of yet? Their line is not quiet. */
  get isHolding(): boolean {
    return this.#splitter.isHolding || this.#options.echo.isHolding;
  }

  /** Takes bytes as they come from the port. */
  take(bytes: Uint8Array): void {
    this.#cancelTimer();
    this.#tell(this.#splitter.push(this.#options.echo.take(bytes)));
    if (this.isHolding) this.#waitForSilence();
  }

  /** The frame that is held, where only silence could tell that it is over; otherwise null. */
  get doubtful(): Uint8Array | null {
    return this.#options.echo.isHolding ? null : this.#splitter.doubtful;
  }

  /** Decides now about what is held, as if the line had gone quiet. */
  settle(): void {
    this.#cancelTimer();
    this.#tell([...this.#splitter.push(this.#options.echo.release()), ...this.#splitter.endOfInput()]);
  }

  /** Forgets what is held, as after a flush of the port. */
  reset(): void {
    this.#cancelTimer();
    this.#splitter.reset();
  }

  #waitForSilence(): void {
    const { clock, quietMs } = this.#options;
    this.#cancelTimer = clock.after(quietMs, () => {
      // A program that was held up finds its timers due before it reads its ports: one more turn lets waiting bytes in first.
      this.#cancelTimer = clock.after(0, () => this.settle());
    });
  }

  #tell(pieces: readonly Piece[]): void {
    for (const piece of pieces) this.#options.onPiece(piece);
  }
}
