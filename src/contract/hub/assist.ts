import { z } from 'zod';
import { wornSize } from '../loyalty/loyalty.ts';
import { orderNumber, orderStatus, way } from '../orders.ts';
import { hex16, money, text, unixMs, uuid } from '../schema.ts';

/** Most notes about a member, and the length of one. */
export const MAX_NOTES = 20;
export const MAX_NOTE = 200;
/** Most orders that are shown of a member. */
export const MAX_CUSTOMER_ORDERS = 20;

/** What staff noted: one line of plain text. */
export const noteWords = z
  .string()
  .trim()
  .min(1)
  .max(MAX_NOTE)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u);

/** A note about a member. Who wrote it is an id; their name is not told. */
export const memberNote = z.strictObject({ noteId: uuid, at: unixMs, staffId: text(60), words: text(MAX_NOTE) });
export type MemberNote = z.infer<typeof memberNote>;

/** An order as an assistant sees it beside its customer: what and how far, no contact, no address. */
export const customerOrder = z.strictObject({
  number: orderNumber,
  placedAt: unixMs,
  status: orderStatus,
  fulfilmentKind: way,
  total: money,
  lines: z.array(z.strictObject({ title: text(200), size: text(40).nullable(), colour: text(60).nullable(), quantity: z.number().int().min(1) })).max(50),
});
export type CustomerOrder = z.infer<typeof customerOrder>;

/**
 * Which customer an assistant means: by the member's own code, which proves that they stand there, or by the number of an order of this shop, which
 * they read out or have on paper.
 */
export const whichCustomer = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('code'), memberId: hex16, code: text(200).min(1) }),
  z.strictObject({ by: z.literal('number'), number: orderNumber }),
]);
export type WhichCustomer = z.infer<typeof whichCustomer>;

/** `POST /v1/assist/customer`: asked for somebody of the staff, whose id goes on the record. */
export const customerRequest = z.strictObject({ staffId: text(60).min(1), who: whichCustomer });

/** What an assistant may see of a customer. `memberId` null: the order is a guest's, and there is nothing but that order. Orders newest first. */
export const customer = z.strictObject({
  memberId: hex16.nullable(),
  sizes: z.array(wornSize).max(20),
  orders: z.array(customerOrder).max(MAX_CUSTOMER_ORDERS),
  notes: z.array(memberNote).max(MAX_NOTES),
});
export type Customer = z.infer<typeof customer>;

/** `POST /v1/assist/note` and `/v1/assist/note/erase`: both say again who the customer is, and answer with the customer as they are then. */
export const noteRequest = z.strictObject({ ...customerRequest.shape, words: noteWords });
export const eraseNoteRequest = z.strictObject({ ...customerRequest.shape, noteId: uuid });
