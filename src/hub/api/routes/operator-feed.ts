import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import { type FeedReport, feedQuery, feedReport, MAX_REPORTED } from '../../../contract/hub/operator-feed.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Operator } from '../../db/operators.ts';
import { CSV_LIMITS } from '../../import/csv-rows.ts';
import { atLocation, currencyDigits, findImportTarget, type ImportTarget, importShopifyFile } from '../../import/import-file.ts';
import { USUAL_MOST_PERCENT } from '../../import/leaving.ts';
import { readShopifyCsv, type ShopifyFile } from '../../import/shopify-csv.ts';
import type { CatalogueCounts } from '../../catalogue.ts';
import type { OperatorAuthentication } from '../operators.ts';
import type { ApiParts } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { security } from './operator-parts.ts';

/** Clocks of those who send files may run ahead by so much, in milliseconds. */
const AHEAD_MS = 300_000;

type Query = z.output<typeof feedQuery>;
type Refused = { readonly code: 'bad-request' | 'not-found' | 'conflict' | 'too-large'; readonly message: string };

/**
 * `PUT /v1/operator/catalogue`: a product file (CSV) as the body. It goes to a file of its own first, as it comes and never further than the limit: a line
 * that breaks off leaves nothing behind, and a slow one holds no transaction. One file is read at a time.
 */
export function addOperatorFeed(server: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  let isBusy = false;
  // In a scope of its own: no other route takes anything but JSON.
  server.register((scope: Server, _options, added) => {
    scope.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
    scope.route({
      method: 'PUT',
      url: '/v1/operator/catalogue',
      bodyLimit: CSV_LIMITS.fileBytes,
      schema: {
        summary: 'Products and their stock, by a file as Shopify exports it (text/csv)',
        description:
          'All of it or nothing; rows that cannot be taken are named. With whole=true what the file no longer names goes off sale, unless more than `most` of a hundred would.',
        security,
        querystring: feedQuery,
        response: { 200: feedReport, ...problems },
      },
      onRequest: auth.with('catalogue'),
      async handler(request, reply) {
        if (!(request.body instanceof Readable)) return await refuse(reply, 'bad-request', 'the body is no text/csv');
        if (isBusy) return await refuse(reply.header('retry-after', 30), 'too-many', 'another file is being read');
        isBusy = true;
        try {
          const taken = await takeFeed(parts, auth.operatorOf(request), request.query, request.body);
          return taken.ok ? taken.value : await refuse(reply, taken.error.code, taken.error.message.slice(0, 400));
        } finally {
          isBusy = false;
        }
      },
    });
    added();
  });
}

async function takeFeed(parts: ApiParts, operator: Operator, query: Query, body: Readable): Promise<Result<FeedReport, Refused>> {
  const at = parts.clock.now();
  const asOf = query.asOf ?? at;
  if (asOf > at + AHEAD_MS) return err({ code: 'bad-request', message: 'the file is from the future' });
  const target = await targetOf(parts, operator, query);
  if (!target.ok) return err({ code: 'not-found', message: target.error.detail });
  const folder = await mkdtemp(join(tmpdir(), 'pasillo-feed-'));
  try {
    const path = join(folder, 'feed.csv');
    const stored = await storeBody(body, path);
    if (!stored.ok) return stored;
    const chunks = createReadStream(path);
    if (query.check) return await checkFeed(target.value, { chunks, asOf, language: query.language });
    const whole = query.whole ? { whole: { mostPercent: query.most ?? USUAL_MOST_PERCENT } } : {};
    const by = { operatorId: operator.operatorId, at };
    const imported = await importShopifyFile(parts.db, target.value, { chunks, asOf, language: query.language, ...whole, by });
    if (!imported.ok) return err({ code: codeOf(imported.error.kind), message: `nothing was written: ${imported.error.detail}` });
    parts.changed();
    await parts.intake.durable();
    return ok(report(imported.value.file, imported.value));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function targetOf({ db }: ApiParts, { tenantId }: Operator, { store, location }: Query): ReturnType<typeof findImportTarget> {
  const found = await findImportTarget(db, store ?? null, tenantId);
  return found.ok && location !== undefined ? await atLocation(db, found.value, location) : found;
}

/** Writes what comes, and no more than a file may have. */
async function storeBody(body: Readable, path: string): Promise<Result<undefined, Refused>> {
  let bytes = 0;
  let tooLarge = false;
  const limited = async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      bytes += chunk.length;
      tooLarge = bytes > CSV_LIMITS.fileBytes;
      // The rest is read past: whoever is still sending would not hear an answer. The server's time for a request ends that.
      if (!tooLarge) yield chunk;
    }
  };
  try {
    await pipeline(body, limited, createWriteStream(path, { mode: 0o600 }));
  } catch {
    return err({ code: 'bad-request', message: 'the file broke off' });
  }
  return tooLarge ? err({ code: 'too-large', message: `the most is ${CSV_LIMITS.fileBytes} bytes` }) : ok(undefined);
}

async function checkFeed(
  target: ImportTarget,
  { chunks, asOf, language }: { readonly chunks: AsyncIterable<Uint8Array>; readonly asOf: number; readonly language: Query['language'] },
): Promise<Result<FeedReport, Refused>> {
  const { currency, locationId } = target;
  const file = await readShopifyCsv(chunks, { currency, digits: currencyDigits(currency), locationId, asOf, language });
  return file.ok ? ok(report(file.value, null)) : err({ code: codeOf(file.error.kind), message: file.error.detail });
}

function codeOf(kind: string): Refused['code'] {
  if (kind === 'older' || kind === 'too-many-leave' || kind === 'nothing-left') return 'conflict';
  return kind === 'too-large' || kind === 'too-many-rows' ? 'too-large' : 'bad-request';
}

function report(file: ShopifyFile, did: { readonly counts: CatalogueCounts; readonly left: number } | null): FeedReport {
  const none = { created: 0, changed: 0, unchanged: 0 };
  const { stock = none, created, changed, unchanged } = did?.counts ?? { ...none, stock: none };
  return {
    written: did !== null,
    rows: file.rows,
    products: { read: file.products.length, created, changed, unchanged, left: did?.left ?? 0 },
    stock: { read: file.stock.length, ...stock },
    rejectedRows: file.rejected.length,
    rejected: file.rejected
      .slice(0, MAX_REPORTED)
      .map(({ line, handle, reason, detail }) => ({ line, handle: handle.slice(0, 400), reason, detail: detail.slice(0, 2000) })),
    notes: file.notes.slice(0, MAX_REPORTED).map(({ line, handle, note }) => ({ line, handle: handle.slice(0, 400), note: note.slice(0, 2000) })),
  };
}
