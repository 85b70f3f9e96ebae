import { sameBytes } from '../wire/hex.ts';

/** What an honest frame on the line says, as its board meant it. */
export type Meaning =
  | { readonly kind: 'status'; readonly board: number; readonly bits: readonly (0 | 1)[] }
  | { readonly kind: 'report'; readonly board: number; readonly lock: number; readonly bit: 0 | 1 }
  /** An answer to an order, or a command that an adapter repeats: it tells nothing of a door. */
  | { readonly kind: 'other' };

/** A frame as a board, or the master, formed it. */
export interface GenuineFrame {
  readonly bytes: Uint8Array;
  readonly meaning: Meaning;
}

/** Bytes that are thrown at the master, and the honest frames that lie whole within them, by where they begin. */
export interface HostileFrame {
  readonly kind: HostileKind;
  readonly bytes: Uint8Array;
  readonly genuine: readonly { readonly at: number; readonly frame: GenuineFrame }[];
}

/**
 * - `noise`: any bytes. `likely`: noise out of the bytes that this family's frames are made of.
 * - `mutated`: one to three bits or bytes of an honest frame are others. `truncated`: a frame's head, or its tail.
 * - `spliced`: one frame's head and another's tail. `merged`: two whole frames without a pause.
 * - `replayed`: an honest frame of before, or of another board, or a command.
 */
export type HostileKind = (typeof kinds)[number];

const kinds = ['noise', 'likely', 'mutated', 'mutated', 'truncated', 'spliced', 'merged', 'replayed'] as const;

/** How many honest frames are replayed and spoilt, and how many are known again: what was made of a frame may arrive later. */
const memory = { used: 48, known: 128 } as const;

/** Makes hostile frames out of the honest ones that it was shown. */
export class HostileForge {
  readonly #random: () => number;
  readonly #longest: number;
  readonly #seen: GenuineFrame[] = [];

  /** `longest`: bytes of the family's longest frame. */
  constructor(random: () => number, longest: number) {
    this.#random = random;
    this.#longest = longest;
  }

  /** Remembers an honest frame. */
  remember(frame: GenuineFrame): void {
    this.#seen.unshift(frame);
    if (this.#seen.length > memory.known) this.#seen.pop();
  }

  /** The remembered frame with these bytes. */
  recall(bytes: Uint8Array): GenuineFrame | undefined {
    return this.#seen.find((frame) => sameBytes(frame.bytes, bytes));
  }

  make(): HostileFrame {
    const kind = kinds[this.#below(kinds.length)] ?? 'noise';
    switch (kind) {
      case 'noise':
        return spoilt(
          kind,
          this.#bytes(() => this.#below(256)),
        );
      case 'likely':
        return spoilt(
          kind,
          this.#bytes(() => this.#likelyByte()),
        );
      case 'mutated':
        return spoilt(kind, this.#mutated(this.#frame().bytes));
      case 'truncated':
        return spoilt(kind, this.#part(this.#frame().bytes));
      case 'spliced':
        return spoilt(kind, joined(this.#head(this.#frame().bytes), this.#tail(this.#frame().bytes)));
      case 'merged':
        return whole(kind, [this.#frame(), this.#frame()]);
      case 'replayed':
        return whole(kind, [this.#frame()]);
    }
  }

  #mutated(frame: Uint8Array): Uint8Array {
    const changed = frame.slice();
    for (let left = 1 + this.#below(3); left > 0; left -= 1) {
      const index = this.#below(changed.length);
      const change = this.#random() < 0.6 ? 1 << this.#below(8) : 1 + this.#below(255);
      changed[index] = (changed[index] ?? 0) ^ change;
    }
    return changed;
  }

  #part(frame: Uint8Array): Uint8Array {
    return this.#random() < 0.7 ? this.#head(frame) : this.#tail(frame);
  }

  #head(frame: Uint8Array): Uint8Array {
    return frame.slice(0, 1 + this.#below(frame.length - 1));
  }

  #tail(frame: Uint8Array): Uint8Array {
    return frame.slice(1 + this.#below(frame.length - 1));
  }

  #bytes(byte: () => number): Uint8Array {
    return Uint8Array.from({ length: 1 + this.#below(this.#longest + 4) }, byte);
  }

  #likelyByte(): number {
    const { bytes } = this.#frame();
    return bytes[this.#below(bytes.length)] ?? 0;
  }

  #frame(): GenuineFrame {
    const frame = this.#seen[this.#below(Math.min(memory.used, this.#seen.length))];
    if (frame === undefined) throw new Error('nothing was remembered yet');
    return frame;
  }

  #below(count: number): number {
    return Math.floor(this.#random() * count);
  }
}

/** One honest frame as something that lies on the line. */
export function whole(kind: HostileKind, frames: readonly GenuineFrame[]): HostileFrame {
  let at = 0;
  const genuine = frames.map((frame) => {
    const placed = { at, frame };
    at += frame.bytes.length;
    return placed;
  });
  return { kind, bytes: frames.reduce<Uint8Array>((bytes, frame) => joined(bytes, frame.bytes), new Uint8Array(0)), genuine };
}

function spoilt(kind: HostileKind, bytes: Uint8Array): HostileFrame {
  return { kind, bytes, genuine: [] };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
