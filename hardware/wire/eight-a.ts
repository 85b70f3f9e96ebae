import { xor8 } from './checksum.ts';
import type { FrameShape, Inspection } from './splitter.ts';

/**
 * The `8A`/`80` family of "485 lock control boards" (Guangzhou Shuoming and others; sold as CM06 and under many names, with 2 to 50
 * ways). Sources: an open ROS 2 driver that quotes the vendor's protocol 2024A1; an open C# service that quotes the vendor's
 * 24-way protocol of 2021; two C# drivers for 24 and 50 ways; Open-Locker's ADR-0061 (2026-09-19) with a verified 8-way board.
 * 9600 baud 8N1, boards 1 to 32, channels from 1. BCC is the XOR of all bytes before it, so the XOR of a whole frame is 0.
 *
 * ```
 *  unlock one            8A AA CC 11 BCC            answered  8A AA CC SS BCC         SS: the feedback switch, 11 or 00
 *    for T = 1..9 s      8A AA CC 11 T BCC          the same
 *  unlock all            8A AA 00 11 BCC
 *  unlock several        90 AA S1 S2 S3 BCC         S1 bit 0 is channel 1; 50-way boards: S1..S7
 *  hold power on, off    9A / 9B AA CC 11 BCC       some firmware only
 *  status of one         80 AA CC 33 BCC            answered  80 AA CC SS BCC
 *  status of all         80 AA 00 33 BCC            answered  80 AA S.. 33 BCC         two to seven status bytes
 *  a door moved                                               82 AA CC SS BCC         some firmware only; the board speaks first
 * ```
 * Two things are weak here. XOR lets one in ten of all two-bit errors pass, and some turn one unlock into another. And nothing in a
 * status answer tells its length, which does not follow from the number of channels either (a verified 8-way board sends three
 * status bytes): only the silence after it does. Until then the longest frame that fits is taken.
 *
 * The answer to an unlock can be byte for byte the command. An answer for all with a single status byte of 0 would be the question
 * itself, and an adapter that echoes would make every door of it look open (or closed): so a single status byte is no answer here. No
 * source knows a board that sends one.
 */
export const eightA = {
  unlock: 0x8a,
  unlockSeveral: 0x90,
  holdOn: 0x9a,
  holdOff: 0x9b,
  status: 0x80,
  report: 0x82,
  /** Fourth byte of what drives a coil. */
  unlockMark: 0x11,
  /** Last byte but one of a question for status, and of the answer for all. */
  statusMark: 0x33,
  /** The feedback switch in an answer on one channel: bit 1 and bit 0. What they mean depends on the switch fitted. */
  switchOne: 0x11,
  switchZero: 0x00,
  firstBoard: 1,
  lastBoard: 32,
  /** The largest boards have 50 ways. */
  channels: 50,
  /** This number means all channels of a board. Only a simulated board may know what it means for an unlock. */
  everyChannel: 0,
  longestSeconds: 9,
  shortLength: 5,
  timedLength: 6,
  /** Status bytes of an answer for all, and of "unlock several". */
  statusBytes: { least: 2, most: 7 },
  severalBytes: [3, 7],
  baud: 9600,
} as const;

/** Bytes around the status bytes of an answer for all: head, board, mark, BCC. */
const aroundStatus = 4;
/** Bytes around those of "unlock several": head, board, BCC. */
const aroundSeveral = 3;

/** Lengths that an answer for all can have. */
const statusLengths: readonly number[] = Array.from(
  { length: eightA.statusBytes.most - eightA.statusBytes.least + 1 },
  (_, index) => aroundStatus + eightA.statusBytes.least + index,
);
const severalLengths: readonly number[] = eightA.severalBytes.map((count) => aroundSeveral + count);

/** Frames as a board sees them: commands. */
export const eightACommandShape: FrameShape = {
  longest: aroundSeveral + Math.max(...eightA.severalBytes),
  inspect(bytes) {
    switch (bytes[0]) {
      case eightA.unlock:
        return inspectUnlock(bytes);
      case eightA.status:
        return inspectShort(bytes, { leastChannel: eightA.everyChannel, marks: [eightA.statusMark] });
      case eightA.holdOn:
      case eightA.holdOff:
        return inspectShort(bytes, { leastChannel: 1, marks: [eightA.unlockMark] });
      case eightA.unlockSeveral:
        return isBoard(bytes[1]) ? longestWhole(bytes, severalLengths) : { kind: 'no-frame' };
      default:
        return { kind: 'no-frame' };
    }
  },
};

/** Frames as the master sees them: answers, reports, and its own commands where a two-wire adapter echoes what was sent. */
export const eightABusShape: FrameShape = {
  longest: aroundStatus + eightA.statusBytes.most,
  inspect(bytes) {
    switch (bytes[0]) {
      case eightA.unlock:
      case eightA.report:
        return inspectShort(bytes, { leastChannel: 1, marks: switchMarks });
      case eightA.status: {
        if (!isBoard(bytes[1])) return { kind: 'no-frame' };
        const fitting = statusLengths.filter((length) => isStatusMark(bytes[length - 2]));
        // Five bytes: the answer on one lock, or a question of a master.
        if (isShort(bytes, { leastChannel: 1, marks: switchMarks }) || isShort(bytes, { leastChannel: 0, marks: [eightA.statusMark] })) {
          fitting.unshift(eightA.shortLength);
        }
        return longestWhole(bytes, fitting);
      }
      default:
        return { kind: 'no-frame' };
    }
  },
};

/** A frame around its bytes before the BCC. */
export function eightAFrame(body: readonly number[]): Uint8Array {
  const frame = Uint8Array.of(...body, 0);
  frame[body.length] = xor8(frame);
  return frame;
}

const switchMarks: readonly number[] = [eightA.switchZero, eightA.switchOne];

/** Five bytes, or six with a time: no BCC of five bytes is as low as a time, because boards and channels have the top bits clear. */
function inspectUnlock(bytes: Uint8Array): Inspection {
  const [, , channel, , fifth] = bytes;
  const isTimed = fifth !== undefined && fifth >= 1 && fifth <= eightA.longestSeconds;
  if (!isTimed) return inspectShort(bytes, { leastChannel: eightA.everyChannel, marks: [eightA.unlockMark] });
  if (channel === eightA.everyChannel || !isShort(bytes, { leastChannel: 1, marks: [eightA.unlockMark] })) return { kind: 'no-frame' };
  return longestWhole(bytes, [eightA.timedLength]);
}

interface ShortFrame {
  readonly leastChannel: number;
  readonly marks: readonly number[];
}

function inspectShort(bytes: Uint8Array, form: ShortFrame): Inspection {
  return isShort(bytes, form) ? longestWhole(bytes, [eightA.shortLength]) : { kind: 'no-frame' };
}

/** Board, channel and mark, as far as they have come. */
function isShort([, board, channel, mark]: Uint8Array, { leastChannel, marks }: ShortFrame): boolean {
  return isBoard(board) && isChannel(channel, leastChannel) && (mark === undefined || marks.includes(mark));
}

/** The longest of the lengths (rising) at which a whole frame ends. It stands unless more bytes make it a longer one. */
function longestWhole(bytes: Uint8Array, lengths: readonly number[]): Inspection {
  const mayGrow = lengths.some((length) => length > bytes.length);
  const length = lengths.findLast((each) => each <= bytes.length && xor8(bytes.subarray(0, each)) === 0);
  if (length === undefined) return { kind: mayGrow ? 'incomplete' : 'no-frame' };
  return { kind: mayGrow ? 'frame-unless-more' : 'frame', length };
}

/** A byte that has not come yet may still be one. */
function isBoard(byte: number | undefined): boolean {
  return byte === undefined || (byte >= eightA.firstBoard && byte <= eightA.lastBoard);
}

function isChannel(byte: number | undefined, least: number): boolean {
  return byte === undefined || (byte >= least && byte <= eightA.channels);
}

function isStatusMark(byte: number | undefined): boolean {
  return byte === undefined || byte === eightA.statusMark;
}
