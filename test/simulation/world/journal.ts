import { createHash, type Hash } from 'node:crypto';

/** The promises of the design by their numbers; `liveness` is that all of them are worth something, `defect` that nothing throws. */
export type PromiseName = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 'liveness' | 'defect';

/** A promise that was not kept. */
export interface Violation {
  readonly promise: PromiseName;
  readonly what: string;
  readonly atMs: number;
}

/** How many of the last events a violation is shown with. */
const KEPT = 40;

/** Everything that happened in a world, in order, as lines. Two runs of one seed have the same hash. */
export class Journal {
  readonly #hash: Hash = createHash('sha256');
  readonly #last: string[] = [];
  readonly #now: () => number;
  #lines = 0;
  #violation: Violation | null = null;
  /** Hears every line, where somebody wants to read along. */
  onLine: ((line: string) => void) | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  write(line: string): void {
    const stamped = `${stampOf(this.#now())} ${line}`;
    this.#hash.update(stamped).update('\n');
    this.#lines += 1;
    this.#last.push(stamped);
    if (this.#last.length > KEPT) this.#last.shift();
    this.onLine?.(stamped);
  }

  /** Only the first one counts: what follows it may follow from it. */
  violate(promise: PromiseName, what: string): void {
    this.write(`VIOLATION of ${promise}: ${what}`);
    this.#violation ??= { promise, what, atMs: this.#now() };
  }

  get violation(): Violation | null {
    return this.#violation;
  }

  get lines(): number {
    return this.#lines;
  }

  get last(): readonly string[] {
    return this.#last;
  }

  /** The hash of everything so far. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }
}

/** `17:04:11.250`, hours counted on. */
function stampOf(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const part = (value: number, digits = 2): string => String(value).padStart(digits, '0');
  return `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}.${part(Math.floor(ms % 1000), 3)}`;
}
