import { z } from 'zod';

/**
 * Paying the order that was just placed on the shopper's own phone. The till's code stands beside it in every one of these, so that nothing here is needed.
 * `asking`: the hub is asked for the link. `away`: it does not answer, or has not heard of the order yet. `till-only`: the shop takes no payment on phones,
 * or none of this order. `paid`: the hub has its money; the order's own state follows within moments.
 */
export const phonePay = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('asking') }),
  z.strictObject({ kind: z.literal('away') }),
  z.strictObject({ kind: z.literal('till-only') }),
  z.strictObject({
    kind: z.literal('link'),
    /** What the QR says. It pays this order and shows nothing else of it. */
    link: z.url({ protocol: /^https?$/ }).max(400),
    /**
     * `waiting`: nobody has opened it. `looked`: its page is open on a phone. `paying`: a provider's page is open. `checking`: nobody knows yet whether the
     * money came, and the order is not to be paid again meanwhile. `failed`, `expired`, `stopped`: that payment brought nothing, and the link serves on.
     */
    state: z.enum(['waiting', 'looked', 'paying', 'checking', 'failed', 'expired', 'stopped']),
    /** False while the hub does not answer: what is shown is what it said last, and the phone may know more. */
    live: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('paid') }),
]);
export type PhonePay = z.infer<typeof phonePay>;
