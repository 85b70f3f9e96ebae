import type { ClaimMade } from '../../contract/events/after-operations.ts';
import type { ClaimWords } from '../../contract/hub/after.ts';
import type { AnswerClaim } from '../../contract/hub/operator-after.ts';
import { isGuaranteeOpen } from '../../core/orders/legal-clock.ts';
import { leftOfLines, type Withdrawable } from '../../core/orders/withdraw.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { answerStoredClaim, claimNumberOf, findClaim, findClaims, insertClaim } from '../db/claims.ts';
import type { Queryable } from '../db/database.ts';
import type { Operator } from '../db/operators.ts';
import { lockOrder, type StoredOrder } from '../db/orders.ts';
import { alarm, applied, audit, type Effect, type EffectContext, type Happening } from '../domain/context.ts';
import { queueMessage } from '../domain/messages.ts';
import type { Refusal } from '../domain/refusal.ts';
import { readClockOf } from './legal-facts.ts';
import { findOrderMeant } from './order-meant.ts';
import { readGone } from './what-is-left.ts';

/** Most claims of one order. */
const MOST = 20;

/** What a customer complains of. */
export interface ClaimWish {
  readonly claimId: string;
  readonly claim: ClaimWords;
  readonly at: UnixMs;
}

/** A customer claims on their phone. `made` is the count of claims that they have seen. The order is locked. */
export async function claimByPhone(c: Happening, order: StoredOrder, wish: ClaimWish & { readonly made: number }): Promise<Result<undefined, Refusal>> {
  const before = await findClaims(c.tx, order.tenantId, order.orderId);
  if (before.length !== wish.made) return ok(undefined);
  if (before.length >= MOST) return err({ kind: 'too-often', message: 'there are enough claims of this order' });
  const left = (await readLeftToClaim(c.tx, order)).find(({ sku }) => sku === wish.claim.sku)?.left ?? 0;
  if (wish.claim.quantity > left) return err({ kind: 'not-now', message: 'that is not with the customer' });
  if (!isGuaranteeOpen((await readClockOf(c.tx, order)).guarantee, wish.at))
    return err({ kind: 'not-now', message: 'the guarantee is over, or has not begun' });
  await claim(c, order, wish, { number: before.length + 1, inTime: true });
  return ok(undefined);
}

/** A customer claimed at a kiosk and holds its acknowledgement: what does not fit is kept for people, unless it is nobody's order. */
export async function claimAtKiosk(c: EffectContext, op: ClaimMade): Promise<Effect> {
  const meant = await findOrderMeant(c, op);
  if (meant.kind !== 'found') {
    await alarm(c, 'claim-unproved', op.claimId, { number: op.number, why: meant.kind });
    return { outcome: 'rejected', reason: meant.kind === 'unknown' ? 'there is no such order' : 'the contact is not that of the order' };
  }
  const { order } = meant;
  if ((await findClaim(c.tx, order.tenantId, op.claimId)) !== null) return applied;
  const before = await findClaims(c.tx, order.tenantId, order.orderId);
  if (before.length >= MOST) return { outcome: 'rejected', reason: 'there are enough claims of this order' };
  if (!order.lines.some(({ sku }) => sku === op.claim.sku)) return { outcome: 'rejected', reason: 'the order has no such article' };
  const left = (await readLeftToClaim(c.tx, order)).find(({ sku }) => sku === op.claim.sku)?.left ?? 0;
  const inTime = op.claim.quantity <= left && isGuaranteeOpen((await readClockOf(c.tx, order)).guarantee, op.at);
  await claim(c, order, op, { number: before.length + 1, inTime });
  return applied;
}

/** What of an order its customer has and may claim for. */
export async function readLeftToClaim(db: Queryable, order: StoredOrder): Promise<readonly Withdrawable[]> {
  return leftOfLines(order.lines, await readGone(db, order));
}

/** The shop answers a claim. Told again it changes nothing; what was done, or declined, can still be answered anew, and the customer is told each time. */
export async function answerClaim(c: Happening, operator: Operator, claimId: string, told: AnswerClaim): Promise<Result<undefined, Refusal>> {
  const found = await findClaim(c.tx, operator.tenantId, claimId);
  if (found === null) return err({ kind: 'unknown', message: 'there is no such claim' });
  const order = await lockOrder(c.tx, operator.tenantId, found.orderId);
  const now = await findClaim(c.tx, operator.tenantId, claimId);
  if (order === null || now === null) throw new Error('a claim vanished');
  const by = `${operator.operatorId}/${told.by}`;
  if (now.state === told.state && now.answer === told.answer) return ok(undefined);
  await answerStoredClaim(c.tx, now, { state: told.state, words: told.answer, by, at: c.at });
  await audit(c, 'claim.answered', { orderId: order.orderId, claimId, state: told.state, operatorId: operator.operatorId, by: told.by });
  await queueMessage(c, { orderId: order.orderId, kind: 'claim-answered', about: `${order.orderId}.${now.number}.${c.at}`, happenedAt: c.at });
  return ok(undefined);
}

async function claim(
  c: Happening,
  order: StoredOrder,
  { claimId, claim: words, at }: ClaimWish,
  { number, inTime }: { readonly number: number; readonly inTime: boolean },
): Promise<void> {
  const { tenantId, orderId } = order;
  const made = { tenantId, claimId, orderId, number, stationId: c.station.stationId, ...words, madeAt: at, receivedAt: c.at, inTime };
  await insertClaim(c.tx, { ...made, state: 'received', answer: null, answeredBy: null, answeredAt: null });
  const facts = { orderId, claimId, number: claimNumberOf(order.number, number), fault: words.fault, wish: words.wish, inTime };
  await alarm(c, 'claim', claimId, facts);
  await audit(c, 'claim.made', facts);
  await queueMessage(c, { orderId, kind: 'claimed', about: `${orderId}.${number}`, happenedAt: at });
}
