/*
 * RxDB on its memory storage, and a bare hub for it: one statement per batch into PostgreSQL, whose commit is flushed before the answer, no
 * signature, no effect. Nothing less can call itself durable at the hub.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { z } from 'zod';
import { imported } from '../peer.ts';
import { serveOrders } from './child.ts';
import { LOADS, operationOf } from './operations.ts';

/** What is used of RxDB. */
interface Collection {
  bulkInsert(docs: readonly object[]): Promise<{ readonly error: readonly unknown[] }>;
}
interface Replication {
  awaitInitialReplication(): Promise<unknown>;
  cancel(): Promise<unknown>;
}
type Create = (options: object) => Promise<{ addCollections(collections: object): Promise<{ readonly ops: Collection }> }>;
type Replicate = (options: object) => Replication;

const order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('serve'), postgresUrl: z.string() }),
  z.object({ kind: z.literal('stored'), name: z.string() }),
  z.object({ kind: z.literal('fill'), name: z.string(), load: z.enum(LOADS), count: z.number() }),
  z.object({ kind: z.literal('push'), name: z.string(), to: z.string(), batch: z.number() }),
]);

let pool: pg.Pool | null = null;
const collections = new Map<string, Collection>();

serveOrders(order, async (asked) => {
  switch (asked.kind) {
    case 'serve':
      return { url: await serve(asked.postgresUrl) };
    case 'stored': {
      const found = await pool?.query('SELECT count(*)::int AS all FROM rx_inbox WHERE name = $1', [asked.name]);
      return { operations: z.object({ all: z.number() }).parse(found?.rows[0]).all };
    }
    case 'fill':
      collections.set(asked.name, await filled(asked.name, asked.load, asked.count));
      return {};
    case 'push':
      return { ms: await push(asked.name, asked.to, asked.batch) };
  }
});

async function serve(postgresUrl: string): Promise<string> {
  // The hub needs none of it, but a hub without its stations measures nothing.
  await imported<Create>('rxdb', 'createRxDatabase');
  const database = new pg.Pool({ connectionString: postgresUrl, max: 10 });
  pool = database;
  await database.query('CREATE TABLE rx_inbox (name text, id text, body text NOT NULL, PRIMARY KEY (name, id))');
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const stored = database.query(
        'INSERT INTO rx_inbox SELECT $1, id, body FROM jsonb_to_recordset($2::jsonb) AS t(id text, body text) ON CONFLICT DO NOTHING',
        [(request.url ?? '').slice(1), Buffer.concat(parts).toString('utf8')],
      );
      stored.then(
        () => response.writeHead(200, { 'content-type': 'application/json' }).end('[]'),
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

async function filled(name: string, load: (typeof LOADS)[number], count: number): Promise<Collection> {
  const create = await imported<Create>('rxdb', 'createRxDatabase');
  const storage = (await imported<() => object>('rxdb/plugins/storage-memory', 'getRxStorageMemory'))();
  const db = await create({ name, storage, multiInstance: false, eventReduce: false });
  const properties = { id: { type: 'string', maxLength: 40 }, body: { type: 'string' } };
  const { ops } = await db.addCollections({ ops: { schema: { version: 0, primaryKey: 'id', type: 'object', properties, required: ['id', 'body'] } } });
  for (let at = 0; at < count; at += 1000) {
    const part = Array.from({ length: Math.min(1000, count - at) }, (_, i) => at + i + 1);
    const { error } = await ops.bulkInsert(part.map((n) => ({ id: String(n).padStart(12, '0'), body: JSON.stringify(operationOf(load, 'K1', n)) })));
    if (error.length > 0) throw new Error('RxDB did not take the operations');
  }
  return ops;
}

async function push(name: string, to: string, batchSize: number): Promise<number> {
  const replicate = await imported<Replicate>('rxdb/plugins/replication', 'replicateRxCollection');
  const handler = async (rows: readonly { readonly newDocumentState: object }[]): Promise<readonly object[]> => {
    const body = JSON.stringify(rows.map(({ newDocumentState }) => newDocumentState));
    const answer = await fetch(`${to}/${name}`, { method: 'POST', body });
    if (!answer.ok) throw new Error('the hub of RxDB refused');
    return [];
  };
  const begun = performance.now();
  const replication = replicate({ collection: collections.get(name), replicationIdentifier: name, live: false, retryTime: 100, push: { batchSize, handler } });
  await replication.awaitInitialReplication();
  const ms = performance.now() - begun;
  await replication.cancel();
  return ms;
}
