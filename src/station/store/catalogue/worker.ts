import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { StationConfig } from '../../../contract/hub/sync.ts';
import { parsePage } from '../../../core/sync/pages.ts';
import { err, ok } from '../../../kernel/result.ts';
import { faultOf } from '../problems.ts';
import { createSql } from '../sql.ts';
import { decodeUtf8 } from '../utf8.ts';
import { catalogueWriter, type CatalogueWriter } from './apply.ts';
import type { CatalogueAnswer, CatalogueRequest, Numbered } from './messages.ts';
import { connect, connectWriter, makeAnew } from './schema.ts';
import { catalogueSearch, type CatalogueSearch } from './search.ts';
import { snapshotWork } from './snapshot-work.ts';

/*
 * A thread of `catalogue.db`: one writes it, another searches in it, each with a connection of its own. To parse a page and to maintain the search index takes long, and so may
 * counting filters over tens of thousands of products; on the thread that serves doors and screens it would hold up a touch.
 */
if (!isMainThread && parentPort !== null) serve(parentPort, z.object({ path: z.string() }).parse(workerData).path);

function serve(port: NonNullable<typeof parentPort>, path: string): void {
  let db: Database | null = null;
  let writer: CatalogueWriter | null = null;
  let search: CatalogueSearch | null = null;
  let config: StationConfig | null = null;
  const open = (opened: Database): CatalogueWriter => {
    db = opened;
    writer = catalogueWriter(opened);
    return writer;
  };
  const searching = (now: StationConfig | null): CatalogueSearch => {
    config = now;
    if (search !== null) return search;
    db = connect(path);
    db.pragma('query_only = ON');
    search = catalogueSearch(
      createSql(db, () => {}),
      () => config,
    );
    return search;
  };
  const close = (): void => {
    snapshots.close();
    db?.close();
    [db, writer, search] = [null, null, null];
  };
  const applied = (request: Extract<CatalogueRequest, { kind: 'apply' }>): CatalogueAnswer => {
    const answer = apply(writer ?? open(connectWriter(path)), request);
    if (answer.ok && answer.value.kind === 'applied' && !answer.value.applied.more) db?.pragma('shrink_memory');
    return answer;
  };
  const writing = (): Database => {
    if (writer === null || db === null) open(connectWriter(path));
    if (db === null) throw new Error('a connection was opened and is not there');
    return db;
  };
  const snapshots = snapshotWork({ path, writing, close: () => close() });
  const answer = (request: CatalogueRequest): CatalogueAnswer => {
    switch (request.kind) {
      case 'publish':
      case 'expect':
      case 'part':
      case 'complete':
      case 'forget':
        return snapshots.answer(request);
      case 'apply':
        return applied(request);
      case 'restart':
        (writer ?? open(connectWriter(path))).restart(request.bucket);
        return ok({ kind: 'done' });
      case 'rebuild':
        close();
        open(makeAnew(path));
        return ok({ kind: 'done' });
      case 'search':
        return ok({ kind: 'page', page: searching(request.config).search(request.query) });
      case 'facets':
        return ok({ kind: 'facets', facets: searching(request.config).facets(request.query) });
      case 'similar':
        return ok({ kind: 'similar', cards: searching(request.config).similar(request.productId) });
      case 'close':
        close();
        return ok({ kind: 'done' });
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
  return applied === null ? err({ kind: 'wrong-cursor' }) : ok({ kind: 'applied', applied: { ...applied, serverTime: page.value.serverTime } });
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
