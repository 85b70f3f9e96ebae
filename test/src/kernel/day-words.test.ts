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

describe('in Portuguese and Catalan', () => {
  test.each([
    [span('2026-11-22'), 'hoje', 'avui'],
    [span('2026-11-23'), 'amanhã', 'demà'],
    [span('2026-11-22', '2026-11-23'), 'hoje ou amanhã', 'avui o demà'],
    [span('2026-11-24'), 'na terça-feira, 24 de novembro', 'dimarts 24 de novembre'],
    [span('2026-11-28'), 'no sábado, 28 de novembro', 'dissabte 28 de novembre'],
    [span('2026-11-29'), 'no domingo, 29 de novembro', 'diumenge 29 de novembre'],
    [span('2027-04-01'), 'na quinta-feira, 1 de abril', 'dijous 1 d’abril'],
    [span('2026-11-22', '2026-11-26'), 'entre hoje e quinta-feira, 26 de novembro', 'entre avui i dijous 26 de novembre'],
    [span('2026-11-24', '2026-11-26'), 'entre terça-feira, 24, e quinta-feira, 26 de novembro', 'entre dimarts 24 i dijous 26 de novembre'],
    [
      span('2026-11-30', '2026-12-02'),
      'entre segunda-feira, 30 de novembro, e quarta-feira, 2 de dezembro',
      'entre dilluns 30 de novembre i dimecres 2 de desembre',
    ],
  ])('%j reads "%s" and "%s"', (given, pt, ca) => {
    expect([spanInWords('pt', given, today), spanInWords('ca', given, today)]).toEqual([pt, ca]);
  });

  test.each([
    [span('2026-11-22'), 'hoje', 'avui'],
    [span('2026-11-24'), 'ter 24 nov', 'dt 24 nov'],
    [span('2027-04-03'), 'sáb 3 abr', 'ds 3 abr'],
    [span('2026-11-24', '2026-11-26'), 'ter 24 – qui 26 nov', 'dt 24 – dj 26 nov'],
    [span('2026-11-23', '2026-11-26'), 'amanhã – qui 26 nov', 'demà – dj 26 nov'],
    [span('2026-11-30', '2026-12-02'), 'seg 30 nov – qua 2 dez', 'dl 30 nov – dc 2 des'],
  ])('%j reads "%s" and "%s" where there is little room', (given, pt, ca) => {
    expect([spanInShort('pt', given, today), spanInShort('ca', given, today)]).toEqual([pt, ca]);
  });

  test('days of all months and weeks can be written, and nothing but letters, numbers and a comma stands in it', () => {
    const days = Array.from({ length: 74 }, (_, step) => new Date(Date.UTC(2028, 0, 1 + 5 * step)).toISOString().slice(0, 10));
    for (const language of ['pt', 'ca'] as const) {
      const odd = days
        .map((day) => `${spanInWords(language, span(day), null)} ${spanInShort(language, span(day), null)}`)
        .filter((text) => !/^[\p{L}\d ,’-]+$/u.test(text));
      expect(odd).toEqual([]);
    }
  });
});
