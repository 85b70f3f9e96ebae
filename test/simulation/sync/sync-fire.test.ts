import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pgliteEngine, type TestEngine } from '../../src/hub/support/engines.ts';
import { playFire } from './fire-world.ts';
import { openStory, sweepStatements } from './statement-sweep.ts';

/** Stations and a hub under fire, on the embedded database; bounded, the big numbers are `npm run sim:sync`. */
let engine: TestEngine;
beforeAll(async () => {
  engine = await pgliteEngine();
}, 300_000);
afterAll(() => engine.close());

const play = (seed: number, rounds: number) => playFire({ seed, rounds, db: engine.db, cuts: false });

describe('three stations and a hub under fire', () => {
  it('lose nothing, do nothing twice, keep their order, and come together within minutes', async () => {
    const report = await play(1, 3);
    expect(report.violations).toEqual([]);
    expect([report.hubKills > 0, report.stationKills > 0, report.faults > 20, report.operations > 20]).toEqual([true, true, true, true]);
  }, 300_000);

  it('go on when a station is put back to a copy from before an earlier restore (seed 11)', async () => {
    const report = await play(11, 6);
    expect([report.violations, report.restores > 1]).toEqual([[], true]);
  }, 300_000);

  it('play the same story for the same seed', async () => {
    expect(await play(5, 1)).toEqual(await play(5, 1));
  }, 300_000);
});

describe('a hub that ends in the middle of a push', () => {
  it.each(['kill', 'cut'] as const)(
    'has everything once, wherever it was: %s',
    async (kind) => {
      const report = await sweepStatements(engine.db, { cuts: false, kind, from: 3, step: 31 });
      expect([report.violations, report.points >= 3]).toEqual([[], true]);
    },
    300_000,
  );
});

describe('the judge', () => {
  it('finds what is lost, doubled, out of order or wrong', async () => {
    const { db } = engine;
    const bench = await openStory(db, false);
    await bench.story(null);
    const found: string[] = [];
    const tamper = async (sql: string): Promise<void> => {
      await db.query(sql, [bench.tenantId]);
      found.push([...new Set((await bench.judge()).map((what) => what.replace(/ [0-9a-f]{8}-.*$/, '')))].join(' | '));
    };
    found.push((await bench.judge()).join());
    await tamper(`UPDATE refunds SET state = 'duplicate' WHERE tenant_id = $1`);
    await tamper(`UPDATE parcels SET status = 'stored' WHERE tenant_id = $1`);
    await tamper(`UPDATE operations SET seq = 100 - seq WHERE tenant_id = $1`);
    await tamper(`DELETE FROM operations WHERE tenant_id = $1 AND kind = 'payment.taken'`);
    await bench.close();
    const swapped = ['parcel.collected', 'parcel.loaded', 'payment.taken', 'order.placed'].map((kind) => `out of order: ${kind}`).join(' | ');
    expect(found).toEqual([
      '',
      'refund',
      'parcel | refund',
      `${swapped} | parcel | refund`,
      `lost: payment.taken | ${swapped.replace('out of order: payment.taken | ', '')} | order | parcel | refund`,
    ]);
  }, 60_000);
});
