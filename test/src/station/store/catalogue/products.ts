import type { Product, Stock, Variant } from '../../../../../src/contract/catalogue.ts';

/** One SKU. */
export function variant(sku: string, changes: Partial<Variant> = {}): Variant {
  return { sku, gtin: null, size: 'M', colour: 'Azul', colourHex: '#2244aa', price: { minor: 2995, currency: 'EUR' }, compareAt: null, grams: 300, ...changes };
}

/** A product with one SKU, `<id>-M`, unless said otherwise. */
export function product(productId: string, title: string, changes: Partial<Product> = {}): Product {
  return {
    productId,
    title,
    brand: 'Lino',
    category: 'Ropa',
    description: '',
    tags: [],
    picture: { kind: 'drawing', garment: 'shirt', colour: '#2244aa', pattern: 'plain' },
    published: true,
    variants: [variant(`${productId}-M`)],
    ...changes,
  };
}

/** A stock figure. */
export function stock(sku: string, locationId: string, quantity: number, asOf = 1_759_999_000_000): Stock {
  return { sku, locationId, quantity, asOf };
}
