import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { parsePage } from '../../../core/sync/pages.ts';
import { err, ok } from '../../../kernel/result.ts';
import { faultOf } from '../problems.ts';
import { decodeUtf8 } from '../utf8.ts';
import { catalogueWriter, type CatalogueWriter } from './apply.ts';
import type { CatalogueAnswer, CatalogueRequest, Numbered } from './messages.ts';
import { connect, makeAnew } from './schema.ts';

/*
 * The thread that writes `catalogue.db`. To parse a page and to maintain the search index takes long; on the thread that serves
 * the screens it would hold up a touch by hundreds of milliseconds.
 */
if (!isMainThread && parentPort !== null) serve(parentPort, z.object({ path: z.string() }).parse(workerData).path);

function serve(port: NonNullable<typeof parentPort>, path: string): void {
  let db: Database | null = null;
  let writer: CatalogueWriter | null = null;
  const open = (opened: Database): CatalogueWriter => {
    db = opened;
    writer = catalogueWriter(opened);
    return writer;
  };
  const close = (): void => {
    db?.close();
    db = null;
    writer = null;
  };
  const answer = (request: CatalogueRequest): CatalogueAnswer => {
    switch (request.kind) {
      case 'apply':
        return apply(writer ?? open(connect(path)), request);
      case 'restart':
        (writer ?? open(connect(path))).restart(request.bucket);
        return ok(null);
      case 'rebuild':
        close();
        open(makeAnew(path));
        return ok(null);
      case 'close':
        close();
        return ok(null);
    }
  };
  port.on('message', ({ id, message }: Numbered<CatalogueRequest>) => {
    port.postMessage({ id, message: guarded(() => answer(message)) } satisfies Numbered<CatalogueAnswer>);
  });
}

function apply(writer: CatalogueWriter, request: Extract<CatalogueRequest, { kind: 'apply' }>): CatalogueAnswer {
  const text = decodeUtf8(request.page);
  const page = text === null ? err({ kind: 'bad-page', detail: 'not UTF-8' }) : parsePage(text);
  if (!page.ok) return page;
  const applied = writer.apply(request.bucket, request.from, page.value, request.at);
  return applied === null ? err({ kind: 'wrong-cursor' }) : ok({ ...applied, serverTime: page.value.serverTime });
}

/** The thread outlives every failure; the station decides what is to be done about it. */
function guarded(work: () => CatalogueAnswer): CatalogueAnswer {
  try {
    return work();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const fault = faultOf(error);
    return err({ kind: fault === 'failed' ? 'damaged' : 'storage', detail });
  }
}
