import { z } from 'zod';
import { text, unixMs, uuid } from '../schema.ts';

/** Staff take back what was taken off an order that nobody has paid yet: its lines cost again what they cost before. */
export const discountUndone = z.strictObject({
  kind: z.literal('discount.undone'),
  orderId: uuid,
  staffId: text(60),
  at: unixMs,
});

/** What stations tell of staff's discounts beside the order itself. */
export const discountOperations = [discountUndone] as const;
export type DiscountUndone = z.infer<typeof discountUndone>;
