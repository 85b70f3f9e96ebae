import type { PassBody, PassRefusal } from '../../contract/pass/pass.ts';
import type { CompartmentId, IntentId, ParcelId } from '../../kernel/ids.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { DoorFlow } from '../compartments/door-flow.ts';

/** What the station knows about a code whose signature, bank and time are good. Null where it knows nothing. */
export interface CollectionFacts {
  readonly pass: Pick<PassBody, 'kind' | 'generation' | 'flags'>;
  /** The highest reissue generation seen for this pass. */
  readonly seenGeneration: number;
  /** Was the PIN given and right? Then the code itself was not shown. */
  readonly pinGiven: boolean;
  readonly parcel: { readonly parcelId: ParcelId; readonly status: 'loading' | 'stored' | 'collected' | 'withdrawn' } | null;
  /** The compartment that holds this parcel. */
  readonly compartment: { readonly compartmentId: CompartmentId; readonly state: string } | null;
  /** The live intent on that compartment, whoever's it is. */
  readonly live: { readonly intentId: IntentId; readonly parcelId: ParcelId | null; readonly flow: DoorFlow } | null;
}

/** What the bearer of a good code may have now. */
export type CollectionVerdict =
  | { readonly kind: 'open'; readonly parcelId: ParcelId; readonly compartmentId: CompartmentId }
  /** Their own opening is under way: show it again. */
  | { readonly kind: 'show'; readonly intentId: IntentId }
  /** Their own door did not open a moment ago: scanning again means "try again". */
  | { readonly kind: 'retry'; readonly intentId: IntentId }
  | { readonly kind: 'refuse'; readonly refusal: PassRefusal; readonly inUse: boolean };

/**
 * Steps 8 to 11 of judging a code: revoked by a newer one, PIN needed, and above all the state of the parcel. Single use hangs on
 * the parcel, not on the code: a code whose parcel still lies in its compartment opens it.
 */
export function judgeCollection(facts: CollectionFacts): CollectionVerdict {
  const { pass, parcel, compartment, live } = facts;
  if (pass.generation < facts.seenGeneration) return refuse('R_REVOKED');
  if (pass.kind !== 'collect' || pass.flags.assistOnly) return refuse('R_STATE');
  if (pass.flags.pin && !facts.pinGiven) return refuse('R_PIN');
  if (parcel === null || compartment === null) return refuse('R_STATE');
  if (live !== null) return live.parcelId === parcel.parcelId ? judgeLive(live.intentId, live.flow) : inUse();
  if (parcel.status !== 'stored' || compartment.state !== 'occupied') return refuse('R_STATE');
  return { kind: 'open', parcelId: parcel.parcelId, compartmentId: compartment.compartmentId };
}

function judgeLive(intentId: IntentId, flow: DoorFlow): CollectionVerdict {
  if (flow.purpose !== 'collect') return inUse();
  switch (flow.kind) {
    case 'pulsing':
    case 'looking':
    case 'open':
      return { kind: 'show', intentId };
    case 'settling':
      return flow.recovered ? inUse() : { kind: 'show', intentId };
    case 'jammed':
      return { kind: 'retry', intentId };
    case 'asking':
    case 'guarding':
    case 'ended':
      return inUse();
    default:
      return assertNever(flow);
  }
}

function refuse(kind: 'R_REVOKED' | 'R_PIN' | 'R_STATE'): CollectionVerdict {
  return { kind: 'refuse', refusal: { kind }, inUse: false };
}

function inUse(): CollectionVerdict {
  return { kind: 'refuse', refusal: { kind: 'R_STATE' }, inUse: true };
}
