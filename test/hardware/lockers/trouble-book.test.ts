import { expect, test } from 'vitest';
import type { BusTrouble } from '../../../hardware/contract/lock-board.ts';
import { TroubleBook } from '../../../hardware/lockers/trouble-book.ts';

function only(...troubles: readonly BusTrouble[]): Record<BusTrouble, boolean> {
  const has = (trouble: BusTrouble): boolean => troubles.includes(trouble);
  return { slow: has('slow'), 'checksum-errors': has('checksum-errors'), contradicting: has('contradicting'), echo: has('echo') };
}

test('tells all that is wrong with a board when that changes, and nothing otherwise', () => {
  const book = new TroubleBook();
  const facts = [
    book.turn(1, only()),
    book.turn(1, only('slow')),
    book.turn(1, only('slow')),
    book.turn(1, only('contradicting', 'slow')),
    book.turn(2, only()),
    book.turn(null, only('echo')),
    book.turn(1, only('contradicting')),
    book.turn(1, only()),
  ];
  expect(facts).toEqual([
    [],
    [{ kind: 'trouble', board: 1, troubles: ['slow'] }],
    [],
    [{ kind: 'trouble', board: 1, troubles: ['slow', 'contradicting'] }],
    [],
    [{ kind: 'trouble', board: null, troubles: ['echo'] }],
    [{ kind: 'trouble', board: 1, troubles: ['contradicting'] }],
    [{ kind: 'trouble', board: 1, troubles: [] }],
  ]);
});
