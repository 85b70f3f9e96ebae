import { sum8 } from '../../wire/checksum.ts';
import { decodeCu48Command, encodeCu48StatusAnswer } from '../../wire/cu48-board.ts';
import { cu48, cu48CommandShape } from '../../wire/cu48.ts';
import type { BoardSide } from '../board-side.ts';

/** KERONG CU48 boards. They obey "unlock everything" too, as real ones do. */
export const cu48Boards: BoardSide = {
  family: 'cu48',
  baud: cu48.baud,
  channels: cu48.locks,
  firstAddress: 0,
  lastAddress: cu48.boards - 1,
  shape: cu48CommandShape,
  read(frame) {
    const { kind, board, lock } = decodeCu48Command(frame);
    if (kind === 'status') return { kind: 'status', board, lock: 'every' };
    return { kind: 'unlock', board, locks: lock === 'every' ? 'every' : [lock], forMs: null };
  },
  answer: (frame, { address, bits }) => (decodeCu48Command(frame).kind === 'status' ? encodeCu48StatusAnswer(address, bits) : null),
  report: () => null,
  readdress(frame, random) {
    const changed = frame.slice();
    const isBoard = random() < 0.5;
    changed[isBoard ? 1 : 2] = Math.floor(random() * (isBoard ? cu48.boards : cu48.locks));
    changed[frame.length - 1] = sum8(changed.subarray(0, frame.length - 1));
    return changed;
  },
};
