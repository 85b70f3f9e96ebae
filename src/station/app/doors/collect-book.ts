import type { DoorFlow } from '../../../core/compartments/door-flow.ts';
import { stepOrder } from '../../../core/orders/order-machine.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { ParcelRow, ProblemRow, StoreWriter } from '../../ports/store.ts';
import { changeCompartment, markCompartment, type ParcelIntent, parcelIntent, type PurposeBook } from './door-book.ts';
import type { DoorEntry } from './door-entry.ts';

/** What a collection needs to know of its station. */
export interface CollectBookDeps {
  /** Trusted time. */
  now(): UnixMs;
  /** Minutes in which the same code opens the emptied compartment again. */
  graceMinutes(): number;
}

/**
 * What a collection does to its parcel. Only an observed hand-over ends the parcel and with it the code; every other ending leaves
 * the compartment occupied, asks for a check, and keeps the code valid, because opening an empty compartment again is harmless. What the
 * person reported meanwhile is obeyed at the end (decision 0020): something put back, or never found, was not handed over.
 */
export function collectBook(deps: CollectBookDeps): PurposeBook {
  return (tx, entry) => {
    if (entry.record.kind !== 'ended') return;
    const parcel = parcelOf(tx, parcelIntent(entry.intent));
    const problem = tx.problemOf(entry.intent.intentId);
    if (entry.record.outcome === 'collected' && !staysInside(problem)) return handOver(deps, tx, entry, parcel);
    if (problem !== null && problem.problem !== 'did-not-open') keepForStaff(tx, entry, parcel);
    if (entry.record.outcome === 'collected') return;
    markCompartment(tx, entry, entry.flow.recovered ? 'unknown-after-restart' : 'did-not-open', true);
  };
}

/** The person put it back, or says that there was nothing: either way nothing was handed over. */
function staysInside(problem: ProblemRow | null): boolean {
  return problem !== null && (problem.keep === 'put-back' || problem.problem === 'empty');
}

/** On the books and on the list of what staff take out; the code opens it as long as it lies there. A stronger reason stays. */
function keepForStaff(tx: StoreWriter, { intent }: DoorEntry, parcel: ParcelRow): void {
  tx.putParcel({ ...parcel, recall: parcel.recall === null || parcel.recall === 'expired' ? 'damaged' : parcel.recall });
  changeCompartment(tx, intent, { needsCheck: true });
}

function handOver(deps: CollectBookDeps, tx: StoreWriter, { intent: of, flow, at }: DoorEntry, parcel: ParcelRow): void {
  const intent = parcelIntent(of);
  const { openedAt, closedAt } = observed(flow);
  tx.putParcel({ ...parcel, status: 'collected', collectedAt: closedAt });
  empty(deps, tx, intent);
  finishOrder(tx, intent);
  tx.enqueue(
    {
      kind: 'parcel.collected',
      parcelId: intent.parcelId,
      orderId: intent.orderId,
      intentId: intent.intentId,
      passId: intent.passId,
      delegateId: intent.delegateId,
      commandId: intent.commandId,
      compartmentId: intent.compartmentId,
      openedAt,
      closedAt,
    },
    at.wall,
  );
}

/** Nobody looked inside: the next to be given this compartment must be one who does, and not before this person can have forgotten anything. */
function empty(deps: CollectBookDeps, tx: StoreWriter, { compartmentId, parcelId }: ParcelIntent): void {
  tx.putEmptied({ compartmentId, parcelId });
  const isReported = tx.problemsOfParcel(parcelId).length > 0;
  if (isReported) return void changeCompartment(tx, { compartmentId }, { state: 'suspect', parcelId: null, needsCheck: true, heldUntil: null });
  const graceMs = deps.graceMinutes() * 60_000;
  changeCompartment(tx, { compartmentId }, { state: 'free-unverified', parcelId: null, heldUntil: graceMs === 0 ? null : deps.now() + graceMs });
}

/** An order is over with its last parcel. The hub may have moved it meanwhile; the parcel's leaving is a fact all the same. */
function finishOrder(tx: StoreWriter, { orderId }: ParcelIntent): void {
  const order = tx.order(orderId);
  if (order === null || tx.parcelsOfOrder(orderId).some(({ status }) => status === 'stored' || status === 'loading')) return;
  const next = stepOrder(order, { kind: 'collected' });
  if (next.ok) tx.setOrderStatus(orderId, next.value.status);
}

function observed(flow: DoorFlow): { readonly openedAt: number; readonly closedAt: number } {
  const { openedAt, closedAt } = flow;
  if (openedAt === null || closedAt === null) throw new Error('a hand-over that nobody observed');
  return { openedAt, closedAt };
}

function parcelOf(tx: StoreWriter, { parcelId }: ParcelIntent): ParcelRow {
  const parcel = tx.parcel(parcelId);
  if (parcel === null) throw new Error(`no parcel ${parcelId}`);
  return parcel;
}
