import type { FamilyName } from '../wire/family-name.ts';

/** Does a frame's own tail agree with the bytes before it? */
export type TailCheck = (frame: Uint8Array) => boolean;

/**
 * The families' checksums, written a second time from the manuals: what judges a frame's recogniser must not be the recogniser.
 * Sum for KERONG, XOR for `8A`/`80` and `WKLY`, CRC-16 for Modbus (here by a table of nibbles, there bit by bit).
 */
export const tailChecks: Readonly<Record<FamilyName, TailCheck>> = {
  cu48: endsInSum,
  cu16: endsInSum,
  '8a80': endsInXor,
  wkly: endsInXor,
  'modbus-relay': endsInCrc,
};

function endsInSum(frame: Uint8Array): boolean {
  return frame.subarray(0, -1).reduce((sum, byte) => sum + byte, 0) % 256 === frame.at(-1);
}

function endsInXor(frame: Uint8Array): boolean {
  return frame.reduce((rest, byte) => rest ^ byte, 0) === 0;
}

const crcOfNibble = [0x0000, 0xcc01, 0xd801, 0x1400, 0xf001, 0x3c00, 0x2800, 0xe401, 0xa001, 0x6c00, 0x7800, 0xb401, 0x5000, 0x9c01, 0x8801, 0x4400] as const;

/** A frame with its CRC behind it, low byte first, leaves nothing when the CRC is taken over all of it. */
function endsInCrc(frame: Uint8Array): boolean {
  let crc = 0xffff;
  for (const byte of frame) {
    crc = (crc >> 4) ^ (crcOfNibble[(crc ^ byte) & 15] ?? 0);
    crc = (crc >> 4) ^ (crcOfNibble[(crc ^ (byte >> 4)) & 15] ?? 0);
  }
  return crc === 0;
}
