import { fromHex } from '../../../hardware/wire/hex.ts';

/** Bytes from text in a test; a slip of the pen throws. */
export function hex(text: string): Uint8Array {
  const bytes = fromHex(text);
  if (bytes === undefined) throw new Error(`not hex: ${text}`);
  return bytes;
}
