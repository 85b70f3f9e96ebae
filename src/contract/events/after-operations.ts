import { z } from 'zod';
import { claimWords, pieces } from '../hub/after.ts';
import { contact, orderNumber } from '../orders.ts';
import { unixMs, uuid } from '../schema.ts';

/**
 * Whose order it is, as a station knows it. `orderId` where it does: then whoever stood there had proved that it is theirs. Null where the hub
 * was away and nothing here could prove it: then the hub compares `contact` with the order's own, and the station forgets it.
 */
const whose = { orderId: uuid.nullable(), number: orderNumber, contact: contact.nullable() };

/**
 * A customer withdrew from the contract at a kiosk, and confirmed it. It counts from `at`, whenever the hub hears of it. No lines: all that
 * can be withdrawn from.
 */
export const orderWithdrawn = z.strictObject({
  kind: z.literal('order.withdrawn'),
  withdrawalId: uuid,
  ...whose,
  lines: z.array(pieces).max(50),
  at: unixMs,
});

/** A customer told at a kiosk that something they bought is not as it should be. */
export const claimMade = z.strictObject({
  kind: z.literal('claim.made'),
  claimId: uuid,
  ...whose,
  claim: claimWords,
  at: unixMs,
});

/** What happens to an order after the sale. */
export const afterOperations = [orderWithdrawn, claimMade] as const;
export type OrderWithdrawn = z.infer<typeof orderWithdrawn>;
export type ClaimMade = z.infer<typeof claimMade>;
