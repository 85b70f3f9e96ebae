import { eightA } from './eight-a.ts';

/**
 * Which status byte holds the channels 1 to 8: the first (`rising`) or the last (`falling`). Sources disagree, so it can be set:
 * the C# service on the vendor's protocol of 2021, Open-Locker's codec, a Python driver and recorded answers (`80 01 00 00 02 33 B0`
 * with door 2 open) put them last in an answer of three bytes; the two C# drivers put them first, which for the seven bytes of a
 * 50-way board nobody contradicts. `usual` follows these: first among seven, last among fewer.
 */
export type EightAStatusOrder = 'usual' | 'rising' | 'falling';

/** Feedback bits by channel, lowest first. Channels beyond the status bytes are not in it: nothing is known of them. */
export function readStatusBytes(bytes: Uint8Array, order: EightAStatusOrder): (0 | 1)[] {
  return inRisingOrder(bytes, order).flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (((byte >> bit) & 1) === 1 ? 1 : 0)));
}

/** The same the other way round, for boards. */
export function writeStatusBytes(bits: readonly (0 | 1)[], byteCount: number, order: EightAStatusOrder): number[] {
  const bytes = Uint8Array.from({ length: byteCount }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce<number>((sum, bit, place) => sum | (bit << place), 0),
  );
  return inRisingOrder(bytes, order);
}

function inRisingOrder(bytes: Uint8Array, order: EightAStatusOrder): number[] {
  const isRising = order === 'rising' || (order === 'usual' && bytes.length === eightA.statusBytes.most);
  return isRising ? [...bytes] : [...bytes].reverse();
}
