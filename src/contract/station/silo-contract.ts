import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { problemKind } from '../hub/silo.ts';
import { text } from '../schema.ts';
import { nothing, outcome } from './outcome.ts';
import { problemKeep, siloView } from './silo-views.ts';

const sixDigits = z.string().regex(/^\d{6}$/);

/** What whoever collects may ask of the silo. */
export const collectIntents = {
  /** A code as a reader gave it. Anything but a valid code is refused; the answer to the person is in the view. */
  scan: oc.input(z.strictObject({ code: text(2048), source: z.enum(['camera', 'wedge', 'typed', 'port']) })).output(outcome('refused', 'busy')),
  /** For who has no code to show: the short code from the message, and the PIN. */
  enterPin: oc.input(z.strictObject({ shortCode: text(20), pin: sixDigits })).output(outcome('refused', 'busy', 'wait')),
  /** The PIN that belongs to the code just shown, in the state `pin`. */
  confirmPin: oc.input(z.strictObject({ pin: sixDigits })).output(outcome('not-now', 'refused', 'busy', 'wait')),
  /** One more try on a door that did not open. */
  retry: oc.input(nothing).output(outcome('not-now')),
  /** The next door of the same code, once the one before is closed, or did not open. */
  openNext: oc.input(nothing).output(outcome('not-now', 'refused')),
  /** A compartment that this person has just emptied, once more; null where there is only one, or to be asked which. */
  reopen: oc.input(z.strictObject({ compartmentId: text(40).nullable() })).output(outcome('not-now', 'refused')),
  /** Something is wrong with what lies, or does not lie, behind this person's door. `keep` for a thing that they hold in their hands. */
  report: oc.input(z.strictObject({ problem: problemKind, keep: problemKeep.nullable() })).output(outcome('not-now', 'storage')),
  /** More time on a screen that goes away by itself; ten times. */
  extend: oc.input(nothing).output(outcome('not-now')),
  /**
   * The person gives up, takes the rest later, or is finished reading; a door that is open stays watched.
   * `seen`: the kind of the state that was on the screen, so that a press that comes twice does not answer for the state that the first led to.
   */
  dismiss: oc.input(z.strictObject({ seen: text(40) })).output(outcome('not-now')),
};

/** Everything that the silo's page may ask. */
export const silo = {
  watch: oc.input(nothing).output(eventIterator(siloView)),
  ...collectIntents,
};
