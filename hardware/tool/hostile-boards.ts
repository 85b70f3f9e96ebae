import type { BoardFamily } from '../lockers/board-family.ts';
import type { BoardSide } from '../simulator/board-side.ts';
import type { LockAddress } from '../contract/lock-board.ts';
import { toHex } from '../wire/hex.ts';
import type { GenuineFrame } from './hostile-frames.ts';

/** A board of the bank under attack. */
export interface AttackedBoard {
  readonly address: number;
  readonly locks: number;
}

/** The honest half of the far end: boards with doors that move, and what they would answer. Closed is bit 1. */
export class HostileBoards {
  readonly list: readonly AttackedBoard[];
  readonly #side: BoardSide;
  readonly #bits = new Map<number, (0 | 1)[]>();
  /** All that was ever answered to the unlock of a lock: one frame, or one for each word of its switch. */
  readonly #acknowledgements = new Map<string, Set<string>>();

  /** Three boards: the first address with all the locks that a board can have, its neighbour, and the last. */
  constructor(family: BoardFamily, side: BoardSide) {
    const { least, most } = family.addresses;
    const { locks } = family.capabilities;
    this.#side = side;
    this.list = [
      { address: least, locks },
      { address: least + 1, locks: Math.min(8, locks) },
      { address: most, locks: Math.min(20, locks) },
    ];
    for (const { address } of this.list) this.#bits.set(address, new Array<0 | 1>(side.channels).fill(1));
  }

  has(address: number | 'every'): boolean {
    return address !== 'every' && this.#bits.has(address);
  }

  /** A door opens or closes. Returns what its board says by itself, if such boards do. */
  turn(address: number, lock: number): GenuineFrame | null {
    const bits = this.#bits.get(address) ?? [];
    const bit = bits[lock] === 1 ? 0 : 1;
    bits[lock] = bit;
    const report = this.#side.report(address, lock, bit);
    return report === null ? null : { bytes: report, meaning: { kind: 'report', board: address, lock, bit } };
  }

  /** Is this what the board answers when it unlocks this lock? */
  acknowledges(address: LockAddress, frame: Uint8Array): boolean {
    return this.#acknowledgements.get(keyOf(address))?.has(toHex(frame)) ?? false;
  }

  /** The honest answer to a command; null where its board stays silent. */
  answer(command: Uint8Array): GenuineFrame | null {
    const request = this.#side.read(command);
    const board = this.list.find(({ address }) => address === request.board);
    if (board === undefined) return null;
    const bits = [...(this.#bits.get(board.address) ?? [])];
    const coils = bits.map((): 0 => 0);
    const bytes = this.#side.answer(command, { address: board.address, bits, coils, doors: board.locks });
    if (bytes === null) return null;
    if (request.kind === 'unlock' && request.locks !== 'every') this.#noteAcknowledgement(board.address, request.locks, bytes);
    return { bytes, meaning: request.kind === 'status' ? { kind: 'status', board: board.address, bits } : { kind: 'other' } };
  }

  #noteAcknowledgement(board: number, locks: readonly number[], bytes: Uint8Array): void {
    for (const lock of locks) {
      const key = keyOf({ board, lock });
      this.#acknowledgements.set(key, (this.#acknowledgements.get(key) ?? new Set()).add(toHex(bytes)));
    }
  }
}

function keyOf({ board, lock }: LockAddress): string {
  return `${board}/${lock}`;
}
