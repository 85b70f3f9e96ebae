import { sum8 } from './checksum.ts';
import type { Inspection } from './splitter.ts';

/** What KERONG's boards have in common: a frame begins with 02 and ends with 03 and the low byte of the sum of all before it. */
export const kerong = { head: 0x02, tail: 0x03, baud: 19_200 } as const;

/** A frame around its inner bytes. */
export function kerongFrame(inner: readonly number[]): Uint8Array {
  const frame = Uint8Array.of(kerong.head, ...inner, kerong.tail, 0);
  frame[frame.length - 1] = sum8(frame.subarray(0, frame.length - 1));
  return frame;
}

/** Is this a frame of that length, as far as its last two bytes tell? Its other bytes are the caller's to judge. */
export function inspectKerong(bytes: Uint8Array, length: number): Inspection {
  const tail = bytes[length - 2];
  if (tail !== undefined && tail !== kerong.tail) return { kind: 'no-frame' };
  if (bytes.length < length) return { kind: 'incomplete' };
  return sum8(bytes.subarray(0, length - 1)) === bytes[length - 1] ? { kind: 'frame', length } : { kind: 'no-frame' };
}

/** Feedback bits of the first `locks` locks: bit 0 of the first byte is lock 1, bit 7 of the last the highest. */
export function readKerongBits(data: Uint8Array, locks: number): Uint8Array {
  return Uint8Array.from({ length: locks }, (_, lock) => ((data[lock >> 3] ?? 0) >> (lock & 7)) & 1);
}

/** The same the other way round, for boards. */
export function writeKerongBits(bits: readonly number[], byteCount: number): number[] {
  const data = new Array<number>(byteCount).fill(0);
  bits.slice(0, byteCount * 8).forEach((bit, lock) => {
    data[lock >> 3] = (data[lock >> 3] ?? 0) | ((bit & 1) << (lock & 7));
  });
  return data;
}
