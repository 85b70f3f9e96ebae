import { z } from 'zod';
import { orderLine, orderNumber, orderStatus } from '../orders.ts';
import { locale, money, text, unixMs } from '../schema.ts';

/**
 * `GET /v1/phone/{token}`: what the page behind an order's link shows. The token is 128 random bits and is all the
 * authority that there is, so nothing here names the person.
 */
export const phoneOrder = z.strictObject({
  storeName: text(120),
  number: orderNumber,
  status: orderStatus,
  placedAt: unixMs,
  lines: z.array(orderLine).max(50),
  total: money,
  fulfilmentKind: z.enum(['silo', 'ship']),
  locale,
  /** What opens the silo, while a parcel waits there. */
  collect: z
    .strictObject({
      code: z.string().max(160),
      shortCode: z.string().max(12),
      pin: z.string().regex(/^\d{6}$/),
      doorNumber: z.number().int(),
      expiresAt: unixMs,
    })
    .nullable(),
});
export type PhoneOrder = z.infer<typeof phoneOrder>;
