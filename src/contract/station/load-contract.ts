import { oc } from '@orpc/contract';
import { z } from 'zod';
import { locale, sizeClass, text, uuid } from '../schema.ts';
import { loadStopReason, recallItem } from './load-views.ts';
import { answer, nothing, outcome } from './outcome.ts';

/** Why no load begins: nobody may, another door is in hand, or what the view's `round.stop` says. */
const beginRefusals = ['not-signed-in', 'busy', ...loadStopReason.options] as const;

/** What a person wishes for one parcel. Left out: no. */
const wishes = {
  /** A further parcel of an order that has one in the silo already. */
  another: z.boolean().optional(),
  lowDoor: z.boolean().optional(),
  /** Also one of the compartments that are kept for returns. */
  useKept: z.boolean().optional(),
};

/** Loading, by staff and by couriers with the right `deposit`. */
export const loadIntents = {
  /** Proposes a free compartment of `size` (or the next larger) and opens it. */
  beginLoad: oc.input(z.strictObject({ orderId: uuid, size: sizeClass, ...wishes })).output(outcome(...beginRefusals)),
  /**
   * A label was read or a number typed: opens a compartment for it. While the door before is still open it comes next; once that door
   * is closed, the label of another order says that the one before is inside.
   */
  scanParcel: oc.input(z.strictObject({ code: text(512), ...wishes })).output(outcome(...beginRefusals)),
  retryLoad: oc.input(nothing).output(outcome('not-signed-in', 'not-now')),
  /** What staff did, once the door is closed again. */
  answerLoad: oc
    .input(z.strictObject({ answer: z.enum(['placed', 'not-empty', 'changed-mind']) }))
    .output(outcome('not-signed-in', 'not-now', 'door-open', 'storage')),
  /** Another compartment for the parcel in hand, the next larger where it did not fit; the one before must be closed and empty. */
  loadElsewhere: oc.input(z.strictObject({ larger: z.boolean(), ...wishes })).output(outcome('not-now', 'door-open', ...beginRefusals)),
  /** Leaves the load screen after `loaded`, `abandoned` or `did-not-open`, and the message why a parcel is not loaded. */
  closeLoad: oc.input(nothing).output(outcome('not-signed-in', 'not-now')),
  /** Opens the door of a parcel that this person has just loaded, to take it back: until the round is over, for ten minutes at most. */
  undoLoad: oc.input(z.strictObject({ parcelId: uuid })).output(outcome('not-signed-in', 'too-late', 'busy', 'doors-unreachable', 'in-use', 'storage')),
  /** The round is over: its list is wiped. */
  endLoadRound: oc.input(nothing).output(outcome('not-signed-in', 'not-now', 'storage')),
  /** The list of the round, on paper. */
  printRound: oc.input(z.strictObject({ locale })).output(outcome('not-signed-in', 'nothing-to-print', 'no-printer', 'paper-out', 'cover-open', 'offline')),
};

/** Taking out, by staff and by couriers with the right `collect`. */
export const recallIntents = {
  /** What is to be taken out, door by door. */
  recallList: oc.input(nothing).output(answer(z.array(recallItem).max(500), 'not-signed-in')),
  /** Begins with the first of these doors; what is not on the list any more is left out. */
  startRecall: oc
    .input(z.strictObject({ parcelIds: z.array(uuid).min(1).max(500) }))
    .output(outcome('not-signed-in', 'busy', 'nothing-to-do', 'doors-unreachable', 'storage')),
  retryRecall: oc.input(nothing).output(outcome('not-signed-in', 'not-now')),
  /** The label of what lies behind the open door. Once the door is closed, the right label says "taken". */
  scanRecall: oc.input(z.strictObject({ code: text(512) })).output(outcome('not-signed-in', 'not-now', 'storage')),
  answerRecall: oc
    .input(z.strictObject({ answer: z.enum(['taken', 'empty', 'other', 'left']) }))
    .output(outcome('not-signed-in', 'not-now', 'door-open', 'storage')),
  /** Goes on with the next door after `result`, `did-not-open` or `paused` at the door `at`, the round's own count, that was on the screen. */
  nextRecall: oc.input(z.strictObject({ at: z.number().int().min(0) })).output(outcome('not-signed-in', 'not-now')),
  /** Stops the round (what was not reached stays on the list), or leaves it once it is finished. */
  closeRecall: oc.input(nothing).output(outcome('not-signed-in', 'not-now')),
  /** The round on paper while there is one, else the list. */
  printRecall: oc.input(z.strictObject({ locale })).output(outcome('not-signed-in', 'nothing-to-print', 'no-printer', 'paper-out', 'cover-open', 'offline')),
};

/** A courier's own intents. They begin by showing their code to the silo. */
export const courierIntents = {
  /** The PIN of a courier whose record has one, in the silo's state `courier-pin`. */
  courierPin: oc.input(z.strictObject({ pin: z.string().regex(/^\d{4,12}$/) })).output(outcome('not-now', 'refused', 'wait')),
  courierTouch: oc.input(nothing).output(outcome('not-signed-in')),
  courierLeave: oc.input(nothing).output(outcome('not-signed-in', 'busy')),
};
