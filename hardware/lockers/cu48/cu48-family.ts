import { cu48, cu48BusShape } from '../../wire/cu48.ts';
import { decodeCu48BusFrame, encodeStatusOne, encodeUnlockOne, toCu48Board, toCu48Lock } from '../../wire/cu48-driver.ts';
import type { BoardFamily } from '../board-family.ts';

/** KERONG CU48 (manual V2.1, 2020-03-23): 48 locks, an unlock is never answered, the feedback is one bit per lock. */
export const cu48Family: BoardFamily = {
  capabilities: {
    family: 'cu48',
    locks: cu48.locks,
    acknowledgesUnlock: false,
    reportsByItself: false,
    weakChecksum: true,
    hasFeedback: true,
    hasLights: false,
    maximumDuty: { pulseMs: 300, pulses: 10, perMs: 60_000 },
  },
  baud: cu48.baud,
  addresses: { least: 0, most: cu48.boards - 1 },
  shape: cu48BusShape,
  quietMs: { answered: 2, unanswered: 10 },
  status(address, locks) {
    const board = toCu48Board(address);
    if (board === undefined) throw new RangeError(`no single CU48 board ${address}`);
    return {
      frame: encodeStatusOne(board),
      answerLength: cu48.answerLength,
      read(frame) {
        const seen = decodeCu48BusFrame(frame);
        return seen.kind === 'status' && seen.board === board ? Array.from(seen.bits.subarray(0, locks), (bit) => (bit === 0 ? 0 : 1)) : undefined;
      },
    };
  },
  unlock(address) {
    const board = toCu48Board(address.board);
    const lock = toCu48Lock(address.lock);
    if (board === undefined || lock === undefined) throw new RangeError(`no single CU48 lock ${address.board}/${address.lock}`);
    return { frame: encodeUnlockOne(board, lock), answer: null };
  },
  flash: null,
  overhear(frame) {
    const seen = decodeCu48BusFrame(frame);
    return seen.kind === 'status' ? { kind: 'answer', board: seen.board } : { kind: 'other' };
  },
};
