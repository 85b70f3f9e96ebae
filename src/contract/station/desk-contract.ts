import { oc } from '@orpc/contract';
import { z } from 'zod';
import { agreement, deskOutcome, moneyCause, owedMoney, rejectReason, shopAlarm } from '../hub/staff-desk.ts';
import { shipAddress } from '../orders.ts';
import { receiptDocument } from '../receipt.ts';
import { money, sku, text, uuid } from '../schema.ts';
import { cashReason } from '../shift.ts';
import { shiftView } from './desk-views.ts';
import { answer, nothing, outcome } from './outcome.ts';

/** What only the hub can do: `offline` was not asked at all; of `unsure` nobody knows whether it happened. */
const hubKinds = ['not-signed-in', 'offline', 'unsure', 'storage', ...deskOutcome.exclude(['done']).options] as const;
const pieces = z
  .array(z.strictObject({ sku, quantity: z.number().int().min(1).max(1000) }))
  .min(1)
  .max(50);
const minor = z.number().int().min(0).max(100_000_000_000);

/** The staff's work on orders that do not go as they should, on money that goes back, and the end of their shift. */
export const desk = {
  /** The last news once more, to the contact that the order has. */
  resend: oc.input(z.strictObject({ orderId: uuid })).output(outcome(...hubKinds)),
  /** The shop cannot give these pieces. `seen`: the order's total as it was shown. */
  reject: oc.input(z.strictObject({ orderId: uuid, reason: rejectReason, pieces, seen: money })).output(outcome(...hubKinds)),
  /** These pieces are not here: they come from another place. */
  elsewhere: oc.input(z.strictObject({ orderId: uuid, reason: rejectReason.exclude(['other']), pieces, seen: money })).output(outcome(...hubKinds)),
  /** A part goes another way, as its customer agreed, and is promised within so many days. */
  reroute: oc
    .input(
      z.strictObject({
        orderId: uuid,
        from: z.enum(['desk', 'silo']),
        way: z.enum(['desk', 'silo', 'ship']),
        agreed: agreement,
        days: z.number().int().min(0).max(30),
        /** In a country that the shop sends to. Left out: the address that the order has. */
        address: shipAddress.optional(),
        seen: money,
      }),
    )
    .output(outcome(...hubKinds, 'no-silo', 'not-sent')),
  /** What is owed to customers of the shop, what waits longest first. */
  money: oc.input(nothing).output(answer(z.array(owedMoney).max(200), 'not-signed-in', 'offline', 'not-allowed')),
  /** Given back at the till, or to go back the way it came. A manager's. */
  settle: oc
    .input(z.strictObject({ cause: moneyCause, about: text(60), amount: money, how: z.enum(['cash', 'card', 'provider']) }))
    .output(outcome(...hubKinds)),
  /** What people have to look at in the shop, as the hub knows it. */
  alarms: oc.input(nothing).output(answer(z.array(shopAlarm).max(50), 'not-signed-in', 'offline', 'not-allowed')),
  /** The shift that runs here. */
  shift: oc.input(nothing).output(answer(shiftView, 'not-signed-in')),
  /** Closes it. `seen`: the cash that should be there, as it was shown; `changed`: it is another sum by now. `reason` where the count differs. */
  closeShift: oc
    .input(
      z.strictObject({
        seen: z.number().int(),
        cash: z.strictObject({ counted: minor, left: minor, reason: cashReason.nullable() }).nullable(),
        note: text(200).nullable(),
      }),
    )
    .output(answer(z.strictObject({ receipt: receiptDocument }), 'not-signed-in', 'not-allowed', 'changed', 'reason-missing', 'left-too-much', 'storage')),
  /** Prints the paper of the shift that was closed last, while whoever closed it is signed in. */
  printShift: oc.input(nothing).output(outcome('not-signed-in', 'nothing-to-print', 'no-printer', 'paper-out', 'cover-open', 'offline')),
};
