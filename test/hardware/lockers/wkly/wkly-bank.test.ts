import { expect, test } from 'vitest';
import type { BoardSide } from '../../../../hardware/simulator/board-side.ts';
import { wklyBoards } from '../../../../hardware/simulator/boards/wkly-boards.ts';
import { wkly, wklyAt, wklyFrame } from '../../../../hardware/wire/wkly.ts';
import { moves, short, startFamilyBus } from '../../support/simulated-bus.ts';

/** Boards that say FF to one command and obey all others. */
function refusing(command: number): BoardSide {
  return {
    ...wklyBoards,
    read: (frame) => (frame[wklyAt.command] === command ? { kind: 'other', board: frame[wklyAt.board] ?? 0 } : wklyBoards.read(frame)),
    answer: (frame, view) => (frame[wklyAt.command] === command ? wklyFrame(view.address, command, [wkly.bad]) : wklyBoards.answer(frame, view)),
  };
}

test('an unlock that the board refuses is told so, and may be tried again', async () => {
  const bus = await startFamilyBus({ family: 'wkly', side: refusing(wkly.unlock) });
  for (let turn = 0; turn < 12; turn += 1) {
    const outcome = await bus.clock.runUntil(bus.bank.unlock({ address: { board: 0, lock: 1 }, validForMs: 2000, generation: 1 }));
    expect(outcome).toMatchObject({ kind: 'refused', detail: 'The board would not.' });
  }
  expect(moves(bus.events)).toEqual([]);
});

test('a board that refuses to tell its doors lives, and nothing is known of them', async () => {
  const bus = await startFamilyBus({ family: 'wkly', side: refusing(wkly.statusOfAll) });
  await bus.clock.advance(500);
  expect(short(bus.facts)).toEqual([
    'bus ok',
    ...[0, 1].flatMap((board) => [`board ${board} ok`, ...[0, 1, 2, 3].map((lock) => `lock ${board}/${lock} unknown`)]),
  ]);
});

test('a light that the board refuses failed', async () => {
  const bus = await startFamilyBus({ family: 'wkly', side: refusing(wkly.flash) });
  expect(await bus.clock.runUntil(bus.bank.flash({ board: 0, lock: 1 }))).toBe('failed');
});
