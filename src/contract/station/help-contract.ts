import { oc } from '@orpc/contract';
import { z } from 'zod';
import { helpDoing, helpOutcome } from '../hub/silo.ts';
import { uuid } from '../schema.ts';
import { helpScreen } from './help-views.ts';
import { outcome } from './outcome.ts';

const screen = z.strictObject({ screen: helpScreen });
const call = z.strictObject({ callId: uuid });

/** Calling somebody of the staff. What it comes to is in the views. */
export const help = {
  /** Asked again while a call of this screen is open, it is the same call. */
  call: oc.input(screen.extend({ doing: helpDoing.optional() })).output(outcome('storage')),
  /** The caller needs nobody any more, before or after somebody came. */
  takeBack: oc.input(screen).output(outcome('not-now', 'storage')),
  /** A staff member: "I am coming". */
  answer: oc.input(call).output(outcome('not-signed-in', 'not-now', 'storage')),
  /** A staff member: done. `outcome` left out: they helped. */
  end: oc.input(call.extend({ outcome: helpOutcome.optional() })).output(outcome('not-signed-in', 'not-now', 'storage')),
};
