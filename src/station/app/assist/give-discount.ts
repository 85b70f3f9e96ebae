import type { DiscountAmount, DiscountReason, DiscountTrouble } from '../../../contract/discounts.ts';
import type { StaffMember } from '../../../contract/staff.ts';
import { judgeDiscount } from '../../../core/discounts/judge-discount.ts';
import { markedPrice } from '../../../core/discounts/marked-price.ts';
import { spreadOff } from '../../../core/discounts/spread-off.ts';
import type { BagItem, ItemMark, NewPrice, ShopperSession } from '../../../core/sessions/shopper-session.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { type AssistParts, assistantOf } from './assist-parts.ts';

/** A discount as it is asked for. `lineId` null: a percentage off all lines, or an amount off the bag. */
export interface DiscountInput {
  readonly lineId: string | null;
  readonly amount: DiscountAmount;
  readonly reason: DiscountReason;
  readonly note?: string | undefined;
  readonly second?: { readonly badge: string; readonly pin: string } | undefined;
}

/** Why there is none. */
export interface DiscountRefusal {
  readonly kind:
    | 'not-assisting'
    | 'unknown-line'
    | 'not-lower'
    | 'not-even'
    | 'excluded'
    | 'above-limit'
    | 'no-reason'
    | 'storage'
    | 'needs-second'
    | 'refused'
    | 'wait'
    | 'same-person';
}

/**
 * Takes something off a line, or off all lines. There is one discount for a line, counted from what it costs in the catalogue, never one on top of another:
 * a percentage for the whole bag leaves alone what has more taken off already, and what is excluded; an amount is spread over what has nothing taken off yet.
 * Judged here by the limits that this station holds, so
 * that it works with the hub away; the hub judges again.
 */
export async function giveDiscount(parts: AssistParts, input: DiscountInput): Promise<Result<undefined, DiscountRefusal>> {
  const first = assistantOf(parts);
  const session = parts.kiosk.session.current();
  if (first === null || session === null) return err({ kind: 'not-assisting' });
  parts.staff.touch();
  const alone = priced(parts, session, input, { first, second: null });
  if (alone.ok) return write(parts, alone.value);
  if (alone.error.kind !== 'needs-second' || input.second === undefined) return alone;
  const vouched = await parts.staff.vouch(input.second);
  if (!vouched.ok) return err({ kind: vouched.error.kind === 'not-signed-in' ? 'not-assisting' : vouched.error.kind });
  // While the PIN was looked at, the shopper may have changed their bag, and the first person may have gone.
  const now = parts.kiosk.session.current();
  const second = parts.store.read.staffMember(vouched.value);
  if (now?.sessionId !== session.sessionId || assistantOf(parts)?.staffId !== first.staffId || second === null) return err({ kind: 'not-assisting' });
  const together = priced(parts, now, input, { first, second });
  return together.ok ? write(parts, together.value) : together;
}

/** Takes back what was taken off. */
export function takeDiscountBack(parts: AssistParts, lineId: string | null): Result<undefined, { readonly kind: 'not-assisting' | 'storage' }> {
  const member = assistantOf(parts);
  if (member === null) return err({ kind: 'not-assisting' });
  parts.staff.touch();
  const at = parts.clock.now();
  const lines = (parts.kiosk.session.current()?.bag ?? []).filter((item) => item.mark !== undefined && (lineId === null || item.lineId === lineId));
  const undone = parts.kiosk.session.apply({ kind: 'unmark', lineId }, (tx) => {
    for (const { sku } of lines) tx.audit({ kind: 'discount.taken-back', at, facts: { sku, staffId: member.staffId } });
    return done;
  });
  return undone.ok ? done : err({ kind: undone.error.kind === 'storage' ? 'storage' : 'not-assisting' });
}

interface People {
  readonly first: StaffMember;
  readonly second: StaffMember | null;
}

type Priced = { readonly item: BagItem; readonly price: NewPrice };

function priced(parts: AssistParts, { bag }: ShopperSession, input: DiscountInput, people: People): Result<readonly Priced[], DiscountRefusal> {
  const { lineId, amount } = input;
  if (amount.kind === 'off') return lineId === null ? spread(parts, bag, { ...input, amount }, people) : err({ kind: 'unknown-line' });
  const wanted = bag.filter((item) => lineId === null || item.lineId === lineId);
  // One price for things that differ makes no sense: the whole bag takes a percentage.
  if (wanted.length === 0 || (lineId === null && amount.kind === 'price')) return err({ kind: 'unknown-line' });
  const judged = wanted.map((item) => priceOf(parts, item, { ...input, amount }, people));
  const taken = judged.flatMap((one) => (one.ok ? [one.value] : []));
  const troubles = judged.flatMap((one) => (one.ok ? [] : [one.error]));
  const [stops] = troubles.filter(({ kind }) => lineId !== null || (kind !== 'excluded' && kind !== 'not-lower'));
  if (stops !== undefined) return err(stops);
  const more = taken.filter(({ item, price }) => lineId !== null || price.unitPrice.minor < item.unitPrice.minor);
  if (more.length > 0) return { ok: true, value: more };
  return err(troubles.find(({ kind }) => kind === 'excluded') ?? { kind: 'not-lower' });
}

type OffAmount = Extract<DiscountAmount, { readonly kind: 'off' }>;
type PieceAmount = Exclude<DiscountAmount, OffAmount>;

/** So much off the bag: a share of it off each line that may have one and has none, all of them together or nothing. */
function spread(
  parts: AssistParts,
  bag: ShopperSession['bag'],
  input: DiscountInput & { readonly amount: OffAmount },
  people: People,
): Result<readonly Priced[], DiscountRefusal> {
  const { off } = input.amount;
  const excluded = new Set(parts.limits().excluded);
  const open = bag.filter((item) => item.mark === undefined && !excluded.has(parts.catalogue.variant(item.sku)?.product.category ?? ''));
  const [first] = open;
  if (first === undefined) return err({ kind: bag.some((item) => item.mark === undefined) ? 'excluded' : 'not-lower' });
  const total = open.reduce((minor, { unitPrice, quantity }) => minor + unitPrice.minor * quantity, 0);
  if (off.currency !== first.unitPrice.currency || off.minor <= 0 || off.minor > total) return err({ kind: 'not-lower' });
  const each = spreadOff(
    open.map(({ unitPrice, quantity }) => ({ minor: unitPrice.minor, quantity })),
    off.minor,
  );
  if (each === null) return err({ kind: 'not-even' });
  const priced: Priced[] = [];
  for (const [index, item] of open.entries()) {
    const less = each[index] ?? 0;
    if (less === 0) continue;
    const one = priceOf(parts, item, { ...input, amount: { kind: 'price', price: { ...item.unitPrice, minor: item.unitPrice.minor - less } } }, people);
    if (!one.ok) return one;
    priced.push(one.value);
  }
  return { ok: true, value: priced };
}

function priceOf(
  parts: AssistParts,
  item: BagItem,
  { amount, reason, note }: DiscountInput & { readonly amount: PieceAmount },
  { first, second }: People,
): Result<Priced, DiscountRefusal> {
  const list = item.listPrice ?? item.unitPrice;
  const unitPrice = markedPrice(list, amount);
  const written = note?.trim() ?? '';
  const mark: ItemMark = {
    reason,
    ...(written === '' ? {} : { note: written }),
    staffId: first.staffId,
    ...(second === null ? {} : { secondId: second.staffId }),
  };
  const category = parts.catalogue.variant(item.sku)?.product.category ?? null;
  const trouble = judgeDiscount(parts.limits(), { list, price: unitPrice, category, mark, roles: first.roles, secondRoles: second?.roles ?? null });
  return trouble === null ? { ok: true, value: { item, price: { lineId: item.lineId, unitPrice, mark } } } : err({ kind: refusalOf(trouble) });
}

/** Whoever is signed in here is known; that they do not sell was looked at when they came beside the shopper. */
function refusalOf(trouble: DiscountTrouble): DiscountRefusal['kind'] {
  return trouble === 'unknown-staff' ? 'above-limit' : trouble;
}

/** Prices, session and audit entries are one transaction. */
function write(parts: AssistParts, prices: readonly Priced[]): Result<undefined, DiscountRefusal> {
  const at = parts.clock.now();
  const applied = parts.kiosk.session.apply({ kind: 'mark', prices: prices.map(({ price }) => price) }, (tx) => {
    for (const one of prices) record(tx, one, at);
    return done;
  });
  if (applied.ok) return done;
  const { kind } = applied.error;
  return err({ kind: kind === 'storage' || kind === 'unknown-line' ? kind : 'not-assisting' });
}

function record(tx: StoreWriter, { item, price: { unitPrice, mark } }: Priced, at: number): void {
  const amounts = { quantity: item.quantity, list: (item.listPrice ?? item.unitPrice).minor, minor: unitPrice.minor, currency: unitPrice.currency };
  const { reason, staffId, secondId } = mark;
  tx.audit({ kind: 'discount.given', at, facts: { sku: item.sku, reason, ...amounts, staffId, secondId: secondId ?? null } });
}
