import type { Contact } from '../../contract/orders.ts';
import { type StoredOrder, lockOrder } from '../db/orders.ts';
import type { Queryable } from '../db/database.ts';
import { str } from '../db/rows.ts';
import type { Happening } from '../domain/context.ts';

/** Which order somebody means. `unproved`: there are such numbers, and the contact is that of none of them. */
export type OrderMeant = { readonly kind: 'found'; readonly order: StoredOrder } | { readonly kind: 'unknown' } | { readonly kind: 'unproved' };

/**
 * The order that somebody at a kiosk means, locked: by its id where the station had proof, else by its number and the contact that it was placed with.
 * Two stations may have given out one number, so the contact also tells them apart.
 */
export async function findOrderMeant(
  c: Happening,
  whose: { readonly orderId: string | null; readonly number: string; readonly contact: Contact | null },
): Promise<OrderMeant> {
  const { tenantId } = c.station;
  if (whose.orderId !== null) {
    const order = await lockOrder(c.tx, tenantId, whose.orderId);
    return order === null ? { kind: 'unknown' } : { kind: 'found', order };
  }
  const numbered = await c.tx.query('SELECT 1 FROM orders WHERE tenant_id = $1 AND number = $2 LIMIT 1', [tenantId, whose.number]);
  const orderId = whose.contact === null ? null : await findOrderId(c.tx, tenantId, whose.number, whose.contact);
  const order = orderId === null ? null : await lockOrder(c.tx, tenantId, orderId);
  if (order !== null) return { kind: 'found', order };
  return { kind: numbered.length === 0 ? 'unknown' : 'unproved' };
}

/** The id of the newest order with this number that was placed with this contact; upper and lower case, blanks and hyphens aside. */
export async function findOrderId(db: Queryable, tenantId: string, number: string, contact: Contact): Promise<string | null> {
  const [row] = await db.query(
    'SELECT order_id FROM orders WHERE tenant_id = $1 AND number = $2 AND contact_key = $3 ORDER BY placed_at DESC, order_id LIMIT 1',
    [tenantId, number, contactKey(contact)],
  );
  return row === undefined ? null : str(row, 'order_id');
}

/** A contact as orders are compared by it; the database writes the same beside each order. */
function contactKey(contact: Contact): string {
  return contact.kind === 'email' ? `e:${contact.email.trim().toLowerCase()}` : `p:${contact.phone.replace(/[^0-9+]/g, '')}`;
}
