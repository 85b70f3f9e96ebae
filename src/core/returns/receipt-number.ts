import { CROCKFORD, crockfordCheck, readCrockford, toCrockford } from '../../kernel/crockford.ts';
import type { RandomBytes } from '../../kernel/random.ts';

/** Characters of a receipt number without its `R` and its check character. */
const LENGTH = 7;

/**
 * The number on the receipt of a return, `R-7K3M-9QRX`: seven random characters (35 bits) and a check character over them. Random, because
 * silos that cannot ask each other make them, and because a counter would tell how many people bring things back.
 */
export function returnReceipt(random: RandomBytes): string {
  const characters = toCrockford(random(5)).slice(0, LENGTH);
  return show(characters + crockfordCheck(characters));
}

/**
 * The receipt number in what a person typed or read out, with or without its R: small letters, blanks, hyphens, O for 0, I and L for 1 are
 * forgiven, a wrong check character is not. Null if it is none.
 */
export function readReturnReceipt(typed: string): string | null {
  if (typed.length > 40) return null;
  const code = readCrockford(typed).replace(/^R(?=.{8}$)/, '');
  if (code.length !== LENGTH + 1) return null;
  for (const character of code) if (!CROCKFORD.includes(character)) return null;
  return crockfordCheck(code.slice(0, LENGTH)) === code.slice(LENGTH) ? show(code) : null;
}

function show(code: string): string {
  return `R-${code.slice(0, 4)}-${code.slice(4)}`;
}
