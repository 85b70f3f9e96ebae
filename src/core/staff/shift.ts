import type { ShiftCounts } from '../../contract/shift.ts';

/** An entry of the station's record, as far as a shift counts it. */
export interface ShiftEvent {
  readonly kind: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** What a shift came to: by person, and sums of which nobody knows whether they were given back. */
export interface CountedShift {
  readonly people: ReadonlyMap<string, ShiftCounts>;
  readonly unsure: number;
}

/** The entries that a shift counts. */
export const SHIFT_KINDS = [
  'payment.taken',
  'money.giving',
  'money.given',
  'money.not-given',
  'goods.handed',
  'order.placed',
  'order.marked-down',
  'order.rejected',
  'order.rerouted',
  'help.answered',
  'door.answered',
] as const;

/** Nothing done. */
export const noCounts: ShiftCounts = {
  cashIn: { count: 0, minor: 0 },
  cardIn: { count: 0, minor: 0 },
  cashOut: { count: 0, minor: 0 },
  cardOut: { count: 0, minor: 0 },
  ...{ orders: 0, handed: 0, changed: 0, discounts: 0, calls: 0, callsMs: 0, loaded: 0, takenOut: 0 },
};

/**
 * Counts what people did from what is on the record, so that the end of a shift and the record cannot say different things. A sum that was given back is
 * counted once, however often its answer had to be asked for; so is an order off whose lines somebody took something. Amounts in another currency than the shop's are left out.
 */
export function countShift(events: readonly ShiftEvent[], currency: string): CountedShift {
  const people = new Map<string, ShiftCounts>();
  const given = new Set<string>();
  const open = new Set<string>();
  const marked = new Set<string>();
  for (const { kind, facts } of events) {
    const staffId = facts['staffId'] ?? facts['staff'];
    const cause = `${String(facts['cause'])} ${String(facts['about'])}`;
    if (kind === 'money.giving') open.add(cause);
    if (kind === 'money.given' || kind === 'money.not-given') open.delete(cause);
    if (typeof staffId !== 'string' || (kind === 'money.given' && given.has(cause))) continue;
    if (kind === 'money.given') given.add(cause);
    if (kind === 'order.marked-down') {
      const order = `${staffId} ${String(facts['orderId'])}`;
      if (marked.has(order)) continue;
      marked.add(order);
    }
    const before = people.get(staffId) ?? noCounts;
    const after = counted(before, { kind, facts }, currency);
    if (after !== before) people.set(staffId, after);
  }
  return { people, unsure: open.size };
}

/** Several people's counts together. */
export function totalOf(all: Iterable<ShiftCounts>): ShiftCounts {
  let total = noCounts;
  for (const one of all) {
    total = {
      cashIn: plus(total.cashIn, one.cashIn),
      cardIn: plus(total.cardIn, one.cardIn),
      cashOut: plus(total.cashOut, one.cashOut),
      cardOut: plus(total.cardOut, one.cardOut),
      orders: total.orders + one.orders,
      handed: total.handed + one.handed,
      changed: total.changed + one.changed,
      discounts: total.discounts + one.discounts,
      calls: total.calls + one.calls,
      callsMs: total.callsMs + one.callsMs,
      loaded: total.loaded + one.loaded,
      takenOut: total.takenOut + one.takenOut,
    };
  }
  return total;
}

/** What should be in the drawer: what lay there, and what was taken, less what was given back. In minor units. */
export function expectedCash(float: number, { cashIn, cashOut }: ShiftCounts): number {
  return float + cashIn.minor - cashOut.minor;
}

function counted(c: ShiftCounts, { kind, facts }: ShiftEvent, currency: string): ShiftCounts {
  switch (kind) {
    case 'payment.taken':
      return addMoney(c, facts['tender'] === 'cash' ? 'cashIn' : 'cardIn', facts, currency);
    case 'money.given':
      return facts['how'] === 'provider' ? c : addMoney(c, facts['how'] === 'cash' ? 'cashOut' : 'cardOut', facts, currency);
    case 'goods.handed':
      return { ...c, handed: c.handed + 1 };
    case 'order.placed':
      return { ...c, orders: c.orders + 1 };
    case 'order.marked-down':
      return { ...c, discounts: c.discounts + 1 };
    case 'order.rejected':
    case 'order.rerouted':
      return { ...c, changed: c.changed + 1 };
    case 'help.answered':
      return { ...c, calls: c.calls + 1, callsMs: c.callsMs + Math.max(0, Math.round(numberOf(facts['waitedMs']))) };
    case 'door.answered':
      return atDoor(c, facts);
    default:
      return c;
  }
}

function atDoor(c: ShiftCounts, { purpose, answer }: ShiftEvent['facts']): ShiftCounts {
  if (purpose === 'load' && answer === 'placed') return { ...c, loaded: c.loaded + 1 };
  return purpose === 'recall' && answer === 'taken' ? { ...c, takenOut: c.takenOut + 1 } : c;
}

type Sums = 'cashIn' | 'cardIn' | 'cashOut' | 'cardOut';

function addMoney(c: ShiftCounts, to: Sums, facts: ShiftEvent['facts'], currency: string): ShiftCounts {
  if (facts['currency'] !== currency) return c;
  return { ...c, [to]: plus(c[to], { count: 1, minor: numberOf(facts['minor']) }) };
}

function plus(one: ShiftCounts['cashIn'], two: ShiftCounts['cashIn']): ShiftCounts['cashIn'] {
  return { count: one.count + two.count, minor: one.minor + two.minor };
}

function numberOf(value: string | number | boolean | null | undefined): number {
  return typeof value === 'number' ? value : 0;
}
