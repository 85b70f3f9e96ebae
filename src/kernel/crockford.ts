/** Crockford's base32: digits and capitals without I, L, O and U, which people take for something else. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A check character for up to 31 Crockford characters. It is linear over GF(32) (x^5 + x^2 + 1), each place weighted with its
 * own power of the generator, so every single wrong character and every swap of two characters, near or far, is caught.
 * Throws (a bug) on a character outside the alphabet or on a longer text.
 */
export function crockfordCheck(characters: string): string {
  if (characters.length > 31) throw new Error('a check character covers at most 31 characters');
  let check = 0;
  for (const character of characters) {
    const value = CROCKFORD.indexOf(character);
    if (value < 0) throw new Error(`not a Crockford base32 character: ${JSON.stringify(character)}`);
    check = timesGenerator(check ^ value);
  }
  return CROCKFORD[check] ?? '0';
}

/** What a person typed as Crockford characters: capitals, with O read as 0 and I and L as 1; blanks and hyphens dropped. */
export function readCrockford(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** `bytes` as Crockford base32, most significant bit first, the last character filled up with zero bits. */
export function toCrockford(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += CROCKFORD[(held >> bits) & 31] ?? '';
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + (CROCKFORD[(held << (5 - bits)) & 31] ?? '') : text;
}

function timesGenerator(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? shifted ^ 0b100101 : shifted;
}
