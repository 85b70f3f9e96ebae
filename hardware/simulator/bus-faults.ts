import type { BoardSide } from './board-side.ts';

/** How badly a bus behaves. Each is a probability per frame, 0 to 1, unless it ends in `Ms`. */
export interface BusFaults {
  /** In both directions, as the next four: it never arrives. */
  readonly drop: number;
  readonly duplicate: number;
  /** One bit is turned. Mostly the checksum catches it. */
  readonly corrupt: number;
  /** Another lock or board is meant than was sent, with a checksum that holds. */
  readonly misaddress: number;
  readonly late: number;
  /** How late a late frame is at most, in milliseconds. */
  readonly lateMs: number;
  /** Only towards the master, as the rest: it waits for the next frame and comes in one chunk with it. */
  readonly merge: number;
  /** It comes in pieces, with rests of up to `gapMs` between them. */
  readonly split: number;
  readonly gapMs: number;
  /** Stray bytes come before it, as when a transceiver turns round. */
  readonly noise: number;
  /** The board resets in the middle of it, and is back after `resetMs`. */
  readonly reset: number;
  readonly resetMs: number;
}

/** A bus in good order. */
export const noFaults: BusFaults = {
  drop: 0,
  duplicate: 0,
  corrupt: 0,
  misaddress: 0,
  late: 0,
  lateMs: 0,
  merge: 0,
  split: 0,
  gapMs: 20,
  noise: 0,
  reset: 0,
  resetMs: 2000,
};

/** A frame as it will arrive, and how much later than it should. */
export interface Delivery {
  readonly bytes: Uint8Array;
  readonly delayMs: number;
}

/** Lets the faults have their way with one frame: it arrives not at all, once or twice, perhaps changed, perhaps late. */
export function withFaults(frame: Uint8Array, faults: BusFaults, random: () => number, side: Pick<BoardSide, 'readdress'>): Delivery[] {
  if (random() < faults.drop) return [];
  let bytes = frame;
  if (random() < faults.corrupt) bytes = withOneBitTurned(bytes, random);
  if (random() < faults.misaddress) bytes = side.readdress(bytes, random);
  const copies = random() < faults.duplicate ? 2 : 1;
  return Array.from({ length: copies }, () => ({ bytes, delayMs: random() < faults.late ? random() * faults.lateMs : 0 }));
}

/** How one frame goes out: its pieces in order, and whether they wait for the next frame. */
export interface Leaving {
  /** `restMs`: silence before this piece. Stray bytes are a piece of their own. */
  readonly pieces: readonly { readonly bytes: Uint8Array; readonly kind: 'frame' | 'part' | 'noise'; readonly restMs: number }[];
  readonly waits: boolean;
}

const mostPieces = 4;
const mostNoise = 5;

/** Lets the faults have their way with how a frame comes out of the boards' end of the line. */
export function leaving(frame: Uint8Array, faults: BusFaults, random: () => number): Leaving {
  const noise = random() < faults.noise ? [{ bytes: strayBytes(random), kind: 'noise' as const, restMs: 0 }] : [];
  const cuts = random() < faults.split ? cutsOf(frame.length, random) : [];
  const waits = random() < faults.merge;
  if (cuts.length === 0) return { pieces: [...noise, { bytes: frame, kind: 'frame', restMs: 0 }], waits };
  const parts = [0, ...cuts].map((start, index) => ({
    bytes: frame.slice(start, cuts[index] ?? frame.length),
    kind: 'part' as const,
    restMs: index === 0 ? 0 : random() * faults.gapMs,
  }));
  return { pieces: [...noise, ...parts], waits };
}

/** A place inside a frame, never its beginning or end. */
export function placeInside(length: number, random: () => number): number {
  return 1 + Math.floor(random() * Math.max(0, length - 1));
}

function cutsOf(length: number, random: () => number): number[] {
  if (length < 2) return [];
  const count = 1 + Math.floor(random() * (mostPieces - 1));
  return [...new Set(Array.from({ length: count }, () => placeInside(length, random)))].sort((a, b) => a - b);
}

function strayBytes(random: () => number): Uint8Array {
  return Uint8Array.from({ length: 1 + Math.floor(random() * mostNoise) }, () => Math.floor(random() * 256));
}

function withOneBitTurned(frame: Uint8Array, random: () => number): Uint8Array {
  const changed = frame.slice();
  const index = Math.floor(random() * frame.length);
  changed[index] = (changed[index] ?? 0) ^ (1 << Math.floor(random() * 8));
  return changed;
}
