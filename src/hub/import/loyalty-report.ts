import { showCouponCode } from '../../core/loyalty/coupon-code.ts';
import type { StoredCoupon } from '../db/coupons.ts';
import type { LoyaltyCounts } from './import-loyalty.ts';
import type { MemberEntry } from './member-table.ts';
import type { TableFile } from './table-file.ts';

/** Most codes that a report shows: a file of thousands is printed from the hub, not from here. */
const MOST_SHOWN = 20;

/** What a file of coupons held and, unless it was only checked, what became of it; with the codes as they are printed. */
export function couponReport(name: string, file: TableFile<StoredCoupon>, counts: LoyaltyCounts | null): readonly string[] {
  const codes = file.taken.slice(0, MOST_SHOWN).map(({ rule }) => `  ${showCouponCode(rule.code)}  ${rule.name}`);
  const more = file.taken.length > MOST_SHOWN ? [`  and ${file.taken.length - MOST_SHOWN} more`] : [];
  return [...report(name, 'coupons', file, counts), '', 'as they are printed, with their check character:', ...codes, ...more];
}

/** What a file of members held and what became of it. It names lines, never people. */
export function memberReport(name: string, file: TableFile<MemberEntry>, counts: LoyaltyCounts | null): readonly string[] {
  return report(name, 'members', file, counts);
}

function report(name: string, what: string, file: Pick<TableFile<unknown>, 'rows' | 'taken' | 'rejected'>, counts: LoyaltyCounts | null): readonly string[] {
  return [
    `${name}: ${file.rows} rows, ${file.taken.length} ${what}`,
    counts === null ? 'checked only: nothing was written' : `${what}: ${counts.created} created, ${counts.changed} changed, ${counts.unchanged} unchanged`,
    '',
    ...(file.rejected.length === 0
      ? ['no row was rejected']
      : [
          `${file.rejected.length} rows were rejected:`,
          ...file.rejected.map(({ line, name: row, detail }) => `  line ${line}  ${row === '' ? '' : `${row}: `}${detail}`),
        ]),
  ];
}
