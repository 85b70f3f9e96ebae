import { assertNever } from '../../../kernel/assert-never.ts';
import type { DoorAnswer, DoorOutcome } from '../../../core/compartments/door-flow.ts';
import { countPieces } from '../../../core/returns/goods.ts';
import type { ReturnDraftRow, StoreWriter } from '../../ports/store.ts';
import { changeCompartment, markCompartment } from './door-book.ts';
import type { DoorEntry } from './door-entry.ts';
import { isUnsure, neverOpened, parcelOf, wasGivenUp, wasNotEmpty } from './put-in.ts';

/** What a return needs to know of its station. */
export interface ReturnBookDeps {
  /** This station's bank number, or null while it was never enrolled (then no code is good here and nothing is taken in). */
  bank(): number | null;
}

/**
 * What a return does to its parcel. At "placed" everything becomes true at once: parcel stored and on the list of what staff are to take
 * out, compartment occupied, deposit and receipt kept, and the operation with which the hub begins to pay back. Where nobody answered
 * nothing is booked: the compartment is suspect and names the parcel, and what was announced stays readable for whoever looks inside.
 */
export function returnBook(deps: ReturnBookDeps): (tx: StoreWriter, entry: DoorEntry) => void {
  return (tx, entry) => {
    if (entry.record.kind === 'answered') writeAnswer(deps, tx, entry, entry.record.answer);
    if (entry.record.kind === 'reopened' && entry.flow.answer === 'placed') markCompartment(tx, entry, 'unexpected-open', true);
    if (entry.record.kind === 'ended') writeEnding(tx, entry, entry.record.outcome);
  };
}

function writeAnswer(deps: ReturnBookDeps, tx: StoreWriter, entry: DoorEntry, answer: DoorAnswer): void {
  switch (answer) {
    case 'placed':
      return deposit(deps, tx, entry);
    case 'changed-mind':
      return forget(tx, entry);
    case 'not-empty':
      forget(tx, entry);
      return wasNotEmpty(tx, entry);
    case 'empty':
    case 'taken':
    case 'left':
    case 'other':
    case 'none':
      leaveToStaff(tx, entry);
      return markCompartment(tx, entry, 'not-empty', false);
    default:
      return assertNever(answer);
  }
}

function deposit(deps: ReturnBookDeps, tx: StoreWriter, entry: DoorEntry): void {
  const { intent, flow, at } = entry;
  const parcel = parcelOf(tx, entry);
  const draft = tx.returnDraft(parcel.parcelId);
  const bank = deps.bank();
  if (bank === null || draft === null) throw new Error(`return ${intent.intentId} without bank or draft`);
  const depositedAt = flow.closedAt ?? at.wall;
  tx.putParcel({ ...parcel, status: 'stored', loadedAt: depositedAt, recall: 'returned' });
  const compartment = changeCompartment(tx, intent, { state: 'occupied' });
  tx.putReturnDeposit(depositOf(draft));
  tx.dropReturnDraft(parcel.parcelId);
  tx.enqueue(
    {
      kind: 'return.deposited',
      parcelId: parcel.parcelId,
      returnId: draft.returnId,
      orderId: parcel.orderId,
      lines: [...draft.lines],
      ...(draft.lines.length === 0 ? { pieces: draft.pieces } : {}),
      bank,
      compartmentId: intent.compartmentId,
      doorNumber: compartment.number,
      size: parcel.size,
      receipt: draft.receipt,
      contact: draft.email === null ? null : { kind: 'email', email: draft.email },
      locale: draft.locale,
      depositedAt,
    },
    at.wall,
  );
  const pieces = draft.lines.length === 0 ? draft.pieces : countPieces(draft.lines);
  tx.audit({
    kind: 'return.deposited',
    at: at.wall,
    facts: { parcel: parcel.parcelId, order: parcel.orderId, pass: draft.returnId, compartment: intent.compartmentId, receipt: draft.receipt, pieces },
  });
}

function writeEnding(tx: StoreWriter, entry: DoorEntry, outcome: DoorOutcome): void {
  switch (outcome) {
    case 'returned':
      return;
    case 'returned-unsure':
      return isUnsure(tx, entry);
    case 'abandoned':
      return wasGivenUp(tx, entry);
    case 'open-failed':
      forget(tx, entry);
      return neverOpened(tx, entry);
    case 'suspect':
    case 'unknown':
    case 'collected':
    case 'loaded':
    case 'loaded-unsure':
    case 'taken':
    case 'taken-unsure':
    case 'left':
    case 'missing':
    case 'closed-again':
    case 'verified':
      return suspect(tx, entry);
    default:
      return assertNever(outcome);
  }
}

/** What was asked and not answered is suspect already; a change of mind before a restart makes it so now, and holds nothing. */
function suspect(tx: StoreWriter, entry: DoorEntry): void {
  if (tx.compartment(entry.intent.compartmentId)?.state === 'suspect') return;
  if (entry.flow.answer === 'changed-mind') changeCompartment(tx, entry.intent, { state: 'suspect', parcelId: null, needsCheck: true });
  else leaveToStaff(tx, entry);
  markCompartment(tx, entry, entry.flow.recovered ? 'unknown-after-restart' : 'did-not-open', false);
}

/** Nothing is booked, and nothing was left: the person kept what they had brought. */
function forget(tx: StoreWriter, entry: DoorEntry): void {
  const parcel = parcelOf(tx, entry);
  if (parcel.status === 'loading') tx.putParcel({ ...parcel, status: 'withdrawn', ended: 'abandoned' });
  tx.dropReturnDraft(parcel.parcelId);
}

/** Nothing is booked, but something may lie inside: whoever looks can read what it would be. The address that was typed is forgotten. */
function leaveToStaff(tx: StoreWriter, entry: DoorEntry): void {
  const parcel = parcelOf(tx, entry);
  const draft = tx.returnDraft(parcel.parcelId);
  if (parcel.status === 'loading') tx.putParcel({ ...parcel, status: 'withdrawn' });
  if (draft !== null) tx.putReturnDeposit(depositOf(draft));
  tx.dropReturnDraft(parcel.parcelId);
  changeCompartment(tx, entry.intent, { state: 'suspect', needsCheck: true });
}

function depositOf({ parcelId, returnId, lines, receipt }: ReturnDraftRow): Parameters<StoreWriter['putReturnDeposit']>[0] {
  return { parcelId, returnId, lines, receipt };
}
