import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type BenchResult, type BudgetVerdict, judge } from '../bench.ts';
import { figure, quantile, spread } from '../figures.ts';
import { startChild } from './child.ts';
import { batches, type Hubs, newStation, stored } from './contestants.ts';

/** What is measured, and how long. */
export interface FirstSync {
  readonly variants: number;
  readonly commandsPerSecond: number;
  /** Least time of commands with nothing to pull. */
  readonly idleMs: number;
  readonly folder: string;
  /** How many settings of the peer are tried. */
  readonly settings: number;
}

const pulled = z.object({ ms: z.number(), cpuMs: z.number(), latencies: z.array(z.number()) });
/** A pull by snapshot is short: one alone would be the machine's mood. */
const FILE_ROUNDS = 3;
/** A minute of commands says what one in a hundred is like. */
const LONGEST_IDLE_MS = 60_000;
const replicated = z.object({ ms: z.number(), written: z.number() });
const empty = z.object({});

/** A new device gets all goods: ours as a file and by pages, PouchDB into its own; then ours again by pages while somebody uses it. */
export async function runFirstSync(hubs: Hubs, asked: FirstSync, progress: (step: string) => void): Promise<BenchResult> {
  const { variants } = asked;
  progress(`${variants} variants into the hubs, and a snapshot of them`);
  await hubs.own.ask({ kind: 'goods', count: variants }, empty);
  const pouch = await pouchPulls(hubs, asked, progress);
  const files: Awaited<ReturnType<typeof ownPull>>[] = [];
  for (let round = 1; round <= FILE_ROUNDS; round++) {
    progress(`${variants} variants, pasillo by snapshot, round ${round}`);
    files.push(await ownPull(hubs, asked, 0, 'snapshot'));
  }
  const file = {
    ms: quantile(
      files.map(({ ms }) => ms),
      0.5,
    ),
    cpuMs: quantile(
      files.map(({ cpuMs }) => cpuMs),
      0.5,
    ),
  };
  progress(`${variants} variants, pasillo by pages`);
  const own = await ownPull(hubs, asked, 0, 'pages');
  progress(`${variants} variants, pasillo by pages, in use`);
  const used = await ownPull(hubs, asked, asked.commandsPerSecond, 'pages');
  const [busy, idle] = [spread(used.busy), spread(used.idle)];
  const row = (name: string, ms: number, what: string): string[] => [
    name,
    figure(ms / 1000, 2),
    figure((variants / ms) * 1000, 0),
    figure(ms / own.ms, 2),
    what,
  ];
  return {
    tables: [
      {
        title: `First sync of ${variants} variants`,
        columns: ['contestant', 's', 'variants/s', 'x pages', 'what is there then'],
        rows: [
          row('pasillo, by snapshot', file.ms, 'the same as by pages, flushed'),
          row('pasillo, by pages', own.ms, 'products, variants, prices, stock, and the search over them'),
          row('pasillo, by pages, in use', used.ms, `the same, with ${asked.commandsPerSecond} commands a second meanwhile`),
          ...pouch.map(({ name, ms }) => row(name, ms, 'documents')),
        ],
        notes: [
          `Ours pulls a product and a stock figure for each variant. By pages its program computed for ${figure(own.cpuMs / 1000, 1)} s of the ${figure(own.ms / 1000, 1)} s, by snapshot for ${figure(file.cpuMs / 1000, 1)} s of the ${figure(file.ms / 1000, 1)} s; the rest is waiting for the hub, the disk and the processor.`,
          'No side flushes each page: what can be pulled again need not be. A snapshot is flushed before it takes the place of what was there. Making it at the hub is not part of the time.',
        ],
      },
      {
        title: `Commands at the station, ${asked.commandsPerSecond} a second at random moments, each durable`,
        columns: ['while', 'commands', 'p50 ms', 'p99 ms'],
        rows: [
          ['a full pull runs', String(busy.count), figure(busy.p50, 2), figure(busy.p99, 2)],
          ['nothing is to be pulled', String(idle.count), figure(idle.p50, 2), figure(idle.p99, 2)],
        ],
        notes: ['From the moment a command was due until it was on disk.'],
      },
    ],
    budgets: [
      ...againstPouch(`first sync of ${variants} variants by snapshot`, file.ms, pouch, 1 / 80),
      ...againstPouch(`first sync of ${variants} variants by pages`, own.ms, pouch, 0.1),
      judge('a command while a full pull runs (p99)', 'the same with nothing to pull', busy.p99 / idle.p99, 2),
    ],
    missing: [],
  };
}

function againstPouch(what: string, ms: number, pouch: readonly { readonly ms: number }[], limit: number): readonly BudgetVerdict[] {
  if (pouch.length === 0) return [];
  const best = Math.min(...pouch.map((one) => one.ms));
  return [judge(what, 'pouchdb at its best', ms / best, limit)];
}

async function ownPull(hubs: Hubs, { folder, commandsPerSecond, idleMs }: FirstSync, perSecond: number, way: 'snapshot' | 'pages') {
  const { child, stationId } = await newStation(hubs, folder);
  try {
    const { products, stock } = await hubs.own.ask({ kind: 'stored', stationId }, stored);
    const { ms, cpuMs, latencies: busy } = await child.ask({ kind: 'pull', products, stock, commandsPerSecond: perSecond, way }, pulled);
    if (perSecond === 0) return { ms, cpuMs, busy, idle: [] };
    const { latencies: idle } = await child.ask({ kind: 'idle', forMs: Math.max(idleMs, Math.min(ms, LONGEST_IDLE_MS)), commandsPerSecond }, pulled);
    return { ms, cpuMs, busy, idle };
  } finally {
    await child.stop();
  }
}

async function pouchPulls({ pouch }: Hubs, { variants, folder, settings }: FirstSync, progress: (step: string) => void) {
  if (pouch === null) return [];
  await pouch.child.ask({ kind: 'goods', name: 'goods', count: variants }, empty);
  const pulls: { readonly name: string; readonly ms: number }[] = [];
  for (const batch of batches.pouch.slice(0, settings)) {
    const name = `pouchdb, ${batch} a batch`;
    progress(`${variants} variants, ${name}`);
    const child = startChild('pouch-process.ts');
    try {
      await child.ask({ kind: 'open', folder: mkdtempSync(join(folder, 'pouch-')) }, empty);
      const { ms, written } = await child.ask({ kind: 'pull', name: 'goods', from: `${pouch.url}/goods`, batch }, replicated);
      if (written !== variants) throw new Error(`PouchDB pulled ${written}`);
      pulls.push({ name, ms });
    } finally {
      await child.stop();
    }
  }
  return pulls;
}
