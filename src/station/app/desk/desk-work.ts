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
    readonly address?: Omit<ShipAddress, 'country'> | undefined;
    readonly seen: Money;
  }): Promise<Result<undefined, { readonly kind: DeskProblem | 'no-silo' }>>;
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
  readonly timeZone: string;
  readonly shopHasSilo: boolean;
  /** The shop's country (ISO 3166-1). */
  country(): string;
}

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
      const today = localDay(parts.clock.now(), parts.timeZone);
      const asked = {
        to: 'way',
        from,
        way,
        agreed,
        today: isoOf(today),
        until: isoOf(addDays(today, days)),
        seen,
        ...(address === undefined ? {} : { address: { ...address, country: parts.country() } }),
      } as const;
      return await work(parts, ['assistant', 'manager'], { kind: 'order.rerouted', facts: { orderId, to: way, from, agreed, days } }, (desk, staffId) =>
        desk.reroute(orderId, { ...asked, staffId }),
      );
    },
    settle: (input) => settle(parts, input),
    money: async () => await list(parts, (desk, staffId) => desk.money(staffId)),
    alarms: async () => await list(parts, (desk, staffId) => desk.alarms(staffId)),
  };
}

/**
 * Asks the hub in the name of whoever is signed in, if they may; what was done is on the record with their id. With the hub known to be away it is not asked at
 * all, so that nobody waits to be told what the screen knew.
 */
async function work(
  parts: DeskWorkParts,
  roles: readonly StaffRole[],
  entry: Omit<AuditEvent, 'at'>,
  ask: (desk: StaffDesk, staffId: string) => Promise<DeskAnswer>,
): Worked {
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

/** Money leaves the drawer: that somebody is about to give it is on the record before anybody is asked, so that an answer that is lost is seen at the end of the shift. */
async function settle(parts: DeskWorkParts, { cause, about, amount, how }: Owed & { readonly how: 'cash' | 'card' | 'provider' }): Worked {
  const member = parts.staff.current();
  if (member === null) return err({ kind: 'not-signed-in' });
  const facts = { cause, about, how, minor: amount.minor, currency: amount.currency };
  const roles: readonly StaffRole[] = ['manager'];
  if (
    isAllowed(member, roles) &&
    parts.desk !== null &&
    parts.hub.current().state === 'online' &&
    !record(parts, { kind: 'money.giving', facts }, member.staffId)
  )
    return err({ kind: 'storage' });
  const told = await work(parts, roles, { kind: 'money.given', facts }, (desk, staffId) => desk.settle({ staffId, cause, about, amount, how }));
  if (!told.ok && told.error.kind !== 'unsure' && told.error.kind !== 'offline') record(parts, { kind: 'money.not-given', facts }, member.staffId);
  return told;
}

async function list<T>(
  { staff, hub, desk }: DeskWorkParts,
  ask: (desk: StaffDesk, staffId: string) => Promise<Result<T, 'offline' | 'not-allowed'>>,
): Promise<Result<T, { readonly kind: 'not-signed-in' | 'offline' | 'not-allowed' }>> {
  // The page keeps such lists fresh by itself: no touch, or a screen that shows one would never lock.
  const member = staff.current();
  if (member === null) return err({ kind: 'not-signed-in' });
  if (desk === null || hub.current().state !== 'online') return err({ kind: 'offline' });
  const told = await ask(desk, member.staffId);
  if (staff.current()?.staffId !== member.staffId) return err({ kind: 'not-signed-in' });
  return told.ok ? told : err({ kind: told.error });
}

function isAllowed({ roles }: StaffMember, wanted: readonly StaffRole[]): boolean {
  return roles.some((role) => wanted.includes(role));
}

function record({ store, clock }: DeskWorkParts, { kind, facts }: Omit<AuditEvent, 'at'>, staffId: string): boolean {
  const written = store.commit<undefined, never>((tx) => {
    tx.audit({ kind, at: clock.now(), facts: { ...facts, staffId } });
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
