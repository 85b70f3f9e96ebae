import type { RecallReason } from '../../contract/hub/silo.ts';
import type { PassBody, PassRefusal } from '../../contract/pass/pass.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { CompartmentId, IntentId, ParcelId } from '../../kernel/ids.ts';
import type { DoorFlow } from '../compartments/door-flow.ts';

/** An opening under way on a compartment, whoever's it is. */
export interface LiveOpening {
  readonly intentId: IntentId;
  readonly parcelId: ParcelId | null;
  readonly flow: DoorFlow;
}

/** One parcel that a pass opens or opened. */
export interface ParcelFacts {
  readonly parcelId: ParcelId;
  readonly status: 'loading' | 'stored' | 'collected' | 'withdrawn';
  readonly recall: RecallReason | null;
  /** The money of its order was taken back: it stays where it is until that is cleared. */
  readonly isOnHold: boolean;
  /** The compartment that holds it; null: none does. */
  readonly compartment: { readonly compartmentId: CompartmentId; readonly state: string } | null;
  readonly live: LiveOpening | null;
}

/** A compartment that one of the pass's parcels was the last to be taken out of. */
export interface EmptiedFacts {
  readonly compartmentId: CompartmentId;
  readonly parcelId: ParcelId;
  readonly state: string;
  readonly holdsParcel: boolean;
  /** Until when (trusted Unix milliseconds) it is kept for whoever emptied it. */
  readonly heldUntil: UnixMs | null;
  readonly live: LiveOpening | null;
}

/** What the station knows about a code whose signature, bank and time are good. */
export interface VisitFacts {
  readonly pass: Pick<PassBody, 'kind' | 'generation' | 'flags'>;
  /** Was the pass, or the delegate's code that was shown, taken back or followed by a newer one? */
  readonly isRevoked: boolean;
  /** Was the PIN given and right? */
  readonly pinGiven: boolean;
  /** All of the pass, the first loaded first. */
  readonly parcels: readonly ParcelFacts[];
  readonly emptied: readonly EmptiedFacts[];
  /** Trusted time. */
  readonly now: UnixMs;
}

/** A parcel and where it lies. */
export interface ParcelPlace {
  readonly parcelId: ParcelId;
  readonly compartmentId: CompartmentId;
}

/**
 * A parcel behind a door that does not open for its code now. `out-of-service`: the door was taken out of use with the parcel behind it;
 * `look`: staff have to look behind it first; `hold`: the money of its order is in question.
 */
export interface ShutPlace extends ParcelPlace {
  readonly why: 'out-of-service' | 'look' | 'hold';
}

/** What the bearer of a good code may have now. */
export type VisitVerdict =
  /** The first of these opens at once; the others wait for a press each. */
  | { readonly kind: 'open'; readonly parcels: readonly [ParcelPlace, ...ParcelPlace[]] }
  /** Nothing is left to collect, but these were emptied a moment ago, the last one first. */
  | { readonly kind: 'reopen'; readonly compartments: readonly [ParcelPlace, ...ParcelPlace[]] }
  /** Their own opening is under way: show it again. */
  | { readonly kind: 'show'; readonly intentId: IntentId }
  /** Their own door did not open a moment ago: scanning again means "try again". */
  | { readonly kind: 'retry'; readonly intentId: IntentId }
  /** The code alone is not enough. Said before anything is looked at, so that it tells nothing. */
  | { readonly kind: 'pin' }
  /** All that is left of theirs lies behind doors that nobody may open now. */
  | { readonly kind: 'shut'; readonly parcels: readonly [ShutPlace, ...ShutPlace[]] }
  | { readonly kind: 'refuse'; readonly refusal: PassRefusal; readonly inUse: boolean };

/**
 * Steps 8 to 11 of judging a code: taken back, PIN needed, and above all the state of the parcels. Single use hangs on the parcel, not on
 * the code: a code opens whatever of its parcels still lies in its compartment, one door after the other, and never a second door of
 * the same person while one of theirs moves, stands open, or may be open unseen.
 */
export function judgeVisit(facts: VisitFacts): VisitVerdict {
  const { pass } = facts;
  if (facts.isRevoked) return refuse('R_REVOKED');
  if (pass.kind !== 'collect' || pass.flags.assistOnly) return refuse('R_STATE');
  if (pass.flags.pin && !facts.pinGiven) return { kind: 'pin' };
  const own = ownOpenings(facts);
  const shown = own.map((live) => judgeLive(live)).find((verdict) => verdict !== null);
  if (shown !== undefined) return shown;
  const [first, ...others] = openableParcels(facts);
  if (first !== undefined) return { kind: 'open', parcels: [first, ...others] };
  // Their door is closed, and only its quarantine still runs.
  const [settling] = own;
  if (settling !== undefined) return { kind: 'show', intentId: settling.intentId };
  const [last, ...before] = reopenable(facts);
  if (last !== undefined) return { kind: 'reopen', compartments: [last, ...before] };
  const [shut, ...more] = shutParcels(facts);
  if (shut !== undefined) return { kind: 'shut', parcels: [shut, ...more] };
  return facts.parcels.some((parcel) => parcel.live !== null) ? inUse() : refuse('R_STATE');
}

/** The parcels that this pass opens now: stored, not to be kept back nor on hold, and nobody at their door. The first loaded first. */
export function openableParcels({ parcels }: Pick<VisitFacts, 'parcels'>): readonly ParcelPlace[] {
  return parcels.flatMap(({ parcelId, status, recall, isOnHold, compartment, live }) => {
    if (status !== 'stored' || keepsBack(recall) || isOnHold || compartment?.state !== 'occupied' || live !== null) return [];
    return [{ parcelId, compartmentId: compartment.compartmentId }];
  });
}

/** The parcels that are this person's, and lie behind doors that nobody may open now. The first loaded first. */
export function shutParcels({ parcels }: Pick<VisitFacts, 'parcels'>): readonly ShutPlace[] {
  return parcels.flatMap(({ parcelId, status, recall, isOnHold, compartment, live }): readonly ShutPlace[] => {
    if (status !== 'stored' || keepsBack(recall) || compartment === null || live !== null) return [];
    const { compartmentId, state } = compartment;
    if (isOnHold) return [{ parcelId, compartmentId, why: 'hold' }];
    if (state === 'out-of-service') return [{ parcelId, compartmentId, why: 'out-of-service' }];
    return state === 'suspect' ? [{ parcelId, compartmentId, why: 'look' }] : [];
  });
}

/**
 * The compartments that may be opened once more because something may have been forgotten, the last emptied first: while they are kept
 * for this person, nobody was given them, and nothing is suspected of them.
 */
export function reopenable({ emptied, now }: Pick<VisitFacts, 'emptied' | 'now'>): readonly ParcelPlace[] {
  return emptied
    .filter((row) => row.state === 'free-unverified' && !row.holdsParcel && row.heldUntil !== null && now < row.heldUntil && row.live === null)
    .map(({ parcelId, compartmentId }) => ({ parcelId, compartmentId }))
    .reverse();
}

/**
 * Does a wish to take a parcel out stand against its code? One that is late, or that something is wrong with, is still this person's as
 * long as it lies there; one of a cancelled order, or that head office asked for, is not.
 */
function keepsBack(recall: RecallReason | null): boolean {
  switch (recall) {
    case null:
    case 'expired':
    case 'damaged':
      return false;
    case 'cancelled':
    case 'returned':
    case 'requested':
      return true;
    default:
      return assertNever(recall);
  }
}

/** The openings under way that are this person's: of their parcels, and of the compartments that they have just emptied. */
function ownOpenings({ parcels, emptied }: Pick<VisitFacts, 'parcels' | 'emptied'>): readonly LiveOpening[] {
  const own = [...parcels, ...emptied].flatMap(({ live, parcelId }) =>
    live !== null && live.parcelId === parcelId && (live.flow.purpose === 'collect' || live.flow.purpose === 'reopen') ? [live] : [],
  );
  return own.filter((live, at) => own.findIndex((other) => other.intentId === live.intentId) === at);
}

/** The openings of this person that still stand in the way of another one: all but those whose door is closed and only watched. */
export function openingsInHand(facts: Pick<VisitFacts, 'parcels' | 'emptied'>): readonly LiveOpening[] {
  return ownOpenings(facts).filter((live) => judgeLive(live) !== null);
}

/** Null: this opening stands in nobody's way any more. */
function judgeLive({ intentId, flow }: LiveOpening): VisitVerdict | null {
  switch (flow.kind) {
    case 'pulsing':
    case 'looking':
    case 'open':
      return { kind: 'show', intentId };
    case 'jammed':
      return { kind: 'retry', intentId };
    case 'settling':
      return flow.recovered ? inUse() : null;
    case 'guarding':
    case 'asking':
    case 'ended':
      return inUse();
    default:
      return assertNever(flow);
  }
}

function refuse(kind: 'R_REVOKED' | 'R_STATE'): VisitVerdict {
  return { kind: 'refuse', refusal: { kind }, inUse: false };
}

function inUse(): VisitVerdict {
  return { kind: 'refuse', refusal: { kind: 'R_STATE' }, inUse: true };
}
