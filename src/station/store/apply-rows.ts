import type { PullResponse } from '../../contract/hub/sync.ts';
import { mergeOrder } from '../../core/sync/merge-order.ts';
import { type AppliedPage, parseValue, type SkippedRow } from '../../core/sync/pages.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { OrderId } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';
import { err, ok } from '../../kernel/result.ts';
import type { StationBucket } from '../ports/sync.ts';
import { sqliteCode } from './problems.ts';
import type { Tables } from './tables/tables.ts';

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
  // Whoever is not mentioned when these are read from the start is not a member, or no key, any more.
  if (from === 0 && !page.more && bucket === 'staff') tables.staff.clear();
  if (from === 0 && !page.more && bucket === 'keys') tables.passes.clearKeys();
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
      return withValue(parseValue('orders', value), (order) => (order === null ? void tables.orders.drop(key) : putOrder(tables, order, at)));
    case 'keys':
      return withValue(parseValue('keys', value), (record) => (record === null ? tables.passes.dropKey(Number(key)) : tables.passes.putKey(record)));
    case 'passes':
      return withValue(parseValue('passes', value), (pass) => void (pass === null ? tables.passes.dropBlank(key) : tables.passes.putBlank(pass)));
    case 'staff':
      return withValue(parseValue('staff', value), (member) => (member === null ? tables.staff.drop(key) : tables.staff.put(member)));
    case 'config':
      // A station without a configuration could not tell where it is: the last one stays.
      return withValue(parseValue('config', value), (config) => (config === null ? undefined : tables.small.putConfig(config)));
    default:
      return assertNever(bucket);
  }
}

function withValue<T>(parsed: Result<T, string>, write: (value: T) => void): string | null {
  if (!parsed.ok) return parsed.error;
  write(parsed.value);
  return null;
}

function putOrder(tables: Tables, order: Parameters<typeof mergeOrder>[1], at: UnixMs): void {
  const id = order.orderId as OrderId;
  const parcel = tables.parcels.ofOrder(id);
  const local = tables.orders.get(id);
  const parcelHere = parcel !== null && (parcel.status === 'loading' || parcel.status === 'stored');
  const merged = mergeOrder(local, order, { parcelHere, waiting: tables.outbox.hasOrder(id) });
  if (merged.kind === 'put') tables.orders.put(merged.row);
  if (merged.kind !== 'conflict') return;
  tables.compartments.checkOrder(id);
  tables.audit.append({ kind: 'order.conflict', at, facts: { order: id, here: local?.status ?? null, hub: order.status } });
}
