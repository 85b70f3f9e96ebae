import { z } from 'zod';
import { type Customer, type CustomerOrder, MAX_CUSTOMER_ORDERS, MAX_NOTES, type WhichCustomer } from '../../contract/hub/assist.ts';
import { type Fulfilment, orderLine, orderStatus, way } from '../../contract/orders.ts';
import { sells } from '../../core/discounts/judge-discount.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Queryable, Row } from '../db/database.ts';
import { eraseNote, findNotes, putNote } from '../db/member-notes.ts';
import { findMember, type StoredMember } from '../db/members.ts';
import { num, parsed, str, strOrNull } from '../db/rows.ts';
import { findStaff } from '../db/staff-discounts.ts';
import { audit, type Happening, type StationIdentity } from './context.ts';

/** Where and for whom it is asked. `isTheirs` compares a code with the member's own. */
export interface CustomerContext extends Happening {
  readonly station: Pick<StationIdentity, 'tenantId' | 'stationId' | 'storeId'>;
  readonly staffId: string;
  isTheirs(member: StoredMember, code: string): boolean;
}

/** Why nothing of a customer is told. `not-staff`: nobody of this shop who stands beside shoppers. */
export interface CustomerRefusal {
  readonly kind: 'not-staff' | 'unknown' | 'full';
}

/** A customer who was found, and the order that they were found by. */
interface Found {
  readonly member: StoredMember | null;
  readonly orderId: string | null;
}

/** What an assistant may see of a customer. Who looked at whom is on the record, by ids alone. */
export async function readCustomer(c: CustomerContext, who: WhichCustomer): Promise<Result<Customer, CustomerRefusal>> {
  const found = await find(c, who);
  if (!found.ok) return found;
  const { member, orderId } = found.value;
  await audit(c, 'customer.looked-up', { staffId: c.staffId, memberId: member?.memberId ?? null, orderId });
  return ok(await customerOf(c, found.value));
}

/** Notes something about a member. A guest has no notes: nobody could find them again to erase them. */
export async function addNote(
  c: CustomerContext,
  who: WhichCustomer,
  note: { readonly noteId: string; readonly words: string },
): Promise<Result<Customer, CustomerRefusal>> {
  const found = await find(c, who);
  if (!found.ok) return found;
  const { member } = found.value;
  if (member === null) return err({ kind: 'unknown' });
  if ((await findNotes(c.tx, member.tenantId, member.memberId)).length >= MAX_NOTES) return err({ kind: 'full' });
  await putNote(c.tx, member, { ...note, staffId: c.staffId, at: c.at });
  await audit(c, 'customer.noted', { staffId: c.staffId, memberId: member.memberId, noteId: note.noteId });
  return ok(await customerOf(c, found.value));
}

/** Erases a note. Whoever may read notes may erase them: what should not have been written must go at once. */
export async function dropNote(c: CustomerContext, who: WhichCustomer, noteId: string): Promise<Result<Customer, CustomerRefusal>> {
  const found = await find(c, who);
  if (!found.ok) return found;
  const { member } = found.value;
  if (member === null || !(await eraseNote(c.tx, member, noteId))) return err({ kind: 'unknown' });
  await audit(c, 'customer.note-erased', { staffId: c.staffId, memberId: member.memberId, noteId });
  return ok(await customerOf(c, found.value));
}

async function find(c: CustomerContext, who: WhichCustomer): Promise<Result<Found, CustomerRefusal>> {
  const staff = await findStaff(c.tx, c.station, c.staffId);
  if (staff === null || !sells(staff.roles)) return err({ kind: 'not-staff' });
  const { tenantId, storeId } = c.station;
  if (who.by === 'code') {
    const member = await findMember(c.tx, tenantId, who.memberId);
    return member === null || !c.isTheirs(member, who.code) ? err({ kind: 'unknown' }) : ok({ member, orderId: null });
  }
  // The number of another shop's order proves nothing here.
  const [row] = await c.tx.query(
    `SELECT order_id, extras->>'memberId' AS member_id FROM orders WHERE tenant_id = $1 AND store_id = $2 AND number = $3 ORDER BY placed_at DESC LIMIT 1`,
    [tenantId, storeId, who.number],
  );
  if (row === undefined) return err({ kind: 'unknown' });
  const memberId = strOrNull(row, 'member_id');
  return ok({ member: memberId === null ? null : await findMember(c.tx, tenantId, memberId), orderId: str(row, 'order_id') });
}

async function customerOf(c: CustomerContext, { member, orderId }: Found): Promise<Customer> {
  const { tenantId } = c.station;
  if (member === null) return { memberId: null, sizes: [], orders: await ordersOf(c.tx, 'order_id = $2', [tenantId, orderId]), notes: [] };
  const { memberId, sizes } = member;
  const orders = await ordersOf(c.tx, "extras->>'memberId' = $2 AND extras ? 'memberId'", [tenantId, memberId]);
  return { memberId, sizes: [...sizes], orders, notes: await findNotes(c.tx, tenantId, memberId) };
}

async function ordersOf(db: Queryable, which: string, values: readonly (string | null)[]): Promise<CustomerOrder[]> {
  const rows = await db.query(
    `SELECT number, placed_at, status, fulfilment->>'kind' AS kind, total_minor, currency, lines FROM orders
     WHERE tenant_id = $1 AND ${which} ORDER BY placed_at DESC, order_id DESC LIMIT ${MAX_CUSTOMER_ORDERS}`,
    [...values],
  );
  return rows.map(readOrder);
}

function readOrder(row: Row): CustomerOrder {
  const fulfilmentKind: Fulfilment['kind'] = parsed(row, 'kind', way);
  return {
    number: str(row, 'number'),
    placedAt: num(row, 'placed_at'),
    status: parsed(row, 'status', orderStatus),
    fulfilmentKind,
    total: { minor: num(row, 'total_minor'), currency: str(row, 'currency') },
    lines: parsed(row, 'lines', z.array(orderLine)).map(({ title, size, colour, quantity }) => ({ title, size, colour, quantity })),
  };
}
