import type { ReceiptDocument } from '../../../contract/receipt.ts';
import type { SizeClass } from '../../../contract/schema.ts';
import type { LoadState, LoadTask } from '../../../contract/station/load-views.ts';
import type { DoorTimings } from '../../../core/compartments/door-timings.ts';
import type { IntentId, OrderId, ParcelId, StaffId } from '../../../kernel/ids.ts';
import { doorInHand, type StaffDoor } from '../doors/door-in-hand.ts';
import type { LoadWishes } from './load-parts.ts';

/** The parcel in hand, with the last state of its door. */
export interface LoadFront extends StaffDoor {
  readonly intentId: IntentId;
  /** Who is loading it. */
  readonly by: StaffId;
  readonly parcelId: ParcelId;
  readonly orderId: OrderId;
  readonly number: string;
  readonly size: SizeClass;
  /** Which parcel of its order it is. */
  readonly parcel: number;
  readonly sharesCode: boolean;
  readonly lowDoor: LoadTask['lowDoor'];
  readonly canGrow: boolean;
  readonly wishes: LoadWishes;
  /** The order whose label was read meanwhile. */
  readonly next: NextParcel | null;
  /** Was it said that the door did not open? Then whoever is at work may have turned to another parcel when it opens after all. */
  readonly wasGivenUp: boolean;
}

/** A parcel that is asked for while the one before is still in hand. */
export interface NextParcel {
  readonly orderId: OrderId;
  readonly number: string;
  readonly wishes: LoadWishes;
}

/** What staff see. The slip is asked for only where a parcel was confirmed. */
export function loadState(front: LoadFront, slip: () => ReceiptDocument | null, timings: DoorTimings): LoadState {
  const inHand = doorInHand(front, timings);
  if (inHand !== null) return inHand;
  const { door, flow } = front;
  return flow.answer === 'placed' ? { kind: 'loaded', door, slip: slip() } : { kind: 'abandoned', door };
}

/** The whole of it, as the page draws it. */
export function loadTaskOf(front: LoadFront, slip: () => ReceiptDocument | null, timings: DoorTimings): LoadTask {
  const { orderId, number, size, parcel, sharesCode, lowDoor, canGrow, next } = front;
  return { orderId, number, size, parcel, sharesCode, lowDoor, canGrow, next: next?.number ?? null, state: loadState(front, slip, timings) };
}
