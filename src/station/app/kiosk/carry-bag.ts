import { bagBase, decodeBag, encodeBag } from '../../../contract/bag-code.ts';
import type { OrderLine } from '../../../contract/orders.ts';
import type { BagFill } from '../../../core/sessions/shopper-session.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { isSellable, lineOf } from './bag-line.ts';
import type { KioskParts } from './kiosk-parts.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** A code that carries the bag away. */
export interface BagCode {
  readonly url: string;
}

/** A line of a bag that came from elsewhere and is not here as it was there: `got` of `wanted` pieces. */
export interface BagDifference {
  /** What the catalogue calls it; null: it does not know it (any more). */
  readonly title: string | null;
  readonly size: string | null;
  readonly colour: string | null;
  readonly wanted: number;
  readonly got: number;
}

/** What came of a bag from elsewhere. `pieces` are in the bag now of all that it held. */
export interface BagTaken {
  readonly pieces: number;
  readonly differences: readonly BagDifference[];
}

/** Why no code can be made of the bag. `no-hub`: this station was never enrolled, so there is no page to carry it to. */
export interface NoBagCode {
  readonly kind: 'no-session' | 'empty-bag' | 'too-large' | 'no-hub';
}

/** Why a bag from elsewhere was not taken. */
export interface BagRefusal {
  readonly kind: 'no-session' | 'unreadable' | 'storage';
}

/** The address of a page that shows this bag on a phone, and from which another kiosk takes it over. Works with the hub away. */
export function bagCode(parts: KioskParts, keeper: SessionKeeper): Result<BagCode, NoBagCode> {
  const session = keeper.current();
  if (session === null || session.phase.kind !== 'shopping') return err({ kind: 'no-session' });
  keeper.touch();
  if (session.bag.length === 0) return err({ kind: 'empty-bag' });
  const phone = parts.phonePages();
  if (phone === null) return err({ kind: 'no-hub' });
  const url = encodeBag(bagBase(phone.baseUrl, phone.stationId), session.bag);
  return url.ok ? ok({ url: url.value }) : url;
}

/**
 * Takes over a bag from its address: what this shop sells of it joins the bag, with the prices of now. What is sold out, withdrawn or finds no
 * room is named, so that nobody wonders later.
 */
export function takeBag(parts: KioskParts, keeper: SessionKeeper, code: string): Result<BagTaken, BagRefusal> {
  if (keeper.current()?.phase.kind !== 'shopping') return err({ kind: 'no-session' });
  keeper.touch();
  const lines = decodeBag(code);
  if (lines === null || lines.length === 0) return err({ kind: 'unreadable' });
  const known = lines.map((line) => ({ ...line, found: found(parts, keeper, line) }));
  const fills = known.flatMap(({ found }): BagFill[] => (found === null ? [] : [found]));
  const filled = keeper.apply({ kind: 'fill', lines: fills });
  if (!filled.ok) return err({ kind: filled.error.kind === 'storage' ? 'storage' : 'no-session' });
  const bag = keeper.current()?.bag ?? [];
  const results = known.map(({ sku, quantity, found }): BagDifference => {
    const held = bag.find((line) => line.sku === sku)?.quantity ?? 0;
    const { title = null, size = null, colour = null } = found?.line ?? {};
    return { title, size, colour, wanted: quantity, got: Math.min(quantity, held) };
  });
  return ok({ pieces: results.reduce((sum, { got }) => sum + got, 0), differences: results.filter(({ got, wanted }) => got < wanted) });
}

function found(parts: KioskParts, keeper: SessionKeeper, { sku, quantity }: Pick<OrderLine, 'sku' | 'quantity'>): BagFill | null {
  const variant = parts.catalogue.variant(sku);
  if (variant === null || !variant.product.published || !isSellable(parts, keeper, variant.variant.price)) return null;
  return { line: { ...lineOf(variant), quantity }, available: variant.anywhere };
}
