import type { OrderWithdrawn } from '../../contract/events/after-operations.ts';
import type { Pieces, WithdrawalState } from '../../contract/hub/after.ts';
import { wayOf } from '../../contract/order-ways.ts';
import { isWithdrawalOpen } from '../../core/orders/legal-clock.ts';
import { stepOrder } from '../../core/orders/order-machine.ts';
import { partStates } from '../../core/orders/ways.ts';
import { type Gone, wishedPieces } from '../../core/orders/withdraw.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { type Money, sum, times } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { partedOf, type StoredOrder, setOrderStatus } from '../db/orders.ts';
import { findStoredParcels } from '../db/parcels.ts';
import { giveBenefitsBack, refundShare, returnPoints } from '../domain/benefits.ts';
import { findPermits } from '../db/returns.ts';
import { findWithdrawal, findWithdrawals, insertWithdrawal, type StoredWithdrawal } from '../db/withdrawals.ts';
import { alarm, applied, audit, type Effect, type EffectContext, type Happening } from '../domain/context.ts';
import { readLeftToGive } from '../domain/back-cap.ts';
import { queueMessage } from '../domain/messages.ts';
import { machineState } from '../domain/orders.ts';
import type { Refusal } from '../domain/refusal.ts';
import { closePermit } from '../domain/returns.ts';
import { readFourteenDays } from './fourteen-days.ts';
import { recallCalledOff } from './goods-back.ts';
import { readClockOf } from './legal-facts.ts';
import { findOrderMeant } from './order-meant.ts';
import { STOP_GOODS } from './settle-withdrawal.ts';
import { type LeftToWithdraw, readLeftToWithdraw } from './what-is-left.ts';
import { readWhereGoodsAre } from './where-goods-are.ts';

/** Most withdrawals of one order: beyond that somebody plays. */
const MOST = 20;

/** A customer's wish to withdraw. No lines: from all that is left. */
export interface WithdrawalWish {
  readonly withdrawalId: string;
  readonly lines: readonly Pieces[];
  /** When they confirmed it. */
  readonly at: UnixMs;
}

/**
 * A customer withdraws from an order on their phone. `made` is the count of withdrawals that they have seen, so that a press that is repeated
 * does nothing. The order is locked.
 */
export async function withdrawByPhone(c: Happening, order: StoredOrder, wish: WithdrawalWish & { readonly made: number }): Promise<Result<undefined, Refusal>> {
  const before = await findWithdrawals(c.tx, order.tenantId, order.orderId);
  if (before.length !== wish.made) return ok(undefined);
  const left = await readLeftToWithdraw(c.tx, order);
  const lines = left.whole ? wishedPieces([], left.lines) : wishedPieces(wish.lines, left.lines);
  if (lines === null || lines.length === 0) return err({ kind: 'not-now', message: 'nothing of this order is left to withdraw from, or less' });
  if (before.length >= MOST) return err({ kind: 'too-often', message: 'there are enough withdrawals from this order' });
  if (!isWithdrawalOpen((await readClockOf(c.tx, order)).withdrawal, wish.at)) return err({ kind: 'not-now', message: 'the time to withdraw is over' });
  await withdraw(c, order, { ...wish, lines }, { left, number: before.length + 1, inTime: true });
  return ok(undefined);
}

/**
 * A customer withdrew at a kiosk. They hold an acknowledgement with its time, so it is never thrown away: what does not fit is kept for people.
 * Only what belongs to no order that could be theirs is refused, which people see too.
 */
export async function withdrawAtKiosk(c: EffectContext, op: OrderWithdrawn): Promise<Effect> {
  const meant = await findOrderMeant(c, op);
  if (meant.kind !== 'found') {
    await alarm(c, 'withdrawal-unproved', op.withdrawalId, { number: op.number, why: meant.kind });
    return { outcome: 'rejected', reason: meant.kind === 'unknown' ? 'there is no such order' : 'the contact is not that of the order' };
  }
  const { order } = meant;
  if ((await findWithdrawal(c.tx, order.tenantId, op.withdrawalId)) !== null) return applied;
  const before = await findWithdrawals(c.tx, order.tenantId, order.orderId);
  if (before.length >= MOST) return { outcome: 'rejected', reason: 'there are enough withdrawals from this order' };
  const left = await readLeftToWithdraw(c.tx, order);
  const wished = left.whole ? wishedPieces([], left.lines) : wishedPieces(op.lines, left.lines);
  const inTime = isWithdrawalOpen((await readClockOf(c.tx, order)).withdrawal, op.at);
  const lines = wished === null || wished.length === 0 ? null : wished;
  await withdraw(c, order, { ...op, lines: lines ?? op.lines }, { left, number: before.length + 1, inTime: inTime && lines !== null });
  return applied;
}

interface Found {
  readonly left: LeftToWithdraw;
  readonly number: number;
  readonly inTime: boolean;
}

async function withdraw(c: Happening, order: StoredOrder, wish: WithdrawalWish, { left, number, inTime }: Found): Promise<void> {
  const { tenantId, orderId } = order;
  const due = await dueOf(c, order, amountOf(order, wish.lines, left));
  const state = inTime ? stateAfter(order, left, due) : 'review';
  const isOver = state === 'cancelled' || state === 'refund-due';
  const one: StoredWithdrawal = {
    ...{ tenantId, orderId, number, inTime, state, lines: wish.lines, withdrawalId: wish.withdrawalId, stationId: c.station.stationId },
    ...{ at: wish.at, receivedAt: c.at, currency: order.total.currency, settled: null },
    amount: state === 'refund-due' ? due : null,
    goodsUntil: state === 'goods-awaited' ? await readFourteenDays(c.tx, order, wish.at) : null,
    refundBy: state === 'refund-due' ? await readFourteenDays(c.tx, order, wish.at) : null,
  };
  await insertWithdrawal(c.tx, one);
  if (isOver) await callOff(c, order, left);
  if (left.kept && state === 'cancelled') await returnPoints(c, order, wish.withdrawalId, { refunded: due, goods: wish.lines });
  const facts = { orderId, withdrawalId: wish.withdrawalId, state, inTime, pieces: wish.lines.reduce((pieces, line) => pieces + line.quantity, 0) };
  if (state === 'review') await alarm(c, 'withdrawal-review', wish.withdrawalId, facts);
  if (state === 'goods-awaited' && isToCome(order, wish.lines)) await alarm(c, STOP_GOODS, wish.withdrawalId, facts);
  // They lie at the desk: somebody takes them off it, and gives the money back.
  if (state === 'refund-due' && (await readWhereGoodsAre(c.tx, order)).atDesk) await alarm(c, STOP_GOODS, wish.withdrawalId, facts);
  await audit(c, 'order.withdrawn', facts);
  await queueMessage(c, { orderId, kind: 'withdrawn', about: `${orderId}.${number}`, happenedAt: wish.at });
}

/** May any of it not have reached its customer yet, so that they have nothing to bring back? Then people stop it, and give the money back. */
function isToCome(order: StoredOrder, gone: readonly Gone[]): boolean {
  if (order.status === 'paid') return true;
  const parted = partedOf(order);
  const lines = order.lines.filter(({ sku }) => count(gone, sku) > 0);
  const open = partStates(parted).flatMap(({ way, state }) => (state === 'handed-over' ? [] : [way]));
  return lines.some((line) => open.includes(wayOf(line, parted.fulfilmentKind)));
}

function stateAfter(order: StoredOrder, left: LeftToWithdraw, due: Money): Exclude<WithdrawalState, 'paid' | 'declined' | 'brought-back'> {
  // Taken along, and no till has told of its money yet: people look.
  if (order.status === 'placed') return left.kept ? 'review' : 'cancelled';
  if (!left.whole) return 'goods-awaited';
  // Coupons and points had covered it: they come back, and there is no money to.
  return due.minor > 0 ? 'refund-due' : 'cancelled';
}

/**
 * Ends an order of which nothing was handed over, or what of it was not taken along: then what was is all that there is of it, and its coupons and points are not
 * given back as a whole. What lies in a silo is to be taken out; codes for returns end.
 */
async function callOff(c: Happening, order: StoredOrder, { kept }: LeftToWithdraw): Promise<void> {
  const { tenantId, orderId } = order;
  for (const parcel of await findStoredParcels(c.tx, tenantId, orderId)) await recallCalledOff(c.tx, tenantId, parcel);
  for (const permit of await findPermits(c.tx, tenantId, orderId)) {
    if (permit.state === 'open') await closePermit({ tx: c.tx, station: { tenantId } }, permit, 'cancelled');
  }
  // Nothing of it is missing any more: what was paid for it goes back with the rest, and not a second time.
  await c.tx.query('DELETE FROM stock_shorts WHERE tenant_id = $1 AND order_id = $2', [tenantId, orderId]);
  const stepped = stepOrder(machineState(order), { kind: kept ? 'collected' : 'revoked' });
  if (!stepped.ok) return;
  await setOrderStatus(c.tx, order, stepped.value.status);
  if (!kept) await giveBenefitsBack(c, order);
}

/** No more than what was paid for the order, less what went back of it. */
async function dueOf(c: Happening, order: StoredOrder, amount: Money): Promise<Money> {
  if (order.status === 'placed') return amount;
  return { ...amount, minor: Math.min(amount.minor, (await readLeftToGive(c.tx, order)).minor) };
}

/** What was paid for these pieces, with what bringing them cost; for everything that was ordered it is all that was paid. */
function amountOf(order: StoredOrder, lines: readonly Gone[], left: LeftToWithdraw): Money {
  const { currency } = order.total;
  const isAll = order.lines.every(({ sku }) => count(lines, sku) === count(order.lines, sku));
  if (isAll) return order.total;
  const prices = lines.map(({ sku, quantity }) => times(order.lines.find((line) => line.sku === sku)?.unitPrice ?? { minor: 0, currency }, quantity));
  // Their share of what was paid where something was taken off; what went back before is counted where it is settled.
  const share = refundShare(order, sum(currency, prices), { minor: 0, currency });
  // Nothing else of the order is brought: what was taken along cost nothing to bring.
  const delivery = left.whole
    ? sum(
        currency,
        (order.delivery ?? []).flatMap(({ way, cost }) => (way === 'carry-out' ? [] : [cost])),
      )
    : { minor: 0, currency };
  return { minor: Math.min(order.total.minor, share.minor + delivery.minor), currency };
}

function count(lines: readonly Gone[], sku: string): number {
  return lines.filter((line) => line.sku === sku).reduce((pieces, line) => pieces + line.quantity, 0);
}
