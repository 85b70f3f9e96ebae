import { describe, expect, test } from 'vitest';
import { parseDevicesConfig } from '../../../../hardware/device-config.ts';
import { familyOf } from '../../../../hardware/lockers/families.ts';
import { eightABoards } from '../../../../hardware/simulator/boards/eight-a-boards.ts';
import { hex } from '../../support/hex.ts';
import { moves, short, type SimulatedBus, startFamilyBus } from '../../support/simulated-bus.ts';

async function started(options: Omit<Parameters<typeof startFamilyBus>[0], 'family'>): Promise<SimulatedBus> {
  const bus = await startFamilyBus({ family: '8a80', ...options });
  await bus.clock.advance(300);
  return bus;
}

function lengthsOfAnswers(bus: SimulatedBus): number[] {
  return [...new Set(bus.events.flatMap((event) => (event.kind === 'frame' && event.direction === 'out' ? [event.bytes.length] : [])))];
}

describe('boards of two sizes', () => {
  test.each([
    [24, 7],
    [50, 11],
  ])('with %i doors a board answers %i bytes, and each door is its own', async (locks, length) => {
    const bus = await started({ locks });
    expect(lengthsOfAnswers(bus)).toEqual([length]);
    bus.facts.length = 0;
    const last = { board: 2, lock: locks - 1 };
    expect(await bus.clock.runUntil(bus.bank.unlock({ address: last, validForMs: 2000, generation: 1 }))).toEqual({ kind: 'acknowledged' });
    await bus.clock.advance(300);
    expect(moves(bus.events)).toEqual([`pulse 2/${last.lock}`, `door 2/${last.lock} open by pulse`]);
    expect(short(bus.facts)).toEqual([`lock 2/${last.lock} open`]);
  });

  test('doors that an answer does not reach are unknown, not closed', async () => {
    const side = { ...eightABoards, answer: (...[frame, view]: Parameters<typeof eightABoards.answer>) => eightABoards.answer(frame, { ...view, doors: 24 }) };
    const bus = await started({ locks: 26, side });
    expect(lengthsOfAnswers(bus)).toEqual([7]);
    expect(short(bus.facts).filter((fact) => fact.startsWith('lock 1/2'))).toEqual([
      'lock 1/2 closed',
      'lock 1/20 closed',
      'lock 1/21 closed',
      'lock 1/22 closed',
      'lock 1/23 closed',
      'lock 1/24 unknown',
      'lock 1/25 unknown',
    ]);
    bus.simulator.forceOpen({ board: 1, lock: 25 });
    await bus.clock.advance(1000);
    expect(bus.bank.lockState({ board: 1, lock: 25 })).toBe('unknown');
  });
});

describe('the order of status bytes', () => {
  const answer = hex('80 01 00 00 02 33 B0');
  const openAt = (statusOrder: 'rising' | 'falling' | undefined): number | undefined =>
    familyOf({ family: '8a80', statusOrder }).status(1, 24).read(answer)?.indexOf(1);

  test('is the usual one, or as it is configured', () => {
    expect([openAt(undefined), openAt('falling'), openAt('rising')]).toEqual([1, 1, 17]);
  });

  test('is configured for this family only', () => {
    const bus = { name: 'silo', link: { kind: 'given', name: 'silo' }, boards: [{ address: 1, locks: 24 }], statusOrder: 'rising' };
    expect(parseDevicesConfig({ buses: [{ ...bus, family: '8a80' }] }).ok).toBe(true);
    expect(parseDevicesConfig({ buses: [{ ...bus, family: 'wkly' }] })).toMatchObject({ ok: false, error: { path: 'buses[0].statusOrder' } });
    expect(parseDevicesConfig({ buses: [{ ...bus, family: '8a80', statusOrder: 'usual' }] })).toMatchObject({ ok: false });
  });
});

test('boards are numbered from 1 and locks in the configuration fit on a board', () => {
  const bus = { name: 'silo', family: '8a80', link: { kind: 'given', name: 'silo' } };
  for (const [address, locks, path] of [
    [0, 24, 'buses[0].boards[0].address'],
    [33, 24, 'buses[0].boards[0].address'],
    [1, 51, 'buses[0].boards[0].locks'],
  ] as const) {
    expect(parseDevicesConfig({ buses: [{ ...bus, boards: [{ address, locks }] }] })).toMatchObject({ ok: false, error: { path } });
  }
});
