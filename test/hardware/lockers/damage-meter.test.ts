import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boardDamage, DamageMeter } from '../../../hardware/lockers/damage-meter.ts';

function note(meter: DamageMeter, count: number, isDamaged: boolean): boolean {
  for (let turn = 0; turn < count; turn += 1) meter.note(isDamaged);
  return meter.isBad;
}

test('a spoilt frame now and then is no trouble; one in six is, until almost none is', () => {
  const meter = new DamageMeter(boardDamage);
  expect(note(meter, 4, true)).toBe(false);
  expect(note(meter, 1, true)).toBe(true);
  expect(note(meter, 27, false)).toBe(true);
  expect(note(meter, 3, false)).toBe(true);
  expect(note(meter, 1, false)).toBe(false);
});

test('only the last questions count', () => {
  const meter = new DamageMeter(boardDamage);
  for (let turn = 0; turn < 40; turn += 1) {
    note(meter, 1, true);
    expect(note(meter, 9, false)).toBe(false);
  }
});

test('whatever comes, it never flickers: between two turns lie at least three notes', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 300 }), (notes) => {
      const meter = new DamageMeter(boardDamage);
      const turns: number[] = [];
      let was = false;
      notes.forEach((isDamaged, index) => {
        meter.note(isDamaged);
        if (meter.isBad !== was) turns.push(index);
        was = meter.isBad;
      });
      expect(turns.slice(1).every((at, index) => at - (turns[index] ?? 0) >= 3)).toBe(true);
    }),
  );
});
