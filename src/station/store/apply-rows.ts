import { BUNDLE_ROW, type SignedBundle } from '../../contract/hub/keys.ts';
import type { ParcelDirective } from '../../contract/hub/silo.ts';
import { LOYALTY_ROW } from '../../contract/loyalty/loyalty.ts';
import { enrolResponse, type PullResponse } from '../../contract/hub/sync.ts';
import { SLIDES_ROW } from '../../contract/slides.ts';
import { judgeBundle } from '../../core/passes/judge-bundle.ts';
import { isUndone } from '../../core/discounts/marked-price.ts';
import { mergeOrder } from '../../core/sync/merge-order.ts';
import { type AppliedPage, parseValue, type SkippedRow } from '../../core/sync/pages.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { OrderId, ParcelId } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';
import { err, ok } from '../../kernel/result.ts';
import { KEYS_REFUSED_KEY, KEYS_TAKEN_KEY } from '../ports/key-news.ts';
import type { StationBucket } from '../ports/sync.ts';
import { sqliteCode } from './problems.ts';
import type { Tables } from './tables/tables.ts';
import { verifySignature } from './verify-signature.ts';

/** Applies a page of the hub to `station.db`, inside the caller's transaction; see `SyncStore.applyPage`. */
export function applyRows(
  tables: Tables,
  bucket: StationBucket,
  from: number,
  page: PullResponse,
  at: UnixMs,
): Result<AppliedPage, { readonly kind: 'wrong-cursor' }> {
  if (tables.cursors.get(bucket) !== from) return err({ kind: 'wrong-cursor' });
  const skipped: SkippedRow[] = [];
  // Whoever is not mentioned when these are read from the start is not a member any more.
  if (from === 0 && !page.more && bucket === 'staff') tables.staff.clear();
  for (const row of page.rows) {
    const fault = applyRow(tables, bucket, row.key, row.value, at);
    if (fault !== null) skipped.push({ revision: row.revision, detail: fault });
  }
  tables.cursors.advance(bucket, page.next, skipped.length);
  return ok({ applied: page.rows.length - skipped.length, skipped, next: page.next, more: page.more });
}

/** What was wrong with the row, or null. A statement that breaks a rule of the schema undoes itself and nothing else. */
function applyRow(tables: Tables, bucket: StationBucket, key: string, value: unknown, at: UnixMs): string | null {
  try {
    return writeRow(tables, bucket, key, value, at);
  } catch (error) {
    const code = sqliteCode(error);
    if (code?.startsWith('SQLITE_CONSTRAINT') !== true) throw error;
    return code;
  }
}

function writeRow(tables: Tables, bucket: StationBucket, key: string, value: unknown, at: UnixMs): string | null {
  switch (bucket) {
    case 'orders':
      return withValue(parseValue('orders', value), (order) => (order === null ? dropOrder(tables, key) : putOrder(tables, order, at)));
    case 'keys':
      return key === BUNDLE_ROW ? withBundle(tables, parseValue('keys', value), at) : 'unknown key';
    case 'passes':
      return withValue(parseValue('passes', value), (pass) => void (pass === null ? tables.passes.dropBlank(key) : tables.passes.putBlank(pass)));
    case 'staff':
      return withValue(parseValue('staff', value), (member) => (member === null ? tables.staff.drop(key) : tables.staff.put(member)));
    case 'config':
      // A station without a configuration could not tell where it is: the last one stays.
      return withValue(parseValue('config', value), (config) => (config === null ? undefined : tables.small.putConfig(config)));
    case 'parcels':
      return withValue(parseValue('parcels', value), (wish) => (wish === null ? undefined : obey(tables, wish)));
    case 'revoked':
      return withValue(parseValue('revoked', value), (pass) =>
        pass === null ? tables.passes.unrevoke(key) : tables.passes.revoke(pass.passId, pass.revokedAt),
      );
    case 'couriers':
      return withValue(parseValue('couriers', value), (courier) => (courier === null ? tables.silo.dropCourier(key) : tables.silo.putCourier(courier)));
    case 'returns':
      return withValue(parseValue('returns', value), (permit) => (permit === null ? tables.silo.dropPermit(key) : tables.silo.putPermit(permit)));
    case 'commands':
      return withValue(parseValue('commands', value), (command) =>
        command === null ? tables.silo.dropCommand(key) : tables.silo.putCommand(key, command, at),
      );
    case 'calls':
      return withValue(parseValue('calls', value), (call) => (call === null ? endCall(tables, key, at) : tables.silo.putCallElsewhere(call)));
    case 'loyalty':
      return key === LOYALTY_ROW ? withValue(parseValue('loyalty', value), (rules) => tables.loyalty.putRules(rules)) : 'unknown key';
    case 'coupons':
      return withValue(parseValue('coupons', value), (one) => (one === null ? tables.loyalty.dropCoupon(key) : tables.loyalty.putCoupon(one)));
    case 'members':
      return withValue(parseValue('members', value), (one) => (one === null ? tables.loyalty.dropMember(key) : tables.loyalty.putMember(one)));
    case 'slides':
      return key === SLIDES_ROW ? withValue(parseValue('slides', value), (shown) => tables.small.putSlides(shown)) : 'unknown key';
    case 'allotments':
      return withValue(parseValue('allotments', value), (one) => (one === null ? tables.ownStock.dropAllotment(key) : tables.ownStock.putAllotment(key, one)));
    default:
      return assertNever(bucket);
  }
}

/**
 * A call is over, wherever that was said. One of this station's own ends in the transaction that takes the word: the hub says it once, and whatever the station remembers of its calls may be gone by then. Its
 * own end, which it told the hub itself, came before.
 */
function endCall({ silo, audit }: Tables, callId: string, at: UnixMs): void {
  silo.dropCallElsewhere(callId);
  const own = [silo.openCall('silo'), silo.openCall('kiosk')].find((call) => call?.callId === callId);
  if (own == null) return;
  silo.putCall({ ...own, endedAt: at });
  audit.append({ kind: 'help.ended', at, facts: { call: callId, reason: 'elsewhere' } });
}

/** Takes a bundle of keys, or says why not; the last good one stays, and stays when the hub mentions none any more. */
function withBundle({ keys, small, audit }: Tables, parsed: Result<SignedBundle | null, string>, at: UnixMs): string | null {
  if (!parsed.ok) return parsed.error;
  if (parsed.value === null) return null;
  const stored = small.meta('identity');
  const identity = stored === null ? null : enrolResponse.parse(JSON.parse(stored));
  const taken = judgeBundle(parsed.value, { identity, kept: keys.bundle(), keptText: keys.bundleText(), verify: verifySignature });
  switch (taken.kind) {
    case 'same':
      return null;
    case 'refused':
      small.putMeta(KEYS_REFUSED_KEY, `${at} ${taken.reason}`);
      audit.append({ kind: 'keys.refused', at, facts: { reason: taken.reason, seq: keys.bundle()?.seq ?? null } });
      return `bundle: ${taken.reason}`;
    case 'taken':
      keys.putBundle(taken.bundle, parsed.value.body);
      small.putMeta(KEYS_TAKEN_KEY, String(at));
      small.putMeta(KEYS_REFUSED_KEY, '');
      audit.append({ kind: 'keys.taken', at, facts: { seq: taken.bundle.seq, keys: taken.bundle.keys.length } });
      return null;
    default:
      return assertNever(taken);
  }
}

/** What the hub wants of a parcel holds only while the parcel lies here. */
function obey({ parcels, passes, small }: Tables, wish: ParcelDirective): void {
  const parcel = parcels.get(wish.parcelId as ParcelId);
  if (parcel === null || (parcel.status !== 'stored' && parcel.status !== 'loading')) return;
  parcels.put({ ...parcel, deadline: wish.deadline ?? parcel.deadline, recall: wish.recall ?? parcel.recall });
  if (wish.pin === null || parcel.passId === null) return;
  passes.setPin(parcel.passId, wish.pin);
  small.clearLimiter(`pin:${parcel.passId}`);
}

function withValue<T>(parsed: Result<T, string>, write: (value: T) => void): string | null {
  if (!parsed.ok) return parsed.error;
  write(parsed.value);
  return null;
}

function dropOrder({ orders, ownStock }: Tables, id: string): void {
  if (orders.drop(id)) ownStock.dropHolds(id);
}

function putOrder(tables: Tables, order: Parameters<typeof mergeOrder>[1], at: UnixMs): void {
  const id = order.orderId as OrderId;
  const parcel = tables.parcels.ofOrder(id);
  const local = tables.orders.get(id);
  const parcelHere = parcel !== null && (parcel.status === 'loading' || parcel.status === 'stored');
  const merged = mergeOrder(local, order, { parcelHere, waiting: tables.outbox.hasOrder(id) });
  if (merged.kind === 'put') tables.orders.put(merged.row);
  // Of its money only the hub hears from everywhere, whatever was seen here.
  const isTakenBack = local !== null && isUndone(local) && tables.outbox.hasOrder(id);
  tables.orders.setMoney(id, isTakenBack ? { ...order, discountRefused: false } : order);
  // The hub's figures know of it from here on.
  if (order.stock !== undefined || order.status === 'collected' || order.status === 'cancelled') tables.ownStock.dropHolds(id);
  if (merged.kind !== 'conflict') return;
  tables.compartments.checkOrder(id);
  tables.audit.append({ kind: 'order.conflict', at, facts: { order: id, here: local?.status ?? null, hub: order.status } });
}
