import { eightA, eightACommandShape, eightAFrame } from '../../wire/eight-a.ts';
import { decodeEightACommand, encodeEightABoard, encodeEightALock } from '../../wire/eight-a-board.ts';
import type { BoardSide, BoardView } from '../board-side.ts';

const [smallBoardBytes, largeBoardBytes] = eightA.severalBytes;
/** As many boards as an answer is misaddressed to. */
const addressesTaken = 10;

/**
 * `8A`/`80` boards: with up to 24 doors a 24-way board, which sends three status bytes, otherwise a 50-way board with seven. They
 * obey "all", "several" and "hold" as real ones do. To those three no source knows an answer, so there is none.
 */
export const eightABoards: BoardSide = {
  family: '8a80',
  baud: eightA.baud,
  channels: eightA.channels,
  firstAddress: eightA.firstBoard,
  lastAddress: eightA.lastBoard,
  shape: eightACommandShape,
  read(frame) {
    return decodeEightACommand(frame);
  },
  answer(frame, view) {
    const command = decodeEightACommand(frame);
    const { address, bits } = view;
    if (command.kind === 'status') {
      if (command.lock === 'every') return encodeEightABoard(address, bits, statusBytesOf(view), 'usual');
      return encodeEightALock('lock', address, command.lock, bits[command.lock] ?? 0);
    }
    const [lock] = command.locks;
    if (frame[0] !== eightA.unlock || command.locks === 'every' || lock === undefined || typeof lock === 'string') return null;
    return encodeEightALock('unlock', address, lock, bits[lock] ?? 0);
  },
  report: (board, lock, bit) => encodeEightALock('report', board, lock, bit),
  readdress(frame, random) {
    const body = [...frame.subarray(0, -1)];
    const isForOneLock =
      frame.length <= eightA.timedLength && frame[0] !== eightA.unlockSeveral && body[2] !== eightA.everyChannel && frame.at(-2) !== eightA.statusMark;
    if (isForOneLock && random() < 0.5) body[2] = 1 + Math.floor(random() * eightA.channels);
    else body[1] = eightA.firstBoard + Math.floor(random() * addressesTaken);
    return eightAFrame(body);
  },
};

function statusBytesOf({ doors }: BoardView): number {
  return doors <= smallBoardBytes * 8 ? smallBoardBytes : largeBoardBytes;
}
