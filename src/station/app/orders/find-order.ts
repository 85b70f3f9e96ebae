import type { FindOrderRequest } from '../../../contract/hub/found.ts';
import type { Contact } from '../../../contract/orders.ts';
import type { OrderId, PassId } from '../../../kernel/ids.ts';
import { err, ok } from '../../../kernel/result.ts';
import { findTypedPass } from '../returns/identify.ts';
import { judgeReturnPin } from '../silo/pin-entry.ts';
import type { Found, Held } from './held-order.ts';
import { localOrder } from './local-order.ts';
import type { OrdersParts, Shopper } from './orders-parts.ts';
import { orderOfPass } from './read-proof.ts';

/** By the PIN of the order's code, which this station checks by itself. */
export async function findByPin(parts: OrdersParts, shopper: Shopper, number: string, pin: string): Promise<Found> {
  const verdict = await judgeReturnPin(parts, findTypedPass(parts.store.read, number), pin);
  if (verdict.kind === 'wait') return err({ kind: 'wait' });
  if (verdict.kind === 'wrong') return err({ kind: verdict.reason === 'R_STORAGE' ? 'storage' : 'no-match' });
  const order = parts.store.read.orderByNumber(number);
  return order === null ? err({ kind: 'no-match' }) : await findProved(parts, shopper, order.orderId as OrderId);
}

/** By the contact that was given with it, which only the hub knows. With the hub away nothing is shown, and a withdrawal is taken all the same. */
export async function findByContact(parts: OrdersParts, shopper: Shopper, number: string, contact: Contact): Promise<Found> {
  const found = await findAtHub(parts, shopper, { by: 'contact', number, contact });
  if (found.ok || found.error.kind !== 'away') return found;
  return ok({ kind: 'unchecked', shopper, number, contact, receipt: null });
}

/** By the code of the lockers: of a parcel that was here, or of one that the hub knows. */
export async function findByPass(parts: OrdersParts, shopper: Shopper, passId: PassId): Promise<Found> {
  const orderId = orderOfPass(parts.store.read, passId);
  return orderId === null ? await findAtHub(parts, shopper, { by: 'pass', passId }) : await findProved(parts, shopper, orderId);
}

/** What was proved here: as the hub knows it now, else as this station does. */
async function findProved(parts: OrdersParts, shopper: Shopper, orderId: OrderId): Promise<Found> {
  const live = await findAtHub(parts, shopper, { by: 'order', orderId });
  if (live.ok) return live;
  const order = parts.store.read.order(orderId);
  if (order === null) return live;
  const local = localOrder(parts.store.read, order, { country: parts.country(), timeZone: parts.timeZone }, parts.trusted.read().now);
  return ok({ kind: 'shown', shopper, order: local, live: false, resent: false, receipt: null });
}

/** What the hub knows of it. */
export async function findAtHub(parts: OrdersParts, shopper: Shopper, by: FindOrderRequest): Promise<Found> {
  const found = (await parts.desk?.find(by)) ?? err({ kind: 'away' as const });
  return found.ok ? ok({ kind: 'shown', shopper, order: found.value, live: true, resent: false, receipt: null }) : found;
}

/** The order anew, unless the hub has not heard yet of what was declared here: that must not be offered again. */
export async function refresh(parts: OrdersParts, held: Extract<Held, { readonly kind: 'shown' }>): Promise<Held | null> {
  const fresh = await findAtHub(parts, held.shopper, { by: 'order', orderId: held.order.orderId });
  if (!fresh.ok || fresh.value.kind !== 'shown') return null;
  const { withdrawal, guarantee } = fresh.value.order.after;
  const { after } = held.order;
  return withdrawal.made >= after.withdrawal.made && guarantee.made >= after.guarantee.made ? { ...fresh.value, resent: held.resent } : null;
}
