import { CROCKFORD, crockfordCheck, readCrockford } from '../../src/kernel/crockford.ts';

/** Characters of the shortest order number without hyphens, `K10000427`, and of the longest. */
export const NUMBER_LENGTH = 8;
export const LONGEST_NUMBER = 11;

/** The number with one more character, as a person types it: small letters, O for 0 and I or L for 1 are forgiven, hyphens need not be typed. */
export function withNumberCharacter(number: string, typed: string): string {
  const character = readCrockford(typed);
  if (number.length >= LONGEST_NUMBER || character.length !== 1 || !CROCKFORD.includes(character)) return number;
  return number + character;
}

/** Is it an order's number, or a short code, with its check character? `typo` once it is as long as any and none of them. */
export function judgeNumber(number: string): 'incomplete' | 'typo' | 'complete' {
  if (number.length < NUMBER_LENGTH) return 'incomplete';
  const isNumber = /^..[0-9]{5,8}.$/.test(number);
  const isShortCode = number.length === NUMBER_LENGTH + 1;
  const fits = crockfordCheck(number.slice(0, -1)) === number.slice(-1);
  if (fits && (isNumber || isShortCode)) return 'complete';
  return number.length > NUMBER_LENGTH ? 'typo' : 'incomplete';
}
