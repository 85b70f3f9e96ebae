import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries, postgresEngine } from '../../test/src/hub/support/engines.ts';
import type { Bench, BenchOptions, BenchResult } from '../bench.ts';
import { contestantsOf, startHubs } from './contestants.ts';
import { type Race, runRace } from './drain.ts';
import { runFirstSync } from './first-sync.ts';
import { runHubRate } from './hub-rate.ts';

/** Sync beside PouchDB and RxDB: what waits goes to a hub on PostgreSQL, and a new station gets all goods. */
export const syncBench: Bench = {
  name: 'sync',
  about: 'draining a queue and the first pull, on PostgreSQL, beside PouchDB and RxDB (npm install --prefix bench)',
  run: async (options) => {
    const binaries = postgresBinaries();
    if (binaries === null) return { tables: [], budgets: [], missing: ['Sync: no PostgreSQL server is installed on this machine.'] };
    options.progress('a PostgreSQL server');
    const engine = await postgresEngine(binaries);
    const folder = mkdtempSync(join(tmpdir(), 'pasillo-sync-'));
    try {
      return await measured(options, folder, engine.url ?? '');
    } finally {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const RACES: readonly Race[] = [
  { load: 'facts', count: 10_000, rounds: 3 },
  { load: 'orders', count: 2000, rounds: 2 },
  { load: 'facts', count: 100_000, rounds: 1 },
];
const QUICK_RACES: readonly Race[] = [{ load: 'orders', count: 100, rounds: 1 }];

async function measured({ isQuick, progress }: BenchOptions, folder: string, postgresUrl: string): Promise<BenchResult> {
  const hubs = await startHubs(folder, postgresUrl);
  try {
    const settings = isQuick ? 1 : 2;
    const contestants = contestantsOf(hubs, folder, settings);
    const results: BenchResult[] = [];
    for (const race of isQuick ? QUICK_RACES : RACES) results.push(await runRace(race, contestants, progress));
    const rate = isQuick ? { stations: 2, batches: 2, rounds: 1 } : { stations: 8, batches: 10, rounds: 3 };
    results.push(await runHubRate(hubs, rate, progress));
    const usual = { variants: 100_000, commandsPerSecond: 20, idleMs: 15_000, folder, settings };
    results.push(await runFirstSync(hubs, isQuick ? { ...usual, variants: 2000, idleMs: 500 } : usual, progress));
    return {
      tables: results.flatMap(({ tables }) => tables),
      budgets: results.flatMap((result) => result.budgets),
      missing: [...hubs.missing, ...results.flatMap((result) => result.missing)],
    };
  } finally {
    await hubs.stop();
  }
}
