/**
 * Low byte of the sum of all bytes (KERONG, "CU48 Protocol and Introduction" V2.1). Weak: swapped bytes and many pairs of
 * errors pass, so a frame that checks is still only a claim.
 */
export function sum8(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xff;
  return sum;
}

/** XOR of all bytes (the `8A`/`80` and `WKLY` families). Weak: one in ten of all two-bit errors passes. */
export function xor8(bytes: Uint8Array): number {
  let check = 0;
  for (const byte of bytes) check ^= byte;
  return check;
}

/** CRC-16/MODBUS: polynomial 0xA001 reflected, start 0xFFFF. On the wire its low byte goes first (Modbus over serial line V1.02, 2.5.1.2). */
export function crc16Modbus(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

/** CRC-16 with polynomial 0x1021, start 0, not reflected (the frames of Grow's GM812 manual; also known as XMODEM). High byte first. */
export function crc16Xmodem(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xffff;
  }
  return crc;
}
