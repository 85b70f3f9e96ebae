import { z } from 'zod';
import {
  type DiscountLimits,
  type DiscountReason,
  type DiscountTrouble,
  discountReason,
  discountTrouble,
  usualDiscountLimits,
} from '../../contract/discounts.ts';
import { stationConfig } from '../../contract/hub/sync.ts';
import { type StaffMember, staffMember } from '../../contract/staff.ts';
import type { Money } from '../../kernel/money.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { num, parsed, str, strOrNull } from './rows.ts';

/** What staff took off a line. `why` null: the hub agrees. Who gave it and why is null where the station did not say. */
export interface StaffDiscount {
  readonly tenantId: string;
  readonly orderId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly list: Money;
  readonly unit: Money;
  readonly reason: DiscountReason | null;
  readonly note: string | null;
  readonly staffId: string | null;
  readonly secondId: string | null;
  readonly givenAt: number;
  readonly why: DiscountTrouble | null;
  readonly settled: 'borne' | 'undone' | null;
}

/** Keeps what was taken off a line. */
export async function putDiscount(tx: Transaction, one: StaffDiscount): Promise<void> {
  await tx.query(
    `INSERT INTO staff_discounts (tenant_id, order_id, sku, quantity, list_minor, unit_minor, currency, reason, note, staff_id, second_id, given_at, why)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      one.tenantId,
      one.orderId,
      one.sku,
      one.quantity,
      one.list.minor,
      one.unit.minor,
      one.list.currency,
      one.reason,
      one.note,
      one.staffId,
      one.secondId,
      one.givenAt,
      one.why,
    ],
  );
}

/** What staff took off an order, by SKU. */
export async function findDiscounts(db: Queryable, tenantId: string, orderId: string): Promise<readonly StaffDiscount[]> {
  return (await db.query('SELECT * FROM staff_discounts WHERE tenant_id = $1 AND order_id = $2 ORDER BY sku', [tenantId, orderId])).map(readDiscount);
}

/** Does the hub not agree to something that staff took off the order, and has nobody decided yet? */
export async function hasRefusedDiscount(db: Queryable, { tenantId, orderId }: Pick<StaffDiscount, 'tenantId' | 'orderId'>): Promise<boolean> {
  const rows = await db.query('SELECT 1 FROM staff_discounts WHERE tenant_id = $1 AND order_id = $2 AND why IS NOT NULL AND settled IS NULL LIMIT 1', [
    tenantId,
    orderId,
  ]);
  return rows.length > 0;
}

/** Settles what the hub does not agree to; what is undone is undone as a whole. `by` is an operator or a member of the staff. */
export async function settleDiscounts(
  tx: Transaction,
  { tenantId, orderId }: Pick<StaffDiscount, 'tenantId' | 'orderId'>,
  settled: { readonly outcome: 'borne' | 'undone'; readonly by: string; readonly at: number },
): Promise<void> {
  await tx.query(
    `UPDATE staff_discounts SET settled = $3, settled_by = $4, settled_at = $5
     WHERE tenant_id = $1 AND order_id = $2 AND settled IS NULL AND (why IS NOT NULL OR $3 = 'undone')`,
    [tenantId, orderId, settled.outcome, settled.by, settled.at],
  );
}

/** The shop bears after all what was undone: a till had taken the lower price before it heard. */
export async function bearDiscounts(tx: Transaction, { tenantId, orderId }: Pick<StaffDiscount, 'tenantId' | 'orderId'>, at: number): Promise<void> {
  await tx.query(
    "UPDATE staff_discounts SET settled = 'borne', settled_by = 'till', settled_at = $3 WHERE tenant_id = $1 AND order_id = $2 AND settled = 'undone'",
    [tenantId, orderId, at],
  );
}

/** The limits that a shop has now. */
export async function readLimits(db: Queryable, tenantId: string, storeId: string): Promise<DiscountLimits> {
  const [row] = await db.query("SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'config' AND scope = $2 AND key = 'station'", [
    tenantId,
    storeId,
  ]);
  const config = row === undefined ? null : parsed(row, 'value', stationConfig.nullable());
  return config?.discounts ?? usualDiscountLimits;
}

/** A member of a shop's staff, or null: nobody there has this id any more. */
export async function findStaff(db: Queryable, shop: { readonly tenantId: string; readonly storeId: string }, staffId: string): Promise<StaffMember | null> {
  const [row] = await db.query(
    "SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'staff' AND scope = $2 AND key = $3 AND jsonb_typeof(value) = 'object'",
    [shop.tenantId, shop.storeId, staffId],
  );
  return row === undefined ? null : parsed(row, 'value', staffMember);
}

function readDiscount(row: Row): StaffDiscount {
  const currency = str(row, 'currency');
  return {
    tenantId: str(row, 'tenant_id'),
    orderId: str(row, 'order_id'),
    sku: str(row, 'sku'),
    quantity: num(row, 'quantity'),
    list: { minor: num(row, 'list_minor'), currency },
    unit: { minor: num(row, 'unit_minor'), currency },
    reason: parsed(row, 'reason', discountReason.nullable()),
    note: strOrNull(row, 'note'),
    staffId: strOrNull(row, 'staff_id'),
    secondId: strOrNull(row, 'second_id'),
    givenAt: num(row, 'given_at'),
    why: parsed(row, 'why', discountTrouble.nullable()),
    settled: parsed(row, 'settled', z.enum(['borne', 'undone']).nullable()),
  };
}
