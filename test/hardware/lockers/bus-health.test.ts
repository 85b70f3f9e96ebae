import { expect, test } from 'vitest';
import { BusHealth } from '../../../hardware/lockers/bus-health.ts';
import { short } from '../support/simulated-bus.ts';

function asks(health: BusHealth, count: number, discarded: number, thoughtMs: number | null = 5): string[] {
  return Array.from({ length: count }, () => short(health.asked({ board: 0, thoughtMs, discarded }, 0))).flat();
}

test('a stray byte or two before each answer is no trouble: some boards are like that', () => {
  const health = new BusHealth([0, 1]);
  expect(asks(health, 100, 2)).toEqual(['bus ok', 'board 0 ok']);
  expect(asks(health, 5, 3)).toEqual(['board 0 trouble checksum-errors']);
});

test('an answer of which only damaged bytes came spoils as much as one with noise; no answer at all tells nothing of the cable', () => {
  const health = new BusHealth([0]);
  expect(asks(health, 100, 0, null)).toEqual(['board 0 silent', 'bus silent']);
  expect(asks(health, 5, 1, null)).toEqual(['board 0 trouble checksum-errors']);
});

test('noise while nobody speaks is the line’s trouble and no board’s', () => {
  const health = new BusHealth([0]);
  const told = Array.from({ length: 12 }, () => short(health.noise())).flat();
  expect(told).toEqual(['bus trouble checksum-errors']);
});

test('a lost port takes the troubles with it: the next adapter is judged anew', () => {
  const health = new BusHealth([0]);
  health.portUp(1);
  asks(health, 10, 5);
  health.echo(true);
  expect(short(health.portDown('Unplugged.', 0))).toEqual(['bus down', 'board 0 down', 'bus trouble none', 'board 0 trouble none']);
});
