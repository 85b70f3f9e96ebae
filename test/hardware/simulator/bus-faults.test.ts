import { beforeEach, describe, expect, test } from 'vitest';
import { type BusFaults, noFaults } from '../../../hardware/simulator/bus-faults.ts';
import { type SimulatedBoards, startSimulatedBoards } from '../support/simulated-boards.ts';
import { moves } from '../support/simulated-bus.ts';

/** KERONG CU48: status of board 0 and of board 1, of every board, and an unlock of lock 0/0, all with the manual's sums. */
const ask = { board0: '02 00 00 50 03 55', board1: '02 01 00 50 03 56', all: '02 0A 00 50 03 5F' };
const unlock = '02 00 00 51 03 56';
const answer = { board0: '02 00 00 65 FF FF FF FF FF FF 03 64', board1: '02 01 00 65 FF FF FF FF FF FF 03 65' };

let bus: SimulatedBoards;

beforeEach(async () => {
  bus = await startSimulatedBoards();
});

function faults(change: Partial<BusFaults>): void {
  bus.simulator.setFaults({ ...noFaults, ...change });
}

/** What the master heard, with the times. One byte needs 1 ms: 6 ms there, 2 ms to think, 12 ms back. */
function heard(): string[] {
  return bus.master.heard;
}

describe('what the master hears when a frame is', () => {
  test('well', async () => {
    await bus.say(ask.board0);
    expect(heard()).toEqual([`20 ${answer.board0}`]);
  });

  test('lost', async () => {
    faults({ drop: 1 });
    await bus.say(ask.board0);
    expect(heard()).toEqual([]);
  });

  test('doubled: question and answer each come twice', async () => {
    faults({ duplicate: 1 });
    await bus.say(ask.board0);
    expect(heard()).toEqual([20, 32, 44, 56].map((at) => `${at} ${answer.board0}`));
  });

  test('late: each way by its own delay', async () => {
    faults({ late: 1, lateMs: 500 });
    await bus.say(ask.board0, 1100);
    expect(heard()).toEqual([`604.8 ${answer.board0}`]);
  });

  test('damaged: one bit of the answer is turned, the rest is as it was', async () => {
    await bus.say(ask.board0, 7);
    faults({ corrupt: 1 });
    await bus.clock.advance(100);
    expect(heard()).toEqual(['20 02 00 00 65 FF FF DF FF FF FF 03 64']);
  });

  test('misaddressed: another board seems to have answered, the sum holding', async () => {
    bus = await startSimulatedBoards(2);
    await bus.say(ask.board0, 7);
    faults({ misaddress: 1 });
    await bus.clock.advance(100);
    expect(heard()).toEqual(['20 02 07 00 65 FF FF FF FF FF FF 03 6B']);
  });

  test('merged: two answers come in one chunk', async () => {
    faults({ merge: 1 });
    await bus.say(ask.board0, 100);
    await bus.say(ask.board1, 100);
    expect(heard()).toEqual([`132 ${answer.board0} ${answer.board1}`]);
  });

  test('merged, and nothing follows: it comes alone after 400 ms', async () => {
    faults({ merge: 1 });
    await bus.say(ask.board0, 500);
    expect(heard()).toEqual([`420 ${answer.board0}`]);
  });

  test('split: its pieces have rests between them, and together are the answer', async () => {
    faults({ split: 1, gapMs: 30 });
    await bus.say(ask.board0, 200);
    expect(heard()).toEqual(['11 02 00 00', '29 65 FF', '44.9 FF FF FF FF FF 03 64']);
  });

  test('noisy: stray bytes come before it', async () => {
    faults({ noise: 1 });
    await bus.say(ask.board0);
    expect(heard()).toEqual(['12 84 32 5E 4B', `24 ${answer.board0}`]);
  });

  test('cut short by a reset: the board is back after a while', async () => {
    bus.simulator.resetInNextAnswer(0, 2000);
    await bus.say(ask.board0);
    await bus.say(ask.board0, 1900);
    await bus.say(ask.board0, 100);
    await bus.say(ask.board0, 100);
    expect(heard()).toEqual(['13 02 00 00 65 FF', `2120 ${answer.board0}`]);
  });
});

describe('an adapter, a line and boards', () => {
  test('a two-wire adapter gives the master its own bytes back before the answer, even when nobody hears them', async () => {
    bus.simulator.setEcho(true);
    await bus.say(ask.board0);
    bus.simulator.setLineCut(true);
    await bus.say(ask.board1);
    expect(heard()).toEqual([`12 ${ask.board0}`, `24 ${answer.board0}`, `112 ${ask.board1}`]);
  });

  test('a cut line carries nothing either way, and heals', async () => {
    bus.simulator.setLineCut(true);
    await bus.say(unlock);
    bus.simulator.setLineCut(false);
    await bus.say(ask.board0);
    expect([heard(), moves(bus.events)]).toEqual([[`120 ${answer.board0}`], []]);
  });

  test('each board thinks as long as it does; asked all at once, each begins when the one before has ended', async () => {
    bus.simulator.setTurnAround(0, 30);
    bus.simulator.setTurnAround(1, 5);
    await bus.say(ask.all);
    expect(heard()).toEqual([`48 ${answer.board0}`, `65 ${answer.board1}`]);
  });

  test('a silent board hears nothing, and leaves the others their turn', async () => {
    bus.simulator.setSilent(0, true);
    await bus.say(ask.all);
    await bus.say(unlock);
    expect([heard(), moves(bus.events)]).toEqual([[`20 ${answer.board1}`], []]);
  });

  test('a frame that stops half-way is given up when the line is quiet, and the next one is heard', async () => {
    await bus.say('02 00 00 51', 50);
    await bus.say('03 56', 50);
    await bus.say(ask.board0);
    expect([heard(), moves(bus.events)]).toEqual([[`120 ${answer.board0}`], []]);
  });

  test('a pulled cable carries nothing; the doors stay as they are', async () => {
    bus.simulator.forceOpen({ board: 0, lock: 1 });
    bus.wire.cut();
    await bus.say(unlock);
    bus.wire.mend();
    await bus.simulator.start();
    await bus.master.open(bus.wire.left);
    await bus.say(ask.board0);
    expect(heard()).toEqual(['120 02 00 00 65 FD FF FF FF FF FF 03 62']);
    expect(moves(bus.events)).toEqual(['door 0/1 open by force']);
  });
});

test('the same seed and the same commands give the same world, byte for byte and moment for moment', async () => {
  const live = async (seed: number): Promise<unknown> => {
    const world = await startSimulatedBoards(seed);
    world.simulator.setFaults({
      ...noFaults,
      drop: 0.1,
      duplicate: 0.2,
      corrupt: 0.2,
      misaddress: 0.2,
      late: 0.3,
      lateMs: 90,
      merge: 0.2,
      split: 0.4,
      noise: 0.4,
      reset: 0.05,
    });
    world.simulator.setDoor({ board: 0, lock: 0 }, { bounceMs: 60 });
    for (let turn = 0; turn < 60; turn += 1) await world.say(turn % 3 === 0 ? unlock : turn % 3 === 1 ? ask.board0 : ask.all, 150);
    return [world.master.heard, world.events];
  };
  expect(await live(5)).toEqual(await live(5));
  expect(await live(5)).not.toEqual(await live(6));
});
