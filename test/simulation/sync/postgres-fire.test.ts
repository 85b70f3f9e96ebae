import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresBinaries, postgresEngine, type TestEngine } from '../../src/hub/support/engines.ts';
import { makeWorld } from '../../src/hub/support/world.ts';
import { playFire } from './fire-world.ts';
import { NO_POSTGRES } from './no-postgres.ts';
import { bucketNumbering, neverSeen, neverSeenInStorm, sequenceNumbering } from './overlap.ts';
import { sweepStatements } from './statement-sweep.ts';

const binaries = postgresBinaries();

if (binaries === null) {
  describe('sync under fire on PostgreSQL', () => {
    it('is said not to have run where no server is installed', () => {
      process.stderr.write(`${NO_POSTGRES}\n`);
      expect(NO_POSTGRES).toBe('No PostgreSQL server is installed here: sync under fire ran on PGlite alone, whose transactions never overlap.');
    });
  });
} else {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await postgresEngine(binaries);
  }, 300_000);
  afterAll(() => engine.close());

  describe('numbers that readers follow, while transactions overlap on PostgreSQL', () => {
    const ours = async () => bucketNumbering({ tenantId: (await makeWorld(engine.db)).tenantId, bucket: 'orders', scope: randomUUID() });

    it('lose no row', async () => {
      expect(await neverSeen(engine.db, await ours())).toEqual([]);
      expect(await neverSeenInStorm(engine.db, await ours(), 4, 10)).toEqual([]);
    }, 300_000);

    it('would lose rows if they were those of a plain sequence', async () => {
      expect(await neverSeen(engine.db, await sequenceNumbering(engine.db))).toEqual(['a']);
    });
  });

  describe('three stations and a hub under fire on PostgreSQL', () => {
    it('lose nothing and do nothing twice, with transactions that overlap and connections that are cut', async () => {
      const report = await playFire({ seed: 3, rounds: 2, db: engine.db, cuts: true });
      expect([report.violations, report.hubKills > 0, report.faults > 10]).toEqual([[], true, true]);
    }, 300_000);

    it.each(['kill', 'cut'] as const)(
      'have everything once, wherever the hub lost its connection: %s',
      async (kind) => {
        const report = await sweepStatements(engine.db, { cuts: true, kind, from: 5, step: 41 });
        expect([report.violations, report.points >= 2]).toEqual([[], true]);
      },
      300_000,
    );
  });
}
