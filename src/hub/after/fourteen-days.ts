import type { UnixMs } from '../../kernel/clock.ts';
import { addDays, endOfDay, localDay } from '../../kernel/local-day.ts';
import type { Queryable } from '../db/database.ts';
import type { StoredOrder } from '../db/orders.ts';
import { readStore } from '../db/stores.ts';

/** Days in which goods are to come back after a withdrawal, and in which money is (directive 2011/83, articles 13 and 14). */
const BACK_DAYS = 14;

/** The end of the fourteenth day after a moment, where an order's shop is. */
export async function readFourteenDays(db: Queryable, { tenantId, storeId }: Pick<StoredOrder, 'tenantId' | 'storeId'>, at: UnixMs): Promise<UnixMs> {
  const { timeZone } = await readStore(db, tenantId, storeId);
  return endOfDay(addDays(localDay(at, timeZone), BACK_DAYS), timeZone);
}
