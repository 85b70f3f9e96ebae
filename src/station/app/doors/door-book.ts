import type { OrderId, ParcelId } from '../../../kernel/ids.ts';
import { RESTORED_REASON } from '../../ports/restored.ts';
import type { AuditEvent, CompartmentRow, IntentRow, StoreWriter } from '../../ports/store.ts';
import type { CompartmentMark, DoorEntry } from './door-entry.ts';
import { countDoorFact, keepMark } from './door-record.ts';

/** The intent of an opening that is about a parcel: every one but a check. */
export type ParcelIntent = IntentRow & { readonly parcelId: ParcelId; readonly orderId: OrderId };

/** What a purpose adds to its door's facts: the parcel, the order, the operation. Runs inside the fact's transaction. */
export type PurposeBook = (tx: StoreWriter, entry: DoorEntry) => void;

/**
 * Writes a door's fact into the open transaction: one audit entry always, and what the purpose makes of it. The caller stores
 * the flow's new state in the same transaction.
 */
export function writeDoorEntry(tx: StoreWriter, entry: DoorEntry, books: Readonly<Record<IntentRow['purpose'], PurposeBook>>): void {
  tx.audit(doorAudit(entry));
  countDoorFact(tx, entry);
  if (entry.record.kind === 'reminder' && entry.record.last) markCompartment(tx, entry, 'left-open', false);
  books[entry.intent.purpose](tx, entry);
}

/** Tells head office of the intent's compartment, and asks for a look into it where `needsCheck`. */
export function markCompartment(tx: StoreWriter, { intent, at }: Pick<DoorEntry, 'intent' | 'at'>, mark: CompartmentMark, needsCheck: boolean): void {
  if (needsCheck) changeCompartment(tx, intent, { needsCheck: true });
  keepMark(tx, intent.compartmentId, mark === 'verified-empty' ? null : mark, at.wall);
  tx.enqueue({ kind: 'compartment.marked', compartmentId: intent.compartmentId, mark, at: at.wall }, at.wall);
}

/**
 * Changes a compartment as it is in this transaction. Its row outlives every intent, so a missing one is a bug. One that is out of service
 * stays out of service whatever becomes of its door: only a technician brings it back.
 */
export function changeCompartment(
  tx: StoreWriter,
  { compartmentId }: Pick<CompartmentRow, 'compartmentId'>,
  change: Partial<Pick<CompartmentRow, 'state' | 'parcelId' | 'needsCheck' | 'heldUntil' | 'reason'>>,
): CompartmentRow {
  const row = tx.compartment(compartmentId);
  if (row === null) throw new Error(`no compartment ${compartmentId}`);
  const state = row.state === 'out-of-service' ? row.state : (change.state ?? row.state);
  // Whoever brings a compartment out of suspicion has looked inside: the books are as good as ever again.
  const reason = row.reason === RESTORED_REASON && state !== 'suspect' ? null : row.reason;
  const changed = { ...row, reason, ...change, state };
  tx.putCompartment(changed);
  return changed;
}

/** Narrows an intent to one about a parcel; a check in the wrong book is a bug. */
export function parcelIntent(intent: IntentRow): ParcelIntent {
  const { parcelId, orderId } = intent;
  if (parcelId === null || orderId === null) throw new Error(`intent ${intent.intentId} is about no parcel`);
  return { ...intent, parcelId, orderId };
}

function doorAudit({ intent, flow, record, at }: DoorEntry): AuditEvent {
  const { kind, ...details } = record;
  return {
    kind: `door.${kind}`,
    at: at.wall,
    facts: {
      intent: intent.intentId,
      compartment: intent.compartmentId,
      parcel: intent.parcelId,
      purpose: intent.purpose,
      pass: intent.passId,
      staff: intent.staffId,
      state: flow.kind,
      ...details,
    },
  };
}
