import { describe, expect, test } from 'vitest';
import { type DaySpan, spanInShort, spanInWords } from '../../../src/kernel/day-words.ts';

const today = '2026-11-22';
const span = (from: string, until = from): DaySpan => ({ from, until });

describe('a promised span in a sentence', () => {
  test.each([
    [span('2026-11-22'), 'hoy', 'today'],
    [span('2026-11-23'), 'mañana', 'tomorrow'],
    [span('2026-11-22', '2026-11-23'), 'hoy o mañana', 'today or tomorrow'],
    [span('2026-11-24'), 'el martes 24 de noviembre', 'on Tuesday 24 November'],
    [span('2026-11-23', '2026-11-26'), 'entre mañana y el jueves 26 de noviembre', 'between tomorrow and Thursday 26 November'],
    [span('2026-11-24', '2026-11-26'), 'entre el martes 24 y el jueves 26 de noviembre', 'between Tuesday 24 and Thursday 26 November'],
    [span('2026-11-30', '2026-12-02'), 'entre el lunes 30 de noviembre y el miércoles 2 de diciembre', 'between Monday 30 November and Wednesday 2 December'],
  ])('%j reads "%s" and "%s"', (given, es, en) => {
    expect([spanInWords('es', given, today), spanInWords('en', given, today)]).toEqual([es, en]);
  });

  test('what is kept names the day, also when it is tomorrow', () => {
    expect(spanInWords('es', span('2026-11-23'), null)).toBe('el lunes 23 de noviembre');
    expect(spanInWords('en', span('2026-11-22', '2026-11-23'), null)).toBe('between Sunday 22 and Monday 23 November');
  });

  test('the last day of a year is followed by the first of the next', () => {
    expect(spanInWords('es', span('2027-01-01'), '2026-12-31')).toBe('mañana');
  });
});

describe('a promised span in few letters', () => {
  test.each([
    [span('2026-11-22'), 'hoy', 'today'],
    [span('2026-11-24'), 'mar 24 nov', 'Tue 24 Nov'],
    [span('2026-11-24', '2026-11-26'), 'mar 24 – jue 26 nov', 'Tue 24 – Thu 26 Nov'],
    [span('2026-11-23', '2026-11-26'), 'mañana – jue 26 nov', 'tomorrow – Thu 26 Nov'],
    [span('2026-11-30', '2026-12-02'), 'lun 30 nov – mié 2 dic', 'Mon 30 Nov – Wed 2 Dec'],
  ])('%j reads "%s" and "%s"', (given, es, en) => {
    expect([spanInShort('es', given, today), spanInShort('en', given, today)]).toEqual([es, en]);
  });
});
