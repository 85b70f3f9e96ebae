import { CROCKFORD, crockfordCheck, readCrockford } from '../../src/kernel/crockford.ts';

/** Characters of a short code, its check character included. */
export const CODE_LENGTH = 9;
/** Digits of a PIN. */
export const PIN_LENGTH = 6;

/** The keys of the code keyboard: only what a code can contain, digits first. */
export const codeKeys: readonly string[] = [...'1234567890', ...CROCKFORD.slice(10)];

/** The code with one more character, as a person types it: small letters, O for 0 and I or L for 1 are forgiven. */
export function withCharacter(code: string, typed: string): string {
  const character = readCrockford(typed);
  if (code.length >= CODE_LENGTH || character.length !== 1 || !CROCKFORD.includes(character)) return code;
  return code + character;
}

/** Is the code complete, and does its check character fit? `typo` is told before a PIN is asked for. */
export function judgeCode(code: string): 'incomplete' | 'typo' | 'complete' {
  if (code.length < CODE_LENGTH) return 'incomplete';
  return crockfordCheck(code.slice(0, CODE_LENGTH - 1)) === code.slice(CODE_LENGTH - 1) ? 'complete' : 'typo';
}

/** The PIN with one more digit. */
export function withDigit(pin: string, digit: string): string {
  return pin.length < PIN_LENGTH && /^[0-9]$/.test(digit) ? pin + digit : pin;
}
