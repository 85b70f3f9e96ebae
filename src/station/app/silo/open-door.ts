import { openableParcels, type ParcelPlace, reopenable } from '../../../core/parcels/judge-visit.ts';
import type { IntentId } from '../../../kernel/ids.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import { visitFacts, type Visitor } from './visitor.ts';
import type { SiloParts } from './silo-parts.ts';

/**
 * Makes the will to open one door of a visitor durable, and opens it. Everything that was judged is judged once more at this moment, so
 * that nothing which happened since (a recall, a revocation, somebody else's opening) is missed.
 */
export function openDoor(
  parts: SiloParts,
  purpose: 'collect' | 'reopen',
  visitor: Visitor,
  place: ParcelPlace,
): Result<IntentId, 'R_STORAGE' | 'R_UNAVAILABLE'> {
  const { store, runner, clock } = parts;
  const { passId, delegateId, source } = visitor;
  const { parcelId, compartmentId } = place;
  const facts = visitFacts(parts, visitor);
  const allowed = purpose === 'collect' ? openableParcels(facts) : reopenable(facts);
  const parcel = store.read.parcel(parcelId);
  const isStillTheirs = allowed.some((other) => other.parcelId === parcelId && other.compartmentId === compartmentId);
  if (parcel === null || facts.isRevoked || !isStillTheirs) return err('R_UNAVAILABLE');
  const opened = runner.open<never>({
    purpose,
    compartmentId,
    parcelId,
    orderId: parcel.orderId,
    passId,
    delegateId,
    staffId: null,
    prepare: (tx) => {
      if (visitor.totpStep !== null) tx.spendTotpStep(visitor.shownId, visitor.totpStep);
      if (delegateId === null) tx.seePassGeneration(passId, visitor.pass.generation);
      const facts = { pass: passId, delegate: delegateId, parcel: parcelId, compartment: compartmentId, purpose, source };
      tx.audit({ kind: 'pass.accepted', at: clock.now(), facts });
      return done;
    },
  });
  if (opened.ok) return ok(opened.value);
  return err(opened.error.kind === 'storage' ? 'R_STORAGE' : 'R_UNAVAILABLE');
}
