import type { ReturnLine, ReturnPermit } from '../../contract/hub/silo.ts';
import { toHex } from '../../kernel/ids.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { findSettledOff } from '../after/called-off.ts';
import { putRows } from '../db/buckets.ts';
import type { Database } from '../db/database.ts';
import type { StoredOrder } from '../db/orders.ts';
import { findPermits, findRefunds, returnsUntil } from '../db/returns.ts';
import { str } from '../db/rows.ts';
import { readStore } from '../db/stores.ts';
import { audit, type Happening } from './context.ts';
import { beginsAt, type Mint, mintCode } from './mint.ts';
import { returnable } from './phone-view.ts';
import type { Refusal } from './refusal.ts';
import { fits } from './return-lines.ts';
import { closePermit } from './returns.ts';

/** Open codes of one order at a time, and codes of one order ever. */
const MOST_OPEN = 3;
const MOST_MADE = 20;
/** A code lives as long as codes may, less what it begins before it is made; or to the end of the time for returns. */
const LIFE_SECONDS = 34 * 86_400;

/** Makes a code with which goods of an order may be put into any silo of the company. The order is locked. */
export async function makeReturn(
  c: Happening,
  order: StoredOrder,
  wish: { readonly made: number; readonly lines: readonly ReturnLine[] },
  mint: Mint,
): Promise<Result<undefined, Refusal>> {
  const { tenantId, orderId, number: orderNumber } = order;
  const permits = await findPermits(c.tx, tenantId, orderId);
  if (permits.length !== wish.made) return ok(undefined);
  const { rules } = await readStore(c.tx, tenantId, order.storeId);
  const until = await returnsUntil(c.tx, order, rules.returnDays);
  if (until === null || c.at >= until) return err({ kind: 'not-now', message: 'nothing of this order can come back now' });
  const open = permits.filter((permit) => permit.state === 'open').length;
  if (open >= MOST_OPEN || permits.length >= MOST_MADE) return err({ kind: 'too-often', message: 'there are enough codes for this order' });
  const left = returnable(order, { permits, refunds: await findRefunds(c.tx, tenantId, orderId), calledOff: await findSettledOff(c.tx, order) });
  if (!fits(wish.lines, left)) return err({ kind: 'not-now', message: 'more than can come back' });
  const returnId = toHex(mint.random(16));
  const nowSeconds = Math.floor(c.at / 1000);
  const expires = Math.max(nowSeconds + 60, Math.min(nowSeconds + LIFE_SECONDS, Math.floor(until / 1000)));
  const code = mintCode(mint, { kind: 'return', passId: returnId, bank: 'any', pin: false, notBefore: beginsAt(mint.key, nowSeconds), expires });
  await c.tx.query(
    `INSERT INTO return_permits (tenant_id, return_id, order_id, number, lines, code, made_at, expires, state)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, 'open')`,
    [tenantId, returnId, orderId, permits.length + 1, JSON.stringify(wish.lines), code, c.at, expires],
  );
  const value: ReturnPermit = { returnId, orderId, number: orderNumber, lines: [...wish.lines] };
  await putRows(c.tx, { tenantId, bucket: 'returns', scope: '' }, [{ key: returnId, value }]);
  await audit(c, 'return.announced', { orderId, returnId });
  return ok(undefined);
}

/** Takes an announced return back; what it named may be announced again. The order is locked. */
export async function cancelReturn(c: Happening, order: StoredOrder, number: number): Promise<Result<undefined, Refusal>> {
  const permit = (await findPermits(c.tx, order.tenantId, order.orderId)).find((one) => one.number === number);
  if (permit === undefined) return err({ kind: 'unknown', message: 'there is no such return' });
  if (permit.state !== 'open') return ok(undefined);
  await closePermit(c, permit, 'cancelled');
  await audit(c, 'return.cancelled', { orderId: order.orderId, returnId: permit.returnId });
  return ok(undefined);
}

/** Ends the codes that nobody came with. Answers how many. */
export async function expireReturns(db: Database, now: UnixMs): Promise<number> {
  return await db.transaction(async (tx) => {
    const rows = await tx.query(
      `SELECT tenant_id, return_id FROM return_permits WHERE state = 'open' AND expires < $1 ORDER BY tenant_id, return_id LIMIT 200 FOR UPDATE SKIP LOCKED`,
      [Math.floor(now / 1000)],
    );
    for (const row of rows) await closePermit({ tx, station: { tenantId: str(row, 'tenant_id') } }, { returnId: str(row, 'return_id') }, 'expired');
    return rows.length;
  });
}
