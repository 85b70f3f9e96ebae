import type { Database } from 'better-sqlite3';
import type { StationConfig } from '../../../src/contract/hub/sync.ts';
import { parsePage } from '../../../src/core/sync/pages.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { done, err, ok } from '../../../src/kernel/result.ts';
import type { SyncCatalogue } from '../../../src/station/ports/sync.ts';
import { catalogueWriter } from '../../../src/station/store/catalogue/apply.ts';
import { catalogueReader } from '../../../src/station/store/catalogue/reader.ts';
import { catalogueSearch } from '../../../src/station/store/catalogue/search.ts';
import { createSql } from '../../../src/station/store/sql.ts';
import { openOrRebuild } from '../../../src/station/store/catalogue/schema.ts';

/** A catalogue with a way to end it. */
export interface InThreadCatalogue extends SyncCatalogue {
  close(): void;
}

/** `catalogue.db` with its own statements, written on this thread, so that nothing of it depends on how threads are scheduled. */
export function openInThread(path: string, config: () => StationConfig | null): InThreadCatalogue {
  const db: Database = openOrRebuild(path, silentLogger);
  const writer = catalogueWriter(db);
  const reader = catalogueReader(db, { config, own: () => [], onError: () => {} });
  const search = catalogueSearch(
    createSql(db, () => {}),
    config,
  );
  return {
    search: async (query) => search.search(query),
    facets: async (query) => search.facets(query),
    similar: async (productId) => search.similar(productId),
    labelled: (code) => reader.labelled(code),
    categories: () => reader.categories(),
    product: (productId) => reader.product(productId),
    variant: (sku) => reader.variant(sku),
    asOf: () => reader.asOf(),
    cursor: (bucket) => reader.cursor(bucket),
    applyPage: (bucket, from, page, at) => {
      const parsed = parsePage(new TextDecoder().decode(page));
      if (!parsed.ok) return Promise.resolve(parsed);
      const applied = writer.apply(bucket, from, parsed.value, at);
      return Promise.resolve(applied === null ? err({ kind: 'wrong-cursor' }) : ok({ ...applied, serverTime: parsed.value.serverTime }));
    },
    restart: (bucket) => {
      writer.restart(bucket);
      return Promise.resolve(done);
    },
    onChange: () => () => {},
    close: () => void db.close(),
  };
}
