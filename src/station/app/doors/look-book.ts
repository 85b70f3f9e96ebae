import type { StoreWriter } from '../../ports/store.ts';
import { changeCompartment, markCompartment } from './door-book.ts';
import type { DoorEntry } from './door-entry.ts';

/**
 * What a look from afar does: nobody here was asked what they saw or did, so nothing goes off the books, whatever lies there stays there,
 * and staff are to look. A compartment that was free is not given away before they did.
 */
export function writeLook(tx: StoreWriter, entry: DoorEntry): void {
  const { record, flow, intent } = entry;
  if (record.kind !== 'ended') return;
  if (record.outcome === 'open-failed') return markCompartment(tx, entry, 'did-not-open', true);
  const state = tx.compartment(intent.compartmentId)?.state;
  const wasFree = state === 'free-verified' || state === 'free-unverified';
  changeCompartment(tx, intent, wasFree ? { state: 'suspect', needsCheck: true } : { needsCheck: true });
  if (flow.recovered || flow.blind) markCompartment(tx, entry, 'unknown-after-restart', false);
}
