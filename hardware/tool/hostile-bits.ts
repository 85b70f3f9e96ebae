import type { LockAddress } from '../contract/lock-board.ts';
import type { BoardFamily } from '../lockers/board-family.ts';
import type { BoardRequest, BoardSide } from '../simulator/board-side.ts';
import { Splitter } from '../wire/splitter.ts';

/** What turned bits make of unlock frames on their way to a board. */
export interface BitErrors {
  /** Unlock frames that were spoilt, each in every way. */
  readonly orders: number;
  readonly oneBit: BitErrorCount;
  readonly twoBits: BitErrorCount;
}

/** Of so many spoilt frames, how many a board would still obey, and how many of these move another lock than was meant. */
export interface BitErrorCount {
  readonly spoilt: number;
  readonly obeyed: number;
  readonly otherLock: number;
}

/**
 * Turns every bit, and every pair of bits, of a family's unlock frames, and asks the boards' side what it would do. This says how
 * much a checksum is worth: where it lets two turned bits through, only the sensor tells which door opened. At most `locks` locks of
 * the first and of the last board are tried.
 */
export function countBitErrors(family: BoardFamily, side: BoardSide, locks: number): BitErrors {
  const { least, most } = family.addresses;
  const orders = [least, most].flatMap((board) =>
    Array.from({ length: Math.min(locks, family.capabilities.locks) }, (_, lock) => ({
      address: { board, lock },
      frame: family.unlock({ board, lock }).frame,
    })),
  );
  const one = { spoilt: 0, obeyed: 0, otherLock: 0 };
  const two = { spoilt: 0, obeyed: 0, otherLock: 0 };
  for (const { address, frame } of orders) {
    const bits = frame.length * 8;
    for (let first = 0; first < bits; first += 1) {
      const spoilt = turned(frame, first);
      count(one, side, address, spoilt);
      for (let second = first + 1; second < bits; second += 1) count(two, side, address, turned(spoilt, second));
    }
  }
  return { orders: orders.length, oneBit: one, twoBits: two };
}

function count(sum: { spoilt: number; obeyed: number; otherLock: number }, side: BoardSide, meant: LockAddress, frame: Uint8Array): void {
  sum.spoilt += 1;
  const splitter = new Splitter(side.shape);
  const requests = [...splitter.push(frame), ...splitter.endOfInput()].flatMap((piece) => (piece.kind === 'frame' ? [side.read(piece.bytes)] : []));
  const unlocks = requests.filter((request) => request.kind === 'unlock');
  if (unlocks.length > 0) sum.obeyed += 1;
  if (unlocks.some((request) => !isOnly(request, meant))) sum.otherLock += 1;
}

function isOnly(request: Extract<BoardRequest, { kind: 'unlock' }>, meant: LockAddress): boolean {
  return request.board === meant.board && request.locks !== 'every' && request.locks.length === 1 && request.locks[0] === meant.lock;
}

function turned(frame: Uint8Array, bit: number): Uint8Array {
  const changed = frame.slice();
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}
