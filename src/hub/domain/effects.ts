import type { Operation } from '../../contract/events/operations.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { claimAtKiosk } from '../after/claims.ts';
import { withdrawAtKiosk } from '../after/withdraw.ts';
import { applied, type Effect, type EffectContext } from './context.ts';
import { giveConsent } from './consents.ts';
import { discountOrder } from './discount-order.ts';
import { undoDiscount } from './staff-discounts.ts';
import { goodsHanded, goodsReady } from './hand-overs.ts';
import { helpAnswered, helpCalled, helpEnded, helpReopened } from './help.ts';
import { placeOrder, takePayment } from './orders.ts';
import { collectParcel, loadParcel } from './parcels.ts';
import { plainFactOf, writeFacts } from './plain-facts.ts';
import { recallParcel } from './recalls.ts';
import { depositReturn } from './returns.ts';
import { moneyGiven } from './desk/money-given.ts';
import { shiftClosed } from './desk/shift-closed.ts';
import { tellOfStranger } from './strangers.ts';
import { remoteAnswered, reportProblem, siloDown, stationRestored } from './silo-facts.ts';

/** Does what an operation says, inside the transaction of its push. */
export async function applyOperation(c: EffectContext, op: Operation, operationId: string): Promise<Effect> {
  const effect = await effectOf(c, op, operationId);
  if (effect.outcome === 'applied') await tellOfStranger(c, op);
  return effect;
}

function effectOf(c: EffectContext, op: Operation, operationId: string): Promise<Effect> {
  switch (op.kind) {
    case 'order.placed':
      return placeOrder(c, op);
    case 'payment.taken':
      return takePayment(c, op);
    case 'goods.ready':
      return goodsReady(c, op);
    case 'goods.handed':
      return goodsHanded(c, op);
    case 'parcel.loaded':
      return loadParcel(c, op);
    case 'parcel.collected':
      return collectParcel(c, op);
    case 'parcel.recalled':
      return recallParcel(c, op);
    case 'return.deposited':
      return depositReturn(c, op);
    case 'problem.reported':
      return reportProblem(c, op, operationId);
    case 'help.called':
      return helpCalled(c, op);
    case 'help.answered':
      return helpAnswered(c, op);
    case 'help.reopened':
      return helpReopened(c, op);
    case 'help.ended':
      return helpEnded(c, op);
    case 'silo.down':
      return siloDown(c, op);
    case 'remote.answered':
      return remoteAnswered(c, op);
    case 'station.restored':
      return stationRestored(c, op, operationId);
    case 'order.withdrawn':
      return withdrawAtKiosk(c, op);
    case 'claim.made':
      return claimAtKiosk(c, op);
    case 'consent.given':
      return giveConsent(c, op);
    case 'order.discounted':
      return discountOrder(c, op);
    case 'discount.undone':
      return undoDiscount(c, op);
    case 'money.given':
      return moneyGiven(c, op);
    case 'shift.closed':
      return shiftClosed(c, op);
    case 'compartment.marked':
    case 'compartment.serviced':
    case 'storage.trouble':
    case 'station.started':
      return noteFact(c, op, operationId);
    default:
      return assertNever(op);
  }
}

/** One fact by itself: how it goes where it follows or precedes what does more. */
async function noteFact(c: EffectContext, op: Operation, operationId: string): Promise<Effect> {
  const fact = plainFactOf(op, operationId, c.station);
  if (fact === null) throw new Error(`${op.kind} is no plain fact`);
  await writeFacts(c, [fact]);
  return applied;
}
