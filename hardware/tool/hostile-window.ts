import type { BoardFamily } from '../lockers/board-family.ts';
import type { TailCheck } from './hostile-checksum.ts';
import type { GenuineFrame, HostileFrame, Meaning } from './hostile-frames.ts';

/** What a lock is said to be, in the wire's words. */
export interface Claim {
  readonly board: number;
  /** Locks of that board that are wired. */
  readonly locks: number;
  readonly lock: number;
  readonly bit: 0 | 1;
}

/**
 * Why a claim is no invention: an honest frame said so (`honest`), or bytes that happen to pass the family's checksum (`forged`), which
 * no receiver can tell from a frame.
 */
export type Reason = 'honest' | 'forged';

interface Placed {
  readonly at: number;
  readonly end: number;
  readonly frame: GenuineFrame;
}

/** Before a question only a report that came just then can still count: so many bytes are kept from before it. */
const keptBefore = 256;

/**
 * The bytes that reached the master of late, and which honest frames lie in them. It judges what the master made of them by these
 * frames and by a checksum of its own, never by the recogniser under test alone. Places are counted in bytes since the beginning.
 *
 * ```
 *  sent      mutated | status of 1 | noise | status of 0      "planned" counts these
 *  arrived   mutated | status of 1 | noi                      "heard" counts these
 *               ^ the master asked here: an answer begins from here on
 * ```
 */
export class HostileWindow {
  readonly #family: BoardFamily;
  readonly #holds: TailCheck;
  readonly #recall: (bytes: Uint8Array) => GenuineFrame | undefined;
  #bytes: number[] = [];
  #placed: Placed[] = [];
  #heard = 0;
  #planned = 0;
  #askedAt = 0;

  /** `recall` knows honest frames of before: pieces of such frames may lie so that they make one again. */
  constructor(family: BoardFamily, holds: TailCheck, recall: (bytes: Uint8Array) => GenuineFrame | undefined) {
    this.#family = family;
    this.#holds = holds;
    this.#recall = recall;
  }

  /** Bytes that arrived since the beginning. */
  get heard(): number {
    return this.#heard;
  }

  /** Bytes that were sent since the beginning, arrived or not. */
  get planned(): number {
    return this.#planned;
  }

  /** The master begins a frame: an answer to it can only begin from here on. What is long past is forgotten. */
  ask(): void {
    const least = Math.max(0, this.#askedAt - keptBefore);
    this.#bytes.splice(0, this.#bytes.length - (this.#heard - least));
    this.#placed = this.#placed.filter(({ end }) => end > least);
    this.#askedAt = this.#heard;
  }

  /** These bytes are sent next. */
  plan({ bytes, genuine }: HostileFrame): void {
    for (const { at, frame } of genuine) this.#placed.push({ at: this.#planned + at, end: this.#planned + at + frame.bytes.length, frame });
    this.#planned += bytes.length;
  }

  arrive(bytes: Uint8Array): void {
    this.#bytes.push(...bytes);
    this.#heard += bytes.length;
  }

  /** Why the master may believe this of a lock; undefined where nothing on the line says so. */
  reasonOf(claim: Claim): Reason | undefined {
    if (this.#arrived().some(({ at, frame }) => this.#isSaid(claim, at, frame))) return 'honest';
    const lookalikes = this.#lookalikes().map(({ at, bytes }) => ({ at, bytes, frame: this.#recall(bytes) }));
    if (lookalikes.some(({ at, frame }) => frame !== undefined && this.#isSaid(claim, at, frame))) return 'honest';
    const question = this.#family.status(claim.board, claim.locks);
    const isForged = lookalikes.some(({ at, bytes, frame }) => {
      if (frame !== undefined) return false;
      if (at >= this.#askedAt && question.read(bytes)?.[claim.lock] === claim.bit) return true;
      const heard = this.#family.overhear(bytes);
      return heard.kind === 'report' && heard.address.board === claim.board && heard.address.lock === claim.lock && heard.bit === claim.bit;
    });
    return isForged ? 'forged' : undefined;
  }

  /** The same for an order that counts as taken: `isAnswer` knows the honest answers to it, `read` is the family's own word. */
  reasonOfTaken(isAnswer: (frame: Uint8Array) => boolean, read: (frame: Uint8Array) => boolean): Reason | undefined {
    if (this.#arrived().some(({ at, frame }) => at >= this.#askedAt && isAnswer(frame.bytes))) return 'honest';
    const since = this.#lookalikes().filter(({ at }) => at >= this.#askedAt);
    if (since.some(({ bytes }) => isAnswer(bytes))) return 'honest';
    return since.some(({ bytes }) => this.#recall(bytes) === undefined && read(bytes)) ? 'forged' : undefined;
  }

  /** Did bytes that pass for a frame begin before `place` and reach beyond it? Then they swallowed what began there. */
  isEaten(place: number): boolean {
    return this.#lookalikes().some(({ at, bytes }) => at < place && at + bytes.length > place);
  }

  /** A report counts whenever it comes, an answer only after its question. */
  #isSaid(claim: Claim, at: number, { meaning }: GenuineFrame): boolean {
    return says(meaning, claim) && (meaning.kind === 'report' || at >= this.#askedAt);
  }

  #arrived(): Placed[] {
    return this.#placed.filter(({ end }) => end <= this.#heard);
  }

  /** Bytes that pass for a frame and were not sent as one. */
  #lookalikes(): { at: number; bytes: Uint8Array }[] {
    const stream = Uint8Array.from(this.#bytes);
    const base = this.#heard - stream.length;
    const found: { at: number; bytes: Uint8Array }[] = [];
    for (let start = 0; start < stream.length; start += 1) {
      for (let length = 3; length <= this.#family.shape.longest && start + length <= stream.length; length += 1) {
        const bytes = stream.subarray(start, start + length);
        if (this.#holds(bytes) && this.#isFrame(bytes) && !this.#isHonest(base + start, length)) found.push({ at: base + start, bytes });
      }
    }
    return found;
  }

  #isFrame(bytes: Uint8Array): boolean {
    const seen = this.#family.shape.inspect(bytes);
    return (seen.kind === 'frame' || seen.kind === 'frame-unless-more') && seen.length === bytes.length;
  }

  #isHonest(at: number, length: number): boolean {
    return this.#placed.some((placed) => placed.at === at && placed.end === at + length);
  }
}

function says(meaning: Meaning, { board, lock, bit }: Claim): boolean {
  switch (meaning.kind) {
    case 'status':
      return meaning.board === board && meaning.bits[lock] === bit;
    case 'report':
      return meaning.board === board && meaning.lock === lock && meaning.bit === bit;
    case 'other':
      return false;
  }
}
