import { beforeEach, describe, expect, test } from 'vitest';
import type { LockAddress, UnlockOutcome } from '../../../../hardware/contract/lock-board.ts';
import { noFaults } from '../../../../hardware/simulator/bus-faults.ts';
import { moves, short, type SimulatedBus, startSimulatedBus } from '../../support/simulated-bus.ts';

let bus: SimulatedBus;

beforeEach(async () => {
  bus = await startSimulatedBus();
});

function unlock(address: LockAddress, validForMs = 2000): Promise<UnlockOutcome> {
  return bus.bank.unlock({ address, validForMs, generation: bus.bank.generation });
}

const everyDoorClosed = [
  'bus ok',
  'board 0 ok',
  'lock 0/0 closed',
  'lock 0/1 closed',
  'lock 0/2 closed',
  'lock 0/3 closed',
  'board 1 ok',
  'lock 1/0 closed',
  'lock 1/1 closed',
  'lock 1/2 closed',
  'lock 1/3 closed',
];

describe('a bank in good order', () => {
  test('tells every lock once after its start', () => {
    expect(short(bus.facts)).toEqual(everyDoorClosed);
    expect(bus.bank.health).toBe('ok');
    expect(bus.bank.boards).toEqual([0, 1]);
  });

  test('an unlock moves one door, and the sensor tells of it within two polls', async () => {
    bus.facts.length = 0;
    expect(await bus.clock.runUntil(unlock({ board: 1, lock: 2 }))).toEqual({ kind: 'sent' });
    await bus.clock.advance(150);
    expect(moves(bus.events)).toEqual(['pulse 1/2', 'door 1/2 open by pulse']);
    expect(short(bus.facts)).toEqual(['lock 1/2 open']);
    bus.simulator.closeDoor({ board: 1, lock: 2 });
    await bus.clock.advance(150);
    expect(short(bus.facts)).toEqual(['lock 1/2 open', 'lock 1/2 closed']);
  });

  test('a door forced open is told without being asked', async () => {
    bus.facts.length = 0;
    bus.simulator.forceOpen({ board: 0, lock: 3 });
    await bus.clock.advance(300);
    expect(short(bus.facts)).toEqual(['lock 0/3 open']);
  });

  test('a status by hand says what the sensors say, and knows only its own boards', async () => {
    bus.simulator.setDoor({ board: 0, lock: 1 }, { stuckAt: 'open' });
    expect(await bus.clock.runUntil(bus.bank.status(0))).toEqual({ kind: 'status', locks: ['closed', 'open', 'closed', 'closed'] });
    expect(await bus.bank.status(7)).toEqual({ kind: 'no-answer' });
  });

  test('with the other switch fitted, bit 0 means closed', async () => {
    const inverted = await startSimulatedBus(1, 0);
    expect(short(inverted.facts)).toEqual(everyDoorClosed);
  });

  test('a state older than two rounds is unknown', async () => {
    expect(bus.bank.lockState({ board: 0, lock: 0 })).toBe('closed');
    expect(bus.bank.lockState({ board: 0, lock: 9 })).toBe('unknown');
    bus.simulator.setSilent(0, true);
    await bus.clock.advance(2500);
    expect(bus.bank.lockState({ board: 0, lock: 0 })).toBe('unknown');
  });
});

describe('unlocks', () => {
  test.each([
    { board: 2, lock: 0 },
    { board: 0, lock: 4 },
    { board: 0, lock: 48 },
    { board: 10, lock: 0 },
    { board: 0, lock: 0.5 },
    { board: -1, lock: 0 },
  ])('an address that is not on the bus is refused: %j', async (address) => {
    expect((await unlock(address)).kind).toBe('refused');
    await bus.clock.advance(3000);
    expect(moves(bus.events)).toEqual([]);
  });

  test('the eleventh pulse of a lock within a minute is refused; a minute later it is taken', async () => {
    const kinds: string[] = [];
    for (let turn = 0; turn < 11; turn += 1) kinds.push((await bus.clock.runUntil(unlock({ board: 0, lock: 0 }))).kind);
    expect(kinds).toEqual([...Array<string>(10).fill('sent'), 'refused']);
    await bus.clock.advance(60_000);
    expect((await bus.clock.runUntil(unlock({ board: 0, lock: 0 }))).kind).toBe('sent');
  });

  test('tries that sent nothing do not count against a lock', async () => {
    bus.wire.cut();
    for (let turn = 0; turn < 20; turn += 1) expect((await unlock({ board: 0, lock: 0 })).kind).toBe('link-down');
    bus.wire.mend();
    await bus.clock.advance(1000);
    expect((await bus.clock.runUntil(unlock({ board: 0, lock: 0 }))).kind).toBe('sent');
  });

  test('nobody can keep one alive for longer than 2 s', async () => {
    const waiting = unlock({ board: 0, lock: 0 }, 60_000);
    bus.clock.freezeFor(2001);
    expect(await bus.clock.runUntil(waiting)).toEqual({ kind: 'expired' });
    expect(moves(bus.events)).toEqual([]);
  });

  test.each([0, -1, Number.NaN])('one that is valid for %s ms is expired', async (validForMs) => {
    expect(await bus.clock.runUntil(unlock({ board: 0, lock: 0 }, validForMs))).toEqual({ kind: 'expired' });
    await bus.clock.advance(3000);
    expect(moves(bus.events)).toEqual([]);
  });

  test('one decided before the port was opened again is link-down and moves nothing', async () => {
    const { generation } = bus.bank;
    bus.wire.cut();
    bus.wire.mend();
    await bus.simulator.start();
    await bus.clock.advance(1000);
    const outcome = await bus.bank.unlock({ address: { board: 0, lock: 0 }, validForMs: 2000, generation });
    expect([outcome.kind, bus.bank.generation, moves(bus.events)]).toEqual(['link-down', 2, []]);
  });

  test('a jammed door stays closed, and the outcome claims nothing else', async () => {
    bus.simulator.setDoor({ board: 0, lock: 0 }, { isJammed: true });
    bus.facts.length = 0;
    expect(await bus.clock.runUntil(unlock({ board: 0, lock: 0 }))).toEqual({ kind: 'sent' });
    await bus.clock.advance(2000);
    expect([moves(bus.events), short(bus.facts)]).toEqual([['pulse 0/0'], []]);
  });

  test('a slow door is seen when it has moved', async () => {
    bus.simulator.setDoor({ board: 0, lock: 0 }, { opensAfterMs: 1200 });
    bus.facts.length = 0;
    await bus.clock.runUntil(unlock({ board: 0, lock: 0 }));
    await bus.clock.advance(1100);
    expect(short(bus.facts)).toEqual([]);
    await bus.clock.advance(300);
    expect(short(bus.facts)).toEqual(['lock 0/0 open']);
  });
});

describe('health', () => {
  test('a board without power is silent after three questions, and tells all its locks when it is back', async () => {
    bus.facts.length = 0;
    bus.simulator.setSilent(1, true);
    await bus.clock.advance(3000);
    expect(short(bus.facts)).toEqual(['board 1 silent']);
    bus.simulator.setSilent(1, false);
    await bus.clock.advance(1000);
    expect(short(bus.facts).slice(1)).toEqual(['board 1 ok', 'lock 1/0 closed', 'lock 1/1 closed', 'lock 1/2 closed', 'lock 1/3 closed']);
  });

  test('a bus where nobody answers is known within 3 s', async () => {
    bus.facts.length = 0;
    bus.simulator.setFaults({ ...noFaults, drop: 1 });
    await bus.clock.advance(3000);
    expect(short(bus.facts)).toContain('bus silent');
  });

  test('a bus silent for long is opened again, as a new generation', async () => {
    bus.simulator.setFaults({ ...noFaults, drop: 1 });
    await bus.clock.advance(10_000);
    expect([bus.bank.generation, bus.bank.health]).toEqual([2, 'silent']);
    bus.simulator.setFaults(noFaults);
    await bus.clock.advance(500);
    expect(bus.bank.health).toBe('ok');
  });

  test('a pulled cable is told at once, and everything anew when it is back', async () => {
    bus.facts.length = 0;
    bus.wire.cut();
    expect(short(bus.facts)).toEqual(['bus down', 'board 0 down', 'board 1 down']);
    expect((await unlock({ board: 0, lock: 0 })).kind).toBe('link-down');
    bus.wire.mend();
    await bus.simulator.start();
    await bus.clock.advance(1000);
    expect(short(bus.facts).slice(3)).toEqual(everyDoorClosed);
  });

  test('a board that thinks for longer than usual is learnt, not given up', async () => {
    bus.simulator.setFaults({ ...noFaults, late: 1, lateMs: 150 });
    await bus.clock.advance(20_000);
    expect(bus.bank.health).toBe('ok');
    bus.facts.length = 0;
    await bus.clock.advance(20_000);
    expect(short(bus.facts)).toEqual([]);
  });

  test('after closing nothing is written and nobody is told', async () => {
    await bus.bank.close();
    bus.facts.length = 0;
    bus.events.length = 0;
    await bus.clock.advance(10_000);
    expect([bus.facts, bus.events]).toEqual([[], []]);
    expect((await unlock({ board: 0, lock: 0 })).kind).toBe('link-down');
  });
});
