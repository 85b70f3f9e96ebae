import { expect, test } from 'vitest';
import { PulseGuard } from '../../../hardware/lockers/pulse-guard.ts';

const lock = { board: 1, lock: 2 };
const other = { board: 1, lock: 3 };

test('admits as many pulses of one lock as its coil bears, each lock for itself', () => {
  const guard = new PulseGuard({ pulseMs: 500, pulses: 2, perMs: 10_000 });
  expect([guard.admit(lock, 0), guard.admit(lock, 1000), guard.admit(lock, 9999), guard.admit(other, 9999)]).toEqual([true, true, false, true]);
  expect([guard.admit(lock, 10_000), guard.admit(lock, 10_001), guard.admit(lock, 11_000)]).toEqual([true, false, true]);
});

test('a pulse that never began is given back', () => {
  const guard = new PulseGuard({ pulseMs: 500, pulses: 1, perMs: 10_000 });
  expect(guard.admit(lock, 0)).toBe(true);
  guard.giveBack(lock);
  expect([guard.admit(lock, 1), guard.admit(lock, 2)]).toEqual([true, false]);
});
