import { z } from 'zod';
import { MAX_PUSH_OPERATIONS } from '../../src/contract/hub/sync.ts';
import { type BenchResult, judge } from '../bench.ts';
import { figure, quantile } from '../figures.ts';
import type { Hubs } from './contestants.ts';
import { HUB_WORK, type HubWork } from './hub-load.ts';

/** What is given to the hub in each round. */
export interface HubRate {
  readonly stations: number;
  /** Full batches of each station. */
  readonly batches: number;
  readonly rounds: number;
}

const msAnswer = z.object({ ms: z.number() });

/** The hub beside itself: facts with all that they bring about, and the same batches only stored. In turn. */
export async function runHubRate(hubs: Hubs, { stations, batches, rounds }: HubRate, progress: (step: string) => void): Promise<BenchResult> {
  const times: Record<HubWork, number[]> = { effects: [], inbox: [] };
  for (let round = 1; round <= rounds; round++) {
    for (const work of HUB_WORK) {
      progress(`the hub by itself, round ${round}, ${work}`);
      times[work].push((await hubs.own.ask({ kind: 'load', work, stations, batches }, msAnswer)).ms);
    }
  }
  const all = stations * batches * MAX_PUSH_OPERATIONS;
  const rate = (work: HubWork): number => (all / quantile(times[work], 0.5)) * 1000;
  const row = (work: HubWork, what: string): string[] => [what, figure(rate(work), 0), figure(rate(work) / rate('inbox'), 2)];
  return {
    tables: [
      {
        title: `The hub by itself: ${all} facts from ${stations} stations at once, ${MAX_PUSH_OPERATIONS} a batch`,
        columns: ['what is done', 'operations/s', 'x inbox'],
        rows: [row('effects', 'all of it: read, known ones looked up, effects, audit, stored'), row('inbox', 'stored only')],
        notes: ['Past HTTP and signatures. Each batch is one transaction, flushed at its commit.'],
      },
    ],
    budgets: [judge('a batch of facts with its effects', 'the same batch only stored', rate('inbox') / rate('effects'), 2)],
    missing: [],
  };
}
