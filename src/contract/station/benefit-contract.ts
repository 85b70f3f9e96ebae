import { oc } from '@orpc/contract';
import { z } from 'zod';
import { consentPurpose } from '../loyalty/loyalty.ts';
import { hex16, text, uuid } from '../schema.ts';
import { answer, noSeller, nothing, outcome } from './outcome.ts';
import { staffOrder } from './views.ts';

/** Coupons, the member, points, consents and the gift receipt of the shopper's session. */
export const benefits = {
  /**
   * Takes what somebody typed, or what a scanner or camera read: a coupon's code or a member's. A coupon that waits for something that can still
   * happen (more goods, a member's code) is taken and says what it waits for.
   */
  enterCode: oc
    .input(z.strictObject({ code: text(220) }))
    .output(
      answer(
        z.strictObject({ kind: z.enum(['coupon', 'member']) }),
        'no-session',
        'other-code',
        'mistyped',
        'unknown-coupon',
        'coupon-early',
        'coupon-over',
        'coupon-currency',
        'coupon-used',
        'coupon-needs-hub',
        'coupon-alone',
        'coupon-there',
        'member-not-here',
        'member-replaced',
        'wait',
        'storage',
      ),
    ),
  dropCoupon: oc.input(z.strictObject({ couponId: hex16 })).output(outcome('no-session', 'storage')),
  forgetMember: oc.input(nothing).output(outcome('no-session', 'storage')),
  spendPoints: oc.input(z.strictObject({ use: z.boolean() })).output(outcome('no-session', 'no-points', 'storage')),
  setGift: oc.input(z.strictObject({ gift: z.boolean() })).output(outcome('no-session', 'storage')),
  /** What is told with the order, if its contact is an e-mail address. Both are no until somebody says yes. */
  setConsents: oc.input(z.strictObject({ newsletter: z.boolean(), membership: z.boolean() })).output(outcome('no-session', 'storage')),
  /** Signs up without an order. Nothing counts before the link in the mail was confirmed. */
  signUp: oc.input(z.strictObject({ purpose: consentPurpose, email: z.email().max(254) })).output(outcome('no-session', 'not-offered', 'too-often', 'storage')),
  /** At the till, for an order that waits for its money: a coupon's code or a member's. It answers with the order and its new total. */
  atTill: oc.input(z.strictObject({ orderId: uuid, code: text(220) })).output(atTill()),
  /** As many of the member's points as can be used, or none of them. */
  pointsAtTill: oc.input(z.strictObject({ orderId: uuid, use: z.boolean() })).output(atTill()),
};

function atTill() {
  return answer(
    staffOrder,
    ...noSeller,
    ...(['unknown-order', 'not-due', 'no-points', 'storage'] as const),
    ...(['other-code', 'mistyped', 'unknown-coupon', 'member-not-here', 'member-replaced'] as const),
    ...(['coupon-early', 'coupon-over', 'coupon-minimum', 'coupon-members', 'coupon-currency'] as const),
    ...(['coupon-used', 'coupon-needs-hub', 'coupon-alone', 'coupon-there'] as const),
  );
}
