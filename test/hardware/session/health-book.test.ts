import { expect, test } from 'vitest';
import type { BankFact } from '../../../hardware/contract/lock-board.ts';
import { HealthBook } from '../../../hardware/session/health-book.ts';

function say(facts: readonly BankFact[]): string[] {
  return facts.map((fact) => {
    if (fact.kind === 'board-health') return `board ${fact.board} ${fact.health}`;
    return fact.kind === 'bus-health' ? `bus ${fact.health} g${fact.generation}` : fact.kind;
  });
}

test('tells each change once: well, one board silent, the bus silent, back, down', () => {
  const book = new HealthBook([0, 1]);
  book.portUp(1);
  const steps = [
    book.answered(0),
    book.answered(1),
    book.answered(0),
    book.missed(1, 0),
    book.answered(0),
    book.missed(1, 0),
    book.answered(0),
    book.missed(1, 0),
    book.missed(1, 0),
    book.missed(0, 0),
    book.missed(1, 0),
    book.missed(0, 0),
    book.answered(1),
    book.portDown('gone'),
    book.portDown('gone'),
  ];
  expect(steps.map(say)).toEqual([
    ['bus ok g1', 'board 0 ok'],
    ['board 1 ok'],
    [],
    [],
    [],
    [],
    [],
    ['board 1 silent'],
    [],
    ['bus silent g1'],
    [],
    [],
    ['bus ok g1', 'board 1 ok'],
    ['bus down g1', 'board 0 down', 'board 1 down'],
    [],
  ]);
});

test('a bus that opens and never answers is silent after three questions', () => {
  const book = new HealthBook([4]);
  book.portUp(2);
  expect([book.missed(4, 0), book.missed(4, 0), book.missed(4, 0)].map(say)).toEqual([[], [], ['board 4 silent', 'bus silent g2']]);
});

test('a new reason for being down is told', () => {
  const book = new HealthBook([0]);
  expect([book.portDown('no adapter'), book.portDown('not permitted')].map(say)).toEqual([['bus down g0'], ['bus down g0']]);
});

test('a bus of many boards that take their time counts as silent after 2.5 s and three questions, before its round is over', () => {
  const book = new HealthBook([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  book.portUp(1);
  book.answered(0);
  const steps = [book.missed(1, 1000), book.missed(2, 2000), book.missed(3, 3000), book.missed(4, 3500)];
  expect(steps.map(say)).toEqual([[], [], [], ['bus silent g1']]);
});

test('the health of each board can be asked for', () => {
  const book = new HealthBook([0, 1]);
  book.portUp(1);
  book.answered(0);
  expect([book.board(0), book.board(1), book.board(7)]).toEqual(['ok', 'down', 'down']);
});
