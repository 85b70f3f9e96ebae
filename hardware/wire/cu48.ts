import { inspectKerong, kerong } from './kerong.ts';
import type { FrameShape, Inspection } from './splitter.ts';

/**
 * KERONG CU48, as in "CU48 Protocol and Introduction" V2.1, 2020-03-23. 19200 baud 8N1, master speaks first.
 *
 * ```
 *  command   02 ADDR LOCKNUM CMD 03 SUM                  6 bytes
 *  answer    02 ADDR LOCKNUM 65 D1 D2 D3 D4 D5 D6 03 SUM  12 bytes, only to "get status"
 * ```
 * SUM is the low byte of the sum of the bytes before it. (The manual's text says a command has 32 bytes; its examples have 6.)
 */
export const cu48 = {
  head: kerong.head,
  getStatus: 0x50,
  unlock: 0x51,
  statusAnswer: 0x65,
  /** Boards have addresses 0x00 to 0x09, by DIP switch. */
  boards: 10,
  /** This address speaks to every board. Only a simulated board may know what it means. */
  everyBoard: 0x0a,
  /** Locks have numbers 0x00 to 0x2F. */
  locks: 48,
  /** This number means all locks of a board. Only a simulated board may know what it means. */
  everyLock: 0x30,
  commandLength: 6,
  answerLength: 12,
  baud: kerong.baud,
} as const;

/** Frames as a board sees them: commands. */
export const cu48CommandShape: FrameShape = { longest: cu48.commandLength, inspect: inspectCommand };

/** Frames as the master sees them: answers, and its own commands where a two-wire adapter echoes what was sent. */
export const cu48BusShape: FrameShape = {
  longest: cu48.answerLength,
  inspect(bytes) {
    if (bytes.length > 3 && bytes[3] === cu48.statusAnswer) return inspectAnswer(bytes);
    if (bytes.length > 3) return inspectCommand(bytes);
    return isHead(bytes) ? { kind: 'incomplete' } : { kind: 'no-frame' };
  },
};

function isHead(bytes: Uint8Array): boolean {
  const address = bytes[1];
  return bytes[0] === cu48.head && (address === undefined || address <= cu48.everyBoard);
}

function inspectCommand(bytes: Uint8Array): Inspection {
  const [, , lock, command] = bytes;
  if (!isHead(bytes)) return { kind: 'no-frame' };
  if (lock !== undefined && lock > cu48.everyLock) return { kind: 'no-frame' };
  if (command !== undefined && command !== cu48.getStatus && command !== cu48.unlock) return { kind: 'no-frame' };
  return inspectKerong(bytes, cu48.commandLength);
}

function inspectAnswer(bytes: Uint8Array): Inspection {
  if (!isHead(bytes) || bytes[1] === cu48.everyBoard) return { kind: 'no-frame' };
  return inspectKerong(bytes, cu48.answerLength);
}
