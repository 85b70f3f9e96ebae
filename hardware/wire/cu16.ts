import { inspectKerong, kerong } from './kerong.ts';
import type { FrameShape, Inspection } from './splitter.ts';

/**
 * KERONG CU16, older than the CU48. No manual of it was at hand. The frames are those of five open drivers that agree with each
 * other and do not know each other (Node.js, Kotlin, Java and two in Python; two of them say that they ran on boards); what only
 * one of them says is not used. 19200 baud 8N1.
 *
 * ```
 *  command   02 ADDR CMD 03 SUM                  5 bytes; board in the upper half of ADDR, lock in the lower
 *  answer    02 ADDR 35 D1 D2 D3 D4 03 SUM        9 bytes; D1, D2 the locks 1 to 16, D3, D4 infrared sensors
 * ```
 */
export const cu16 = {
  getStatus: 0x30,
  unlock: 0x31,
  /** "Status of the whole bus": every board answers in turn, with `statusOfAllAnswer`. Only a simulated board may know it. */
  getStatusOfAll: 0x32,
  /** All locks of a board, or of every board. Only a simulated board may know it. */
  unlockAll: 0x33,
  statusAnswer: 0x35,
  statusOfAllAnswer: 0x36,
  /** As many as the sources use; the upper half of ADDR could hold more, but 0xF0 speaks to every board. */
  boards: 10,
  everyBoard: 0xf0,
  locks: 16,
  commandLength: 5,
  answerLength: 9,
  baud: kerong.baud,
} as const;

const commands: readonly number[] = [cu16.getStatus, cu16.unlock, cu16.getStatusOfAll, cu16.unlockAll];
const answers: readonly number[] = [cu16.statusAnswer, cu16.statusOfAllAnswer];

/** Frames as a board sees them: commands. */
export const cu16CommandShape: FrameShape = { longest: cu16.commandLength, inspect: inspectCommand };

/** Frames as the master sees them: answers, and its own commands where a two-wire adapter echoes what was sent. */
export const cu16BusShape: FrameShape = {
  longest: cu16.answerLength,
  inspect(bytes) {
    const [, address, kind] = bytes;
    if (kind === undefined || !answers.includes(kind)) return inspectCommand(bytes);
    return bytes[0] === kerong.head && isBoard(address) ? inspectKerong(bytes, cu16.answerLength) : { kind: 'no-frame' };
  },
};

/** The board that ADDR names. */
export function cu16BoardOf(address: number): number {
  return address >> 4;
}

/** ADDR of a board and a lock. */
export function cu16Address(board: number, lock: number): number {
  return (board << 4) | lock;
}

function inspectCommand(bytes: Uint8Array): Inspection {
  const [head, address, command] = bytes;
  if (head !== kerong.head || !(isBoard(address) || address === cu16.everyBoard)) return { kind: 'no-frame' };
  if (command !== undefined && !commands.includes(command)) return { kind: 'no-frame' };
  return inspectKerong(bytes, cu16.commandLength);
}

/** An address that has not come yet may still be a board's. */
function isBoard(address: number | undefined): boolean {
  return address === undefined || cu16BoardOf(address) < cu16.boards;
}
