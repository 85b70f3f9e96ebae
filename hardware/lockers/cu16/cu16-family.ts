import { cu16, cu16BusShape } from '../../wire/cu16.ts';
import { decodeCu16BusFrame, encodeCu16Status, encodeCu16Unlock, toCu16Board, toCu16Lock } from '../../wire/cu16-driver.ts';
import type { BoardFamily } from '../board-family.ts';
import { kerongFamily } from '../cu48/kerong-family.ts';

/** KERONG CU16: 16 locks. Its frames come from open drivers, not from a manual (see `cu16`), and nothing was run on a real board. */
export const cu16Family: BoardFamily = kerongFamily({
  family: 'cu16',
  boards: cu16.boards,
  locks: cu16.locks,
  shape: cu16BusShape,
  answerLength: cu16.answerLength,
  statusFrame(address) {
    const board = toCu16Board(address);
    if (board === undefined) throw new RangeError(`no single CU16 board ${address}`);
    return encodeCu16Status(board);
  },
  unlockFrame(address, number) {
    const board = toCu16Board(address);
    const lock = toCu16Lock(number);
    if (board === undefined || lock === undefined) throw new RangeError(`no single CU16 lock ${address}/${number}`);
    return encodeCu16Unlock(board, lock);
  },
  readStatus(frame) {
    const seen = decodeCu16BusFrame(frame);
    return seen.kind === 'status' ? seen : undefined;
  },
});
