import { oc } from '@orpc/contract';
import { z } from 'zod';
import { discountAmount, discountNote, discountReason } from '../discounts.ts';
import { customer, noteWords } from '../hub/assist.ts';
import { locale, text, uuid } from '../schema.ts';
import { answer, noSeller, nothing, outcome } from './outcome.ts';

/** A member of the staff: the badge's text or the number on it, and the PIN. */
const second = z.strictObject({ badge: text(128), pin: z.string().regex(/^\d{4,12}$/) });

/** What somebody of the staff may do beside a shopper. All of it ends when they lock, sign out, or give the session back. */
export const assist = {
  /** Comes beside the shopper of this kiosk, whose bag, contact and place stay as they are; without a session one begins in this language. */
  begin: oc.input(z.strictObject({ locale })).output(outcome('not-signed-in', 'not-allowed', 'storage')),
  /** The shopper goes on alone with the same bag; whoever helped is signed out. */
  giveBack: oc.input(nothing).output(outcome('not-assisting')),
  /**
   * Takes something off a line, or a percentage or an amount off all lines (`lineId` null). `not-even`: whole units of the pieces do not make it up. `needs-second`: a manager has to give badge and PIN; asked again
   * with them. `refused` and `wait` are about the second person's badge and PIN.
   */
  discount: oc
    .input(
      z.strictObject({ lineId: text(40).nullable(), amount: discountAmount, reason: discountReason, note: discountNote.optional(), second: second.optional() }),
    )
    .output(
      outcome(
        ...(['not-assisting', 'unknown-line', 'not-lower', 'not-even', 'excluded', 'above-limit', 'no-reason', 'storage'] as const),
        ...(['needs-second', 'refused', 'wait', 'same-person'] as const),
      ),
    ),
  /** Takes it back; `lineId` null: from all lines. */
  undiscount: oc.input(z.strictObject({ lineId: text(40).nullable() })).output(outcome('not-assisting', 'storage')),
  /**
   * Orders, sizes and notes of a customer, as the hub knows them now. `number` null: the member whose code was shown in this session; else an order's
   * number or the code on its slip. `show-again`: the member's code was shown before this kiosk started anew.
   */
  customer: oc
    .input(z.strictObject({ number: text(120).nullable() }))
    .output(answer(customer, 'not-assisting', 'unreadable', 'unknown', 'no-member', 'show-again', 'not-allowed', 'too-often', 'away')),
  /** Notes something about the customer who was looked up last, and answers with them as they are then. `full`: no more notes are kept. */
  note: oc
    .input(z.strictObject({ words: noteWords }))
    .output(answer(customer, 'not-assisting', 'no-customer', 'unknown', 'not-allowed', 'full', 'too-often', 'away')),
  eraseNote: oc.input(z.strictObject({ noteId: uuid })).output(answer(customer, 'not-assisting', 'no-customer', 'unknown', 'not-allowed', 'too-often', 'away')),
  /** At the till: an order that waits for its money costs again what its lines cost before. */
  undoAtTill: oc.input(z.strictObject({ orderId: uuid })).output(outcome(...noSeller, 'unknown-order', 'not-due', 'nothing-to-undo', 'storage')),
};
