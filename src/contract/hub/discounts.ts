import { z } from 'zod';
import { discountNote, discountReason, discountTrouble } from '../discounts.ts';
import { orderNumber, orderStatus } from '../orders.ts';
import { money, sku, text, unixMs, uuid } from '../schema.ts';

/** What staff took off one line of an order, as head office sees it. `why` null: the hub agrees. Members of the staff are ids, nobody's name. */
export const operatorDiscount = z.strictObject({
  orderId: uuid,
  number: orderNumber,
  status: orderStatus,
  sku,
  quantity: z.number().int().min(1),
  list: money,
  unit: money,
  reason: discountReason.nullable(),
  note: discountNote.nullable(),
  staffId: text(60).nullable(),
  secondId: text(60).nullable(),
  givenAt: unixMs,
  why: discountTrouble.nullable(),
  settled: z.enum(['borne', 'undone']).nullable(),
});
export type OperatorDiscount = z.infer<typeof operatorDiscount>;

/**
 * What head office decided about discounts of an order that the hub does not agree to. `borne`: the order stands at its price. `undone`: it costs again
 * what its lines cost before, which only an order that nobody has paid can. `by` is a number or a short name, no person's.
 */
export const settleDiscount = z.strictObject({ outcome: z.enum(['borne', 'undone']), by: text(60).min(1) });
export type SettleDiscount = z.infer<typeof settleDiscount>;
