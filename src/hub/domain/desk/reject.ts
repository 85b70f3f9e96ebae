import type { Pieces } from '../../../contract/hub/after.ts';
import type { DeskOutcome, DeskReject, DeskReroute } from '../../../contract/hub/staff-desk.ts';
import { wayOf } from '../../../contract/order-ways.ts';
import type { Way } from '../../../contract/orders.ts';
import { type ChangedOrder, type ChargedOrder, giveUp, piecesOf } from '../../../core/stock/give-up.ts';
import { findOpenlyWithdrawn } from '../../after/called-off.ts';
import { rejectedPieces } from '../../after/goods-out.ts';
import type { StoredOrder } from '../../db/orders.ts';
import { findParcelsOfOrder } from '../../db/parcels.ts';
import { lockStock } from '../../db/stock.ts';
import { audit } from '../context.ts';
import { applyChange } from '../stock/change-order.ts';
import { reconcileLocked } from '../stock/reconcile.ts';
import { type DeskContext, openOrder, type Refused, whyNotChanged } from './desk-order.ts';
import { notThere } from './not-there.ts';

type Elsewhere = Extract<DeskReroute, { readonly to: 'elsewhere' }>;

/**
 * The shop cannot give pieces of an order: they leave it, what was paid for them is owed to its customer and goes back as any such sum does, nothing is
 * held for them any more, and the customer is told. Nothing that its customer has already, or that lies in a locker, is taken off.
 */
export async function rejectPieces(c: DeskContext, orderId: string, asked: DeskReject): Promise<DeskOutcome> {
  const opened = await openPieces(c, orderId, asked);
  if (!opened.ok) return opened.why;
  const { order } = opened;
  await lockStock(c.tx, order.tenantId);
  if (asked.reason !== 'other') await notThere(c, order, asked.pieces, asked.staffId);
  const changed = without(order, asked.pieces);
  await applyChange(c, order, { changed, why: 'sold-out', about: `rejected-${c.at}`, rejected: rejectedPieces(order, asked.pieces) });
  const facts = { orderId, staffId: asked.staffId, reason: asked.reason, pieces: countOf(asked.pieces), left: changed.order === null ? 0 : 1 };
  await audit(c, 'order.rejected', facts);
  return 'done';
}

/** Pieces are not in the shop: they come from another place if any has them, and else their customer is asked, as for whatever sold out. */
export async function takeElsewhere(c: DeskContext, orderId: string, asked: Elsewhere): Promise<DeskOutcome> {
  const opened = await openPieces(c, orderId, asked);
  if (!opened.ok) return opened.why;
  const { order } = opened;
  await lockStock(c.tx, order.tenantId);
  if ((await notThere(c, order, asked.pieces, asked.staffId)) === 0) return 'not-here';
  await audit(c, 'order.rerouted', { orderId, staffId: asked.staffId, to: 'elsewhere', reason: asked.reason, pieces: countOf(asked.pieces) });
  await reconcileLocked(c, order, null);
  return 'done';
}

type Opened = { readonly ok: true; readonly order: StoredOrder } | { readonly ok: false; readonly why: Refused };

async function openPieces(c: DeskContext, orderId: string, asked: DeskReject | Elsewhere): Promise<Opened> {
  const opened = await openOrder(c, orderId, asked.staffId);
  if (!opened.ok) return { ok: false, why: opened.error };
  const order = opened.value;
  const why = (await whyNotChanged(c, order, asked.seen)) ?? (await whyNotTaken(c, order, asked.pieces));
  return why === null ? { ok: true, order } : { ok: false, why };
}

/** Null: all these pieces are still the shop's to give, and nobody has withdrawn from them. */
async function whyNotTaken(c: DeskContext, order: StoredOrder, pieces: readonly Pieces[]): Promise<Refused | null> {
  if (pieces.some(({ sku, quantity }) => piecesOf(order.lines, sku) < quantity)) return 'changed';
  const withdrawn = await findOpenlyWithdrawn(c.tx, order);
  if (pieces.some(({ sku, quantity }) => piecesOf(order.lines, sku) - piecesOf(withdrawn, sku) < quantity)) return 'already';
  const ways = new Set(pieces.flatMap(({ sku }) => waysOf(order, sku)));
  if (ways.has('ship')) return 'not-ours';
  if (order.handOvers?.some((one) => ways.has(one.way) && one.handedAt !== undefined) === true) return 'already';
  const parcels = ways.has('silo') ? await findParcelsOfOrder(c.tx, order.tenantId, order.orderId) : [];
  if (parcels.some(({ status }) => status === 'stored')) return 'in-locker';
  return parcels.some(({ status }) => status === 'collected') ? 'already' : null;
}

function waysOf(order: StoredOrder, sku: string): Way[] {
  return order.lines.filter((line) => line.sku === sku).map((line) => wayOf(line, order.fulfilment.kind));
}

function without(order: StoredOrder, pieces: readonly Pieces[]): ChangedOrder {
  let left: ChargedOrder | null = { lines: order.lines, total: order.total, delivery: order.delivery, discounts: order.discounts };
  for (const { sku, quantity } of pieces) left = left === null ? null : giveUp(left, sku, quantity).order;
  return { order: left, off: { minor: order.total.minor - (left?.total.minor ?? 0), currency: order.total.currency } };
}

function countOf(pieces: readonly Pieces[]): number {
  return pieces.reduce((count, { quantity }) => count + quantity, 0);
}
