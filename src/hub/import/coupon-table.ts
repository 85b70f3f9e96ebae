import { couponCode, type CouponDiscount } from '../../contract/loyalty/loyalty.ts';
import { parsePrice } from '../../core/catalogue/parse-price.ts';
import { readCouponCode, withCheck } from '../../core/loyalty/coupon-code.ts';
import { addDays, endOfDay, type LocalDay } from '../../kernel/local-day.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { couponIdOf, type StoredCoupon } from '../db/coupons.ts';
import type { TableKind, TableRow } from './table-file.ts';

/** The shop that a file's money and days are of. */
export interface CouponPlace {
  readonly tenantId: string;
  readonly currency: string;
  /** Decimals of the currency. */
  readonly digits: number;
  readonly timeZone: string;
}

const COLUMNS = [
  'code',
  'name',
  'percent',
  'amount',
  'minimum',
  'from',
  'until',
  'uses',
  'offline',
  'once_per_person',
  'members_only',
  'combines',
  'ended',
] as const;
type Column = (typeof COLUMNS)[number];

/**
 * A file of coupons. `code` as the shop calls it, or as it is printed, with its check character; `percent` or `amount`, not both; `from` and `until`
 * are days of the shop (`2026-11-30`), both included; `uses` how often in all, `offline` how often each station may take it while the hub is away
 * (left out: its share); `ended` takes a coupon back.
 */
export function couponTable(place: CouponPlace): TableKind<Column, StoredCoupon> {
  return { columns: COLUMNS, required: ['code', 'name', 'percent', 'amount'], read: (row) => readCoupon(row, place) };
}

function readCoupon(
  row: TableRow<Column>,
  place: CouponPlace,
): Result<{ readonly name: string; readonly value: StoredCoupon }, { readonly name: string; readonly detail: string }> {
  const shown = row.cell('code').slice(0, 40);
  const fail = (detail: string) => err({ name: shown, detail });
  const code = codeOf(row.cell('code'));
  if (code === null) return fail('a code is 4 to 24 letters (A to Z) and digits, without accents');
  const name = row.cell('name');
  if (name === '' || name.length > 80) return fail('a coupon has a name of at most 80 characters: people read it on their receipt');
  const discount = discountOf(row, place);
  if (!discount.ok) return fail(discount.error);
  const minimum = optional(row.cell('minimum'), (cell) => moneyOf(cell, place, 'minimum'));
  const from = optional(row.cell('from'), (cell) => startOf(cell, place));
  const until = optional(row.cell('until'), (cell) => endOf(cell, place));
  const uses = optional(row.cell('uses'), (cell) => countOf(cell, 'uses', 1));
  const offline = optional(row.cell('offline'), (cell) => countOf(cell, 'offline', 0));
  const flags = flagsOf(row);
  for (const part of [minimum, from, until, uses, offline, flags]) if (!part.ok) return fail(part.error);
  if (!minimum.ok || !from.ok || !until.ok || !uses.ok || !offline.ok || !flags.ok) throw new Error('a part that was not read was told of');
  if (from.value !== null && until.value !== null && until.value <= from.value) return fail('it ends before it begins');
  const { ended, ...rules } = flags.value;
  const rule = {
    couponId: couponIdOf(place.tenantId, code),
    code,
    name,
    discount: discount.value,
    ...(minimum.value === null ? {} : { minimum: minimum.value }),
    ...(from.value === null ? {} : { from: from.value }),
    ...(until.value === null ? {} : { until: until.value }),
    ...rules,
  };
  return ok({ name: code, value: { tenantId: place.tenantId, rule, maxUses: uses.value, mostOffline: offline.value, endedAt: ended ? 0 : null } });
}

/** With or without its check character: the name of a coupon that happens to end like one is the rarer mistake, and the report shows what was made of it. */
function codeOf(cell: string): string | null {
  const plain = cell.toUpperCase().replace(/[\s-]/g, '');
  const whole = readCouponCode(plain);
  if (whole.ok) return whole.value;
  if (!/^[0-9A-Z]{4,24}$/.test(plain)) return null;
  const code = withCheck(plain);
  return couponCode.safeParse(code).success ? code : null;
}

function discountOf(row: TableRow<Column>, place: CouponPlace): Result<CouponDiscount, string> {
  const percent = row.cell('percent').replace(/\s*%$/, '');
  const amount = row.cell('amount');
  if ((percent === '') === (amount === '')) return err('it takes off a percentage or an amount, one of the two');
  if (amount !== '') {
    const money = moneyOf(amount, place, 'amount');
    if (!money.ok) return money;
    return money.value.minor === 0 ? err('an amount of nothing takes nothing off') : ok({ kind: 'amount', amount: money.value });
  }
  return /^([1-9]\d?|100)$/.test(percent) ? ok({ kind: 'percent', percent: Number(percent) }) : err('a percentage is a whole number from 1 to 100');
}

function optional<T>(cell: string, read: (cell: string) => Result<T, string>): Result<T | null, string> {
  return cell === '' ? ok(null) : read(cell);
}

function moneyOf(cell: string, place: CouponPlace, column: string): Result<{ minor: number; currency: string }, string> {
  const minor = parsePrice(cell, place.digits);
  return minor.ok ? ok({ minor: minor.value, currency: place.currency }) : err(`the ${column} is no price (${minor.error.kind})`);
}

function dayOf(cell: string): LocalDay | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const asked = { year: Number(year), month: Number(month), day: Number(day) };
  const real = addDays(asked, 0);
  return real.year === asked.year && real.month === asked.month && real.day === asked.day ? asked : null;
}

function startOf(cell: string, { timeZone }: CouponPlace): Result<number, string> {
  const day = dayOf(cell);
  return day === null ? err('"from" is no day (2026-11-30)') : ok(endOfDay(addDays(day, -1), timeZone) + 1);
}

function endOf(cell: string, { timeZone }: CouponPlace): Result<number, string> {
  const day = dayOf(cell);
  return day === null ? err('"until" is no day (2026-11-30)') : ok(endOfDay(day, timeZone) + 1);
}

function countOf(cell: string, column: string, least: number): Result<number, string> {
  const count = /^\d{1,9}$/.test(cell) ? Number(cell) : -1;
  return count >= least ? ok(count) : err(`"${column}" is a whole number from ${least}`);
}

interface Flags {
  readonly oncePerPerson?: true;
  readonly membersOnly?: true;
  readonly combines?: true;
  readonly ended: boolean;
}

function flagsOf(row: TableRow<Column>): Result<Flags, string> {
  const columns = ['once_per_person', 'members_only', 'combines', 'ended'] as const;
  const set = new Set<string>();
  for (const column of columns) {
    const word = row.cell(column).toLowerCase();
    if (YES.has(word)) set.add(column);
    else if (!NO.has(word)) return err(`"${column}" is yes or no`);
  }
  return ok({
    ...(set.has('once_per_person') ? { oncePerPerson: true } : {}),
    ...(set.has('members_only') ? { membersOnly: true } : {}),
    ...(set.has('combines') ? { combines: true } : {}),
    ended: set.has('ended'),
  });
}

/** How files say yes and no, in any of the languages. */
const YES: ReadonlySet<string> = new Set(['yes', 'y', 'si', 'sí', 'sim', 's', 'true', '1', 'x']);
const NO: ReadonlySet<string> = new Set(['', 'no', 'nao', 'não', 'n', 'false', '0']);
