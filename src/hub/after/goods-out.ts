import { z } from 'zod';
import type { Pieces } from '../../contract/hub/after.ts';
import { wayOf } from '../../contract/order-ways.ts';
import type { HandOver, OrderLine, Way } from '../../contract/orders.ts';
import { leadingWay } from '../../core/orders/ways.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { heardKeys } from '../db/heard.ts';
import { routeOrder, type StoredOrder } from '../db/orders.ts';
import { findParcelsOfOrder } from '../db/parcels.ts';
import { num, numOrNull, parsed, str, strOrNull } from '../db/rows.ts';
import { alarm, type EffectContext } from '../domain/context.ts';
import { recallCalledOff } from './goods-back.ts';

/** The kind of the alarm that pieces were handed over which staff elsewhere had taken off their order. */
export const HANDED_AFTER_REJECT = 'handed-after-reject';

const piecesShape = z.array(z.object({ sku: z.string(), quantity: z.number() }));

/** A part of an order was handed over, or lies in a locker. */
export interface GoodsMoved {
  readonly way: Way;
  readonly at: UnixMs;
}

/**
 * Goods moved at a station that had not heard what staff at another had taken off the order: the pieces that were said not to be there may be gone with the rest. What
 * is owed for them waits for people then; where it has gone back already, they are told that goods and money may both be gone.
 */
export async function movedAfterReject(c: EffectContext, order: StoredOrder, { way, at }: GoodsMoved): Promise<void> {
  const { tenantId, orderId } = order;
  const rows = await c.tx.query(
    `SELECT m.money_id, m.pieces, m.owed_at, m.told_at, m.settled, r.refund_id, r.stage->>'kind' AS stage FROM money_back m
       LEFT JOIN provider_refunds r ON r.tenant_id = m.tenant_id AND r.cause = 'money' AND r.about = m.money_id AND r.stage->>'kind' <> 'refused'
     WHERE m.tenant_id = $1 AND m.order_id = $2 AND m.pieces IS NOT NULL AND m.goods_out_at IS NULL`,
    [tenantId, orderId],
  );
  if (rows.length === 0) return;
  const bucket = { tenantId, bucket: 'orders', scope: order.storeId } as const;
  const hasHeard = (await heardKeys(c.tx, c.station.stationId, bucket, [orderId])).has(orderId);
  for (const row of rows) {
    const wasBefore = at <= num(row, 'owed_at') || (numOrNull(row, 'told_at') === null && !hasHeard);
    if (!wasBefore || !parsed(row, 'pieces', rejectedShape).ways.includes(way)) continue;
    const stage = strOrNull(row, 'stage');
    const isPaidBack = row['settled'] === 'paid' || (stage !== null && stage !== 'requested');
    const moneyId = str(row, 'money_id');
    await c.tx.query('UPDATE money_back SET goods_out_at = $3 WHERE tenant_id = $1 AND money_id = $2', [tenantId, moneyId, at]);
    if (!isPaidBack && stage !== null)
      await c.tx.query('DELETE FROM provider_refunds WHERE tenant_id = $1 AND refund_id = $2', [tenantId, str(row, 'refund_id')]);
    await alarm(c, HANDED_AFTER_REJECT, moneyId, { orderId, moneyId, paidBack: isPaidBack });
  }
}

const rejectedShape = z.object({ ways: z.array(z.string()), lines: piecesShape });

/** What staff took off an order, as it is kept beside the sum that is owed for it. */
export function rejectedPieces(order: StoredOrder, lines: readonly Pieces[]): { readonly ways: readonly Way[]; readonly lines: readonly Pieces[] } {
  const skus = new Set(lines.map(({ sku }) => sku));
  return { ways: [...new Set(order.lines.filter(({ sku }) => skus.has(sku)).map((line) => wayOf(line, order.fulfilment.kind)))], lines };
}

/** Remembers which pieces go another way from now on. */
export async function noteReroute(
  c: Pick<EffectContext, 'tx' | 'at'>,
  order: StoredOrder,
  { from, to }: { readonly from: Way; readonly to: Way },
): Promise<void> {
  const pieces = order.lines.filter((line) => wayOf(line, order.fulfilment.kind) === from).map(({ sku, quantity }) => ({ sku, quantity }));
  await c.tx.query(
    `INSERT INTO order_reroutes (tenant_id, order_id, number, from_way, to_way, pieces, at)
     SELECT $1, $2, count(*) + 1, $3, $4, $5::jsonb, $6 FROM order_reroutes WHERE tenant_id = $1 AND order_id = $2`,
    [order.tenantId, order.orderId, from, to, JSON.stringify(pieces), c.at],
  );
}

/**
 * A part was handed over that staff elsewhere had sent another way meanwhile: its customer has it, so it goes the way that it went. What lies in a locker of it is taken
 * out again; what is sent people stop. Answers the order as it is then; the same where nothing of it was rerouted.
 *
 * ```
 *  desk B, cut off   handed over ─────────────────────┐ tells
 *  desk A                        desk → silo          │
 *  hub               desk        silo                 └▶ desk, handed over; the silo gets no second one
 * ```
 */
export async function backToItsWay(c: EffectContext, order: StoredOrder, way: HandOver['way']): Promise<StoredOrder> {
  const { tenantId, orderId } = order;
  const [row] = await c.tx.query(
    'SELECT to_way, pieces FROM order_reroutes WHERE tenant_id = $1 AND order_id = $2 AND from_way = $3 ORDER BY number DESC LIMIT 1',
    [tenantId, orderId, way],
  );
  if (row === undefined || order.status === 'cancelled') return order;
  const to = str(row, 'to_way');
  const left = new Map<string, number>();
  for (const { sku, quantity } of parsed(row, 'pieces', piecesShape)) left.set(sku, (left.get(sku) ?? 0) + quantity);
  const lines = order.lines.map((line): OrderLine => {
    const open = left.get(line.sku) ?? 0;
    if (wayOf(line, order.fulfilment.kind) !== to || open < line.quantity) return { ...line, way: wayOf(line, order.fulfilment.kind) };
    left.set(line.sku, open - line.quantity);
    return { ...line, way };
  });
  if (!lines.some((line) => line.way === way)) return order;
  const lead = leadingWay(lines.map((line) => line.way ?? order.fulfilment.kind));
  const address = order.shipTo ?? (order.fulfilment.kind === 'ship' ? order.fulfilment.address : null);
  const kept = order.fulfilment.kind === lead ? order.fulfilment : lead === 'ship' ? { kind: lead, address: null } : { kind: lead };
  const back: StoredOrder = {
    ...order,
    lines,
    fulfilment: kept,
    ...(lead !== 'ship' && address !== null && lines.some((line) => line.way === 'ship') ? { shipTo: address } : {}),
  };
  await routeOrder(c.tx, back);
  for (const parcel of await findParcelsOfOrder(c.tx, tenantId, orderId)) {
    if (to === 'silo' && parcel.kind === 'order' && parcel.status === 'stored') await recallCalledOff(c.tx, tenantId, parcel);
  }
  return back;
}
