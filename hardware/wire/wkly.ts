import { xor8 } from './checksum.ts';
import type { FrameShape } from './splitter.ts';

/**
 * The `WKLY` family, which has its name from the first four bytes of its frames. Sources: unit tests of an open Android driver that
 * repeat the vendor's examples; an open .NET cabinet system; an open ESP32 driver; for 88 and 89 the Android driver and one in
 * Python. 9600 baud 8N1, boards from 0, channels from 1.
 *
 * ```
 *  57 4B 4C 59 LEN ADDR CMD DATA... XOR      LEN is the length of the whole frame, XOR goes over all bytes before it
 *
 *  CMD  question's DATA      answer's DATA                 ST: 00 good, FF bad; DOOR: 00 or 01, as the switch is fitted
 *  80   COUNT CHANNEL*       ST                            unlock several at once
 *  81   CHANNEL              ST CHANNEL                    flash a light
 *  82   CHANNEL              ST CHANNEL DOOR               unlock one
 *  83   CHANNEL              ST CHANNEL DOOR               status of one
 *  84                        ST COUNT DOOR*                status of all
 *  85                        CHANNEL DOOR                  a door moved; the board speaks first
 *  86                        ST                            unlock all
 *  87   COUNT CHANNEL*       ST                            unlock several, one by one
 *  88   CHANNEL              ST CHANNEL                    hold a channel on
 *  89   CHANNEL              ST CHANNEL                    let it go
 * ```
 * Questions and answers carry the same CMD; their lengths tell them apart. XOR is weak: see `xor8`.
 */
export const wkly = {
  unlockSeveral: 0x80,
  flash: 0x81,
  unlock: 0x82,
  statusOfOne: 0x83,
  statusOfAll: 0x84,
  moved: 0x85,
  unlockAll: 0x86,
  unlockInTurn: 0x87,
  holdOn: 0x88,
  holdOff: 0x89,
  good: 0x00,
  bad: 0xff,
  /** Addresses of the Android driver. No source names one for all boards. */
  lastBoard: 31,
  /** The largest board in the sources has 24 ways. */
  channels: 24,
  /** Channels that an answer may list: boards are made that have more than they use. */
  mostListed: 64,
  /** Bytes around DATA. */
  overhead: 8,
  baud: 9600,
} as const;

/** Where things are in a frame. */
export const wklyAt = { length: 4, board: 5, command: 6, data: 7 } as const;

const head: readonly number[] = [0x57, 0x4b, 0x4c, 0x59];

/** Frames as everybody sees them: their envelope is the same in both directions. What their DATA means, the readers say. */
export const wklyShape: FrameShape = {
  longest: wkly.overhead + 2 + wkly.mostListed,
  inspect(bytes) {
    if (head.some((byte, index) => bytes.length > index && bytes[index] !== byte)) return { kind: 'no-frame' };
    const { [wklyAt.length]: length = wkly.overhead, [wklyAt.board]: board = 0, [wklyAt.command]: command = wkly.unlock } = bytes;
    if (length < wkly.overhead || length > wklyShape.longest || board > wkly.lastBoard) return { kind: 'no-frame' };
    if (command < wkly.unlockSeveral || command > wkly.holdOff) return { kind: 'no-frame' };
    if (bytes.length <= wklyAt.length || bytes.length < length) return { kind: 'incomplete' };
    return xor8(bytes.subarray(0, length)) === 0 ? { kind: 'frame', length } : { kind: 'no-frame' };
  },
};

/** A frame around its DATA. */
export function wklyFrame(board: number, command: number, data: readonly number[]): Uint8Array {
  const frame = Uint8Array.of(...head, wkly.overhead + data.length, board, command, ...data, 0);
  frame[frame.length - 1] = xor8(frame);
  return frame;
}
