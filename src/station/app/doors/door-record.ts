import type { UnixMs } from '../../../kernel/clock.ts';
import type { CompartmentId } from '../../../kernel/ids.ts';
import type { DoorRecordRow, StoreWriter } from '../../ports/store.ts';
import type { CompartmentMark, DoorEntry } from './door-entry.ts';

/** A sensor that said so often in a row what cannot be is believed no longer (rule S-07): its door goes out of service. */
export const MOST_MISMATCHES = 3;

/** What a compartment that lost the station's trust is out of service for. */
export type DoubtReason = 'wiring' | 'sensor-doubt';

/** Counts a fact of a door that was opened on purpose. Called inside the fact's transaction. */
export function countDoorFact(tx: StoreWriter, { intent: { compartmentId }, record, at }: DoorEntry): void {
  switch (record.kind) {
    case 'opened':
      return change(tx, compartmentId, (row) => ({ openings: row.openings + 1, lastOpenedAt: at.wall }));
    case 'did-not-open':
      return change(tx, compartmentId, (row) => ({ failures: row.failures + 1 }));
    case 'blinked':
      return noteMismatch(tx, compartmentId, at.wall);
    case 'closed':
      // Open for long enough, then closed, as it was meant to: whatever it said before, now it speaks the truth.
      return change(tx, compartmentId, () => ({ mismatches: 0 }));
    case 'attempt':
    case 'pulse-trouble':
    case 'reopened':
    case 'reminder':
    case 'answered':
    case 'recovered':
    case 'ended':
      return;
  }
}

/** Notes an opening that nobody here had asked for. */
export function countForced(tx: StoreWriter, compartmentId: CompartmentId, at: UnixMs): void {
  change(tx, compartmentId, (row) => ({ forced: row.forced + 1, lastOpenedAt: at }));
}

/** Keeps what was noted last, for the status page; null once somebody looked inside. */
export function keepMark(tx: StoreWriter, compartmentId: CompartmentId, mark: CompartmentMark | null, at: UnixMs | null): void {
  change(tx, compartmentId, () => ({ mark, markedAt: mark === null ? null : at }));
}

/** Notes that a sensor said what cannot be: it changed faster than a door does. The third time in a row its door is used no longer. */
export function noteMismatch(tx: StoreWriter, compartmentId: CompartmentId, at: UnixMs): void {
  change(tx, compartmentId, (row) => ({ mismatches: row.mismatches + 1 }));
  if (recordOf(tx, compartmentId).mismatches >= MOST_MISMATCHES) distrust(tx, compartmentId, 'sensor-doubt', 'sensor-contradicts', at);
}

/**
 * Takes a compartment out of service because the station cannot trust its door. What lies inside stays on the books; only staff open it
 * from here on, and two of them where it holds a parcel.
 */
export function distrust(tx: StoreWriter, compartmentId: CompartmentId, reason: DoubtReason, mark: CompartmentMark, at: UnixMs): void {
  const row = tx.compartment(compartmentId);
  if (row === null || (row.state === 'out-of-service' && row.reason === reason)) return;
  tx.putCompartment({ ...row, state: 'out-of-service', reason, needsCheck: true });
  tx.audit({ kind: 'compartment.distrusted', at, facts: { compartment: compartmentId, reason, parcel: row.parcelId } });
  keepMark(tx, compartmentId, mark, at);
  tx.enqueue({ kind: 'compartment.marked', compartmentId, mark, at }, at);
}

/** What is known of a door; counts of nothing where nothing was ever noted. */
export function recordOf(read: Pick<StoreWriter, 'doorRecord'>, compartmentId: CompartmentId): DoorRecordRow {
  const blank = { mark: null, markedAt: null, openings: 0, failures: 0, forced: 0, mismatches: 0, lastOpenedAt: null };
  return read.doorRecord(compartmentId) ?? { compartmentId, ...blank };
}

function change(tx: StoreWriter, compartmentId: CompartmentId, by: (row: DoorRecordRow) => Partial<DoorRecordRow>): void {
  const row = recordOf(tx, compartmentId);
  tx.putDoorRecord({ ...row, ...by(row) });
}
