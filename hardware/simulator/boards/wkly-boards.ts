import { wkly, wklyAt, wklyFrame, wklyShape } from '../../wire/wkly.ts';
import { answerWklyCommand, decodeWklyCommand, encodeWklyReport } from '../../wire/wkly-board.ts';
import type { BoardSide } from '../board-side.ts';

/** As many boards as a frame is misaddressed to. */
const addressesTaken = 10;

/** `WKLY` boards with 24 ways. They obey "all", "several" and "hold" as real ones do, and refuse channels that they do not have. */
export const wklyBoards: BoardSide = {
  family: 'wkly',
  baud: wkly.baud,
  channels: wkly.channels,
  firstAddress: 0,
  lastAddress: wkly.lastBoard,
  shape: wklyShape,
  read(frame) {
    return decodeWklyCommand(frame);
  },
  answer: (frame, { address, bits }) => answerWklyCommand(frame, address, bits),
  report: encodeWklyReport,
  readdress(frame, random) {
    const data = [...frame.subarray(wklyAt.data, -1)];
    const { [wklyAt.board]: board = 0, [wklyAt.command]: command = 0 } = frame;
    const place = placeOfChannel(command, data.length);
    if (place === null || random() < 0.5) return wklyFrame(Math.floor(random() * addressesTaken), command, data);
    return wklyFrame(board, command, data.with(place, 1 + Math.floor(random() * wkly.channels)));
  },
};

/** Where a frame on one lock has its channel: first in commands and reports, after the status in answers. Null in all others. */
function placeOfChannel(command: number, length: number): 0 | 1 | null {
  switch (command) {
    case wkly.moved:
      return 0;
    case wkly.unlock:
    case wkly.statusOfOne:
    case wkly.flash:
    case wkly.holdOn:
    case wkly.holdOff:
      return length > 1 ? 1 : 0;
    default:
      return null;
  }
}
