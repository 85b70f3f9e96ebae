import type { Operation } from '../../../contract/events/operations.ts';
import type { Agreement, DeskOutcome, OwedMoney, RejectReason, ShopAlarm } from '../../../contract/hub/staff-desk.ts';
import type { ShipAddress } from '../../../contract/orders.ts';
import type { StaffMember, StaffRole } from '../../../contract/staff.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { addDays, localDay } from '../../../kernel/local-day.ts';
import type { Money } from '../../../kernel/money.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { HubStatus } from '../../ports/hub.ts';
import type { DeskAnswer, StaffDesk } from '../../ports/staff-desk.ts';
import type { AuditEvent, StationStore } from '../../ports/store.ts';
import type { LookedAt, Looks } from '../staff-access/looks.ts';
import type { StaffSession } from '../staff-access/staff-access.ts';

/** Why nothing was done. `offline`: nobody was asked. `unsure`: nobody knows. */
export type DeskProblem = Exclude<DeskOutcome, 'done'> | 'not-signed-in' | 'offline' | 'unsure' | 'storage';
type Worked = Promise<Result<undefined, { readonly kind: DeskProblem }>>;
type Pieces = { sku: string; quantity: number }[];
interface PiecesAsked {
  readonly orderId: string;
  readonly pieces: Pieces;
  readonly seen: Money;
}

/** What staff do with orders that do not go as they should, and with money that goes back. The hub decides; nothing of it works without. */
export interface DeskWork {
  resend(input: { readonly orderId: string }): Worked;
  reject(input: PiecesAsked & { readonly reason: RejectReason }): Worked;
  elsewhere(input: PiecesAsked & { readonly reason: Exclude<RejectReason, 'other'> }): Worked;
  reroute(input: {
    readonly orderId: string;
    readonly from: 'desk' | 'silo';
    readonly way: 'desk' | 'silo' | 'ship';
    readonly agreed: Agreement;
    readonly days: number;
    readonly address?: ShipAddress | undefined;
    readonly seen: Money;
  }): Promise<Result<undefined, { readonly kind: DeskProblem | 'no-silo' | 'not-sent' }>>;
  settle(input: Owed & { readonly how: 'cash' | 'card' | 'provider' }): Worked;
  money(): Promise<Result<OwedMoney[], { readonly kind: 'not-signed-in' | 'offline' | 'not-allowed' }>>;
  alarms(): Promise<Result<ShopAlarm[], { readonly kind: 'not-signed-in' | 'offline' | 'not-allowed' }>>;
}

interface Owed {
  readonly cause: OwedMoney['cause'];
  readonly about: string;
  readonly amount: Money;
}

/** What it needs. `timeZone` is the shop's IANA time zone; `desk` null: the station has no hub. */
export interface DeskWorkParts {
  readonly store: StationStore;
  readonly staff: StaffSession;
  readonly hub: HubStatus;
  readonly desk: StaffDesk | null;
  readonly clock: Clock;
  readonly looks: Pick<Looks, 'note'>;
  readonly timeZone: string;
  readonly shopHasSilo: boolean;
  /** The countries that the shop sends to (ISO 3166-1); none: it sends nothing. */
  countries(): readonly string[];
}

/** Entries of the record that are looked through for a sum that was given before: months of a busy till. */
const MOST_ENTRIES = 50_000;

/** Creates it. */
export function createDeskWork(parts: DeskWorkParts): DeskWork {
  return {
    resend: ({ orderId }) => work(parts, ['assistant', 'manager'], { kind: 'order.resent', facts: { orderId } }, (desk, by) => desk.resend(orderId, by)),
    reject: ({ orderId, reason, pieces, seen }) =>
      work(parts, ['assistant', 'manager'], { kind: 'order.rejected', facts: { orderId, reason, pieces: countOf(pieces) } }, (desk, staffId) =>
        desk.reject(orderId, { staffId, reason, pieces, seen }),
      ),
    elsewhere: ({ orderId, reason, pieces, seen }) =>
      work(parts, ['assistant', 'manager'], { kind: 'order.rerouted', facts: { orderId, to: 'elsewhere', reason, pieces: countOf(pieces) } }, (desk, staffId) =>
        desk.reroute(orderId, { to: 'elsewhere', staffId, reason, pieces, seen }),
      ),
    reroute: async ({ orderId, from, way, agreed, days, address, seen }) => {
      if (way === 'silo' && !parts.shopHasSilo) return err({ kind: 'no-silo' });
      const countries = parts.countries();
      if (way === 'ship' && (countries.length === 0 || (address !== undefined && !countries.includes(address.country)))) return err({ kind: 'not-sent' });
      const today = localDay(parts.clock.now(), parts.timeZone);
      const asked = {
        to: 'way',
        from,
        way,
        agreed,
        today: isoOf(today),
        until: isoOf(addDays(today, days)),
        seen,
        ...(address === undefined ? {} : { address }),
      } as const;
      return await work(parts, ['assistant', 'manager'], { kind: 'order.rerouted', facts: { orderId, to: way, from, agreed, days } }, (desk, staffId) =>
        desk.reroute(orderId, { ...asked, staffId }),
      );
    },
    settle: (input) => settle(parts, input),
    money: async () => await list(parts, 'money', (desk, staffId) => desk.money(staffId)),
    alarms: async () => await list(parts, 'alarms', (desk, staffId) => desk.alarms(staffId)),
  };
}

/**
 * Asks the hub in the name of whoever is signed in, if they may; what was done is on the record with their id. With the hub known to be away it is not asked at
 * all, so that nobody waits to be told what the screen knew.
 */
async function work(parts: DeskWorkParts, roles: readonly StaffRole[], entry: Entry, ask: (desk: StaffDesk, staffId: string) => Promise<DeskAnswer>): Worked {
  const { staff, hub, desk } = parts;
  const member = staff.current();
  if (member === null) return err({ kind: 'not-signed-in' });
  staff.touch();
  if (!isAllowed(member, roles)) return err({ kind: 'not-allowed' });
  if (desk === null || hub.current().state !== 'online') return err({ kind: 'offline' });
  const outcome = await ask(desk, member.staffId);
  // A person waits for the answer: that is work, and nobody is locked out for it.
  staff.touch();
  if (outcome === 'done') return record(parts, entry, member.staffId) ? done : err({ kind: 'storage' });
  if (outcome === 'unsure') record(parts, { kind: `${entry.kind}-unsure`, facts: entry.facts }, member.staffId);
  return err({ kind: outcome });
}

/**
 * Money leaves the drawer: that somebody is about to give it is on the record before anybody is asked, so that an answer that is lost is seen at the end of the shift. What
 * was given is told as an operation as well, which outlives a hub that is brought back from a copy; and what this station's own record says was given, it does not give
 * again, whatever the hub has forgotten.
 */
async function settle(parts: DeskWorkParts, { cause, about, amount, how }: Owed & { readonly how: 'cash' | 'card' | 'provider' }): Worked {
  const member = parts.staff.current();
  if (member === null) return err({ kind: 'not-signed-in' });
  const facts = { cause, about, how, minor: amount.minor, currency: amount.currency };
  const roles: readonly StaffRole[] = ['manager'];
  const known = isAllowed(member, roles) ? givenBefore(parts.store.read, { cause, about }) : NOTHING_GIVEN;
  const isRepeat = known.given.some((one) => one['staffId'] === member.staffId && one['how'] === how);
  if (known.given.length > 0 && !isRepeat) return err({ kind: 'already' });
  if (
    !isRepeat &&
    isAllowed(member, roles) &&
    parts.desk !== null &&
    parts.hub.current().state === 'online' &&
    !record(parts, { kind: 'money.giving', facts }, member.staffId)
  )
    return err({ kind: 'storage' });
  const tells = (staffId: string, at: number): Operation | null =>
    how === 'provider' || isRepeat ? null : { kind: 'money.given', cause, about, amount, how, staffId, givenAt: at };
  // It left the drawer when it was given: a hub that is told again takes nothing more out of it.
  const told = await work(parts, roles, { kind: isRepeat ? 'money.given-again' : 'money.given', facts, tells }, async (desk, staffId) => {
    const asked = { staffId, cause, about, amount, how };
    const answer = await desk.settle(asked);
    // Told again it changes nothing, and an answer that is lost leaves a person with money in their hand.
    return answer === 'unsure' ? await desk.settle(asked) : answer;
  });
  if (told.ok || told.error.kind === 'unsure' || told.error.kind === 'offline') return told;
  // Somebody else here was about to give it and never heard whether they should: nobody knows whether its customer has it.
  if (told.error.kind === 'already' && known.open) return err({ kind: 'unsure' });
  if (!isRepeat) record(parts, { kind: 'money.not-given', facts }, member.staffId);
  return told;
}

const NOTHING_GIVEN = { given: [], open: false } as const;

/** What this station's record says of a sum: who gave it, and whether somebody was about to and nobody knows what came of it. */
function givenBefore(
  read: StationStore['read'],
  { cause, about }: Pick<Owed, 'cause' | 'about'>,
): { readonly given: readonly AuditEvent['facts'][]; readonly open: boolean } {
  const events = read
    .auditSince(Math.max(0, read.auditHead().seq - MOST_ENTRIES), ['money.giving', 'money.given', 'money.not-given'])
    .filter(({ facts }) => facts['cause'] === cause && facts['about'] === about);
  return { given: events.filter(({ kind }) => kind === 'money.given').map(({ facts }) => facts), open: events.at(-1)?.kind === 'money.giving' };
}

async function list<T>(
  { staff, hub, desk, looks }: DeskWorkParts,
  name: LookedAt,
  ask: (desk: StaffDesk, staffId: string) => Promise<Result<T, 'offline' | 'not-allowed'>>,
): Promise<Result<T, { readonly kind: 'not-signed-in' | 'offline' | 'not-allowed' }>> {
  // The page keeps such lists fresh by itself: no touch, or a screen that shows one would never lock.
  const member = staff.current();
  if (member === null) return err({ kind: 'not-signed-in' });
  if (desk === null || hub.current().state !== 'online') return err({ kind: 'offline' });
  const told = await ask(desk, member.staffId);
  if (staff.current()?.staffId !== member.staffId) return err({ kind: 'not-signed-in' });
  if (!told.ok) return err({ kind: told.error });
  looks.note(name, member.staffId);
  return told;
}

function isAllowed({ roles }: StaffMember, wanted: readonly StaffRole[]): boolean {
  return roles.some((role) => wanted.includes(role));
}

/** An entry of the record, and what the hub is told with it; left out: nothing. */
interface Entry extends Omit<AuditEvent, 'at'> {
  readonly tells?: (staffId: string, at: number) => Operation | null;
}

function record({ store, clock }: DeskWorkParts, { kind, facts, tells }: Entry, staffId: string): boolean {
  const written = store.commit<undefined, never>((tx) => {
    const at = clock.now();
    const told = tells?.(staffId, at) ?? null;
    if (told !== null) tx.enqueue(told, at);
    tx.audit({ kind, at, facts: { ...facts, staffId } });
    return done;
  });
  return written.ok;
}

function countOf(pieces: Pieces): number {
  return pieces.reduce((count, { quantity }) => count + quantity, 0);
}

function isoOf({ year, month, day }: { readonly year: number; readonly month: number; readonly day: number }): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
