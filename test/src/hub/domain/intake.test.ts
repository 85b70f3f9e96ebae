import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../../src/hub/db/database.ts';
import type { Journal } from '../../../../src/hub/db/journal.ts';
import { createIntake, type Intake, MAX_JOURNAL_BYTES } from '../../../../src/hub/domain/intake.ts';
import { standingClock } from '../../../support/store.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { column, makeOutbox, makeWorld, NOW, type Outbox, placed, type World } from '../support/world.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());

/** A journal that tells what is done to it; `append` does what the test says. */
function tellingJournal(log: string[], append: () => Promise<void>, size: () => number): Journal {
  return {
    size,
    append() {
      log.push('append');
      return append();
    },
    replay: () => Promise.resolve({ replayed: 0, torn: 0, damaged: 0 }),
    rotate() {
      log.push('rotate');
      return Promise.resolve(() => {
        log.push('drop');
        return Promise.resolve();
      });
    },
    close: () => Promise.resolve(),
  };
}

function makeIntake(db: Database, log: string[], append: () => Promise<void> = () => Promise.resolve(), size = () => 0): Intake {
  const telling: Database = {
    ...db,
    async transaction(work) {
      const value = await db.transaction(work);
      log.push('commit');
      return value;
    },
    flush() {
      log.push('flush');
      return Promise.resolve();
    },
  };
  const phoneToken = (_: string, orderId: string) => orderId.replaceAll('-', '').slice(0, 22);
  const told = { logger: silentLogger, changed: () => log.push('changed') };
  return createIntake({ db: telling, journal: tellingJournal(log, append, size), phoneToken, clock: standingClock, ...told });
}

async function pushOne(intake: Intake, world: World, out: Outbox): Promise<void> {
  const request = out.request(out.add(placed()));
  await intake.push(world.kiosk, request, { text: () => JSON.stringify(request), isAhead: false }, NOW);
}

describe('a push', () => {
  it('is in the journal before it is applied', async () => {
    const log: string[] = [];
    await pushOne(makeIntake(engine.db, log), await makeWorld(engine.db), makeOutbox());
    expect(log).toEqual(['append', 'commit', 'changed']);
  });

  it('does not let the journal grow without end', async () => {
    const log: string[] = [];
    let bytes = MAX_JOURNAL_BYTES + 1;
    const intake = makeIntake(
      engine.db,
      log,
      () => Promise.resolve(),
      () => bytes,
    );
    const [world, out] = [await makeWorld(engine.db), makeOutbox()];
    await pushOne(intake, world, out);
    bytes = 0;
    await pushOne(intake, world, out);
    expect(log).toEqual(['append', 'commit', 'changed', 'rotate', 'flush', 'drop', 'append', 'commit', 'changed']);
  });

  it('is neither applied nor acknowledged when it could not be journalled', async () => {
    const log: string[] = [];
    const world = await makeWorld(engine.db);
    await expect(
      pushOne(
        makeIntake(engine.db, log, () => Promise.reject(new Error('disk is gone'))),
        world,
        makeOutbox(),
      ),
    ).rejects.toThrow('disk is gone');
    expect([log, await column(engine.db, world, 'orders', 'status')]).toEqual([['append'], []]);
  });

  it('never falls between a journal that was dropped and a database that was flushed before it', async () => {
    const log: string[] = [];
    const world = await makeWorld(engine.db);
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let entered: () => void = () => {};
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const intake = makeIntake(engine.db, log, async () => {
      entered();
      await held;
    });
    const out = makeOutbox();
    const first = pushOne(intake, world, out);
    await inside;
    const checkpoint = intake.checkpoint();
    const second = pushOne(intake, world, out);
    release();
    await Promise.all([first, checkpoint, second]);
    expect(log).toEqual(['append', 'commit', 'changed', 'rotate', 'flush', 'drop', 'append', 'commit', 'changed']);
    expect((await column(engine.db, world, 'orders', 'status')).length).toBe(2);
  });
});
