import type { Operation } from '../../../contract/events/operations.ts';
import type { DoorFlow, DoorRecord, Instant } from '../../../core/compartments/door-flow.ts';
import type { IntentRow } from '../../ports/store.ts';

/** One fact about a door, with the intent that it belongs to and the state that it led to. */
export interface DoorEntry {
  readonly intent: IntentRow;
  readonly flow: DoorFlow;
  readonly record: DoorRecord;
  readonly at: Instant;
}

/** Why head office hears of a compartment. */
export type CompartmentMark = Extract<Operation, { readonly kind: 'compartment.marked' }>['mark'];
