import { beCustomer } from './people/customer.ts';
import { beHeadOffice } from './people/head-office.ts';
import { shop } from './people/shopper.ts';
import { beStranger } from './people/stranger.ts';
import { beTechnician } from './people/technician.ts';
import { loadAll } from './people/loader.ts';
import { lookRound, recallRound } from './people/staff.ts';
import type { Person } from './people/hands.ts';
import { endFaults, startFaults } from './faults.ts';
import type { Violation } from './journal.ts';
import { World } from './world.ts';

/** What to simulate. */
export interface RunOptions {
  readonly seed: number;
  /** Hours in which anything may happen; the calm after them comes on top. */
  readonly hours: number;
  /** How many times as often as usual things happen; 1 unless given. */
  readonly pace?: number;
  onLine?(line: string): void;
  /** Hears of the world before anything happens in it, for who writes down what does. */
  onWorld?(world: World): void;
  /** Called at the end of a world, before it is put away. */
  onEnd?(world: World): Promise<void>;
}

/** What came of a simulated world. */
export interface RunReport {
  readonly seed: number;
  readonly hours: number;
  readonly crashes: number;
  /** Unlock commands and calls of use-cases. */
  readonly commands: number;
  readonly commits: number;
  readonly delivered: number;
  readonly operations: number;
  readonly exempt: number;
  readonly hash: string;
  readonly faults: readonly string[];
  readonly violation: Violation | null;
  readonly last: readonly string[];
}

const HOUR = 3_600_000;
/** How long everything may take to come right once the faults have stopped: three hours, half of that in a short world. */
const calmHours = (hours: number): number => (hours >= 8 ? 3 : 1.5);

/** Simulates one world from its seed. The same seed is the same world, event by event. */
export async function runWorld({ seed, hours, pace, onLine, onWorld, onEnd }: RunOptions): Promise<RunReport> {
  const world = new World(seed, pace ?? 1);
  world.journal.onLine = onLine ?? null;
  onWorld?.(world);
  const threw = (error: unknown): void => world.threw(error);
  process.on('unhandledRejection', threw);
  try {
    await world.open();
    const faults = startFaults(world);
    world.journal.write(`seed ${seed}, faults: ${faults.join(' ')}`);
    startPeople(world);
    await world.run(hours * HOUR);
    world.isCalm = true;
    world.journal.write('calm');
    endFaults(world);
    await world.run((hours + calmHours(hours)) * HOUR);
    if (world.journal.violation === null) judgeEnd(world);
    await onEnd?.(world);
    return reportOf(world, seed, hours, faults);
  } finally {
    await world.close();
    process.off('unhandledRejection', threw);
  }
}

function startPeople(world: World): void {
  const chance = world.chance.split('people');
  void supply(world, { name: 'shop', chance: chance.split('shop') });
  for (const name of ['staff-1', 'staff-2', 'courier']) void workDay(world, { name, chance: chance.split(name) });
  void beTechnician(world, { name: 'staff-3', chance: chance.split('technician') });
  void beStranger(world, { name: 'stranger', chance: chance.split('stranger') });
  void beHeadOffice(world, { name: 'head office', chance: chance.split('head office') });
  void passBy(world, { name: 'passer-by', chance: chance.split('passer-by') });
}

/** Orders come in as long as it is not calm. */
async function supply(world: World, { chance }: Person): Promise<void> {
  for (let n = 1; !world.isCalm && n < 140; n++) {
    const name = `cliente${n}`;
    if (chance.is(0.25)) void orderHere(world, { name: `paseante${n}`, chance: chance.split(`paseante${n}`) });
    const order = world.order(chance.is(0.15) && n > 1 ? `cliente${n - 1}` : name, chance.is(0.93));
    void beCustomer(world, order, { name: order.owner, chance: chance.split(`${name} ${n}`) });
    await world.rest(chance.wait(60_000, 2_400_000));
  }
}

/** Somebody who orders at the kiosk, pays at the till, and comes back for it. */
async function orderHere(world: World, person: Person): Promise<void> {
  const order = await shop(world, person);
  if (order !== null) await beCustomer(world, order, person);
}

async function workDay(world: World, person: Person): Promise<void> {
  const { chance } = person;
  for (;;) {
    await world.rest(chance.wait(300_000, 5_400_000));
    const errand = chance.next();
    if (errand < 0.5) await loadAll(world, person, chance.int(1, 6));
    else if (errand < 0.75 && !person.name.startsWith('courier')) await lookRound(world, person);
    else await recallRound(world, person);
  }
}

/** Somebody shuts what stands open. */
async function passBy(world: World, { chance }: Person): Promise<void> {
  for (;;) {
    await world.rest(chance.wait(120_000, 900_000));
    for (const box of world.floor.boxes) if (world.floor.isOpen(box) && (world.isCalm || chance.is(0.6))) world.floor.shut(box);
  }
}

/** The end of a world: nothing hangs, the hub knows everything, and whoever had a good code has their parcel or was told whom to ask. */
function judgeEnd(world: World): void {
  const { journal, life, books, orders, floor } = world;
  if (life === null || life.isDead()) return journal.violate('liveness', 'the station is off, and nobody switched it off');
  books.audited(life);
  const live = life.store.read.liveIntents().filter(({ createdAt }) => createdAt < life.clock.now() - HOUR);
  if (live.length > 0) journal.violate('liveness', `intent ${live[0]?.intentId} of ${live[0]?.purpose} never ended: ${live[0]?.state}`);
  const { pending } = life.store.read.outboxSize();
  if (pending > 0) journal.violate('liveness', `${pending} operations never reached the hub`);
  for (const order of orders.all) {
    const box = floor.find(order.thing);
    if (order.isDelivered || order.isCancelled || order.passId === null || box === null) continue;
    const row = life.store.read.compartment(box.compartmentId);
    const parcel = row?.parcelId == null ? null : life.store.read.parcel(row.parcelId);
    if (parcel?.orderId !== order.orderId || parcel.status !== 'stored' || row?.state !== 'occupied' || parcel.recall !== null) continue;
    if (parcel.loadedAt !== null && parcel.loadedAt > life.clock.now() - HOUR) continue;
    journal.violate('liveness', `${order.owner} never got ${order.number} behind door ${box.number}; the last screen was ${order.lastScreen}`);
  }
}

function reportOf(world: World, seed: number, hours: number, faults: readonly string[]): RunReport {
  const { counts, doors, books, orders, journal } = world;
  return {
    seed,
    hours: Math.round((world.clock.monotonic() / HOUR) * 10) / 10 || hours,
    crashes: counts.crashes,
    commands: doors.pulses + counts.asks,
    commits: counts.commits,
    delivered: orders.all.filter(({ isDelivered }) => isDelivered).length,
    operations: books.operations.length,
    exempt: books.exempt + doors.misdirected,
    faults,
    violation: journal.violation,
    last: [...journal.last],
    hash: journal.digest(),
  };
}
