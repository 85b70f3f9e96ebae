import { z } from 'zod';
import { softHold } from '../../contract/stock.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Database } from '../db/database.ts';
import { num, parsed, str } from '../db/rows.ts';
import { alone, type Broken, endTheJob } from '../domain/alone.ts';
import { tellLateMoney } from '../domain/money-back.ts';
import { expireUnpaid, giveUpUnanswered } from '../domain/stock/expire.ts';
import { reconcileOrder } from '../domain/stock/reconcile.ts';

/** Orders that are looked at before the next batch is asked for. */
const BATCH = 100;

/**
 * Settles the stock: every order that was placed or changed since is looked at, in the order in which the hub heard of it, one transaction each, so
 * that of two stations that sold the last piece the first one heard has it. An order that cannot be looked at stays for the next time. Answers whether anything is new to stations or customers.
 */
export async function settleStock(db: Database, now: UnixMs, broken: Broken = endTheJob): Promise<boolean> {
  let changed = false;
  for (let after = 0; ; ) {
    const rows = await db.query('SELECT * FROM stock_due WHERE due_id > $1 ORDER BY due_id LIMIT $2', [after, BATCH]);
    for (const row of rows) {
      const key = { tenantId: str(row, 'tenant_id'), orderId: str(row, 'order_id') };
      after = num(row, 'due_id');
      const settle = () =>
        db.transaction(async (tx) => {
          // Another process of the hub may have been quicker: what its station leased is drawn once.
          const mine = await tx.query('DELETE FROM stock_due WHERE due_id = $1 RETURNING due_id', [num(row, 'due_id')]);
          return mine.length > 0 && (await reconcileOrder(tx, key, now, parsed(row, 'holds', z.array(softHold).nullable())));
        });
      if ((await alone({ tenantId: key.tenantId, about: key.orderId }, settle, broken)) === true) changed = true;
    }
    // Looking at one order may wake others.
    if (rows.length === 0) return changed;
  }
}

/** Ends what time has ended: orders that nobody paid, questions that nobody answered. What that frees is settled with it. */
export async function tendStock(db: Database, now: UnixMs, broken: Broken = endTheJob): Promise<boolean> {
  const expired = await expireUnpaid(db, now, broken);
  const unanswered = await giveUpUnanswered(db, now, broken);
  await tellLateMoney(db, now);
  const settled = await settleStock(db, now, broken);
  return expired > 0 || unanswered > 0 || settled;
}
