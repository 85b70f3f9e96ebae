import type { Stock } from '../../../contract/catalogue.ts';
import type { Transaction } from '../../db/database.ts';
import type { BucketCounts } from '../../db/buckets.ts';
import { lockStock, publishStock, putFigures, readPlaces } from '../../db/stock.ts';
import { wakeWaiting } from './wake.ts';

/** SKUs that are read and told of at once. */
const CHUNK = 1000;

/**
 * Takes figures of the feed, or of a person who counted: they are what is there, and what orders hold is taken off them. A figure that is older than the
 * one known changes nothing. Orders for which it matters are looked at next: some may miss pieces now, others get theirs.
 */
export async function takeFigures(tx: Transaction, tenantId: string, figures: readonly Stock[]): Promise<BucketCounts> {
  const counts = { created: 0, changed: 0, unchanged: 0 };
  await lockStock(tx, tenantId);
  const bySku = [...Map.groupBy(figures, (figure) => figure.sku)];
  for (let at = 0; at < bySku.length; at += CHUNK) {
    const chunk = bySku.slice(at, at + CHUNK);
    const skus = chunk.map(([sku]) => sku);
    const before = await readPlaces(tx, tenantId, skus);
    await putFigures(tx, tenantId, lastOfEach(chunk.flatMap(([, some]) => some)));
    const published = await publishStock(tx, tenantId, skus);
    counts.created += published.created;
    counts.changed += published.changed;
    counts.unchanged += published.unchanged;
    if (published.changed > 0) await wakeWaiting(tx, tenantId, { before, after: await readPlaces(tx, tenantId, skus), but: null });
  }
  return counts;
}

/** Of two figures for one place in one file the last one counts. */
function lastOfEach(figures: readonly Stock[]): Stock[] {
  return [...new Map(figures.map((figure) => [`${figure.locationId}/${figure.sku}`, figure])).values()];
}
