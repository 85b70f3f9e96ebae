import type { ReceiptDocument } from '../../../contract/receipt.ts';
import type { SizeClass } from '../../../contract/schema.ts';
import type { LoadState } from '../../../contract/station/load-views.ts';
import type { DoorTimings } from '../../../core/compartments/door-timings.ts';
import type { IntentId, OrderId } from '../../../kernel/ids.ts';
import { doorInHand, type StaffDoor } from '../doors/door-in-hand.ts';

/** The parcel that staff are loading, with the last state of its door. */
export interface LoadFront extends StaffDoor {
  readonly intentId: IntentId;
  readonly orderId: OrderId;
  readonly number: string;
  readonly size: SizeClass;
}

/** What staff see. The slip is asked for only where a parcel was confirmed. */
export function loadState(front: LoadFront, slip: () => ReceiptDocument | null, timings: DoorTimings): LoadState {
  const inHand = doorInHand(front, timings);
  if (inHand !== null) return inHand;
  const { door, flow } = front;
  const document = flow.answer === 'placed' ? slip() : null;
  return document === null ? { kind: 'abandoned', door } : { kind: 'loaded', door, slip: document };
}
