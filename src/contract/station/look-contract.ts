import { oc } from '@orpc/contract';
import { z } from 'zod';
import { text } from '../schema.ts';
import { nothing, outcome } from './outcome.ts';

const shown = z.strictObject({ compartmentId: text(40) });

/** The round of looks through a bank that is new, or that nobody knows the inside of any more. Each look is one like any other (`beginCheck`). */
export const lookIntents = {
  /** Begins a round through all compartments that want a look, or goes on with the one under way. */
  beginRound: oc.input(nothing).output(outcome('not-signed-in', 'nothing-to-do', 'storage')),
  /** Opens the round's next compartment: the one that was shown as the next. */
  openNextInRound: oc.input(shown).output(outcome('not-signed-in', 'not-now', 'unknown-compartment', 'holds-parcel', 'busy', 'doors-unreachable', 'storage')),
  /** Passes the next compartment over, for this round: the one that was shown as the next, and never the one behind it for a press that comes twice. */
  skipInRound: oc.input(shown).output(outcome('not-signed-in', 'not-now', 'storage')),
  /** Ends the round. What was not looked into stays as it is. */
  endRound: oc.input(nothing).output(outcome('not-signed-in', 'not-now', 'storage')),
};
