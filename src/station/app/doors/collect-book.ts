import type { DoorFlow } from '../../../core/compartments/door-flow.ts';
import { stepOrder } from '../../../core/orders/order-machine.ts';
import type { IntentRow, StoreWriter } from '../../ports/store.ts';
import { changeCompartment, type DoorEntry, markCompartment, type ParcelIntent, parcelIntent } from './door-book.ts';

/**
 * What a collection does to its parcel. Only an observed hand-over ends the parcel and with it the code; every other ending leaves
 * the compartment occupied, asks for a check, and keeps the code valid, because opening an empty compartment again is harmless.
 */
export function writeCollection(tx: StoreWriter, entry: DoorEntry): void {
  if (entry.record.kind !== 'ended') return;
  if (entry.record.outcome === 'collected') return handOver(tx, entry);
  markCompartment(tx, entry, entry.flow.recovered ? 'unknown-after-restart' : 'did-not-open', true);
}

function handOver(tx: StoreWriter, { intent: of, flow, at }: DoorEntry): void {
  const intent = parcelIntent(of);
  const { openedAt, closedAt } = observed(flow);
  const parcel = tx.parcel(intent.parcelId);
  if (parcel === null) throw new Error(`no parcel ${intent.parcelId}`);
  tx.putParcel({ ...parcel, status: 'collected', collectedAt: closedAt });
  // Nobody looked inside: the next to be given this compartment must be one who does.
  changeCompartment(tx, intent, { state: 'free-unverified', parcelId: null });
  finishOrder(tx, intent);
  tx.enqueue(
    {
      kind: 'parcel.collected',
      parcelId: intent.parcelId,
      orderId: intent.orderId,
      intentId: intent.intentId,
      passId: passOf(intent),
      delegateId: null,
      commandId: intent.commandId,
      compartmentId: intent.compartmentId,
      openedAt,
      closedAt,
    },
    at.wall,
  );
}

/** The hub may have moved the order meanwhile; the parcel's leaving is a fact all the same. */
function finishOrder(tx: StoreWriter, intent: ParcelIntent): void {
  const order = tx.order(intent.orderId);
  if (order === null) return;
  const next = stepOrder(order, { kind: 'collected' });
  if (next.ok) tx.setOrderStatus(intent.orderId, next.value.status);
}

function observed(flow: DoorFlow): { readonly openedAt: number; readonly closedAt: number } {
  const { openedAt, closedAt } = flow;
  if (openedAt === null || closedAt === null) throw new Error('a hand-over that nobody observed');
  return { openedAt, closedAt };
}

function passOf(intent: IntentRow): NonNullable<IntentRow['passId']> {
  if (intent.passId === null) throw new Error(`collection ${intent.intentId} without a pass`);
  return intent.passId;
}
