import { beforeEach, describe, expect, test } from 'vitest';
import type { LockAddress, UnlockOutcome } from '../../../hardware/contract/lock-board.ts';
import { familyOf } from '../../../hardware/lockers/families.ts';
import { boardSides } from '../../../hardware/simulator/board-sides.ts';
import { noFaults } from '../../../hardware/simulator/bus-faults.ts';
import { type FamilyName, familyNames } from '../../../hardware/wire/family-name.ts';
import { moves, short, type SimulatedBus, startFamilyBus } from '../support/simulated-bus.ts';

/** What becomes of an unlock of a channel that the board does not have: only some families can refuse it. */
const missingChannel: Readonly<Record<FamilyName, UnlockOutcome['kind']>> = {
  cu48: 'sent',
  cu16: 'sent',
  '8a80': 'acknowledged',
  wkly: 'refused',
  'modbus-relay': 'acknowledged',
};

describe.each(familyNames)('a bank of %s boards', (name) => {
  const { capabilities } = familyOf({ family: name });
  const side = boardSides[name];
  const first = side.firstAddress;
  const second = first + 1;
  /** The outcome of an unlock that all is well with. */
  const taken = capabilities.acknowledgesUnlock ? { kind: 'acknowledged' } : { kind: 'sent' };
  const everyDoorClosed = [
    'bus ok',
    ...[first, second].flatMap((board) => [`board ${board} ok`, ...[0, 1, 2, 3].map((lock) => `lock ${board}/${lock} closed`)]),
  ];
  let bus: SimulatedBus;

  beforeEach(async () => {
    bus = await startFamilyBus({ family: name });
    await bus.clock.advance(200);
  });

  function unlock(address: LockAddress, on: SimulatedBus = bus): Promise<UnlockOutcome> {
    return on.clock.runUntil(on.bank.unlock({ address, validForMs: 2000, generation: on.bank.generation }));
  }

  test('tells every lock once after its start', () => {
    expect(short(bus.facts)).toEqual(everyDoorClosed);
  });

  test.each([1, 0] as const)('with bit %i for closed: an unlock moves one door, the sensor tells of it, and of the hand that closes it', async (closedBit) => {
    const wired = await startFamilyBus({ family: name, closedBit });
    await wired.clock.advance(200);
    expect(short(wired.facts)).toEqual(everyDoorClosed);
    wired.facts.length = 0;
    expect(await unlock({ board: second, lock: 2 }, wired)).toEqual(taken);
    await wired.clock.advance(300);
    expect(moves(wired.events)).toEqual([`pulse ${second}/2`, `door ${second}/2 open by pulse`]);
    wired.simulator.closeDoor({ board: second, lock: 2 });
    await wired.clock.advance(300);
    expect(short(wired.facts)).toEqual([`lock ${second}/2 open`, `lock ${second}/2 closed`]);
  });

  test('every lock that is wired opens itself and no other', async () => {
    for (const board of [first, second]) {
      for (const lock of [0, 1, 2, 3]) {
        bus.events.length = 0;
        expect(await unlock({ board, lock })).toEqual(taken);
        await bus.clock.advance(500);
        expect(moves(bus.events)).toEqual([`pulse ${board}/${lock}`, `door ${board}/${lock} open by pulse`]);
        expect(Math.round(bus.simulator.coilUse({ board, lock }).longestMs)).toBeLessThanOrEqual(capabilities.maximumDuty.pulseMs);
      }
    }
  });

  test('a bolt that does not move is pulsed, and no sensor says open', async () => {
    bus.facts.length = 0;
    bus.simulator.setDoor({ board: first, lock: 1 }, { isJammed: true });
    expect(await unlock({ board: first, lock: 1 })).toEqual(taken);
    await bus.clock.advance(1000);
    expect([moves(bus.events), short(bus.facts)]).toEqual([[`pulse ${first}/1`], []]);
  });

  test('a door forced open is told without being asked', async () => {
    bus.facts.length = 0;
    bus.simulator.forceOpen({ board: first, lock: 3 });
    await bus.clock.advance(600);
    expect(short(bus.facts)).toEqual([`lock ${first}/3 open`]);
  });

  test('a status by hand says what the sensors say', async () => {
    bus.simulator.setDoor({ board: second, lock: 1 }, { stuckAt: 'open' });
    expect(await bus.clock.runUntil(bus.bank.status(second))).toEqual({ kind: 'status', locks: ['closed', 'open', 'closed', 'closed'] });
  });

  test('a board that falls silent is told within 3 s, and anew when it is back', async () => {
    bus.facts.length = 0;
    bus.simulator.setSilent(second, true);
    await bus.clock.advance(3000);
    expect(short(bus.facts)).toEqual([`board ${second} silent`]);
    expect(await unlock({ board: second, lock: 0 })).toEqual({ kind: 'sent' });
    bus.simulator.setSilent(second, false);
    await bus.clock.advance(3000);
    expect(short(bus.facts).slice(1)).toEqual([`board ${second} ok`, ...[0, 1, 2, 3].map((lock) => `lock ${second}/${lock} closed`)]);
    expect(moves(bus.events)).toEqual([]);
  });

  test.each([1, 0] as const)('with bit %i for closed: an adapter that echoes changes nothing but that it is told', async (closedBit) => {
    const echoing = await startFamilyBus({ family: name, closedBit });
    await echoing.clock.advance(200);
    echoing.simulator.setEcho(true);
    echoing.facts.length = 0;
    await echoing.clock.advance(1000);
    expect(await unlock({ board: second, lock: 2 }, echoing)).toEqual(taken);
    await echoing.clock.advance(500);
    expect(moves(echoing.events)).toEqual([`pulse ${second}/2`, `door ${second}/2 open by pulse`]);
    expect(short(echoing.facts)).toEqual(['bus trouble echo', `lock ${second}/2 open`]);
  });

  test('stray bytes before every answer are no answers', async () => {
    bus.facts.length = 0;
    bus.simulator.setFaults({ ...noFaults, noise: 1 });
    await bus.clock.advance(10_000);
    expect(short(bus.facts).filter((fact) => fact.startsWith('lock'))).toEqual([]);
    expect(bus.bank.health).toBe('ok');
  });

  test('a channel that the board does not have opens nothing', async () => {
    const small = await startFamilyBus({ family: name, side: { ...side, channels: 2 } });
    expect((await unlock({ board: first, lock: 3 }, small)).kind).toBe(missingChannel[name]);
    await small.clock.advance(1000);
    expect(moves(small.events)).toEqual([]);
  });

  test('what boards say by themselves is told between two questions, where they say something', async () => {
    const canReport = side.report(first, 0, 1) !== null;
    const slow = await startFamilyBus({ family: name, pace: { restMs: 10_000, watchedRestMs: 10_000 } });
    await slow.clock.advance(500);
    slow.simulator.setReports(true);
    slow.facts.length = 0;
    slow.simulator.forceOpen({ board: second, lock: 3 });
    await slow.clock.advance(100);
    expect(short(slow.facts)).toEqual(canReport ? [`lock ${second}/3 open`] : []);
    slow.simulator.closeDoor({ board: second, lock: 3 });
    await slow.clock.advance(100);
    expect(short(slow.facts)).toEqual(canReport ? [`lock ${second}/3 open`, `lock ${second}/3 closed`] : []);
  });

  test('a light is flashed where there is one, and opens nothing', async () => {
    expect(await bus.clock.runUntil(bus.bank.flash({ board: second, lock: 1 }))).toBe(capabilities.hasLights ? 'sent' : 'none');
    const lit = bus.simulator.boards.flatMap((board) => [0, 1, 2, 3].filter((lock) => board.isLit(lock)).map((lock) => `${board.address}/${lock}`));
    expect(lit).toEqual(capabilities.hasLights ? [`${second}/1`] : []);
    expect(moves(bus.events)).toEqual([]);
  });
});
