import { crc16Xmodem } from './checksum.ts';

/**
 * Commands and answers of Grow's reader modules (GM65, GM67, GM861, GM812). Sources: an open ESP32 project's notes that repeat the frames of the
 * GM812 manual V1.2.1, appendices A and B; an open STM32 driver, tested on modules, for the read answers. Every frame with a check was
 * recomputed; the manuals themselves were not read.
 *
 * ```
 *  command   7E 00 | kind  count  address (2)  data | CRC (2)       CRC over the middle; AB CD in its place is not checked
 *  answer    02|03 00 | 00 01 value | CRC (2)                       02 to a command, 03 to a heartbeat; CRC from the third byte on
 * ```
 */
export const gm65AnswerLength = 7;

/** Zones (settings) of a module, one byte each. */
export const gm65Zones = {
  /** Bit 0 begins a reading, and is cleared by the module itself. */
  trigger: 0x0002,
  /** Bit 1: printed codes that change settings are not obeyed. Bit 0: their content is given out. Source: two published examples for the GM65. */
  settingCodes: 0x0003,
} as const;

/** In `settingCodes`: printed settings are not obeyed. */
export const gm65SettingCodesClosed = 0b10;
/** In `settingCodes`: what a printed setting says is given out as if it were a code. */
export const gm65SettingCodesShown = 0b01;

/** `7E 00 08 01 ADDR DATA CRC`: writes one zone, until the next power cut unless saved. */
export function encodeGm65Write(zone: number, value: number): Uint8Array {
  return frame(Uint8Array.of(0x08, 0x01, zone >> 8, zone & 0xff, value & 0xff));
}

/** `7E 00 07 01 ADDR 01 CRC`: asks for one zone. */
export function encodeGm65Read(zone: number): Uint8Array {
  return frame(Uint8Array.of(0x07, 0x01, zone >> 8, zone & 0xff, 0x01));
}

/** `7E 00 09 01 00 00 00 DE C8`: keeps all zones over a power cut. Flash wears out, so only after a change. */
export function encodeGm65Save(): Uint8Array {
  return frame(Uint8Array.of(0x09, 0x01, 0x00, 0x00, 0x00));
}

/** `7E 00 0A 01 00 00 00 30 1A`: is anybody there? */
export function encodeGm65Heartbeat(): Uint8Array {
  return frame(Uint8Array.of(0x0a, 0x01, 0x00, 0x00, 0x00));
}

/** What a module answered. */
export interface Gm65Answer {
  readonly to: 'command' | 'heartbeat';
  readonly value: number;
}

/**
 * Reads one answer from exactly its seven bytes; undefined when they are none. Modules in the field repeat `33 31`, the check of value 0, behind
 * every value, so that is taken beside the right one.
 */
export function readGm65Answer(bytes: Uint8Array): Gm65Answer | undefined {
  const [head, , , , value, high, low] = bytes;
  if (bytes.length !== gm65AnswerLength || value === undefined || high === undefined || low === undefined) return undefined;
  if (!canBeGm65Answer(bytes)) return undefined;
  const check = (high << 8) | low;
  if (check !== crc16Xmodem(bytes.subarray(1, 5)) && check !== 0x3331) return undefined;
  return { to: head === 0x03 ? 'heartbeat' : 'command', value };
}

/** Can these bytes, up to seven, still become an answer? */
export function canBeGm65Answer(bytes: Uint8Array): boolean {
  return bytes.every((byte, index) => {
    if (index === 0) return byte === 0x02 || byte === 0x03;
    return index < 4 ? byte === (index === 3 ? 0x01 : 0x00) : true;
  });
}

function frame(middle: Uint8Array): Uint8Array {
  const check = crc16Xmodem(middle);
  return Uint8Array.of(0x7e, 0x00, ...middle, check >> 8, check & 0xff);
}
