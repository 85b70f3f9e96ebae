import { beforeEach, describe, expect, test } from 'vitest';
import type { BoardSide } from '../../../hardware/simulator/board-side.ts';
import { cu48Boards } from '../../../hardware/simulator/boards/cu48-boards.ts';
import { type SimulatedBoards, startSimulatedBoards } from '../support/simulated-boards.ts';
import { moves } from '../support/simulated-bus.ts';

const door = { board: 0, lock: 0 };
const unlock = '02 00 00 51 03 56';
const ask = '02 00 00 50 03 55';
const closed = '02 00 00 65 FF FF FF FF FF FF 03 64';
const open = '02 00 00 65 FE FF FF FF FF FF 03 63';

let bus: SimulatedBoards;

beforeEach(async () => {
  bus = await startSimulatedBoards();
});

/** What the switch of lock 0/0 says to the master. */
async function sensor(): Promise<string> {
  bus.master.heard.length = 0;
  await bus.say(ask, 30);
  const [bytes] = bus.master.heard.map((line) => line.replace(/^\S+ /, ''));
  return bytes === closed ? 'closed' : bytes === open ? 'open' : 'something else';
}

function told(): string[] {
  return moves(bus.events);
}

describe('a hand', () => {
  test('cannot pull a locked door open', () => {
    bus.simulator.pullDoor(door, 3000);
    expect([bus.simulator.isOpen(door), told()]).toEqual([false, []]);
  });

  test('closes a door that its spring has opened', async () => {
    await bus.say(unlock);
    expect(await sensor()).toBe('open');
    bus.simulator.closeDoor(door);
    expect([await sensor(), told()]).toEqual(['closed', ['pulse 0/0', 'door 0/0 open by pulse', 'door 0/0 closed by hand']]);
  });

  test('that does not push far enough leaves a door that looks shut and says open; a second push closes it', async () => {
    await bus.say(unlock);
    bus.simulator.leaveAjar(door);
    expect([bus.simulator.doors(0)[0]?.isAjar, await sensor()]).toEqual([true, 'open']);
    bus.simulator.closeDoor(door);
    expect([bus.simulator.doors(0)[0]?.isAjar, await sensor()]).toEqual([false, 'closed']);
  });

  test('leaves a closed door alone when it pushes', () => {
    bus.simulator.closeDoor(door);
    bus.simulator.leaveAjar(door);
    expect([bus.simulator.doors(0)[0]?.isAjar, told()]).toEqual([false, []]);
  });

  test('with a crowbar opens any door', async () => {
    bus.simulator.forceOpen(door);
    expect([await sensor(), told()]).toEqual(['open', ['door 0/0 open by force']]);
  });

  test('that closes slowly: the bolt catches later, and a second push begins anew', async () => {
    await bus.say(unlock);
    bus.simulator.setDoor(door, { closesAfterMs: 900 });
    bus.simulator.closeDoor(door);
    await bus.clock.advance(800);
    expect(bus.simulator.isOpen(door)).toBe(true);
    bus.simulator.closeDoor(door);
    await bus.clock.advance(800);
    expect(bus.simulator.isOpen(door)).toBe(true);
    await bus.clock.advance(100);
    expect(bus.simulator.isOpen(door)).toBe(false);
  });
});

describe('a door without a spring', () => {
  beforeEach(() => bus.simulator.setDoor(door, { opensBy: 'hand' }));

  test('stays shut when nobody pulls, and is locked again after the pulse', async () => {
    await bus.say(unlock, 400);
    bus.simulator.pullDoor(door);
    expect([bus.simulator.isOpen(door), told()]).toEqual([false, ['pulse 0/0']]);
  });

  test('opens to a hand while its coil is on', async () => {
    await bus.say(unlock, 200);
    bus.simulator.pullDoor(door);
    expect(told()).toEqual(['pulse 0/0', 'door 0/0 open by hand']);
  });

  test('opens to a hand that already pulls when the pulse comes', async () => {
    bus.simulator.pullDoor(door, 3000);
    await bus.clock.advance(2000);
    await bus.say(unlock);
    expect(told()).toEqual(['pulse 0/0', 'door 0/0 open by hand']);
  });
});

describe('a coil', () => {
  test('is on for 300 ms after an unlock; pulses and time under current are counted', async () => {
    await bus.say(unlock, 5000);
    await bus.say(unlock, 106);
    expect(bus.simulator.coilUse(door)).toEqual({ pulses: 2, onMs: 400, longestMs: 300 });
    await bus.clock.advance(5000);
    expect(bus.simulator.coilUse(door)).toEqual({ pulses: 2, onMs: 600, longestMs: 300 });
  });

  test('pulsed again while it is on stays on for longer', async () => {
    await bus.say(unlock, 200);
    await bus.say(unlock, 5000);
    expect(bus.simulator.coilUse(door)).toEqual({ pulses: 2, onMs: 500, longestMs: 500 });
  });

  test('whose relay sticks stays on: the door cannot be locked until the relay is mended', async () => {
    bus.simulator.setDoor(door, { isRelayStuck: true });
    await bus.say(unlock);
    bus.simulator.closeDoor(door);
    await bus.clock.advance(1000);
    expect(told()).toEqual(['pulse 0/0', 'door 0/0 open by pulse', 'door 0/0 closed by hand', 'door 0/0 open by spring']);
    bus.simulator.setDoor(door, { isRelayStuck: false });
    bus.simulator.closeDoor(door);
    await bus.clock.advance(1000);
    expect(bus.simulator.isOpen(door)).toBe(false);
    expect(bus.simulator.coilUse(door)).toEqual({ pulses: 1, onMs: 1094, longestMs: 1094 });
  });

  test('goes off when its board loses power', async () => {
    bus.simulator.setDoor(door, { isRelayStuck: true });
    await bus.say(unlock);
    bus.simulator.setSilent(0, true);
    await bus.clock.advance(1000);
    expect(bus.simulator.coilUse(door).onMs).toBe(94);
  });

  test('of a jammed bolt gets its current, and the door stays', async () => {
    bus.simulator.setDoor(door, { isJammed: true });
    await bus.say(unlock, 1000);
    expect([told(), bus.simulator.coilUse(door).onMs]).toEqual([['pulse 0/0'], 300]);
  });
});

describe('a feedback switch', () => {
  test('that lies says the same whatever the door does', async () => {
    bus.simulator.setDoor(door, { stuckAt: 'closed' });
    await bus.say(unlock);
    expect([bus.simulator.isOpen(door), await sensor()]).toEqual([true, 'closed']);
    bus.simulator.setDoor(door, { stuckAt: null });
    expect(await sensor()).toBe('open');
  });

  test('that bounces flickers after a move, and comes to rest at the truth', async () => {
    bus.simulator.setDoor(door, { bounceMs: 100 });
    bus.simulator.forceOpen(door);
    const seen: string[] = [];
    for (let ms = 0; ms < 100; ms += 1) {
      seen.push(bus.simulator.doors(0)[0]?.contact ?? '');
      await bus.clock.advance(1);
    }
    const turns = seen.filter((state, index) => index > 0 && state !== seen[index - 1]).length;
    expect(turns).toBeGreaterThan(4);
    expect([told(), await sensor()]).toEqual([['door 0/0 open by force'], 'open']);
  });

  test('of a slow door turns when the door has moved', async () => {
    bus.simulator.setDoor(door, { opensAfterMs: 900 });
    await bus.say(unlock, 800);
    expect(await sensor()).toBe('closed');
    await bus.clock.advance(200);
    expect(await sensor()).toBe('open');
  });
});

describe('a board that speaks first', () => {
  /** The CU48's frames with a report of its own, so that the test is about who speaks when. */
  const talkative: BoardSide = { ...cu48Boards, report: (board, lock, bit) => Uint8Array.of(0xaa, board, lock, bit) };

  test('tells each turn of a switch, once it is told to, and only while it has power', async () => {
    bus = await startSimulatedBoards(7, talkative);
    bus.simulator.forceOpen(door);
    bus.simulator.setReports(true);
    bus.simulator.closeDoor(door);
    await bus.clock.advance(10);
    bus.simulator.setSilent(0, true);
    bus.simulator.forceOpen(door);
    bus.simulator.forceOpen({ board: 1, lock: 2 });
    await bus.clock.advance(10);
    expect(bus.master.heard).toEqual(['6 AA 00 00 01', '16 AA 01 02 00']);
  });

  test('tells every flicker of a bouncing switch', async () => {
    bus = await startSimulatedBoards(7, talkative);
    bus.simulator.setReports(true);
    bus.simulator.setDoor(door, { bounceMs: 60 });
    bus.simulator.forceOpen(door);
    await bus.clock.advance(500);
    const bits = bus.master.heard.map((line) => line.slice(-2));
    expect(bits.length).toBeGreaterThan(3);
    expect([bits[0], bits.at(-1)]).toEqual(['00', '00']);
    expect(bits.every((bit, index) => index === 0 || bit !== bits[index - 1])).toBe(true);
  });
});
