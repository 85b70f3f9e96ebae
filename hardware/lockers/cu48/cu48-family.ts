import { cu48, cu48BusShape } from '../../wire/cu48.ts';
import { decodeCu48BusFrame, encodeStatusOne, encodeUnlockOne, toCu48Board, toCu48Lock } from '../../wire/cu48-driver.ts';
import type { BoardFamily } from '../board-family.ts';
import { kerongFamily } from './kerong-family.ts';

/** KERONG CU48 (manual V2.1, 2020-03-23): 48 locks, an unlock is never answered, the feedback is one bit per lock. */
export const cu48Family: BoardFamily = kerongFamily({
  family: 'cu48',
  boards: cu48.boards,
  locks: cu48.locks,
  shape: cu48BusShape,
  answerLength: cu48.answerLength,
  statusFrame(address) {
    const board = toCu48Board(address);
    if (board === undefined) throw new RangeError(`no single CU48 board ${address}`);
    return encodeStatusOne(board);
  },
  unlockFrame(address, number) {
    const board = toCu48Board(address);
    const lock = toCu48Lock(number);
    if (board === undefined || lock === undefined) throw new RangeError(`no single CU48 lock ${address}/${number}`);
    return encodeUnlockOne(board, lock);
  },
  readStatus(frame) {
    const seen = decodeCu48BusFrame(frame);
    return seen.kind === 'status' ? seen : undefined;
  },
});
