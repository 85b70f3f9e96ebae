import { fromHex, toHex } from '../../kernel/ids.ts';

/**
 * Is this Ed25519 public key, or the R of a signature, a point of small order? With such a key one signature can be good for every
 * message, and libraries differ about it (RFC 8032 leaves it open), so such points are refused before any library is asked.
 */
export function isSmallOrderPoint(point: Uint8Array): boolean {
  // Almost every point is out by its first byte, which costs nothing to look at.
  if (!FIRST_BYTES.has(point[0] ?? 0)) return false;
  const y = Uint8Array.from(point);
  y[31] = (y[31] ?? 0) & 0x7f;
  return SMALL_ORDER.has(toHex(y));
}

/** Is the S half of a signature below the order of the group (RFC 8032, section 5.1.7)? Otherwise a signature has several texts. */
export function hasCanonicalScalar(signature: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) {
    const byte = signature[32 + i] ?? 0;
    const limit = ORDER[i] ?? 0;
    if (byte !== limit) return byte < limit;
  }
  return false;
}

/** y of every point whose order divides 8, sign bit cleared, with the two encodings that are not reduced modulo p. Little-endian. */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  `00${'00'.repeat(31)}`,
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
]);

/** First bytes of those. */
const FIRST_BYTES: ReadonlySet<number> = new Set([...SMALL_ORDER].map((hex) => Number.parseInt(hex.slice(0, 2), 16)));

/** L = 2^252 + 27742317777372353535851937790883648493, little-endian. */
const ORDER = fromHex(`edd3f55c1a631258d69cf7a2def9de14${'00'.repeat(15)}10`);
