import { describe, expect, test } from 'vitest';
import type { BankFact, LockAddress } from '../../../hardware/contract/lock-board.ts';
import { noFaults } from '../../../hardware/simulator/bus-faults.ts';
import { sensorOf } from '../../../hardware/simulator/door.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { familyNames } from '../../../hardware/wire/family-name.ts';
import { moves, type SimulatedBus, startFamilyBus } from '../support/simulated-bus.ts';

/** One thing that people or fate do. It resolves when that is over; time goes on meanwhile. */
type Happening = (bus: SimulatedBus, at: LockAddress, random: () => number) => Promise<void>;

/** A customer: a code is scanned, the door opens if all is well, the parcel is taken, and the door is closed, or not. */
const collect: Happening = async (bus, at, random) => {
  await bus.clock.runUntil(bus.bank.unlock({ address: at, validForMs: 2000, generation: bus.bank.generation }));
  bus.simulator.pullDoor(at, 2000);
  await bus.clock.advance(500 + random() * 6000);
  const mood = random();
  if (mood < 0.8) bus.simulator.closeDoor(at);
  else if (mood < 0.9) bus.simulator.leaveAjar(at);
};

/** A spell of one fault, and then its end. */
function spell(begin: (bus: SimulatedBus, at: LockAddress, random: () => number) => void, end: (bus: SimulatedBus, at: LockAddress) => void): Happening {
  return async (bus, at, random) => {
    begin(bus, at, random);
    await bus.clock.advance(random() * 20_000);
    await collect(bus, at, random);
    end(bus, at);
  };
}

const happenings: readonly Happening[] = [
  collect,
  collect,
  collect,
  async (bus, at) => bus.simulator.forceOpen(at),
  async (bus, at) => bus.simulator.closeDoor(at),
  async (bus, at) => bus.simulator.leaveAjar(at),
  async (bus, { board }) => bus.simulator.resetInNextAnswer(board, 1500),
  async (bus, _, random) => bus.simulator.setReports(random() < 0.5),
  async (bus, { board }, random) => bus.simulator.setTurnAround(board, 2 + random() * 60),
  spell(
    (bus, at) => bus.simulator.setDoor(at, { isJammed: true }),
    (bus, at) => bus.simulator.setDoor(at, { isJammed: false }),
  ),
  spell(
    (bus, at) => bus.simulator.setDoor(at, { isRelayStuck: true }),
    (bus, at) => bus.simulator.setDoor(at, { isRelayStuck: false }),
  ),
  spell(
    (bus, at, random) => bus.simulator.setDoor(at, { bounceMs: random() * 400, opensAfterMs: random() * 1500, closesAfterMs: random() * 1500 }),
    (bus, at) => bus.simulator.setDoor(at, { bounceMs: 0, opensAfterMs: 0, closesAfterMs: 0 }),
  ),
  spell(
    (bus, at, random) => bus.simulator.setDoor(at, { stuckAt: random() < 0.5 ? 'open' : 'closed' }),
    (bus, at) => bus.simulator.setDoor(at, { stuckAt: null }),
  ),
  spell(
    (bus, { board }) => bus.simulator.setSilent(board, true),
    (bus, { board }) => bus.simulator.setSilent(board, false),
  ),
  spell(
    (bus) => bus.simulator.setLineCut(true),
    (bus) => bus.simulator.setLineCut(false),
  ),
  spell(
    (bus) => bus.wire.cut(),
    (bus) => {
      bus.wire.mend();
      void bus.simulator.start();
    },
  ),
  spell(
    (bus, _, random) =>
      bus.simulator.setFaults({ ...noFaults, drop: random() * 0.3, corrupt: random() * 0.3, late: random() * 0.5, lateMs: 300, noise: random() * 0.5 }),
    (bus) => bus.simulator.setFaults(noFaults),
  ),
  spell(
    (bus, _, random) => bus.simulator.setFaults({ ...noFaults, split: random(), gapMs: 25, merge: random() * 0.3, reset: random() * 0.1, resetMs: 1000 }),
    (bus) => bus.simulator.setFaults(noFaults),
  ),
];

/** Longer than a re-opening, a silent board's return and two polling rounds take. */
const settleMs = 15_000;
const hours = 3;

/** Every lock as the facts told it: what somebody knows who only listens. */
class Listener {
  readonly #states = new Map<string, string>();

  hear(fact: BankFact): void {
    if (fact.kind === 'lock') this.#states.set(`${fact.address.board}/${fact.address.lock}`, fact.state);
  }

  state({ board, lock }: LockAddress): string | undefined {
    return this.#states.get(`${board}/${lock}`);
  }
}

describe.each(familyNames)('some hours of people and faults before %s boards', (family) => {
  test.each([1, 2])('seed %i: once the bus is healthy, facts and states are what the switches say', async (seed) => {
    const bus = await startFamilyBus({ family, seed, pace: { restMs: 1500, watchedRestMs: 400 } });
    const random = seededRandom(seed * 1000);
    const listener = new Listener();
    for (const fact of bus.facts) listener.hear(fact);
    bus.bank.onFact((fact) => listener.hear(fact));
    const locks = bus.simulator.boards.flatMap(({ address, locks: all }) => all.map((_, lock) => ({ board: address, lock })));
    const asked = new Set<string>();
    let openings = 0;
    for (let visit = 0; bus.clock.monotonic() < hours * 3_600_000; visit += 1) {
      const at = locks[Math.floor(random() * locks.length)] ?? { board: 0, lock: 0 };
      const happening = happenings[Math.floor(random() * happenings.length)] ?? collect;
      asked.add(`pulse ${at.board}/${at.lock}`);
      await happening(bus, at, random);
      await bus.clock.advance(settleMs);
      const truth = locks.map((lock) => sensorOf(bus.simulator.doors(lock.board)[lock.lock] ?? { stuckAt: null, contact: 'closed' }));
      expect([visit, bus.bank.health, locks.map((lock) => bus.bank.lockState(lock))]).toEqual([visit, 'ok', truth]);
      expect([visit, locks.map((lock) => listener.state(lock))]).toEqual([visit, truth]);
      await bus.clock.advance(random() * 60_000);
      bus.facts.length = 0;
      // No pulse ever for a lock that nobody asked for since the last visit.
      expect(moves(bus.events).filter((move) => move.startsWith('pulse') && !asked.has(move))).toEqual([]);
      openings += moves(bus.events).filter((move) => move.endsWith('open by pulse')).length;
      bus.events.length = 0;
      asked.clear();
    }
    // The doors did move: an engine that is told of nothing could agree with everything.
    expect(openings).toBeGreaterThan(50);
    await bus.bank.close();
  });
});
