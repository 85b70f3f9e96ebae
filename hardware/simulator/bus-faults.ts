import type { BoardSide } from './board-side.ts';

/** How badly a bus behaves. The first five are probabilities per frame, 0 to 1, in both directions. */
export interface BusFaults {
  readonly drop: number;
  readonly duplicate: number;
  /** One bit is turned. Mostly the checksum catches it. */
  readonly corrupt: number;
  /** Another lock or board is meant than was sent, with a checksum that holds. */
  readonly misaddress: number;
  readonly late: number;
  /** How late a late frame is at most, in milliseconds. */
  readonly lateMs: number;
}

/** A bus in good order. */
export const noFaults: BusFaults = { drop: 0, duplicate: 0, corrupt: 0, misaddress: 0, late: 0, lateMs: 0 };

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

function withOneBitTurned(frame: Uint8Array, random: () => number): Uint8Array {
  const changed = frame.slice();
  const index = Math.floor(random() * frame.length);
  changed[index] = (changed[index] ?? 0) ^ (1 << Math.floor(random() * 8));
  return changed;
}
