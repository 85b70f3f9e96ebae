/* PouchDB on LevelDB, and express-pouchdb as its server: one program at each end. Neither flushes a write to disk by itself. */
import { mkdirSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { imported } from '../peer.ts';
import { docsOf, productOf } from '../search/goods.ts';
import { serveOrders } from './child.ts';
import { LOADS, operationOf } from './operations.ts';

/** What is used of PouchDB. */
interface Pouch {
  bulkDocs(docs: readonly object[]): Promise<unknown>;
  info(): Promise<{ readonly doc_count: number }>;
}
interface PouchClass {
  new (name: string): Pouch;
  defaults(options: object): PouchClass;
  replicate(from: Pouch | string, to: Pouch | string, options: object): PromiseLike<{ readonly docs_written: number }>;
}

const order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('serve'), folder: z.string() }),
  z.object({ kind: z.literal('goods'), name: z.string(), count: z.number() }),
  z.object({ kind: z.literal('open'), folder: z.string() }),
  z.object({ kind: z.literal('fill'), name: z.string(), load: z.enum(LOADS), count: z.number() }),
  z.object({ kind: z.literal('push'), name: z.string(), to: z.string(), batch: z.number() }),
  z.object({ kind: z.literal('pull'), name: z.string(), from: z.string(), batch: z.number() }),
]);

let Database: PouchClass | null = null;
const open = new Map<string, Pouch>();

serveOrders(order, async (asked) => {
  if (asked.kind === 'serve') return { url: await serve(asked.folder) };
  if (asked.kind === 'open') {
    Database = await databasesIn(asked.folder);
    return {};
  }
  const db = named(asked.name);
  switch (asked.kind) {
    case 'goods':
      await inParts(docsOf(asked.count), (part) => db.bulkDocs(part.map((doc) => ({ _id: `p${doc.id}`, ...productOf(doc) }))));
      return {};
    case 'fill':
      await inParts(
        Array.from({ length: asked.count }, (_, n) => n + 1),
        (part) => db.bulkDocs(part.map((n) => ({ _id: String(n).padStart(12, '0'), body: JSON.stringify(operationOf(asked.load, 'K1', n)) }))),
      );
      return {};
    case 'push':
      return replicated(db, asked.to, asked.batch);
    case 'pull':
      return replicated(asked.from, db, asked.batch);
  }
});

async function serve(folder: string): Promise<string> {
  Database = await databasesIn(folder);
  const app = await imported<(database: PouchClass, options: object) => RequestListener>('express-pouchdb', 'default');
  const server = createServer(app(Database, { mode: 'minimumForPouchDB', inMemoryConfig: true }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

async function databasesIn(folder: string): Promise<PouchClass> {
  mkdirSync(folder, { recursive: true });
  return (await imported<PouchClass>('pouchdb', 'default')).defaults({ prefix: join(folder, '/') });
}

function named(name: string): Pouch {
  if (Database === null) throw new Error('PouchDB is not there yet');
  const db = open.get(name) ?? new Database(name);
  open.set(name, db);
  return db;
}

async function replicated(from: Pouch | string, to: Pouch | string, batch: number): Promise<object> {
  if (Database === null) throw new Error('PouchDB is not there yet');
  const begun = performance.now();
  const { docs_written } = await Database.replicate(from, to, { batch_size: batch, batches_limit: 10 });
  return { ms: performance.now() - begun, written: docs_written };
}

async function inParts<T>(all: readonly T[], put: (part: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += 1000) await put(all.slice(from, from + 1000));
}
