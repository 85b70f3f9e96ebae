import type { ParcelRecalled } from '../../../contract/events/silo-operations.ts';
import type { DoorAnswer, DoorOutcome } from '../../../core/compartments/door-flow.ts';
import { stepOrder } from '../../../core/orders/order-machine.ts';
import { recallOf } from '../../../core/recall/recall-list.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import { RESTORED_REASON } from '../../ports/restored.ts';
import type { IntentRow, ParcelRow, StoreWriter } from '../../ports/store.ts';
import { changeCompartment, markCompartment } from './door-book.ts';
import type { DoorEntry } from './door-entry.ts';
import { parcelOf } from './put-in.ts';

/**
 * What taking out does to its parcel. What staff say becomes true at once: what is out is out, whatever the door does then, and the
 * code of it is dead (the customer may have seen it, so no other parcel ever gets it). The compartment is free again only after its
 * door stayed closed; whatever else happened leaves it suspect. Where nobody said anything, the parcel stays on the books and its code
 * goes on to open: opening an empty compartment is harmless.
 */
export function writeRecall(tx: StoreWriter, entry: DoorEntry): void {
  if (entry.record.kind === 'answered') writeAnswer(tx, entry, entry.record.answer);
  if (entry.record.kind === 'ended') writeEnding(tx, entry, entry.record.outcome);
}

function writeAnswer(tx: StoreWriter, entry: DoorEntry, answer: DoorAnswer): void {
  switch (answer) {
    case 'taken':
      return withdraw(tx, entry, 'taken');
    case 'empty':
      withdraw(tx, entry, 'missing');
      return markCompartment(tx, entry, 'missing', true);
    case 'other':
      withdraw(tx, entry, 'other');
      return markCompartment(tx, entry, 'not-empty', true);
    case 'left':
    case 'none':
    case 'placed':
    case 'not-empty':
    case 'changed-mind':
      return;
    default:
      return assertNever(answer);
  }
}

/** The parcel leaves the books, and its compartment is nobody's until the door is seen to have stayed closed. */
function withdraw(tx: StoreWriter, entry: DoorEntry, found: ParcelRecalled['found']): void {
  const { intent, at } = entry;
  const parcel = parcelOf(tx, entry);
  const now = at.wall;
  const order = parcel.orderId === null ? null : tx.order(parcel.orderId);
  const reason = recallOf(parcel, order?.status ?? null, tx.downtimes(parcel.loadedAt ?? 0), now)?.reason ?? 'requested';
  if (intent.staffId === null) throw new Error(`recall ${intent.intentId} by nobody`);
  tx.putParcel({ ...parcel, status: 'withdrawn', ended: found === 'taken' ? 'recalled' : 'missing' });
  changeCompartment(tx, intent, { state: 'suspect', parcelId: null });
  giveOrderBack(tx, parcel);
  tx.enqueue(
    {
      kind: 'parcel.recalled',
      parcelId: parcel.parcelId,
      orderId: parcel.orderId,
      reason,
      found,
      compartmentId: intent.compartmentId,
      staffId: intent.staffId,
      secondStaffId: intent.secondStaffId,
      at: now,
    },
    now,
  );
}

/** An order whose last parcel was taken out waits to be prepared again. Goods that came back belong to an order that is over. */
function giveOrderBack(tx: StoreWriter, { kind, orderId }: ParcelRow): void {
  if (kind !== 'order' || orderId === null) return;
  if (tx.parcelsOfOrder(orderId).some(({ status, kind: of }) => of === 'order' && status === 'stored')) return;
  const order = tx.order(orderId);
  const next = order === null ? null : stepOrder(order, { kind: 'withdrawn' });
  if (next?.ok === true) tx.setOrderStatus(orderId, next.value.status);
}

function writeEnding(tx: StoreWriter, entry: DoorEntry, outcome: DoorOutcome): void {
  const { intent, flow } = entry;
  switch (outcome) {
    case 'taken':
      changeCompartment(tx, intent, { state: 'free-verified', parcelId: null, needsCheck: false });
      return;
    case 'taken-unsure':
      return markCompartment(tx, entry, flow.recovered ? 'unknown-after-restart' : 'unexpected-open', true);
    case 'left':
      return believeAgain(tx, intent);
    case 'missing':
      return;
    case 'suspect':
      // Something else was inside: said and marked when it was answered.
      return;
    case 'open-failed':
      return markCompartment(tx, entry, 'did-not-open', true);
    case 'unknown':
    case 'collected':
    case 'loaded':
    case 'loaded-unsure':
    case 'returned':
    case 'returned-unsure':
    case 'abandoned':
    case 'verified':
    case 'closed-again':
      return markCompartment(tx, entry, flow.recovered ? 'unknown-after-restart' : flow.openedAt === null ? 'did-not-open' : 'unexpected-open', true);
    default:
      return assertNever(outcome);
  }
}

/** A parcel that only restored books told of was seen where it should be: its code opens again. */
function believeAgain(tx: StoreWriter, intent: IntentRow): void {
  const row = tx.compartment(intent.compartmentId);
  if (row?.state !== 'suspect' || row.reason !== RESTORED_REASON || row.parcelId !== intent.parcelId) return;
  changeCompartment(tx, intent, { state: 'occupied', needsCheck: false });
}
