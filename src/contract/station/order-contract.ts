import { oc } from '@orpc/contract';
import { z } from 'zod';
import { claimWords, pieces } from '../hub/after.ts';
import { contact, orderNumber } from '../orders.ts';
import { text } from '../schema.ts';
import { answer, nothing, outcome } from './outcome.ts';

/** How somebody proves at a kiosk that an order is theirs: by the PIN of its code, or by the contact that they gave with it. */
export const orderProof = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pin'), pin: z.string().regex(/^\d{6}$/) }),
  z.strictObject({ kind: z.literal('contact'), contact }),
]);
export type OrderProof = z.infer<typeof orderProof>;

/** What a shopper may ask about an order that they placed before. What was found is in the kiosk's view, and goes with the session. */
export const orders = {
  /** `no-match`: there is no such order, or it is not theirs; nobody is told which. */
  find: oc.input(z.strictObject({ number: text(40), proof: orderProof })).output(outcome('no-session', 'unreadable', 'no-match', 'wait', 'storage')),
  /** A code that was read: of an order's page, or the one that opens its door. Of a slip it answers the number, which still wants a proof. */
  scan: oc
    .input(z.strictObject({ code: text(512) }))
    .output(answer(z.strictObject({ number: orderNumber.nullable() }), 'no-session', 'unreadable', 'no-match', 'wait', 'offline')),
  /** The second of two steps. No lines: all that can be withdrawn from. */
  withdraw: oc.input(z.strictObject({ lines: z.array(pieces).max(50) })).output(outcome('no-session', 'no-order', 'not-now', 'storage')),
  claim: oc.input(z.strictObject({ claim: claimWords })).output(outcome('no-session', 'no-order', 'not-now', 'storage')),
  /** Sends the code that opens the door to the order's own contact again. */
  resend: oc.input(nothing).output(outcome('no-session', 'no-order', 'not-now', 'too-often', 'offline')),
  print: oc.input(nothing).output(outcome('no-session', 'nothing-to-print', 'no-printer', 'paper-out', 'cover-open', 'offline')),
  /** Back from the receipt to the order. */
  goOn: oc.input(nothing).output(outcome('no-session', 'no-order')),
  /** Forgets the order. */
  close: oc.input(nothing).output(outcome('no-session')),
};
