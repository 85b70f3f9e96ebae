import type { StoreWriter } from '../../ports/store.ts';
import { changeCompartment, markCompartment } from './door-book.ts';
import type { DoorEntry } from './door-entry.ts';

/**
 * What a look into a compartment does to it. Only an "empty" whose door then stayed closed makes it free again; every other ending
 * but that of a door which never opened leaves it suspect.
 */
export function writeCheck(tx: StoreWriter, entry: DoorEntry): void {
  const { record, flow, intent } = entry;
  if (record.kind !== 'ended') return;
  if (record.outcome === 'verified') {
    changeCompartment(tx, intent, { state: 'free-verified', parcelId: null, needsCheck: false });
    return markCompartment(tx, entry, 'verified-empty', false);
  }
  if (record.outcome === 'open-failed') return markCompartment(tx, entry, 'did-not-open', true);
  changeCompartment(tx, intent, { state: 'suspect', needsCheck: true });
  if (flow.recovered) return markCompartment(tx, entry, 'unknown-after-restart', false);
  const reason = flow.answer === null ? 'did-not-open' : flow.answer === 'empty' ? 'unexpected-open' : 'not-empty';
  markCompartment(tx, entry, reason, false);
}
