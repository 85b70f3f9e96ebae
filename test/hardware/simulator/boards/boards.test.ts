import { describe, expect, test } from 'vitest';
import { createMemoryWire } from '../../../../hardware/link/memory.ts';
import { BankSimulator, type SimulatorEvent } from '../../../../hardware/simulator/bank-simulator.ts';
import { boardSides } from '../../../../hardware/simulator/board-sides.ts';
import { seededRandom } from '../../../../hardware/simulator/seeded-random.ts';
import type { FamilyName } from '../../../../hardware/wire/family-name.ts';
import { toHex } from '../../../../hardware/wire/hex.ts';
import { FarEnd } from '../../support/far-end.ts';
import { hex } from '../../support/hex.ts';
import { moves } from '../../support/simulated-bus.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

/** Two boards of a family with 18 doors each (as many as there are channels, at most), and a master that may say anything. */
class Scene {
  readonly clock = new VirtualClock();
  readonly simulator: BankSimulator;
  readonly #events: SimulatorEvent[] = [];
  readonly #master: FarEnd;
  readonly #wire;

  constructor(family: FamilyName) {
    const side = boardSides[family];
    this.#wire = createMemoryWire({ clock: this.clock, baud: side.baud, latestFrameMs: 0 });
    this.#master = new FarEnd(this.clock);
    this.simulator = new BankSimulator({
      side,
      link: this.#wire.right,
      clock: this.clock,
      random: seededRandom(1),
      boards: [side.firstAddress, side.firstAddress + 1].map((address) => ({ address, locks: 18 })),
      closedBit: 1,
      turnAroundMs: 2,
      onEvent: (event) => this.#events.push(event),
    });
  }

  /** Sends a frame and returns what came back. */
  async say(text: string): Promise<string[]> {
    this.#events.length = 0;
    this.#master.send(hex(text));
    await this.clock.advance(100);
    return this.#events.flatMap((event) => (event.kind === 'frame' && event.direction === 'out' ? [toHex(event.bytes)] : []));
  }

  /** Doors that moved since the last frame. */
  get opened(): string[] {
    return moves(this.#events).filter((move) => move.startsWith('door'));
  }

  static async of(family: FamilyName): Promise<Scene> {
    const scene = new Scene(family);
    await scene.simulator.start();
    await scene.#master.open(scene.#wire.left);
    return scene;
  }
}

function openedBy(board: number, locks: readonly number[]): string[] {
  return locks.map((lock) => `door ${board}/${lock} open by pulse`);
}

const all = (count: number): number[] => Array.from({ length: count }, (_, lock) => lock);

describe('8A/80 boards', () => {
  test('unlock one, and answer with its switch: open, and closed where it is jammed', async () => {
    const scene = await Scene.of('8a80');
    scene.simulator.setDoor({ board: 1, lock: 5 }, { isJammed: true });
    expect([await scene.say('8A 01 01 11 9B'), scene.opened]).toEqual([['8A 01 01 00 8A'], openedBy(1, [0])]);
    expect([await scene.say('8A 01 06 11 9C'), scene.opened]).toEqual([['8A 01 06 11 9C'], []]);
  });

  test('tell one switch and all of them', async () => {
    const scene = await Scene.of('8a80');
    scene.simulator.forceOpen({ board: 1, lock: 1 });
    expect(await scene.say('80 01 01 33 B3')).toEqual(['80 01 01 11 91']);
    expect(await scene.say('80 01 02 33 B0')).toEqual(['80 01 02 00 83']);
    expect(await scene.say('80 01 00 33 B2')).toEqual(['80 01 FF FF FD 33 4F']);
  });

  test('unlock channels 2, 10 and 18 at once, without an answer, when the line is quiet', async () => {
    const scene = await Scene.of('8a80');
    expect([await scene.say('90 01 02 02 02 93'), scene.opened]).toEqual([[], openedBy(1, [1, 9, 17])]);
  });

  test('obey "all", so that a driver that slips is found out', async () => {
    const scene = await Scene.of('8a80');
    expect([await scene.say('8A 01 00 11 9A'), scene.opened]).toEqual([[], openedBy(1, all(18))]);
  });

  test('leave a coil on for 3 s where they are told so, and until further notice', async () => {
    const scene = await Scene.of('8a80');
    const lock = { board: 1, lock: 0 };
    await scene.say('8A 01 01 11 03 98');
    await scene.clock.advance(5000);
    expect(Math.round(scene.simulator.coilUse(lock).longestMs)).toBe(3000);
    await scene.say('9A 01 01 11 8B');
    await scene.clock.advance(20_000);
    await scene.say('9B 01 01 11 8A');
    await scene.clock.advance(20_000);
    expect(Math.round(scene.simulator.coilUse(lock).longestMs / 1000)).toBe(20);
  });

  test('say by themselves that a door moved, where their firmware does', async () => {
    const scene = await Scene.of('8a80');
    scene.simulator.setReports(true);
    scene.simulator.setDoor({ board: 1, lock: 0 }, { opensAfterMs: 40 });
    expect(await scene.say('8A 01 01 11 9B')).toEqual(['8A 01 01 11 9B', '82 01 01 00 82']);
  });
});

describe('WKLY boards', () => {
  const oneClosed = '01 '.repeat(22);

  test('unlock one and several, and answer', async () => {
    const scene = await Scene.of('wkly');
    expect([await scene.say('57 4B 4C 59 09 00 82 01 83'), scene.opened]).toEqual([['57 4B 4C 59 0B 00 82 00 01 00 81'], openedBy(0, [0])]);
    expect([await scene.say('57 4B 4C 59 09 01 82 01 82'), scene.opened]).toEqual([['57 4B 4C 59 0B 01 82 00 01 00 80'], openedBy(1, [0])]);
    expect([await scene.say('57 4B 4C 59 0C 00 80 03 01 02 03 86'), scene.opened]).toEqual([['57 4B 4C 59 09 00 80 00 80'], openedBy(0, [1, 2])]);
  });

  test('unlock several one by one', async () => {
    const scene = await Scene.of('wkly');
    expect([await scene.say('57 4B 4C 59 0C 00 87 03 01 02 03 81'), scene.opened]).toEqual([['57 4B 4C 59 09 00 87 00 87'], openedBy(0, [0, 1, 2])]);
  });

  test('obey "all", so that a driver that slips is found out', async () => {
    const scene = await Scene.of('wkly');
    expect([await scene.say('57 4B 4C 59 08 00 86 87'), scene.opened]).toEqual([['57 4B 4C 59 09 00 86 00 86'], openedBy(0, all(18))]);
  });

  test('tell one switch and all of them', async () => {
    const scene = await Scene.of('wkly');
    scene.simulator.forceOpen({ board: 0, lock: 1 });
    expect(await scene.say('57 4B 4C 59 09 00 83 01 82')).toEqual(['57 4B 4C 59 0B 00 83 00 01 01 81']);
    expect(await scene.say('57 4B 4C 59 08 00 84 85')).toEqual([`57 4B 4C 59 22 00 84 00 18 01 00 ${oneClosed}B6`]);
  });

  test('flash a light, and move nothing', async () => {
    const scene = await Scene.of('wkly');
    expect([await scene.say('57 4B 4C 59 09 00 81 01 80'), scene.opened]).toEqual([['57 4B 4C 59 0A 00 81 00 01 83'], []]);
    expect(scene.simulator.boards[0]?.isLit(0)).toBe(true);
  });

  test('hold a channel on until they are told to let go', async () => {
    const scene = await Scene.of('wkly');
    expect(await scene.say('57 4B 4C 59 09 00 88 01 89')).toEqual(['57 4B 4C 59 0A 00 88 00 01 8A']);
    await scene.clock.advance(20_000);
    expect(await scene.say('57 4B 4C 59 09 00 89 01 88')).toEqual(['57 4B 4C 59 0A 00 89 00 01 8B']);
    await scene.clock.advance(20_000);
    expect(Math.round(scene.simulator.coilUse({ board: 0, lock: 0 }).longestMs / 1000)).toBe(20);
  });

  test('say by themselves that a door moved', async () => {
    const scene = await Scene.of('wkly');
    scene.simulator.setReports(true);
    scene.simulator.setDoor({ board: 0, lock: 0 }, { opensAfterMs: 40 });
    expect(await scene.say('57 4B 4C 59 09 00 82 01 83')).toEqual(['57 4B 4C 59 0B 00 82 00 01 01 80', '57 4B 4C 59 0A 00 85 01 00 87']);
  });
});

describe('CU16 boards', () => {
  test('are asked one by one, or all on the bus, which answer in turn', async () => {
    const scene = await Scene.of('cu16');
    scene.simulator.forceOpen({ board: 1, lock: 2 });
    expect(await scene.say('02 10 30 03 45')).toEqual(['02 10 35 FB FF 00 00 03 44']);
    expect(await scene.say('02 F0 32 03 27')).toEqual(['02 00 36 FF FF 00 00 03 39', '02 10 36 FB FF 00 00 03 45']);
  });

  test('unlock one without an answer, all of a board, and all on the bus', async () => {
    const scene = await Scene.of('cu16');
    expect([await scene.say('02 12 31 03 48'), scene.opened]).toEqual([[], openedBy(1, [2])]);
    expect([await scene.say('02 00 33 03 38'), scene.opened]).toEqual([[], openedBy(0, all(16))]);
    expect([await scene.say('02 F0 33 03 28'), scene.opened]).toEqual([
      [],
      openedBy(
        1,
        all(16).filter((lock) => lock !== 2),
      ),
    ]);
  });
});
