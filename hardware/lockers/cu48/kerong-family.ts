import type { FamilyName } from '../../wire/family-name.ts';
import { kerong } from '../../wire/kerong.ts';
import type { FrameShape } from '../../wire/splitter.ts';
import type { BoardFamily } from '../board-family.ts';

/** In what KERONG's families differ. The two frames throw a `RangeError` for anything else than one board and one lock. */
export interface KerongCodec {
  readonly family: FamilyName;
  readonly boards: number;
  readonly locks: number;
  readonly shape: FrameShape;
  readonly answerLength: number;
  statusFrame(board: number): Uint8Array;
  unlockFrame(board: number, lock: number): Uint8Array;
  /** The answer of a board; undefined for every other frame of the bus. */
  readStatus(frame: Uint8Array): { readonly board: number; readonly bits: Uint8Array } | undefined;
}

/** Makes a family of KERONG boards: an unlock is never answered, the feedback is one bit per lock. */
export function kerongFamily(codec: KerongCodec): BoardFamily {
  return {
    capabilities: {
      family: codec.family,
      locks: codec.locks,
      acknowledgesUnlock: false,
      reportsByItself: false,
      weakChecksum: true,
      hasFeedback: true,
      hasLights: false,
      maximumDuty: { pulseMs: 300, pulses: 10, perMs: 60_000 },
    },
    baud: kerong.baud,
    addresses: { least: 0, most: codec.boards - 1 },
    shape: codec.shape,
    quietMs: { answered: 2, unanswered: 10 },
    status(board, locks) {
      return {
        frame: codec.statusFrame(board),
        answerLength: codec.answerLength,
        read(frame) {
          const seen = codec.readStatus(frame);
          return seen?.board === board ? Array.from(seen.bits.subarray(0, locks), (bit) => (bit === 0 ? 0 : 1)) : undefined;
        },
      };
    },
    unlock: ({ board, lock }) => ({ frame: codec.unlockFrame(board, lock), answer: null }),
    flash: null,
    overhear(frame) {
      const seen = codec.readStatus(frame);
      return seen === undefined ? { kind: 'other' } : { kind: 'answer', board: seen.board };
    },
  };
}
