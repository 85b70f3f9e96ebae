import { noFaults } from '../../../hardware/simulator/bus-faults.ts';
import { healthyDoor } from '../../../hardware/simulator/door.ts';
import { fairWeather } from './bad-network.ts';
import type { Chance } from './chance.ts';
import type { World } from './world.ts';

/** Each kind of trouble; a world has some of them and not others, because one kind often hides another. */
export const faultNames = [
  'bus',
  'cable',
  'boards',
  'locks',
  'sensors',
  'crowbar',
  'crash',
  'boot-crash',
  'power',
  'disk',
  'wall-clock',
  'network',
  'still',
] as const;
export type FaultName = (typeof faultNames)[number];

const MINUTE = 60_000;
/** How long after a sensor lied nobody holds against the station what it believed. */
const DOUBT_MS = 15 * MINUTE;

/** Lets trouble into a world until it is calm. Answers with what was chosen. */
export function startFaults(world: World): readonly FaultName[] {
  const chance = world.chance.split('faults');
  const chosen = faultNames.filter((name) => chance.is(name === 'crash' ? 0.8 : 0.5));
  for (const name of chosen) void troubles[name](world, chance.split(name));
  return chosen;
}

/** Ends all trouble: wires whole, boards powered, locks and sensors in order, the hub there. */
export function endFaults(world: World): void {
  const { boards, wire, floor, network, wall } = world;
  boards.setFaults(noFaults);
  boards.setLineCut(false);
  wire.mend();
  void boards.start();
  for (const { address } of boards.boards) boards.setSilent(address, false);
  for (const box of floor.boxes) boards.setDoor(box.address, { ...traits, bounceMs: 0 });
  network.weather = fairWeather;
  Object.assign(world, { diskFault: 'none', spite: 0, lateCopies: 0, stillAtPulse: 0 });
  wall.offset = 0;
}

const { opensBy, isJammed, stuckAt, opensAfterMs, closesAfterMs } = healthyDoor;
const traits = { opensBy, isJammed, stuckAt, opensAfterMs, closesAfterMs };

type Trouble = (world: World, chance: Chance) => Promise<void>;

const troubles: Readonly<Record<FaultName, Trouble>> = {
  bus: (world, chance) =>
    again(world, chance, [5, 90], async () => {
      const some = (most: number): number => (chance.is(0.5) ? chance.next() * most : 0);
      world.boards.setFaults({
        ...noFaults,
        drop: some(0.3),
        duplicate: some(0.3),
        corrupt: some(0.2),
        misaddress: chance.is(0.3) ? some(0.02) : 0,
        late: some(0.3),
        lateMs: 1400,
        merge: some(0.3),
        split: some(0.3),
        noise: some(0.3),
        reset: some(0.01),
      });
      world.lateCopies = chance.is(0.6) ? 0.5 : 0;
      world.journal.write('the bus is bad');
      await world.clock.sleep(chance.wait(MINUTE / 2, 20 * MINUTE));
      world.boards.setFaults(noFaults);
      world.lateCopies = 0;
      world.journal.write('the bus is good');
    }),
  cable: (world, chance) =>
    again(world, chance, [10, 180], async () => {
      world.wire.cut();
      world.journal.write('the cable is out');
      await world.clock.sleep(chance.wait(50, 5 * MINUTE));
      world.wire.mend();
      await world.boards.start();
      world.journal.write('the cable is in');
    }),
  boards: (world, chance) =>
    again(world, chance, [10, 180], async () => {
      const board = chance.int(0, 1);
      world.boards.setSilent(board, true);
      world.journal.write(`board ${board} is silent`);
      await world.clock.sleep(chance.wait(500, 10 * MINUTE));
      world.boards.setSilent(board, false);
      world.journal.write(`board ${board} is back`);
    }),
  locks: (world, chance) =>
    again(world, chance, [5, 60], async () => {
      const { address, number } = chance.pick(world.floor.boxes);
      const what = chance.pick([
        { isJammed: true },
        { opensAfterMs: chance.int(100, 3000) },
        { closesAfterMs: chance.int(50, 2000) },
        { bounceMs: chance.int(20, 400) },
      ]);
      world.boards.setDoor(address, what);
      world.journal.write(`lock ${number}: ${Object.keys(what).join()}`);
      await world.clock.sleep(chance.wait(MINUTE, 60 * MINUTE));
      world.boards.setDoor(address, { ...traits, bounceMs: 0, stuckAt: world.boards.doors(address.board)[address.lock]?.stuckAt ?? null });
    }),
  sensors: (world, chance) =>
    again(world, chance, [20, 240], async () => {
      const box = chance.pick(world.floor.boxes);
      box.liesUntil = Number.POSITIVE_INFINITY;
      const lie = chance.pick(['open', 'closed'] as const);
      world.boards.setDoor(box.address, { stuckAt: lie });
      world.journal.write(`the sensor of door ${box.number} says ${lie}`);
      await world.clock.sleep(chance.wait(MINUTE / 4, 30 * MINUTE));
      world.boards.setDoor(box.address, { stuckAt: null });
      box.liesUntil = world.clock.monotonic() + DOUBT_MS;
      world.journal.write(`the sensor of door ${box.number} speaks the truth`);
    }),
  crowbar: (world, chance) =>
    again(world, chance, [20, 300], async () => {
      const box = chance.pick(world.floor.boxes);
      if (world.floor.isOpen(box)) return;
      box.tainted = 'forced';
      world.boards.forceOpen(box.address);
      const noticed = world.watchForced(box);
      await world.clock.sleep(chance.wait(8000, 10 * MINUTE));
      world.floor.shut(box);
      await noticed;
    }),
  crash: (world, chance) =>
    again(world, chance, [2, 60], async () => {
      const at = chance.pick(['step', 'before-commit', 'after-commit'] as const);
      world.life?.light({ at, left: at === 'step' ? chance.int(1, 300) : chance.int(1, 6) });
    }),
  'boot-crash': async (world, chance) => {
    world.onLife((life) => {
      if (!world.isCalm && chance.is(0.3)) life.light({ at: chance.pick(['step', 'before-commit', 'after-commit'] as const), left: chance.int(1, 12) });
    });
  },
  power: (world, chance) =>
    again(world, chance, [60, 600], async () => {
      const off = chance.wait(1000, 60 * MINUTE);
      world.journal.write('the power is out');
      for (const { address } of world.boards.boards) world.boards.setSilent(address, true);
      world.nextDowntime = off + chance.wait(1, 20_000);
      world.life?.die('power cut');
      await world.clock.sleep(off);
      for (const { address } of world.boards.boards) world.boards.setSilent(address, false);
      world.journal.write('the power is back');
    }),
  disk: (world, chance) => {
    world.spite = 0.02;
    return again(world, chance, [30, 360], async () => {
      world.diskFault = chance.pick(['io-error', 'full', 'full', 'unsure']);
    });
  },
  'wall-clock': async (world, chance) => {
    world.wall.drift = (chance.next() - 0.5) * 0.001;
    await again(world, chance, [60, 600], async () => {
      world.wall.offset = chance.pick([-1, 1]) * chance.pick([30_000, 7_200_000, 86_400_000 * 3, 86_400_000 * 365]);
      world.journal.write(`the wall clock is off by ${world.wall.offset / 1000} s`);
      await world.clock.sleep(chance.wait(MINUTE, 120 * MINUTE));
      world.wall.offset = 0;
    });
  },
  still: (world, chance) => {
    world.stillAtPulse = 0.1;
    return again(world, chance, [2, 60], async () => {
      const ms = chance.wait(100, 20_000);
      world.life?.standStill(ms);
      world.journal.write(`the machine stands still for ${(ms / 1000).toFixed(1)} s`);
      await world.clock.sleep(ms);
    });
  },
  network: (world, chance) =>
    again(world, chance, [5, 120], async () => {
      const some = (most: number): number => (chance.is(0.6) ? chance.next() * most : 0);
      world.network.weather = {
        isAway: chance.is(0.4),
        loseRequest: some(0.3),
        loseAnswer: some(0.3),
        repeat: some(0.3),
        wrongAnswer: some(0.2),
        slowMs: chance.pick([40, 4000, 60_000]),
      };
      world.journal.write(`the line to the hub is bad: ${JSON.stringify(world.network.weather)}`);
      await world.clock.sleep(chance.wait(MINUTE, 240 * MINUTE));
      world.network.weather = fairWeather;
    }),
};

/** Lets something happen again and again, with pauses of so many minutes, until it is calm. */
async function again(world: World, chance: Chance, [least, most]: readonly [number, number], happen: () => Promise<void>): Promise<void> {
  for (;;) {
    await world.rest(chance.wait(least * MINUTE, most * MINUTE));
    if (world.isCalm) return;
    await happen();
    if (world.isCalm) return endFaults(world);
  }
}
