import type { ParcelRow, StoreWriter } from '../../ports/store.ts';
import { changeCompartment, markCompartment } from './door-book.ts';
import type { DoorEntry } from './door-entry.ts';

/**
 * What becomes of the compartment when something is put into it, whoever does it: staff who load, or a customer who returns. What becomes
 * of the parcel is each one's own affair. Here: somebody found something inside that is not theirs.
 */
export function wasNotEmpty(tx: StoreWriter, entry: DoorEntry): void {
  changeCompartment(tx, entry.intent, { state: 'suspect', parcelId: null, needsCheck: true });
  markCompartment(tx, entry, 'not-empty', false);
}

/** They kept it, and the door stayed closed: free again, though nobody has looked behind it since. */
export function wasGivenUp(tx: StoreWriter, { intent }: DoorEntry): void {
  changeCompartment(tx, intent, { state: 'free-unverified', parcelId: null });
}

/** The door never opened: nothing can be inside, and somebody looks at the door. */
export function neverOpened(tx: StoreWriter, entry: DoorEntry): void {
  wasGivenUp(tx, entry);
  markCompartment(tx, entry, 'did-not-open', true);
}

/** It is inside, and then the door moved, or nobody could see whether it did. */
export function isUnsure(tx: StoreWriter, entry: DoorEntry): void {
  markCompartment(tx, entry, entry.flow.recovered ? 'unknown-after-restart' : 'unexpected-open', true);
}

/** The parcel that a door's fact is about; a fact without one is a bug. */
export function parcelOf(tx: StoreWriter, { intent }: Pick<DoorEntry, 'intent'>): ParcelRow {
  const parcel = intent.parcelId === null ? null : tx.parcel(intent.parcelId);
  if (parcel === null) throw new Error(`${intent.purpose} ${intent.intentId} of no parcel`);
  return parcel;
}
