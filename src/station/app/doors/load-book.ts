import { usualSiloRules } from '../../../contract/hub/silo.ts';
import { firstDeadline } from '../../../core/parcels/deadline.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { DoorOutcome, DoorAnswer } from '../../../core/compartments/door-flow.ts';
import { stepOrder } from '../../../core/orders/order-machine.ts';
import type { PassId } from '../../../kernel/ids.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { changeCompartment, markCompartment, parcelIntent } from './door-book.ts';
import type { DoorEntry } from './door-entry.ts';
import { isUnsure, neverOpened, parcelOf, wasGivenUp, wasNotEmpty } from './put-in.ts';

/** What a load needs to know of its station. */
export interface LoadBookDeps {
  /** This station's bank number, or null while it was never enrolled (then it has no passes and loads nothing). */
  bank(): number | null;
}

/**
 * What a load does to its parcel. At "placed" everything becomes true at once: parcel stored, compartment occupied, order ready,
 * and the operation that lets the hub send the code. Every other ending gives the pass back, since nobody has seen its code.
 */
export function loadBook(deps: LoadBookDeps): (tx: StoreWriter, entry: DoorEntry) => void {
  return (tx, entry) => {
    if (entry.record.kind === 'answered') writeAnswer(deps, tx, entry, entry.record.answer);
    if (entry.record.kind === 'reopened' && entry.flow.answer === 'placed') markCompartment(tx, entry, 'unexpected-open', true);
    if (entry.record.kind === 'ended') writeEnding(tx, entry, entry.record.outcome);
  };
}

function writeAnswer(deps: LoadBookDeps, tx: StoreWriter, entry: DoorEntry, answer: DoorAnswer): void {
  switch (answer) {
    case 'placed':
      return store(deps, tx, entry);
    case 'changed-mind':
      return withdraw(tx, entry);
    case 'not-empty':
      withdraw(tx, entry);
      return wasNotEmpty(tx, entry);
    case 'empty':
    case 'taken':
    case 'left':
    case 'other':
    case 'none':
      // Nobody said anything, or what belongs to another question. The parcel may well lie inside: the compartment keeps its name, so that whoever looks knows what to expect.
      withdraw(tx, entry);
      changeCompartment(tx, entry.intent, { state: 'suspect', needsCheck: true });
      return markCompartment(tx, entry, 'not-empty', false);
    default:
      return assertNever(answer);
  }
}

function store(deps: LoadBookDeps, tx: StoreWriter, entry: DoorEntry): void {
  const { flow, at } = entry;
  const intent = parcelIntent(entry.intent);
  const parcel = parcelOf(tx, entry);
  const bank = deps.bank();
  if (bank === null || intent.passId === null || intent.staffId === null) throw new Error(`load ${intent.intentId} without bank, pass or staff`);
  const loadedAt = flow.closedAt ?? at.wall;
  const deadline = deadlineOf(tx, intent.passId, loadedAt);
  tx.putParcel({ ...parcel, status: 'stored', loadedAt, deadline });
  // Staff have just looked inside: whatever was to be checked was checked.
  const compartment = changeCompartment(tx, intent, { state: 'occupied', needsCheck: false });
  const order = tx.order(intent.orderId);
  const next = order === null ? null : stepOrder(order, { kind: 'stored' });
  if (next?.ok === true) tx.setOrderStatus(intent.orderId, next.value.status);
  tx.enqueue(
    {
      kind: 'parcel.loaded',
      parcelId: intent.parcelId,
      orderId: intent.orderId,
      bank,
      compartmentId: intent.compartmentId,
      doorNumber: compartment.number,
      size: parcel.size,
      passId: intent.passId,
      staffId: intent.staffId,
      loadedAt,
      deadline,
    },
    at.wall,
  );
}

/** By the shop's rules; never after the code has died, or the parcel would wait for somebody who cannot come. */
function deadlineOf(tx: StoreWriter, passId: PassId, loadedAt: UnixMs): UnixMs {
  const { collectDays } = tx.config()?.silo ?? usualSiloRules;
  const pass = tx.pass(passId);
  const first = firstDeadline(loadedAt, collectDays);
  return pass === null ? first : Math.min(first, pass.expires * 1000);
}

function writeEnding(tx: StoreWriter, entry: DoorEntry, outcome: DoorOutcome): void {
  const { intent, flow } = entry;
  switch (outcome) {
    case 'loaded':
      return;
    case 'loaded-unsure':
      return isUnsure(tx, entry);
    case 'abandoned':
      return wasGivenUp(tx, entry);
    case 'open-failed':
      withdraw(tx, entry);
      return neverOpened(tx, entry);
    case 'suspect':
    case 'unknown':
    case 'collected':
    case 'returned':
    case 'returned-unsure':
    case 'taken':
    case 'taken-unsure':
    case 'left':
    case 'missing':
    case 'closed-again':
    case 'verified':
      withdraw(tx, entry);
      if (tx.compartment(intent.compartmentId)?.state === 'suspect') return;
      changeCompartment(tx, intent, { state: 'suspect', needsCheck: true });
      return markCompartment(tx, entry, flow.recovered ? 'unknown-after-restart' : 'did-not-open', false);
    default:
      return assertNever(outcome);
  }
}

/**
 * The parcel was never in: nobody has seen its code, so a pass that was bound for it alone is blank again. One that it shared with a
 * parcel that waits here stays as it is.
 */
function withdraw(tx: StoreWriter, entry: DoorEntry): void {
  const intent = parcelIntent(entry.intent);
  const parcel = parcelOf(tx, entry);
  if (parcel.status === 'withdrawn') return;
  tx.putParcel({ ...parcel, status: 'withdrawn', passId: null, ended: 'abandoned' });
  if (intent.passId !== null && tx.pass(intent.passId)?.parcelId === intent.parcelId) tx.unbindPass(intent.passId);
}
