import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryWire } from '../../../hardware/link/memory.ts';
import { BankSimulator, type SimulatorEvent } from '../../../hardware/simulator/bank-simulator.ts';
import { cu48Boards } from '../../../hardware/simulator/boards/cu48-boards.ts';
import { noFaults } from '../../../hardware/simulator/bus-faults.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { FarEnd } from '../support/far-end.ts';
import { hex } from '../support/hex.ts';
import { moves } from '../support/simulated-bus.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let clock: VirtualClock;
let master: FarEnd;
let simulator: BankSimulator;
let events: SimulatorEvent[];

beforeEach(async () => {
  clock = new VirtualClock();
  events = [];
  // 10 000 baud makes one byte one millisecond.
  const wire = createMemoryWire({ clock, baud: 10_000, latestFrameMs: 0 });
  simulator = new BankSimulator({
    side: cu48Boards,
    link: wire.right,
    clock,
    random: seededRandom(7),
    boards: [
      { address: 0, locks: 3 },
      { address: 1, locks: 3 },
    ],
    closedBit: 1,
    turnAroundMs: 2,
    onEvent: (event) => events.push(event),
  });
  await simulator.start();
  master = new FarEnd(clock);
  await master.open(wire.left);
});

async function say(text: string): Promise<void> {
  master.send(hex(text));
  await clock.advance(100);
}

describe('bytes', () => {
  test('a status costs its time on the wire: 6 ms there, 2 ms to think, 12 ms back', async () => {
    await say('02 00 00 50 03 55');
    expect(master.heard).toEqual(['20 02 00 00 65 FF FF FF FF FF FF 03 64']);
  });

  test('locks that are not wired report closed; an open one its bit', async () => {
    simulator.forceOpen({ board: 0, lock: 1 });
    await say('02 00 00 50 03 55');
    expect(master.heard).toEqual(['20 02 00 00 65 FD FF FF FF FF FF 03 62']);
  });

  test('asked all at once, boards answer in turn', async () => {
    await say('02 0A 00 50 03 5F');
    expect(master.heard).toEqual(['20 02 00 00 65 FF FF FF FF FF FF 03 64', '34 02 01 00 65 FF FF FF FF FF FF 03 65']);
  });

  test('an unlock is not answered', async () => {
    await say('02 01 02 51 03 59');
    expect([master.heard, moves(events)]).toEqual([[], ['pulse 1/2', 'door 1/2 open by pulse']]);
  });

  test('it obeys "unlock all", so that a driver that slips is found out', async () => {
    await say('02 00 30 51 03 86');
    expect(moves(events).filter((move) => move.startsWith('door'))).toEqual(['door 0/0 open by pulse', 'door 0/1 open by pulse', 'door 0/2 open by pulse']);
    await say('02 0A 30 51 03 90');
    expect([0, 1, 2].map((lock) => simulator.isOpen({ board: 1, lock }))).toEqual([true, true, true]);
  });

  test('a frame with a wrong sum, for a strange board, or for a lock without door moves nothing', async () => {
    for (const frame of ['02 00 00 51 03 57', '02 05 00 51 03 5B', '02 00 05 51 03 5B']) await say(frame);
    expect(moves(events)).toEqual([]);
  });

  test('every frame is in the log, both directions', async () => {
    await say('FF 02 00 00 50 03 55');
    expect(events.map((event) => event.kind === 'frame' && `${event.direction} ${event.bytes.length} ${event.atMs}`)).toEqual(['in 6 7', 'out 12 9']);
  });
});

describe('doors and people', () => {
  test('a person closes an opened door after a while, where one is there', async () => {
    simulator.setAutoClose(4000);
    await say('02 00 00 51 03 56');
    await clock.advance(4000);
    simulator.setAutoClose(null);
    await say('02 00 01 51 03 57');
    await clock.advance(60_000);
    expect(moves(events)).toEqual(['pulse 0/0', 'door 0/0 open by pulse', 'door 0/0 closed by hand', 'pulse 0/1', 'door 0/1 open by pulse']);
  });

  test('a jammed door hears its pulse and stays; a stuck sensor lies; a silent board does nothing', async () => {
    simulator.setDoor({ board: 0, lock: 0 }, { isJammed: true, stuckAt: 'open' });
    await say('02 00 00 51 03 56');
    await say('02 00 00 50 03 55');
    simulator.setSilent(0, true);
    await say('02 00 00 50 03 55');
    await say('02 00 01 51 03 57');
    expect(moves(events)).toEqual(['pulse 0/0']);
    expect(master.heard).toEqual(['120 02 00 00 65 FE FF FF FF FF FF 03 63']);
  });
});

describe('a bad bus', () => {
  test('drops all', async () => {
    simulator.setFaults({ ...noFaults, drop: 1 });
    await say('02 00 00 50 03 55');
    await say('02 00 00 51 03 56');
    expect([master.heard, moves(events)]).toEqual([[], []]);
  });

  test('doubles all: an unlock pulses twice', async () => {
    simulator.setFaults({ ...noFaults, duplicate: 1 });
    await say('02 00 00 51 03 56');
    expect(moves(events)).toEqual(['pulse 0/0', 'door 0/0 open by pulse', 'pulse 0/0']);
  });

  test('is late: an unlock pulses seconds after it was sent', async () => {
    simulator.setFaults({ ...noFaults, late: 1, lateMs: 5000 });
    await say('02 00 00 51 03 56');
    expect(moves(events)).toEqual([]);
    await clock.advance(5000);
    expect(moves(events)).toEqual(['pulse 0/0', 'door 0/0 open by pulse']);
  });

  test('turns bits: the sum catches what single bits do to an unlock', async () => {
    simulator.setFaults({ ...noFaults, corrupt: 1 });
    for (let turn = 0; turn < 200; turn += 1) await say('02 00 00 51 03 56');
    expect(moves(events)).toEqual([]);
  });

  test('misaddresses: another door than was meant opens, the sum holding', async () => {
    simulator.setFaults({ ...noFaults, misaddress: 1 });
    for (let turn = 0; turn < 40; turn += 1) await say('02 00 00 51 03 56');
    expect(moves(events).some((move) => move.startsWith('door') && !move.startsWith('door 0/0'))).toBe(true);
  });

  test('the same seed gives the same world', () => {
    const draw = (seed: number): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 5 }, random);
    };
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });
});
