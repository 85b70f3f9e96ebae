import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntake, type Intake } from '../../../../src/hub/domain/intake.ts';
import type { PushDone, PushRefusal } from '../../../../src/hub/domain/push.ts';
import type { Clock } from '../../../../src/kernel/clock.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import type { Result } from '../../../../src/kernel/result.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { column, makeOutbox, makeWorld, NOW, type Outbox, placed, type World } from '../support/world.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());

/** A clock whose timers go off when the test says so; `asked` resolves with the next one. */
function handClock() {
  let now = 0;
  let timers: (() => void)[] = [];
  let noted = Promise.withResolvers<void>();
  const clock: Clock = {
    now: () => NOW,
    monotonic: () => now,
    after: (_, run) => {
      timers.push(run);
      noted.resolve();
      return () => {
        timers = timers.filter((other) => other !== run);
      };
    },
  };
  return {
    clock,
    /** Somebody waits from here on. */
    asked: async () => {
      await noted.promise;
      noted = Promise.withResolvers();
    },
    pass: (ms: number) => {
      now += ms;
      for (const run of timers) run();
    },
  };
}

const intakeOf = (clock: Clock): Intake =>
  createIntake({ db: engine.db, journal: null, phoneToken: (_, orderId) => orderId, clock, logger: silentLogger, changed: () => {} });

/** The next orders of an outbox, as one push. */
function ordersOf(out: Outbox, from: number, count: number) {
  return out.request(...Array.from({ length: count }, (_, i) => out.add(placed({ number: `K1-${String(from + i).padStart(5, '0')}-1` }))));
}

function taken(intake: Intake, { kiosk }: World, request: ReturnType<typeof ordersOf>, isAhead: boolean): Promise<Result<PushDone, PushRefusal>> {
  return intake.push(kiosk, request, { text: () => '', isAhead }, NOW);
}

const numbersAt = (world: World) => column(engine.db, world, 'operations', 'seq', 'received_at, seq');

describe('a push that was sent before the answer to the one before', () => {
  it('waits for that one, and both are taken in their order without an alarm', async () => {
    const world = await makeWorld(engine.db);
    const [out, time] = [makeOutbox(), handClock()];
    const intake = intakeOf(time.clock);
    const [first, second, third] = [ordersOf(out, 1, 2), ordersOf(out, 3, 2), ordersOf(out, 5, 1)];
    await taken(intake, world, first, false);
    const late = taken(intake, world, third, true);
    const later = taken(intake, world, second, true);
    const done = await Promise.all([late, later]);
    expect(done.map((one) => one.ok && one.value.durableSeq)).toEqual([5, 4]);
    expect([await numbersAt(world), await column(engine.db, world, 'alarms', 'kind')]).toEqual([[1, 2, 3, 4, 5], []]);
  });

  it('is refused where that one does not come, and nobody is alarmed', async () => {
    const world = await makeWorld(engine.db);
    const [out, time] = [makeOutbox(), handClock()];
    const intake = intakeOf(time.clock);
    await taken(intake, world, ordersOf(out, 1, 1), false);
    ordersOf(out, 2, 1);
    const alone = taken(intake, world, ordersOf(out, 3, 1), true);
    await time.asked();
    time.pass(5000);
    expect(await alone).toEqual({ ok: false, error: { kind: 'gap', expected: 2 } });
    expect([await numbersAt(world), await column(engine.db, world, 'alarms', 'kind')]).toEqual([[1], []]);
  });

  it('never begins an epoch in its middle', async () => {
    const world = await makeWorld(engine.db);
    const [out, time] = [makeOutbox(), handClock()];
    const intake = intakeOf(time.clock);
    const first = ordersOf(out, 1, 2);
    const early = taken(intake, world, ordersOf(out, 3, 1), true);
    await time.asked();
    const done = await Promise.all([taken(intake, world, first, false), early]);
    expect(done.map((one) => one.ok && one.value.durableSeq)).toEqual([2, 3]);
    expect(await numbersAt(world)).toEqual([1, 2, 3]);
  });
});
