import { isDiscounted } from '../../../core/discounts/marked-price.ts';
import { orderTotal } from '../../../core/orders/order-total.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { OrderId } from '../../../kernel/ids.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { OrderRow, StationStore, StoreWriter } from '../../ports/store.ts';
import type { StaffSession } from '../staff-access/staff-access.ts';
import { type NoSeller, whoSells } from '../staff-access/who-sells.ts';

/** Why nothing is taken back. */
export interface UndoRefusal {
  readonly kind: 'unknown-order' | 'not-due' | 'nothing-to-undo';
}

/** What taking a discount back at the till needs. */
export interface UndoDiscountParts {
  readonly store: StationStore;
  readonly staff: StaffSession;
  readonly clock: Clock;
}

/**
 * An order that waits for its money costs again what its lines cost before staff took something off: what is done with a discount that the hub does not
 * agree to. What coupons and points took off stays. Order, operation and audit entry are one transaction.
 */
export function undoDiscount(
  { store, staff, clock }: UndoDiscountParts,
  orderId: string,
): Result<undefined, UndoRefusal | NoSeller | { readonly kind: 'storage' }> {
  const seller = whoSells(staff);
  if (!seller.ok) return seller;
  staff.touch();
  const undone = store.commit((tx): Result<undefined, UndoRefusal> => {
    const order = tx.order(orderId as OrderId);
    if (order === null) return err({ kind: 'unknown-order' });
    if (order.status !== 'placed') return err({ kind: 'not-due' });
    if (!order.lines.some(isDiscounted)) return err({ kind: 'nothing-to-undo' });
    write(tx, order, { staffId: seller.value.staffId, at: clock.now() });
    return done;
  });
  return undone.ok ? done : err({ kind: undone.error.kind });
}

function write(tx: StoreWriter, order: OrderRow, { staffId, at }: { readonly staffId: string; readonly at: number }): void {
  const lines = order.lines.map((line) => (line.listPrice === undefined ? line : { ...line, unitPrice: line.listPrice }));
  const { delivery, discounts } = order;
  const total = orderTotal({ currency: order.total.currency, lines, delivery, discounts });
  const orderId = order.orderId as OrderId;
  tx.putOrder({ ...order, lines, total });
  // What the hub did not agree to is gone; whatever else it told of the order's money stays.
  tx.forgetRefusedDiscount(orderId);
  tx.enqueue({ kind: 'discount.undone', orderId, staffId, at }, at);
  tx.audit({ kind: 'discount.undone', at, facts: { orderId, minor: total.minor, currency: total.currency, staffId } });
}
