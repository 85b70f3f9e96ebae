import { type BenchResult, type BudgetVerdict, type FigureTable, judge } from '../bench.ts';
import { figure, quantile } from '../figures.ts';
import type { Contestant } from './contestants.ts';
import type { Load } from './operations.ts';

/** One race: everybody drains as many operations of one load, in turn, so often. */
export interface Race {
  readonly load: Load;
  readonly count: number;
  readonly rounds: number;
}

/** Budgets of DESIGN.md, section 13: how many times faster than each peer's best setting. */
const PEERS = [
  { peer: 'pouchdb', times: 9 },
  { peer: 'rxdb', times: 2 },
] as const;

/** Runs a race. A contestant that fails is left out from then on, and told of. */
export async function runRace(race: Race, contestants: readonly Contestant[], progress: (step: string) => void): Promise<BenchResult> {
  const times = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  const missing: string[] = [];
  for (let round = 1; round <= race.rounds; round++) {
    for (const { name, drain } of contestants) {
      const own = times.get(name);
      if (own === undefined) continue;
      progress(`${race.count} ${race.load}, round ${round}, ${name}`);
      try {
        own.push(await drain(race.load, race.count));
      } catch (error) {
        missing.push(`${name} with ${race.count} ${race.load}: ${error instanceof Error ? error.message : String(error)}.`);
        times.delete(name);
      }
    }
  }
  const there = contestants.flatMap((one) => ((times.get(one.name)?.length ?? 0) > 0 ? [{ ...one, ms: times.get(one.name) ?? [] }] : []));
  return { tables: [table(race, there)], budgets: budgets(race, there), missing };
}

type Timed = Contestant & { readonly ms: readonly number[] };

function table({ load, count, rounds }: Race, there: readonly Timed[]): FigureTable {
  const own = median(there.find(({ name }) => name === 'pasillo'));
  return {
    title: `Draining ${count} ${load} to a hub, ${rounds} ${rounds === 1 ? 'round' : 'rounds in turn'}`,
    columns: ['contestant', 's', 'operations/s', 'fastest s', 'slowest s', 'x ours', 'on disk'],
    rows: there.map((one) => [
      one.name,
      figure(median(one) / 1000, 2),
      figure((count / median(one)) * 1000, 0),
      figure(Math.min(...one.ms) / 1000, 2),
      figure(Math.max(...one.ms) / 1000, 2),
      figure(median(one) / own, 2),
      one.durable,
    ]),
    notes: [
      load === 'facts'
        ? 'A fact ends alarms and is audited at our hub, each in a savepoint of its own, signed, checked, stored exactly once and answered; peers store the same text and do nothing.'
        : 'Each order holds stock, is written to the shop’s bucket and sent back to the device meanwhile, and brings about a message; peers store the same text and do nothing.',
    ],
  };
}

function budgets({ load, count }: Race, there: readonly Timed[]): readonly BudgetVerdict[] {
  const own = median(there.find(({ name }) => name === 'pasillo'));
  return PEERS.flatMap(({ peer, times }) => {
    const best = Math.min(...there.filter(({ name }) => name.startsWith(peer)).map(median));
    if (!Number.isFinite(best) || !Number.isFinite(own)) return [];
    return [judge(`draining ${count} ${load}`, `${peer} at its best`, own / best, Number((1 / times).toFixed(3)))];
  });
}

function median(one: { readonly ms: readonly number[] } | undefined): number {
  return quantile(one?.ms ?? [], 0.5);
}
