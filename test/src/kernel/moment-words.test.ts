import { describe, expect, it } from 'vitest';
import { dayInWords, momentInWords } from '../../../src/kernel/moment-words.ts';

/** Five past two in the afternoon in Madrid. */
const AT = Date.UTC(2026, 10, 24, 13, 5);
const FIRST = Date.UTC(2026, 3, 1, 11, 0);

describe('a moment in words', () => {
  it.each([
    ['es', 'martes, 24 de noviembre, a las 14:05'],
    ['en', 'Tuesday 24 November at 14:05'],
    ['pt', '24 de novembro (terça-feira), às 14:05'],
    ['ca', '24 de novembre (dimarts), a les 14:05'],
  ] as const)('in %s, in the shop’s time zone, is %s', (language, expected) => {
    expect(momentInWords(language, AT, 'Europe/Madrid')).toBe(expected);
  });

  it('has an hour less in the Azores’ west', () => {
    expect(momentInWords('pt', AT, 'Atlantic/Azores')).toBe('24 de novembro (terça-feira), às 12:05');
  });
});

it('the first of a month follows "no dia" and "el dia" as any other day does', () => {
  expect([dayInWords('pt', FIRST, 'Europe/Lisbon'), dayInWords('ca', FIRST, 'Europe/Madrid')]).toEqual(['1 de abril (quarta-feira)', '1 d’abril (dimecres)']);
});
