import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Database } from '../src/hub/db/database.ts';
import { str } from '../src/hub/db/rows.ts';
import { type CouponPlace, couponTable } from '../src/hub/import/coupon-table.ts';
import { CSV_LIMITS, readCsvRows } from '../src/hub/import/csv-rows.ts';
import { currencyDigits, type ImportTarget } from '../src/hub/import/import-file.ts';
import { importCoupons, importMembers } from '../src/hub/import/import-loyalty.ts';
import { couponReport, memberReport } from '../src/hub/import/loyalty-report.ts';
import { memberTable } from '../src/hub/import/member-table.ts';
import { isTableOf, readTableFile } from '../src/hub/import/table-file.ts';
import { err, ok, type Result } from '../src/kernel/result.ts';

/** What a file holds, as its first row says. */
export type FileKind = 'products' | 'coupons' | 'members';

/** A file of coupons or members. */
export interface TableCommand {
  readonly path: string;
  readonly kind: Exclude<FileKind, 'products'>;
}

type Report = Result<readonly string[], { readonly message: string }>;

/** A checked file is nobody's yet. */
const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Tells a table of coupons or members from a product export. A file that cannot be read is told of by whoever reads it whole. */
export async function kindOf(path: string): Promise<FileKind> {
  for await (const event of readCsvRows(createReadStream(path), { ...CSV_LIMITS, rows: 1 })) {
    if (event.kind === 'problem') return 'products';
    if (isTableOf(event.cells, couponTable({ tenantId: NOBODY, currency: 'EUR', digits: 2, timeZone: 'UTC' }))) return 'coupons';
    return isTableOf(event.cells, memberTable) ? 'members' : 'products';
  }
  return 'products';
}

/** Reads and reports, and writes nothing. */
export async function checkTable({ path, kind, currency }: TableCommand & { readonly currency: string }): Promise<Report> {
  const name = basename(path);
  if (kind === 'coupons') {
    const place = { tenantId: NOBODY, currency, digits: currencyDigits(currency), timeZone: 'Europe/Madrid' };
    const file = await readTableFile(createReadStream(path), couponTable(place));
    return file.ok ? ok(couponReport(name, file.value, null)) : unread(path, file.error.detail);
  }
  const file = await readTableFile(createReadStream(path), memberTable);
  return file.ok ? ok(memberReport(name, file.value, null)) : unread(path, file.error.detail);
}

/** Writes a file's coupons or members into the hub, all of it or nothing. */
export async function importTable(db: Database, target: ImportTarget, { path, kind }: TableCommand): Promise<Report> {
  const source = { chunks: createReadStream(path), now: Date.now(), random: (size: number) => new Uint8Array(randomBytes(size)) };
  if (kind === 'coupons') {
    const done = await importCoupons(db, await placeOf(db, target), source);
    return done.ok ? ok(couponReport(basename(path), done.value.file, done.value.counts)) : unread(path, done.error.detail);
  }
  const done = await importMembers(db, target.tenantId, source);
  return done.ok ? ok(memberReport(basename(path), done.value.file, done.value.counts)) : unread(path, done.error.detail);
}

async function placeOf(db: Database, { tenantId, storeId, currency }: ImportTarget): Promise<CouponPlace> {
  const [row] = await db.query('SELECT time_zone FROM stores WHERE tenant_id = $1 AND store_id = $2', [tenantId, storeId]);
  return { tenantId, currency, digits: currencyDigits(currency), timeZone: str(row, 'time_zone') };
}

function unread(path: string, detail: string): Report {
  return err({ message: `${path} was not read, nothing was written: ${detail}` });
}
