import { describe, expect, test } from 'vitest';
import { crc16Modbus, sum8, xor8 } from '../../../hardware/wire/checksum.ts';
import { hex } from '../support/hex.ts';

/** The vendors' own frames, each with its checksum at the end. */
const frames = {
  // KERONG, "CU48 Protocol and Introduction" V2.1, 2020-03-23
  sum: ['02 00 00 50 03 55', '02 00 00 65 07 00 00 00 00 C0 03 31', '02 0A 00 50 03 5F', '02 00 00 51 03 56', '02 00 30 51 03 86', '02 0A 30 51 03 90'],
  // Shuoming "485 lock control board" 2024A1; WKLY examples
  xor: [
    '8A 01 01 11 9B',
    '80 01 01 33 B3',
    '80 01 00 00 02 33 B0',
    '90 01 02 02 02 93',
    '57 4B 4C 59 0C 00 80 03 01 02 03 86',
    '57 4B 4C 59 0B 00 82 00 01 00 81',
  ],
  // Waveshare wiki, "Modbus RTU Relay", protocol V3
  crc: ['01 05 00 00 FF 00 8C 3A', '01 05 02 00 00 07 8D B0', '01 01 00 00 00 08 3D CC', 'FF 02 00 00 00 08 6C 12'],
} as const;

describe('checksums', () => {
  test.each(frames.sum)('the sum of %s is its last byte', (text) => {
    const frame = hex(text);
    expect(sum8(frame.subarray(0, -1))).toBe(frame.at(-1));
  });

  test.each(frames.xor)('the XOR of %s is its last byte', (text) => {
    const frame = hex(text);
    expect(xor8(frame.subarray(0, -1))).toBe(frame.at(-1));
  });

  test.each(frames.crc)('the CRC-16 of %s is its last two bytes, low byte first', (text) => {
    const frame = hex(text);
    const crc = crc16Modbus(frame.subarray(0, -2));
    expect([crc & 0xff, crc >> 8]).toEqual([frame.at(-2), frame.at(-1)]);
  });
});
