import type { RandomBytes } from '../../kernel/random.ts';

/** How long to wait between tries, in milliseconds. */
export interface BackoffLimits {
  readonly firstMs: number;
  readonly capMs: number;
}

/**
 * Waiting times with full jitter: anything from nothing to a limit that doubles with each failure up to the cap, so that a
 * fleet that lost its hub does not come back all at once (aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter).
 */
export class Backoff {
  #failures = 0;
  readonly #limits: BackoffLimits;
  readonly #random: RandomBytes;

  constructor(limits: BackoffLimits, random: RandomBytes) {
    this.#limits = limits;
    this.#random = random;
  }

  /** The wait after one more failure; never shorter than what the hub asked for. */
  next(retryAfterMs: number | null): number {
    const { firstMs, capMs } = this.#limits;
    const limit = Math.min(capMs, firstMs * 2 ** Math.min(this.#failures, 30));
    this.#failures += 1;
    return Math.round((retryAfterMs ?? 0) + limit * uniform(this.#random));
  }

  reset(): void {
    this.#failures = 0;
  }
}

/** A number from 0 (included) to 1. */
function uniform(random: RandomBytes): number {
  const bytes = random(4);
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) / 2 ** 32;
}
