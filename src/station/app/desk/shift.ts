import type { ReceiptDocument } from '../../../contract/receipt.ts';
import { type CashReason, type LastShift, lastShift, type ShiftCash, type ShiftClosed, type ShiftCounts, type ShiftLeft } from '../../../contract/shift.ts';
import type { ShiftView } from '../../../contract/station/desk-views.ts';
import type { StaffMember } from '../../../contract/staff.ts';
import { type CountedShift, countShift, expectedCash, SHIFT_KINDS, totalOf } from '../../../core/staff/shift.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { type StaffId, uuidV7 } from '../../../kernel/ids.ts';
import type { RandomBytes } from '../../../kernel/random.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import type { PrintOutcome, SlipPrinter } from '../../ports/peripherals.ts';
import type { StationStore, StoreReader } from '../../ports/store.ts';
import type { Looks } from '../staff-access/looks.ts';
import { writePrinted } from '../staff-access/printed.ts';
import type { StaffSession } from '../staff-access/staff-access.ts';
import { shiftPaper } from './shift-paper.ts';

/** The end of a shift at this station: what was done since the last one, the cash that was counted, and who signed for it. It works with the hub away. */
export interface Shift {
  current(): Result<ShiftView, { readonly kind: 'not-signed-in' }>;
  close(input: CloseShift): Result<{ readonly receipt: ReceiptDocument }, { readonly kind: CloseRefusal }>;
  print(): Promise<Result<undefined, { readonly kind: 'not-signed-in' | 'nothing-to-print' | Exclude<PrintOutcome['kind'], 'printed'> }>>;
}

/** How a shift is closed. Amounts in minor units. `cash` null: there is no drawer here. */
export interface CloseShift {
  readonly seen: number;
  readonly cash: { readonly counted: number; readonly left: number; readonly reason: CashReason | null } | null;
  readonly note: string | null;
}

/** Why it is not. */
export type CloseRefusal = 'not-signed-in' | 'not-allowed' | 'changed' | 'reason-missing' | 'left-too-much' | 'storage';

/** What it needs. `timeZone` is the shop's IANA time zone. */
export interface ShiftParts {
  readonly store: StationStore;
  readonly staff: StaffSession;
  readonly printer: SlipPrinter;
  readonly clock: Clock;
  readonly looks: Pick<Looks, 'note'>;
  readonly random: RandomBytes;
  readonly timeZone: string;
  storeName(): string;
  currency(): string;
  /** Calls for help that are open. */
  openCalls(): number;
}

/** The key of `meta` under which the last shift is remembered. */
const LAST_SHIFT = 'lastShift';
/** Where no shift was ever closed, the first one is looked for in the last so many entries of the record. */
const MOST_ENTRIES = 50_000;
/** Longest list of orders that is counted. */
const MOST_ORDERS = 500;

/** Creates it. What was closed is an operation of its own and never changed. */
export function createShift(parts: ShiftParts): Shift {
  return {
    current: () => {
      const member = parts.staff.current();
      if (member === null) return err({ kind: 'not-signed-in' });
      parts.looks.note('shift', member.staffId);
      return ok(viewOf(parts, member));
    },
    close: (input) => {
      const member = parts.staff.current();
      if (member === null) return err({ kind: 'not-signed-in' });
      parts.staff.touch();
      const closed = close(parts, member, input);
      return closed.ok ? ok({ receipt: paperOf(parts, closed.value) }) : closed;
    },
    print: async () => {
      const member = parts.staff.current();
      if (member === null) return err({ kind: 'not-signed-in' });
      parts.staff.touch();
      const last = printableFor(member, readLast(parts.store.read));
      if (last === null) return err({ kind: 'nothing-to-print' });
      const outcome = await parts.printer.print(paperOf(parts, last));
      if (outcome.kind !== 'printed') return err({ kind: outcome.kind });
      writePrinted(parts, 'shift.printed', { shiftId: last.shiftId, staffId: member.staffId });
      return done;
    },
  };
}

/** Drawn from what is stored each time, so that it can be had again after a restart. */
function paperOf(parts: ShiftParts, closed: ShiftClosed): ReceiptDocument {
  const { timeZone, store } = parts;
  const locale = store.read.config()?.language ?? 'es';
  const of = (staffId: string) => nameOf(store.read, staffId);
  return shiftPaper({ ...closed, storeName: parts.storeName(), timeZone, locale, by: of(closed.staffId), nameOf: of });
}

/** The shift before, for whoever may close one. */
function printableFor(member: StaffMember, last: LastShift | null): ShiftClosed | null {
  return mayClose(member) ? (last?.closed ?? null) : null;
}

function mayClose({ roles }: StaffMember): boolean {
  return roles.some((role) => role !== 'technician');
}

interface Running {
  readonly before: LastShift | null;
  readonly seq: number;
  readonly shift: CountedShift;
  readonly total: ShiftCounts;
}

function running({ currency }: ShiftParts, read: StoreReader): Running {
  const before = readLast(read);
  const { seq } = read.auditHead();
  const shift = countShift(read.auditSince(before?.seq ?? Math.max(0, seq - MOST_ENTRIES), SHIFT_KINDS), currency());
  return { before, seq, shift, total: totalOf(shift.people.values()) };
}

function viewOf(parts: ShiftParts, member: StaffMember): ShiftView {
  const { read } = parts.store;
  const { before, shift, total } = running(parts, read);
  const float = before?.left ?? 0;
  return {
    since: before?.at ?? null,
    currency: parts.currency(),
    float,
    expected: expectedCash(float, total),
    people: [...shift.people].slice(0, 100).map(([staffId, counts]) => ({ staffId, name: nameOf(read, staffId), ...counts })),
    total,
    left: leftOf(parts, read),
    note: before?.note ?? null,
    ...(printableFor(member, before) === null ? {} : { paper: true }),
    unsure: shift.unsure,
  };
}

/** What is counted, what is written down and what is told are one transaction: a payment that comes meanwhile is the next shift's. */
function close(parts: ShiftParts, member: StaffMember, { seen, cash, note }: CloseShift): Result<ShiftClosed, { readonly kind: CloseRefusal }> {
  const { store, clock, random } = parts;
  const { staffId } = member;
  if (!mayClose(member)) return err({ kind: 'not-allowed' });
  const at = clock.now();
  const shiftId = uuidV7(at, random);
  const closed = store.commit((tx): Result<ShiftClosed, { readonly kind: CloseRefusal }> => {
    const { before, seq, shift, total } = running(parts, tx);
    const float = before?.left ?? 0;
    const expected = expectedCash(float, total);
    if (expected !== seen) return err({ kind: 'changed' });
    if (cash !== null && cash.counted !== expected && cash.reason === null) return err({ kind: 'reason-missing' });
    if (cash !== null && cash.left > cash.counted) return err({ kind: 'left-too-much' });
    const drawer: ShiftCash | null = cash === null ? null : { float, expected, ...cash, reason: cash.counted === expected ? null : cash.reason };
    const told: ShiftClosed = {
      ...{ kind: 'shift.closed', shiftId, staffId, from: before?.at ?? at, to: at, currency: parts.currency() },
      people: [...shift.people].slice(0, 100).map(([id, counts]) => ({ staffId: id, ...counts })),
      ...{ cash: drawer, left: leftOf(parts, tx), note: note === null || note.trim() === '' ? null : note.trim() },
    };
    const facts = { shiftId, staffId, expected, counted: drawer?.counted ?? null, left: drawer?.left ?? null, reason: drawer?.reason ?? null };
    tx.audit({ kind: told.kind, at, facts });
    tx.enqueue(told, at);
    const kept: LastShift = { seq: seq + 1, at, left: drawer?.left ?? float, note: told.note, closed: told };
    tx.putMeta(LAST_SHIFT, JSON.stringify(kept));
    return ok(told);
  });
  if (closed.ok) return closed;
  return err({ kind: closed.error.kind });
}

function leftOf({ openCalls }: ShiftParts, read: StoreReader): ShiftLeft {
  return {
    toPrepare: read.ordersToPrepare(MOST_ORDERS).length,
    toHand: read.ordersAtDesk(MOST_ORDERS).length,
    short: read.shortOrders(MOST_ORDERS).length,
    calls: openCalls(),
    doors: read.compartments().filter(({ needsCheck }) => needsCheck).length,
  };
}

function readLast(read: StoreReader): LastShift | null {
  const stored = read.meta(LAST_SHIFT);
  const parsed = stored === null || stored === '' ? null : lastShift.safeParse(JSON.parse(stored));
  return parsed?.success === true ? parsed.data : null;
}

/** Whoever left the roster meanwhile is still named by their id. */
function nameOf(read: StoreReader, staffId: string): string {
  return read.staffMember(staffId as StaffId)?.name ?? staffId;
}
