import type { Product, Variant } from '../../../contract/catalogue.ts';
import type { StockAlternative, StockChoice } from '../../../contract/stock.ts';
import { allocate } from '../../../core/stock/allocate.ts';
import { giveUp, type LineVariant, piecesOf, swap } from '../../../core/stock/give-up.ts';
import type { Money } from '../../../kernel/money.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { findOpenlyWithdrawn } from '../../after/called-off.ts';
import type { Queryable } from '../../db/database.ts';
import type { StoredOrder } from '../../db/orders.ts';
import { findShorts, freeOf, lockStock, readPlaces, readStockRules, type StockShort } from '../../db/stock.ts';
import { audit, type Happening } from '../context.ts';
import type { Refusal } from '../refusal.ts';
import { applyChange } from './change-order.ts';
import { readGeography } from './geography.ts';
import { readProduct } from './products.ts';
import { reconcileLocked } from './reconcile.ts';

const DAY_MS = 86_400_000;
/** Most other sizes and colours that are offered. */
const MOST_ALTERNATIVES = 12;

/**
 * Does what a customer decided about pieces that are nowhere. The order is locked already. What is not missing any more needs no decision, so that a
 * press that is repeated does nothing; another number than they saw is another question.
 */
export async function decideShort(c: Happening, order: StoredOrder, choice: StockChoice): Promise<Result<undefined, Refusal>> {
  const { tenantId, orderId } = order;
  await lockStock(c.tx, tenantId);
  const short = (await findShorts(c.tx, tenantId, orderId)).find((one) => one.sku === choice.sku);
  if (short === undefined) return ok(undefined);
  // Over, whichever way: nothing of it is missing any more, and what was paid for it has its own way back.
  if (order.status === 'cancelled' || order.status === 'collected') return err({ kind: 'not-now', message: 'the order is over' });
  if (await isWithdrawn(c.tx, order, short)) return err({ kind: 'not-now', message: 'it was withdrawn from' });
  if (short.quantity !== choice.short) return err({ kind: 'not-now', message: 'something else is missing by now: look again' });
  switch (choice.choice) {
    case 'wait':
      return await wait(c, order, short);
    case 'give-up':
      await dropShort(c, order, short);
      return ok(undefined);
    case 'swap':
      return await swapShort(c, order, short, choice.to);
    default:
      return assertNever(choice);
  }
}

/** Does what is missing go back as a withdrawal already? */
export async function isWithdrawn(db: Queryable, order: StoredOrder, { sku, quantity }: StockShort): Promise<boolean> {
  return piecesOf(order.lines, sku) - piecesOf(await findOpenlyWithdrawn(db, order), sku) < quantity;
}

/** Takes what is missing off its order, on its customer's word or because they said nothing in time. */
export async function dropShort(c: Happening, order: StoredOrder, short: StockShort): Promise<void> {
  const changed = giveUp(order, short.sku, short.quantity);
  await applyChange(c, order, { changed, why: 'sold-out', about: `${short.sku}.${short.since}` });
}

/** What a customer gets back, or need not pay, if they give up what is missing. */
export function giveBackOf(order: StoredOrder, short: StockShort): Money {
  return giveUp(order, short.sku, short.quantity).off;
}

/** Other sizes and colours of what is missing that could be kept at once and cost no more: the same colour first, then the catalogue's order. */
export async function alternativesOf(db: Queryable, order: StoredOrder, short: StockShort): Promise<StockAlternative[]> {
  const product = short.productId === null ? null : await readProduct(db, order.tenantId, short.productId);
  if (product?.published !== true) return [];
  const line = order.lines.find((one) => one.sku === short.sku);
  const others = product.variants.filter((variant) => isOffered(order, short, variant));
  const free = await freeSkus(db, order, short, others);
  return others
    .filter((variant) => free.has(variant.sku))
    .toSorted((one, two) => Number(two.colour === line?.colour) - Number(one.colour === line?.colour))
    .slice(0, MOST_ALTERNATIVES)
    .map(({ sku, size, colour, colourHex, price }) => ({ sku, size, colour, colourHex, price }));
}

async function wait(c: Happening, order: StoredOrder, short: StockShort): Promise<Result<undefined, Refusal>> {
  if (short.waits) return ok(undefined);
  const { tenantId, orderId } = order;
  const { waitDays } = await readStockRules(c.tx, tenantId);
  await c.tx.query('UPDATE stock_shorts SET waits = true, until = $4 WHERE tenant_id = $1 AND order_id = $2 AND sku = $3', [
    tenantId,
    orderId,
    short.sku,
    c.at + waitDays * DAY_MS,
  ]);
  await audit(c, 'stock.waits', { orderId, pieces: short.quantity });
  await reconcileLocked(c, order, null);
  return ok(undefined);
}

async function swapShort(c: Happening, order: StoredOrder, short: StockShort, to: string): Promise<Result<undefined, Refusal>> {
  const product = short.productId === null ? null : await readProduct(c.tx, order.tenantId, short.productId);
  const variant = product?.variants.find((one) => one.sku === to);
  const gone: Refusal = { kind: 'not-now', message: 'that one is not there any more' };
  if (product?.published !== true || variant === undefined || !isOffered(order, short, variant)) return err(gone);
  if (!(await freeSkus(c.tx, order, short, [variant])).has(to)) return err(gone);
  const changed = swap(order, short.sku, short.quantity, lineOf(product, variant));
  await applyChange(c, order, { changed, why: 'sold-out', about: `${short.sku}.${short.since}` });
  return ok(undefined);
}

/** A variant that costs more is not offered: nobody is there to take the difference. */
function isOffered(order: StoredOrder, short: StockShort, variant: Variant): boolean {
  const paid = order.lines.filter((line) => line.sku === short.sku);
  return (
    variant.sku !== short.sku &&
    paid.every(({ unitPrice }) => variant.price.currency === unitPrice.currency && variant.price.minor <= unitPrice.minor && variant.price.minor >= 0)
  );
}

/** Which of some variants could be kept whole for an order now. */
async function freeSkus(db: Queryable, order: StoredOrder, short: StockShort, variants: readonly Variant[]): Promise<ReadonlySet<string>> {
  const places = await readPlaces(
    db,
    order.tenantId,
    variants.map((variant) => variant.sku),
  );
  const { here, kinds } = await readGeography(db, order.tenantId, order.storeId);
  const way = order.lines.find((line) => line.sku === short.sku)?.way ?? order.fulfilment.kind;
  const isFree = ({ sku }: Variant): boolean => {
    const there = places
      .filter((place) => place.sku === sku)
      .map((place) => ({ locationId: place.locationId, kind: kinds.get(place.locationId) ?? ('warehouse' as const), pieces: freeOf(place) }));
    return allocate({ quantity: short.quantity, way, here, expected: [] }, there).short === 0;
  };
  return new Set(variants.filter(isFree).map((variant) => variant.sku));
}

function lineOf(product: Product, { sku, size, colour, colourHex, price }: Variant): LineVariant {
  const picture = colourHex === null ? product.picture : { ...product.picture, colour: colourHex };
  return { sku, size, colour, picture, unitPrice: price };
}
