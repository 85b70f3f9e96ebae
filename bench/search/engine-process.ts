/* One engine in a process of its own, so that its memory is its own: made ready first, then asked round by round over IPC. */
import { z } from 'zod';
import { ENGINES, fillOwn, openEngine } from './engines.ts';
import { docsOf, misspeltQueries, type Query, typedQueries } from './goods.ts';
import { plainWords } from '../../src/core/catalogue/fold-text.ts';

const order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fill'), folder: z.string(), count: z.number() }),
  z.object({ kind: z.literal('open'), engine: z.enum(ENGINES), folder: z.string(), count: z.number() }),
  z.object({ kind: z.literal('round'), queries: z.number(), seed: z.number() }),
  z.object({ kind: z.literal('memory') }),
]);

let engine: Awaited<ReturnType<typeof openEngine>> | null = null;
let docs: ReturnType<typeof docsOf> = [];

process.on('message', (message) => {
  void serve(order.parse(message)).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ problem: error instanceof Error ? error.message : String(error) }),
  );
});

async function serve(asked: z.infer<typeof order>): Promise<object> {
  if (asked.kind === 'round') return round(asked.queries, asked.seed);
  // Only when all rounds are over: a collection as thorough as this throws compiled code away, too.
  if (asked.kind === 'memory') return { rss: rss() };
  docs = docsOf(asked.count);
  const before = rss();
  const begun = performance.now();
  if (asked.kind === 'fill') {
    fillOwn(asked.folder, docs);
    return { buildMs: performance.now() - begun, before };
  }
  engine = await openEngine(asked.engine, asked.folder, () => docs);
  await engine.search('camisa', false);
  return { buildMs: performance.now() - begun, before };
}

async function round(count: number, seed: number): Promise<object> {
  const typed = await measured(typedQueries(docs, count, seed), false);
  const misspelt = await measured(misspeltQueries(docs, count, seed + 1), true);
  return { typed, misspelt };
}

async function measured(queries: readonly Query[], isMisspelt: boolean): Promise<{ readonly ms: readonly number[]; readonly right: number }> {
  const ms: number[] = [];
  let right = 0;
  for (const { text, words } of queries) {
    const begun = performance.now();
    const titles = (await engine?.search(text, isMisspelt)) ?? [];
    ms.push(performance.now() - begun);
    if (isRight(titles[0] ?? '', words, isMisspelt)) right++;
  }
  return { ms, right };
}

/** Whole words were meant where one was misspelt; a word that is being typed may be the beginning of one. */
function isRight(title: string, words: readonly string[], isWhole: boolean): boolean {
  const there = plainWords(title);
  return plainWords(words.join(' ')).every((word) => there.some((one) => (isWhole ? one === word : one.startsWith(word))));
}

/** What is held, without room that the collector keeps for itself and gives back when asked. */
function rss(): number {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  return process.memoryUsage().rss / 1024 ** 2;
}
