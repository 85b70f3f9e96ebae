import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Bench, type BenchResult, type BudgetVerdict, type FigureTable, judge } from '../bench.ts';
import { figure, percent, spread } from '../figures.ts';
import { ENGINES, type EngineName } from './engines.ts';
import { type Doc, docsOf, isRight, misspeltQueries, type Query, typedQueries } from './goods.ts';

/** Search as you type beside MiniSearch, FlexSearch and Orama, each in a process of its own. */
export const searchBench: Bench = {
  name: 'search',
  about: 'search as you type with and without a typo, beside MiniSearch, FlexSearch and Orama (npm install --prefix bench)',
  run: async ({ isQuick, progress }) => {
    const results: BenchResult[] = [];
    for (const count of isQuick ? [2000] : [100_000, 500_000]) results.push(await atSize(count, isQuick, progress));
    return {
      tables: results.flatMap((result) => result.tables),
      budgets: results.flatMap((result) => result.budgets),
      missing: [...new Set(results.flatMap((result) => result.missing))],
    };
  },
};

/** Engines that take turns, so that a mood of the machine meets each of them. */
interface Turns {
  readonly rounds: number;
  /** Rounds before those, which are not counted: a station answers its second customer with compiled code. */
  readonly warm: number;
  /** Queries of each kind per round. */
  readonly queries: Readonly<Partial<Record<EngineName, number>>>;
}

/**
 * Rounds are short: in seconds of waiting an engine is made smaller by its collector, as if nobody used it. Orama, which keeps everybody waiting for minutes, has its
 * rounds when the others have had theirs.
 */
const TURNS: readonly Turns[] = [
  { rounds: 30, warm: 5, queries: { pasillo: 40, minisearch: 10, flexsearch: 10 } },
  { rounds: 3, warm: 1, queries: { orama: 10 } },
];
const QUICK: Turns = { rounds: 1, warm: 1, queries: { pasillo: 10, minisearch: 10, flexsearch: 10, orama: 10 } };

const openedAnswer = z.union([z.object({ problem: z.string() }), z.object({ buildMs: z.number(), before: z.number() })]);
const askedAnswer = z.union([z.object({ problem: z.string() }), z.object({ ms: z.array(z.number()), first: z.array(z.string()) })]);
const memoryAnswer = z.union([z.object({ problem: z.string() }), z.object({ rss: z.number() })]);

interface Measured {
  readonly engine: EngineName;
  readonly buildMs: number;
  readonly before: number;
  readonly child: ChildProcess;
  rss: number;
  readonly typed: { readonly ms: number[]; right: number };
  readonly misspelt: { readonly ms: number[]; right: number };
}

async function atSize(count: number, isQuick: boolean, progress: (step: string) => void): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'pasillo-search-'));
  const there: Measured[] = [];
  const missing: string[] = [];
  try {
    for (const engine of ENGINES) {
      progress(`${count} variants into ${engine}`);
      const opened = await open(engine, folder, count);
      if (typeof opened === 'string') missing.push(`${engine}: ${opened}.`);
      else there.push(opened);
    }
    const docs = docsOf(count);
    for (const turns of isQuick ? [QUICK] : TURNS) missing.push(...(await rounds(docs, there, turns, { folder, progress })));
    for (const one of there) {
      const answer = memoryAnswer.parse(await asked(one.child, { kind: 'memory' }));
      if ('problem' in answer) missing.push(`${one.engine}: ${answer.problem}.`);
      else one.rss = answer.rss;
    }
    return { tables: [table(count, there)], budgets: budgets(count, there), missing };
  } finally {
    for (const { child } of there) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Round by round, engine by engine; what went wrong. */
async function rounds(
  docs: readonly Doc[],
  there: readonly Measured[],
  turns: Turns,
  { folder, progress }: { readonly folder: string; readonly progress: (step: string) => void },
): Promise<readonly string[]> {
  const problems: string[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  for (let turn = 0; turn < turns.warm + turns.rounds; turn++) {
    if (performance.now() - readAt > READ_EVERY_MS) {
      readThrough(join(folder, 'catalogue.db'));
      readAt = performance.now();
    }
    progress(`${docs.length} variants, round ${turn} of ${Object.keys(turns.queries).join(', ')}`);
    for (const one of there) {
      const queries = turns.queries[one.engine];
      if (queries === undefined) continue;
      const wanted = { typed: typedQueries(docs, queries, 1000 + turn * 10), misspelt: misspeltQueries(docs, queries, 1001 + turn * 10) };
      for (const kind of ['typed', 'misspelt'] as const) {
        const problem = await round(one, kind, wanted[kind], turn >= turns.warm);
        if (problem !== null) problems.push(`${one.engine}: ${problem}.`);
      }
    }
  }
  return problems;
}

/**
 * Some hosts of virtual machines take the pages of a file that nobody has read for a minute out of memory, however much of it is free, and leave a program's own memory
 * alone: it would be their disk that is measured. So the file is read through now and then, as it stays in the memory of a computer that is a shop's own.
 */
const READ_EVERY_MS = 10_000;

function readThrough(path: string): void {
  const file = openSync(path, 'r');
  const room = Buffer.alloc(4 * 1024 ** 2);
  while (readSync(file, room) > 0);
  closeSync(file);
}

/** The product's file is filled by a process that ends, as the thread of the pull is another than the one that searches. */
async function open(engine: EngineName, folder: string, count: number): Promise<Measured | string> {
  const filled = engine === 'pasillo' ? await told({ kind: 'fill', folder, count }) : null;
  filled?.child.kill();
  const opened = await told({ kind: 'open', engine, folder, count });
  const { child, answer } = opened;
  if ('problem' in answer || (filled !== null && 'problem' in filled.answer)) {
    child.kill();
    return 'problem' in answer ? answer.problem : 'its file could not be filled';
  }
  const buildMs = filled === null || 'problem' in filled.answer ? answer.buildMs : filled.answer.buildMs;
  return { engine, buildMs, before: answer.before, child, rss: answer.before, typed: { ms: [], right: 0 }, misspelt: { ms: [], right: 0 } };
}

async function told(order: object): Promise<{ readonly child: ChildProcess; readonly answer: z.infer<typeof openedAnswer> }> {
  const execArgv = ['--expose-gc', '--max-old-space-size=8192'];
  const child = fork(join(import.meta.dirname, 'engine-process.ts'), { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return { child, answer: openedAnswer.parse(await asked(child, order)) };
}

async function round(one: Measured, kind: 'typed' | 'misspelt', queries: readonly Query[], isCounted: boolean): Promise<string | null> {
  const isMisspelt = kind === 'misspelt';
  const answer = askedAnswer.parse(await asked(one.child, { kind: 'ask', texts: queries.map(({ text }) => text), isMisspelt }));
  if ('problem' in answer) return answer.problem;
  if (!isCounted) return null;
  one[kind].ms.push(...answer.ms);
  one[kind].right += queries.filter((query, i) => isRight(answer.first[i] ?? '', query, isMisspelt)).length;
  return null;
}

/** A child that dies instead of answering is a problem too. */
async function asked(child: ChildProcess, order: object): Promise<unknown> {
  const over = new AbortController();
  const answered = once(child, 'message', over).then(([message]: unknown[]) => message);
  const died = once(child, 'exit', over).then(([code]: unknown[]) => ({ problem: `its process ended with ${String(code)}` }));
  child.send(order);
  try {
    return await Promise.race([answered, died]);
  } finally {
    // The one that did not come is heard no longer, which is no fault of it.
    void Promise.allSettled([answered, died]);
    over.abort();
  }
}

function table(count: number, there: readonly Measured[]): FigureTable {
  const row = ({ engine, buildMs, before, rss, typed, misspelt }: Measured): string[] => {
    const [plain, typo] = [spread(typed.ms), spread(misspelt.ms)];
    const right = (of: Measured['typed']): string => percent(of.right / of.ms.length);
    const times = [plain.p50, plain.p99, typo.p50, typo.p99].map((ms) => figure(ms, 2));
    return [engine, figure(buildMs / 1000, 1), figure(rss - before, 0), String(plain.count), ...times, right(typed), right(misspelt)];
  };
  return {
    title: `Search over ${count} variants`,
    columns: ['engine', 'build s', 'RSS + MB', 'queries', 'typed p50', 'typed p99 ms', 'typo p50', 'typo p99 ms', 'right', 'right with a typo'],
    rows: there.map(row),
    notes: [
      'Each variant is a product of its own. Ours is built once, into a file with everything a product page needs, and its memory is that of the open file; peers hold the index alone, and build it at each start.',
    ],
  };
}

function budgets(count: number, there: readonly Measured[]): readonly BudgetVerdict[] {
  const of = (name: EngineName): Measured | undefined => there.find((one) => one.engine === name);
  const [own, peer] = [of('pasillo'), of('minisearch')];
  if (own === undefined || peer === undefined) return [];
  const typed = spread(own.typed.ms).p99;
  const size = `over ${count} variants`;
  return [
    judge(`a letter typed ${size} (p99)`, 'MiniSearch', typed / spread(peer.typed.ms).p99, 1 / 25),
    judge(`a letter typed ${size} (p99)`, '8 ms', typed / 8, 1),
    judge(`a typo ${size} (p99)`, 'MiniSearch with fuzzy 1', spread(own.misspelt.ms).p99 / spread(peer.misspelt.ms).p99, 1 / 100),
    judge(`memory ${size}`, 'MiniSearch', (own.rss - own.before) / (peer.rss - peer.before), 0.35),
    judge(`a wrong first hit with a typo ${size}`, 'all queries', 1 - own.misspelt.right / own.misspelt.ms.length, 0.03),
  ];
}
