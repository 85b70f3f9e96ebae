import { z } from 'zod';
import { foundOrder } from '../hub/found.ts';
import { orderNumber } from '../orders.ts';
import { receiptDocument } from '../receipt.ts';
import { text, unixMs } from '../schema.ts';

/** What the customer holds once they withdrew or claimed here. `told`: the hub knows already, so that its message is on the way. */
export const afterReceipt = z.strictObject({
  what: z.enum(['withdraw', 'claim']),
  receipt: text(20),
  at: unixMs,
  told: z.boolean(),
  document: receiptDocument,
});
export type AfterReceipt = z.infer<typeof afterReceipt>;

/** The order that a shopper looked for in this session. */
export const orderView = z.discriminatedUnion('kind', [
  /** The hub, or the PIN, is being asked. */
  z.strictObject({ kind: z.literal('asking') }),
  /** `live`: as the hub knows it now; else as this station does. */
  z.strictObject({ kind: z.literal('shown'), order: foundOrder, live: z.boolean(), resent: z.boolean(), receipt: afterReceipt.nullable() }),
  /** The hub is away and nothing here can prove whose it is: nothing of it is shown, but its customer may declare that they withdraw. */
  z.strictObject({ kind: z.literal('unchecked'), number: orderNumber, receipt: afterReceipt.nullable() }),
]);
export type OrderView = z.infer<typeof orderView>;
