import { cu16, cu16Address, cu16BoardOf, cu16CommandShape } from '../../wire/cu16.ts';
import { decodeCu16Command, encodeCu16StatusAnswer } from '../../wire/cu16-board.ts';
import { kerongFrame } from '../../wire/kerong.ts';
import type { BoardSide } from '../board-side.ts';

/** KERONG CU16 boards. They obey "unlock everything" too, as real ones do. */
export const cu16Boards: BoardSide = {
  family: 'cu16',
  baud: cu16.baud,
  channels: cu16.locks,
  firstAddress: 0,
  lastAddress: cu16.boards - 1,
  shape: cu16CommandShape,
  read(frame) {
    const command = decodeCu16Command(frame);
    if (command.kind !== 'unlock') return { kind: 'status', board: command.board, lock: 'every' };
    return { kind: 'unlock', board: command.board, locks: command.lock === 'every' ? 'every' : [command.lock], forMs: null };
  },
  answer(frame, { address, bits }) {
    const command = decodeCu16Command(frame);
    return command.kind === 'unlock' ? null : encodeCu16StatusAnswer(command.kind, address, bits);
  },
  report: () => null,
  readdress(frame, random) {
    const [, address = 0, ...rest] = frame;
    const other =
      random() < 0.5 ? cu16Address(Math.floor(random() * cu16.boards), address & 0x0f) : cu16Address(cu16BoardOf(address), Math.floor(random() * cu16.locks));
    return kerongFrame([other, ...rest.slice(0, -2)]);
  },
};
