import type { GoodsHanded, GoodsReady } from '../../contract/events/operations.ts';
import { type HandOverEvent, type HandOverOrder, stepHandOver, withHandOver } from '../../core/orders/hand-over.ts';
import { findSettledOff } from '../after/called-off.ts';
import { takenAfterWithdrawal } from '../after/goods-back.ts';
import { backToItsWay, movedAfterReject } from '../after/goods-out.ts';
import { isOnHold } from '../db/order-money.ts';
import { partedOf, setHandOvers, type StoredOrder } from '../db/orders.ts';
import { alarm, applied, audit, type Effect, type EffectContext } from './context.ts';
import { queueMessage } from './messages.ts';
import { findAwaited, unknownOrder } from './orders.ts';

/** Staff put the desk's part of an order ready: its customer is called. */
export async function goodsReady(c: EffectContext, op: GoodsReady): Promise<Effect> {
  const order = await findAwaited(c, op.orderId);
  if (order === null || order.storeId !== c.station.storeId) return await unknownOrder(c, op.orderId, 'hand-over-unknown-order');
  const stepped = stepHandOver(await seenWhole(c, order), { kind: 'ready', way: op.way, at: op.readyAt });
  // Told twice, or handed over meanwhile: nobody has to be called any more.
  if (!stepped.ok && stepped.error.kind === 'already') return applied;
  if (!stepped.ok) return await doubtful(c, order, op, { kind: 'ready', way: op.way, at: op.readyAt }, stepped.error.kind);
  await setHandOvers(c.tx, order, stepped.value.handOvers, stepped.value.status);
  await queueMessage(c, { orderId: op.orderId, kind: 'desk-ready', about: op.orderId, happenedAt: op.readyAt });
  await audit(c, 'goods.ready', { orderId: op.orderId, way: op.way, staffId: op.staffId });
  return applied;
}

/** Staff handed a part of an order over. That is a fact, whether or not it should have happened. */
export async function goodsHanded(c: EffectContext, op: GoodsHanded): Promise<Effect> {
  const order = await findAwaited(c, op.orderId);
  if (order === null || order.storeId !== c.station.storeId) return await unknownOrder(c, op.orderId, 'hand-over-unknown-order');
  if (await isOnHold(c.tx, order)) await alarm(c, 'collected-on-hold', `${op.orderId}.${op.way}`, { orderId: op.orderId, way: op.way, status: order.status });
  const event: HandOverEvent = { kind: 'handed', way: op.way, at: op.handedAt };
  await movedAfterReject(c, order, { way: op.way, at: op.handedAt });
  const stepped = stepHandOver(await seenWhole(c, order), event);
  if (!stepped.ok && stepped.error.kind === 'nothing-to-hand-over') return await handedElsewise(c, order, op, event);
  if (!stepped.ok) return await doubtful(c, order, op, event, stepped.error.kind);
  await setHandOvers(c.tx, order, stepped.value.handOvers, stepped.value.status);
  // What is taken along stays bought; anything else may have been called off, whatever the order's own status says.
  if (op.way === 'desk') await takenAfterWithdrawal(c, order, op.handedAt);
  await audit(c, 'goods.handed', { orderId: op.orderId, way: op.way, staffId: op.staffId });
  return applied;
}

/**
 * Nothing of the order goes that way, and it was handed over all the same. Goods that have left the shop are a fact: it is kept, what was sent another way comes back to
 * the way that it went, and a person looks.
 */
async function handedElsewise(c: EffectContext, order: StoredOrder, op: GoodsHanded, event: HandOverEvent): Promise<Effect> {
  const { orderId, way, staffId } = op;
  await alarm(c, 'hand-over-nothing-to-hand-over', `${orderId}.${way}`, { orderId, way, reason: 'nothing-to-hand-over' });
  const back = await backToItsWay(c, order, way);
  const stepped = stepHandOver(await seenWhole(c, back), event);
  const after = stepped.ok ? stepped.value : { handOvers: withHandOver(back, event), status: back.status };
  await setHandOvers(c.tx, back, after.handOvers, after.status);
  await takenAfterWithdrawal(c, back, op.handedAt);
  await audit(c, op.kind, { orderId, way, staffId, doubt: 'nothing-to-hand-over' });
  return applied;
}

/** The order with what was called off of it, although the rest stays bought. */
async function seenWhole(c: EffectContext, order: StoredOrder): Promise<HandOverOrder> {
  return { ...partedOf(order), returned: await findSettledOff(c.tx, order) };
}

/**
 * Goods that moved although the hub knows a reason against it: two stations that did not hear of each other, money that has not arrived yet. What
 * was done is kept, and a person looks.
 */
async function doubtful(c: EffectContext, order: StoredOrder, op: GoodsHanded | GoodsReady, event: HandOverEvent, reason: string): Promise<Effect> {
  const { orderId, way } = op;
  await alarm(c, `hand-over-${reason}`, `${orderId}.${way}`, { orderId, way, reason });
  if (reason === 'nothing-to-hand-over') return { outcome: 'rejected', reason: 'no line of the order goes that way' };
  if (reason !== 'already') await setHandOvers(c.tx, order, withHandOver(order, event), order.status);
  if (event.kind === 'handed' && reason !== 'already') await takenAfterWithdrawal(c, order, event.at);
  await audit(c, op.kind, { orderId, way, staffId: op.staffId, doubt: reason });
  return applied;
}
