import { oc } from '@orpc/contract';
import { nothing, outcome } from './outcome.ts';

/** The round of looks through a bank that is new, or that nobody knows the inside of any more. Each look is one like any other (`beginCheck`). */
export const lookIntents = {
  /** Begins a round through all compartments that want a look, or goes on with the one under way. */
  beginRound: oc.input(nothing).output(outcome('not-signed-in', 'nothing-to-do', 'storage')),
  /** Opens the round's next compartment. */
  openNextInRound: oc.input(nothing).output(outcome('not-signed-in', 'not-now', 'unknown-compartment', 'holds-parcel', 'busy', 'doors-unreachable', 'storage')),
  /** Passes the next compartment over, for this round. */
  skipInRound: oc.input(nothing).output(outcome('not-signed-in', 'not-now', 'storage')),
  /** Ends the round. What was not looked into stays as it is. */
  endRound: oc.input(nothing).output(outcome('not-signed-in', 'not-now', 'storage')),
};
