import type { ReturnDeposited } from '../../contract/events/silo-operations.ts';
import type { ReturnLine } from '../../contract/hub/silo.ts';
import type { Money } from '../../kernel/money.ts';
import { findSettledOff } from '../after/called-off.ts';
import { goodsCameBack } from '../after/goods-back.ts';
import { dropRow } from '../db/directives.ts';
import { addEvents } from '../db/events.ts';
import { lockOrder, publishOrder, type StoredOrder } from '../db/orders.ts';
import { findOrdersOfPass, findParcel } from '../db/parcels.ts';
import { findPermit, findRefunds, paidLinesOf, returnsUntil, type StoredPermit, type StoredRefund } from '../db/returns.ts';
import { readStore } from '../db/stores.ts';
import { refundShare } from './benefits.ts';
import { alarm, applied, audit, type Effect, type EffectContext } from './context.ts';
import { queueMessage } from './messages.ts';
import { leftOf, payable } from './return-lines.ts';

/** What is to be paid for a deposit, and what people must look at. */
interface Verdict {
  readonly state: StoredRefund['state'];
  readonly paidLines: readonly ReturnLine[];
  readonly amount: Money | null;
  /** The alarm that goes with it. */
  readonly alarm: 'duplicate-return' | 'return-review' | 'return-over' | null;
  readonly why: string | null;
}

/**
 * Goods were put into a silo, with a code that may be good at any silo and may have been used at two that could not ask. The goods are a fact and
 * accepted; the money is asked for once per return and once per piece. What does not fit is kept for people, and never paid twice.
 */
export async function depositReturn(c: EffectContext, told: ReturnDeposited): Promise<Effect> {
  const { tenantId, stationId } = c.station;
  const op = await withOrderOfPass(c, told);
  if ((await findParcel(c.tx, tenantId, op.parcelId)) !== null) return { outcome: 'rejected', reason: 'a parcel with this id exists already' };
  const permit = op.returnId === null ? null : await findPermit(c.tx, tenantId, op.returnId);
  const orderId = op.orderId ?? permit?.orderId ?? null;
  // The lock makes two deposits of one order at two silos wait for each other: the pieces are counted one after the other.
  const order = orderId === null ? null : await lockOrder(c.tx, tenantId, orderId);
  const lines = op.lines.length === 0 && permit !== null ? permit.lines : op.lines;
  const verdict = await judge(c, op, order, lines);
  const facts = {
    parcelId: op.parcelId,
    orderId,
    returnId: op.returnId,
    compartmentId: op.compartmentId,
    state: verdict.state,
    why: verdict.why,
    pieces: op.pieces ?? null,
  };
  if (op.bank !== c.station.bank) await alarm(c, 'other-bank', op.parcelId, { ...facts, bank: op.bank });
  if (verdict.alarm !== null) await alarm(c, verdict.alarm, op.parcelId, facts);
  await c.tx.query(
    `INSERT INTO parcels (tenant_id, parcel_id, kind, order_id, station_id, bank, compartment_id, door_number, size, status, loaded_at)
     VALUES ($1, $2, 'return', $3, $4, $5, $6, $7, $8, 'stored', $9)`,
    [tenantId, op.parcelId, order?.orderId ?? null, stationId, op.bank, op.compartmentId, op.doorNumber, op.size, op.depositedAt],
  );
  await addEvents(c.tx, tenantId, op.parcelId, [{ kind: 'loaded', by: 'customer', at: op.depositedAt }]);
  await keepRefund(c, op, order, lines, verdict);
  if (order !== null) await goodsCameBack(c, order);
  if (order !== null) await publishOrder(c.tx, order);
  if (permit !== null && (permit.orderId === orderId || op.orderId === null)) await closePermit(c, permit, 'deposited');
  await audit(c, 'return.deposited', { ...facts, minor: verdict.amount?.minor ?? 0, currency: verdict.amount?.currency ?? null });
  if (order !== null || op.contact !== null) {
    await queueMessage(c, { orderId: order?.orderId ?? null, kind: 'returned', about: op.parcelId, happenedAt: op.depositedAt, contact: op.contact });
  }
  return applied;
}

/**
 * A silo to which an order is unknown names the pass that its parcel was collected with. The order is found by it, and since the same code may
 * bring things back more than once, it is no return that is used up. A pass that collected several orders leaves the choice to people.
 */
async function withOrderOfPass(c: EffectContext, op: ReturnDeposited): Promise<ReturnDeposited> {
  if (op.orderId !== null || op.returnId === null) return op;
  const orderIds = await findOrdersOfPass(c.tx, c.station.tenantId, op.returnId);
  return orderIds.length === 0 ? op : { ...op, returnId: null, orderId: orderIds.length === 1 ? (orderIds[0] ?? null) : null };
}

/** Ends a permit: its code is erased, and silos that have not been asked yet forget it. */
export async function closePermit(
  c: Pick<EffectContext, 'tx'> & { readonly station: { readonly tenantId: string } },
  permit: Pick<StoredPermit, 'returnId'>,
  state: 'deposited' | 'cancelled' | 'expired',
): Promise<void> {
  const { tenantId } = c.station;
  await c.tx.query('UPDATE return_permits SET state = $3, code = NULL WHERE tenant_id = $1 AND return_id = $2', [tenantId, permit.returnId, state]);
  await dropRow(c.tx, { tenantId, bucket: 'returns', scope: '' }, permit.returnId);
}

async function judge(c: EffectContext, op: ReturnDeposited, order: StoredOrder | null, lines: readonly ReturnLine[]): Promise<Verdict> {
  if (order === null) return review('no such order');
  if (order.status === 'placed' || order.status === 'cancelled') return review(`the order is ${order.status}`);
  if (lines.length === 0) return review('nobody said what it is');
  const before = await findRefunds(c.tx, order.tenantId, order.orderId);
  if (op.returnId !== null && (await isUsed(c, op.returnId))) {
    return { state: 'duplicate', paidLines: [], amount: null, alarm: 'duplicate-return', why: 'the return was brought before' };
  }
  const { rules } = await readStore(c.tx, order.tenantId, order.storeId);
  const until = await returnsUntil(c.tx, order, rules.returnDays);
  if (until === null || op.depositedAt > until) return review(until === null ? 'nothing of the order was handed over' : 'the time for returns is over');
  // What was called off never left the shop, and its money went back for that.
  const calledOff = (await findSettledOff(c.tx, order)).map((one) => ({ ...one, reason: 'changed-mind' as const }));
  const paidBefore = [calledOff, ...before.map(paidLinesOf)];
  const due = payable(lines, order.lines, leftOf(order.lines, ...paidBefore), order.total.currency);
  if (due.lines.length === 0) {
    return { state: 'duplicate', paidLines: [], amount: null, alarm: 'duplicate-return', why: 'every piece was brought before or never bought' };
  }
  const over = due.over ? 'more than was bought' : null;
  const already = payable(paidBefore.flat(), order.lines, leftOf(order.lines), order.total.currency);
  const amount = refundShare(order, due.amount, already.amount);
  return { state: 'requested', paidLines: due.lines, amount, alarm: due.over ? 'return-over' : null, why: over };
}

function review(why: string): Verdict {
  return { state: 'review', paidLines: [], amount: null, alarm: 'return-review', why };
}

/** Was something brought with this return's code before, at any silo? */
async function isUsed(c: EffectContext, returnId: string): Promise<boolean> {
  const rows = await c.tx.query(`SELECT 1 FROM refunds WHERE tenant_id = $1 AND return_id = $2 AND state <> 'duplicate' LIMIT 1`, [
    c.station.tenantId,
    returnId,
  ]);
  return rows.length > 0;
}

async function keepRefund(c: EffectContext, op: ReturnDeposited, order: StoredOrder | null, lines: readonly ReturnLine[], verdict: Verdict): Promise<void> {
  await c.tx.query(
    `INSERT INTO refunds (tenant_id, parcel_id, return_id, order_id, station_id, receipt, locale, lines, paid_lines, amount_minor, currency, state, deposited_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb, $10, $11, $12, $13)`,
    [
      c.station.tenantId,
      op.parcelId,
      op.returnId,
      order?.orderId ?? null,
      c.station.stationId,
      op.receipt,
      op.locale,
      JSON.stringify(lines),
      JSON.stringify(verdict.paidLines),
      verdict.amount?.minor ?? 0,
      verdict.amount?.currency ?? null,
      verdict.state,
      op.depositedAt,
    ],
  );
}
