import type { OrderLine } from '../../../contract/orders.ts';
import { MAX_PRICE_MINOR } from '../../../core/catalogue/parse-price.ts';
import type { Money } from '../../../kernel/money.ts';
import type { Catalogue } from '../../ports/catalogue.ts';
import type { KioskParts } from './kiosk-parts.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** What a bag keeps of a variant, with its price of now. */
export function lineOf({ product, variant }: NonNullable<ReturnType<Catalogue['variant']>>): Omit<OrderLine, 'quantity'> {
  const picture = variant.colourHex === null ? product.picture : { ...product.picture, colour: variant.colourHex };
  return { sku: variant.sku, title: product.title, size: variant.size, colour: variant.colour, picture, unitPrice: variant.price };
}

/** A price in another currency cannot be added to the bag's total, and one below zero or beyond belief is a mistake of the feed. */
export function isSellable(parts: KioskParts, keeper: SessionKeeper, price: Money): boolean {
  const currency = keeper.current()?.bag[0]?.unitPrice.currency ?? parts.place().currency;
  return price.currency === parts.place().currency && price.currency === currency && price.minor >= 0 && price.minor <= MAX_PRICE_MINOR;
}
