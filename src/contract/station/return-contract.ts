import { oc } from '@orpc/contract';
import { z } from 'zod';
import { returnReason } from '../hub/silo.ts';
import { locale, sizeClass, sku, text, uuid } from '../schema.ts';
import { nothing, outcome } from './outcome.ts';

/** What somebody who brings goods back may ask of the silo. Their codes come by `silo.scan`, as all codes do. */
export const returns = {
  /** "Return something": asks for the code of the order or the return. */
  begin: oc.input(nothing).output(outcome('busy', 'unavailable')),
  /** For who has no code: the order's number, or its short code, and the PIN of its message. */
  enterPin: oc.input(z.strictObject({ number: text(40), pin: z.string().regex(/^\d{6}$/) })).output(outcome('not-now', 'refused', 'busy', 'wait')),
  chooseOrder: oc.input(z.strictObject({ orderId: uuid })).output(outcome('not-now')),
  setQuantity: oc.input(z.strictObject({ sku, quantity: z.number().int().min(0).max(20) })).output(outcome('not-now')),
  /** Why these goods come back: those that the screen asked about, so that a press that comes twice does not answer for the next. */
  setReason: oc.input(z.strictObject({ sku, reason: returnReason })).output(outcome('not-now')),
  setPieces: oc.input(z.strictObject({ pieces: z.number().int().min(1).max(20) })).output(outcome('not-now')),
  /** On from what was chosen; `nothing-chosen` while no piece is. */
  next: oc.input(nothing).output(outcome('not-now', 'nothing-chosen')),
  back: oc.input(nothing).output(outcome('not-now')),
  setSize: oc.input(z.strictObject({ size: sizeClass })).output(outcome('not-now')),
  /** Where the receipt goes beside the paper; null: to the address of the order. */
  setEmail: oc.input(z.strictObject({ email: z.email().max(254).nullable() })).output(outcome('not-now')),
  /** Opens a free compartment of the chosen size. `locale` is the language of receipt and messages. */
  open: oc.input(z.strictObject({ locale })).output(outcome('not-now', 'no-free-compartment', 'doors-unreachable', 'storage')),
  retry: oc.input(nothing).output(outcome('not-now')),
  /** Another compartment in place of the one that did not open. */
  change: oc.input(nothing).output(outcome('not-now')),
  /** What the person did, once the door is closed again. */
  answer: oc.input(z.strictObject({ answer: z.enum(['placed', 'not-empty', 'changed-mind']) })).output(outcome('not-now', 'door-open', 'storage')),
  print: oc.input(nothing).output(outcome('not-now', 'no-printer', 'paper-out', 'cover-open', 'offline')),
  /** More time, while the warning stands. */
  extend: oc.input(nothing).output(outcome('not-now', 'no-extensions-left')),
  /** The person gives up before a door moves, or is finished reading. */
  end: oc.input(nothing).output(outcome('not-now')),
};
