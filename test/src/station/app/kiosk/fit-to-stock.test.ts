import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKiosk, type Kiosk } from '../../../../../src/station/app/kiosk/kiosk.ts';
import { oneShirt } from '../../../../flows/support/one-shirt.ts';
import type { Catalogue } from '../../../../../src/station/ports/catalogue.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { openTestCatalogue } from '../../../../support/catalogue.ts';
import { type KioskWorld, kioskWorld, shirt } from '../../../../support/kiosk-world.ts';
import { openMemoryStore } from '../../../../support/store.ts';

const email = { kind: 'email', email: 'ana@example.org' } as const;

let world: KioskWorld;
let store: StationDatabase;
let kiosk: Kiosk;

beforeEach(() => {
  world = kioskWorld();
  store = openMemoryStore({ clock: world.time });
  kiosk = createKiosk(world.parts(store));
});
afterEach(async () => {
  kiosk.close();
  store.close();
  await world.close();
});

const session = () => kiosk.view.current().session;
const kinds = (results: readonly { readonly ok: boolean; readonly error?: { readonly kind: string } }[]) => results.map((result) => result.error?.kind ?? 'ok');

function fillBag(): void {
  expect(
    kinds([
      kiosk.start({ locale: 'es' }),
      kiosk.add({ sku: 'CAM-M' }),
      kiosk.add({ sku: 'CAM-S' }),
      kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }),
      kiosk.setContact({ contact: email }),
    ]),
  ).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
}

const laterPrice = (product: typeof shirt): typeof shirt => ({
  ...product,
  variants: product.variants.map((variant) => ({ ...variant, price: { minor: 3495, currency: product.productId === 'DOLLARS' ? 'USD' : 'EUR' } })),
});

describe('an order for what is no longer there', () => {
  it('is refused once when the stock shrank or the shop withdrew something, and the bag shows what is left', async () => {
    const goods = ['FEW', 'GONE', 'WITHDRAWN', 'FINE'].map((sku) => ({
      ...shirt,
      productId: sku,
      variants: shirt.variants.slice(0, 1).map((variant) => ({ ...variant, sku })),
    }));
    const catalogue = openTestCatalogue(
      goods,
      goods.map(({ productId }) => ({ sku: productId, locationId: 'almacen', quantity: 3, asOf: 1 })),
    );
    const left: Record<string, number | null> = { FEW: 1, GONE: 0, WITHDRAWN: null, FINE: 3 };
    let isLater = false;
    const later: Catalogue = {
      asOf: () => catalogue.asOf(),
      search: (query) => catalogue.search(query),
      facets: (query) => catalogue.facets(query),
      similar: (productId) => catalogue.similar(productId),
      labelled: (code) => catalogue.labelled(code),
      categories: () => catalogue.categories(),
      product: (productId) => catalogue.product(productId),
      variant: (sku) => {
        const found = catalogue.variant(sku);
        const anywhere = isLater ? (left[sku] ?? null) : (found?.anywhere ?? null);
        return found === null || anywhere === null ? null : { ...found, anywhere };
      },
    };
    kiosk.close();
    kiosk = createKiosk(world.parts(store, { catalogue: later }));
    kiosk.start({ locale: 'es' });
    for (const { productId } of goods) expect(kinds([kiosk.add({ sku: productId }), kiosk.add({ sku: productId })])).toEqual(['ok', 'ok']);
    kiosk.setFulfilment({ fulfilment: { kind: 'silo' } });
    kiosk.setContact({ contact: email });
    isLater = true;
    expect(kinds([kiosk.place()])).toEqual(['unknown-sku']);
    expect(session()?.bag.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['FEW', 1],
      ['FINE', 2],
    ]);
    expect(session()?.placed).toBeNull();
    expect(kinds([kiosk.place()])).toEqual(['ok']);
    expect(session()?.placed?.total.minor).toBe(3 * 2995);
    await catalogue.close();
  });

  it('is refused once when a price changed, and costs what the bag shows then; what has no possible price any more goes out', async () => {
    const goods = ['DEARER', 'DOLLARS'].map((sku) => ({
      ...shirt,
      productId: sku,
      variants: shirt.variants.slice(0, 1).map((variant) => ({ ...variant, sku })),
    }));
    const figures = goods.map(({ productId }) => ({ sku: productId, locationId: 'almacen', quantity: 3, asOf: 1 }));
    const [before, after] = [openTestCatalogue(goods, figures), openTestCatalogue(goods.map(laterPrice), figures)];
    let now = before;
    const changing: Catalogue = { ...oneShirt, asOf: () => 1, product: (id) => now.product(id), variant: (sku) => now.variant(sku) };
    kiosk.close();
    kiosk = createKiosk(world.parts(store, { catalogue: changing }));
    kiosk.start({ locale: 'es' });
    kiosk.add({ sku: 'DEARER' });
    kiosk.setFulfilment({ fulfilment: { kind: 'silo' } });
    kiosk.setContact({ contact: email });
    now = after;
    const refused = kinds([kiosk.place()]);
    const seen = session()?.bag.map(({ sku, unitPrice }) => [sku, unitPrice.minor]);
    expect([refused, seen, kinds([kiosk.place()]), session()?.placed?.total.minor]).toEqual([['price-changed'], [['DEARER', 3495]], ['ok'], 3495]);
    kiosk.end();
    now = before;
    kiosk.start({ locale: 'es' });
    kiosk.add({ sku: 'DOLLARS' });
    kiosk.setFulfilment({ fulfilment: { kind: 'silo' } });
    kiosk.setContact({ contact: email });
    now = after;
    expect([kinds([kiosk.place()]), session()?.bag]).toEqual([['unknown-sku'], []]);
    await before.close();
    await after.close();
  });

  it('goes on while the catalogue is being made anew', () => {
    fillBag();
    kiosk.close();
    const empty: Catalogue = { ...oneShirt, asOf: () => null, variant: () => null };
    kiosk = createKiosk(world.parts(store, { catalogue: empty }));
    expect(kinds([kiosk.place()])).toEqual(['ok']);
    expect(session()?.placed?.total.minor).toBe(5990);
  });
});
