import type { StoreWriter } from '../../ports/store.ts';
import { markCompartment } from './door-book.ts';
import type { DoorEntry } from './door-entry.ts';

/**
 * What a look into a compartment that its person has just emptied does to it: nothing, when its door was seen open and closed. The
 * parcel stays collected, and the compartment stays one that nobody has seen empty, kept until its grace is over. Anything less asks
 * for a check.
 */
export function writeReopening(tx: StoreWriter, entry: DoorEntry): void {
  if (entry.record.kind !== 'ended' || entry.record.outcome === 'closed-again') return;
  markCompartment(tx, entry, entry.flow.recovered ? 'unknown-after-restart' : 'did-not-open', true);
}
