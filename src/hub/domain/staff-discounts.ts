import type { DiscountTrouble, PriceMark } from '../../contract/discounts.ts';
import type { DiscountUndone } from '../../contract/events/discount-operations.ts';
import { type OperatorDiscount, operatorDiscount, type SettleDiscount } from '../../contract/hub/discounts.ts';
import type { OrderLine } from '../../contract/orders.ts';
import { judgeDiscount } from '../../core/discounts/judge-discount.ts';
import { orderTotal } from '../../core/orders/order-total.ts';
import type { Money } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Queryable } from '../db/database.ts';
import { findGoods } from '../db/goods.ts';
import type { Operator } from '../db/operators.ts';
import { changeOrder, lockOrder, lockOrderId, publishOrder, type StoredOrder } from '../db/orders.ts';
import {
  bearDiscounts,
  findDiscounts,
  findStaff,
  hasRefusedDiscount,
  putDiscount,
  readLimits,
  type StaffDiscount,
  settleDiscounts,
} from '../db/staff-discounts.ts';
import { alarm, applied, audit, type Effect, type EffectContext, endAlarm, type Happening } from './context.ts';
import type { Refusal } from './refusal.ts';
import { isExpired } from './stock/expired.ts';

/** The alarm of an order off which staff took what they may not. */
export const DISCOUNT_REFUSED = 'discount-refused';

/**
 * Judges what staff took off the lines of an order that has just arrived. The station judged it by the limits that it held, which may have been others,
 * and a station that was tampered with says whatever it likes: so the hub judges by its own limits, people and categories.
 *
 * The order stays in any case. One with a discount that the hub does not agree to waits in one state, `discountRefused`: no money is taken for it until
 * people have decided that the shop bears it, or that it costs what it cost before. Where its money was taken already, they decide about the shop alone.
 */
export async function judgeMarks(c: EffectContext, order: StoredOrder, marks: readonly PriceMark[]): Promise<void> {
  const lines = order.lines.filter(({ listPrice, unitPrice }) => listPrice !== undefined && listPrice.minor !== unitPrice.minor);
  if (lines.length === 0) return;
  const judge = await createJudge(c, lines);
  const given: StaffDiscount[] = [];
  for (const line of lines) {
    const one = await judge(order, line, marks.find(({ sku }) => sku === line.sku) ?? null);
    given.push(one);
    await putDiscount(c.tx, one);
    await audit(c, 'order.marked-down', factsOf(one));
  }
  const [worst] = given.filter(({ why }) => why !== null);
  if (worst === undefined) return;
  const { orderId, sku, why, staffId } = worst;
  await alarm(c, DISCOUNT_REFUSED, orderId, { orderId, number: order.number, sku, why, staffId, list: worst.list.minor, minor: worst.unit.minor });
  await publishOrder(c.tx, order);
}

/** Staff took it back at the till before anybody paid. */
export async function undoDiscount(c: EffectContext, op: DiscountUndone): Promise<Effect> {
  const { tenantId, storeId } = c.station;
  await lockOrderId(c.tx, tenantId, op.orderId);
  const order = await lockOrder(c.tx, tenantId, op.orderId);
  if (order === null) return { outcome: 'deferred', reason: 'the order has not arrived yet', orderId: op.orderId };
  if (order.storeId !== storeId) return { outcome: 'rejected', reason: 'no such order' };
  // Nobody had paid it in time, as far as the hub knew: what the till took for it since is what it costs without the discount.
  if (order.status !== 'placed' && !(await isExpired(c.tx, order))) {
    // It was paid elsewhere meanwhile, at the lower price: that price stands.
    await publishOrder(c.tx, order);
    return { outcome: 'rejected', reason: `the order is ${order.status}` };
  }
  await undo(c, order, op.staffId);
  return applied;
}

/** Head office has decided. Told again it changes nothing. */
export async function settleDiscount(c: Happening, operator: Operator, orderId: string, told: SettleDiscount): Promise<Result<undefined, Refusal>> {
  const order = await lockOrder(c.tx, operator.tenantId, orderId);
  const known = order === null ? [] : await findDiscounts(c.tx, operator.tenantId, orderId);
  const refused = known.filter(({ why }) => why !== null);
  if (order === null || refused.length === 0) return err({ kind: 'unknown', message: 'there is no such discount' });
  if (!(await hasRefusedDiscount(c.tx, order))) {
    return refused.every(({ settled }) => settled === told.outcome) ? ok(undefined) : err({ kind: 'not-now', message: 'it was settled otherwise' });
  }
  const by = `${operator.operatorId}/${told.by}`;
  if (told.outcome === 'undone') {
    if (order.status !== 'placed') return err({ kind: 'not-now', message: `the order is ${order.status}` });
    await undo(c, order, by);
    return ok(undefined);
  }
  await settleDiscounts(c.tx, order, { outcome: 'borne', by, at: c.at });
  await endAlarm(c, DISCOUNT_REFUSED, orderId);
  await audit(c, 'discount.borne', { orderId, by });
  await publishOrder(c.tx, order);
  return ok(undefined);
}

/**
 * A till that was away took what its customer's slip said, before what staff had taken off was undone: goods and receipt are theirs, so that sum pays the order and the
 * shop bears the rest. Answers the order as it costs then; null: it is another sum, or nothing was undone. The order is locked.
 */
export async function bearUndone(c: Happening, order: StoredOrder, amount: Money): Promise<StoredOrder | null> {
  const { tenantId, orderId, delivery, discounts } = order;
  const undone = (await findDiscounts(c.tx, tenantId, orderId)).filter(({ settled }) => settled === 'undone');
  if (order.status !== 'placed' || undone.length === 0) return null;
  const lines = order.lines.map((line) => {
    const one = line.listPrice === undefined ? undefined : undone.find(({ sku }) => sku === line.sku);
    return one === undefined ? line : { ...line, unitPrice: one.unit };
  });
  const { currency } = order.total;
  const cheap: StoredOrder = { ...order, lines, total: orderTotal({ currency, lines, delivery, discounts }) };
  if (amount.currency !== currency || amount.minor !== cheap.total.minor || amount.minor >= order.total.minor) return null;
  await changeOrder(c.tx, cheap);
  await bearDiscounts(c.tx, order, c.at);
  await audit(c, 'discount.borne', { orderId, by: 'till', minor: cheap.total.minor, currency });
  return cheap;
}

/** What staff took off, what wants a decision first, then the newest. */
export async function listDiscounts(db: Queryable, tenantId: string): Promise<OperatorDiscount[]> {
  const rows = await db.query(
    `SELECT d.order_id AS "orderId", o.number, o.status, d.sku, d.quantity, d.list_minor, d.unit_minor, d.currency, d.reason, d.note,
       d.staff_id AS "staffId", d.second_id AS "secondId", d.given_at AS "givenAt", d.why, d.settled
     FROM staff_discounts d JOIN orders o ON o.tenant_id = d.tenant_id AND o.order_id = d.order_id
     WHERE d.tenant_id = $1 ORDER BY d.why IS NULL OR d.settled IS NOT NULL, d.given_at DESC, d.order_id, d.sku LIMIT 2000`,
    [tenantId],
  );
  return rows.map(({ list_minor: list, unit_minor: unit, currency, ...rest }) =>
    operatorDiscount.parse({ ...rest, list: { minor: list, currency }, unit: { minor: unit, currency } }),
  );
}

type Judge = (order: StoredOrder, line: OrderLine, mark: PriceMark | null) => Promise<StaffDiscount>;

async function createJudge(c: EffectContext, lines: readonly OrderLine[]): Promise<Judge> {
  const { tenantId, storeId } = c.station;
  const limits = await readLimits(c.tx, tenantId, storeId);
  const skus = lines.map(({ sku }) => sku);
  const goods = await findGoods(c.tx, tenantId, skus);
  const rolesOf = async (staffId: string | undefined) => (staffId === undefined ? null : ((await findStaff(c.tx, c.station, staffId))?.roles ?? null));
  return async ({ orderId, placedAt }, { sku, quantity, unitPrice, listPrice = unitPrice }, mark) => {
    const people = { roles: await rolesOf(mark?.staffId), secondRoles: await rolesOf(mark?.secondId) };
    const category = goods.get(sku)?.product.category ?? null;
    const why: DiscountTrouble | null = mark === null ? 'no-reason' : judgeDiscount(limits, { list: listPrice, price: unitPrice, category, mark, ...people });
    const { reason = null, note = null, staffId = null, secondId = null } = mark ?? {};
    return { tenantId, orderId, sku, quantity, list: listPrice, unit: unitPrice, reason, note, staffId, secondId, givenAt: placedAt, why, settled: null };
  };
}

/** The lines cost again what they cost before; what coupons and points took off stays. `listPrice` stays too: the slip that was printed said less. */
async function undo(c: Happening, order: StoredOrder, by: string): Promise<void> {
  const lines = order.lines.map((line) => (line.listPrice === undefined ? line : { ...line, unitPrice: line.listPrice }));
  const { delivery, discounts } = order;
  const dear: StoredOrder = { ...order, lines, total: orderTotal({ currency: order.total.currency, lines, delivery, discounts }) };
  await changeOrder(c.tx, dear);
  await settleDiscounts(c.tx, dear, { outcome: 'undone', by, at: c.at });
  await endAlarm(c, DISCOUNT_REFUSED, order.orderId);
  await audit(c, 'discount.undone', { orderId: order.orderId, minor: dear.total.minor, currency: dear.total.currency, by });
  await publishOrder(c.tx, dear);
}

/** The audit names people by their ids and money by its amounts; what was written beside the reason stays with the order. */
function factsOf({ orderId, sku, quantity, list, unit, reason, staffId, secondId, why }: StaffDiscount) {
  return { orderId, sku, quantity, list: list.minor, minor: unit.minor, currency: unit.currency, reason, staffId, secondId, why };
}
