/* One engine in a process of its own, so that its memory is its own: made ready first, then asked round by round over IPC. */
import { z } from 'zod';
import { ENGINES, fillOwn, openEngine } from './engines.ts';
import { docsOf } from './goods.ts';

const order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fill'), folder: z.string(), count: z.number() }),
  z.object({ kind: z.literal('open'), engine: z.enum(ENGINES), folder: z.string(), count: z.number() }),
  z.object({ kind: z.literal('ask'), texts: z.array(z.string()), isMisspelt: z.boolean() }),
  z.object({ kind: z.literal('memory') }),
]);

let engine: Awaited<ReturnType<typeof openEngine>> | null = null;

process.on('message', (message) => {
  void serve(order.parse(message)).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ problem: error instanceof Error ? error.message : String(error) }),
  );
});

async function serve(asked: z.infer<typeof order>): Promise<object> {
  if (asked.kind === 'ask') return ask(asked.texts, asked.isMisspelt);
  // Only when all rounds are over: a collection as thorough as this throws compiled code away, too.
  if (asked.kind === 'memory') return { rss: rss() };
  // Ours opens a file, and has no documents to be measured with or against.
  const docs = asked.kind === 'open' && asked.engine === 'pasillo' ? [] : docsOf(asked.count);
  const before = rss();
  const begun = performance.now();
  if (asked.kind === 'fill') {
    fillOwn(asked.folder, docs);
    return { buildMs: performance.now() - begun, before };
  }
  engine = await openEngine(asked.engine, asked.folder, docs);
  await engine.search('camisa', false);
  return { buildMs: performance.now() - begun, before };
}

/** The time of each query, and its first title. Nothing else is done between two queries: what it left behind would be collected during the next. */
async function ask(texts: readonly string[], isMisspelt: boolean): Promise<{ readonly ms: readonly number[]; readonly first: readonly string[] }> {
  if (engine === null) throw new Error('no engine is open');
  const ms: number[] = [];
  const first: string[] = [];
  for (const text of texts) {
    const begun = performance.now();
    const titles = await engine.search(text, isMisspelt);
    ms.push(performance.now() - begun);
    first.push(titles[0] ?? '');
  }
  return { ms, first };
}

/** What is held, without room that the collector keeps for itself and gives back when asked. */
function rss(): number {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  return process.memoryUsage().rss / 1024 ** 2;
}
