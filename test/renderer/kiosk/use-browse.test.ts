import { describe, expect, it } from 'vitest';
import { pagesBehind } from '../../../renderer/kiosk/use-browse.ts';
import type { SearchPage } from '../../../src/contract/station/catalogue-views.ts';
import type { ProductCard } from '../../../src/contract/station/views.ts';
import { err, ok } from '../../../src/kernel/result.ts';

const price = { minor: 1990, currency: 'EUR' };
const card = (place: number): ProductCard => ({
  ...{
    productId: `p${place}`,
    title: `Camisa ${place}`,
    brand: 'Brisal',
    category: 'Camisas',
    priceFrom: price,
    priceTo: price,
    colours: [],
    sizes: [],
    here: true,
  },
  picture: { kind: 'drawing', garment: 'shirt', colour: '#2244aa', pattern: 'plain' },
});

/** A catalogue of so many products, and what was asked of it. */
function catalogueOf(total: number) {
  const asked: number[] = [];
  const ask = async (offset: number, limit: number) => {
    asked.push(offset);
    const items = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) => card(offset + at));
    return ok<SearchPage>({ items, total, isMore: false, corrected: null, suggestions: [] });
  };
  return { asked, ask };
}

describe('a list of products', () => {
  it.each([
    { what: 'a new query: one page', shown: 0, total: 100, offsets: [0], length: 24 },
    { what: 'a newer catalogue: as many as are shown', shown: 60, total: 100, offsets: [0, 24, 48], length: 72 },
    { what: 'a newer catalogue with fewer: all that there are', shown: 60, total: 30, offsets: [0, 24], length: 30 },
    { what: 'nothing', shown: 48, total: 0, offsets: [0], length: 0 },
  ])('asks for $what', async ({ shown, total, offsets, length }) => {
    const { asked, ask } = catalogueOf(total);
    const found = await pagesBehind([], shown, ask);
    expect(asked).toEqual(offsets);
    expect(found).toMatchObject({ ok: true, value: { total, items: Array.from({ length }, (_, at) => ({ productId: `p${at}` })) } });
  });

  it('goes on behind what is shown', async () => {
    const { asked, ask } = catalogueOf(100);
    const found = await pagesBehind([card(0), card(1)], 0, ask);
    expect(asked).toEqual([2]);
    expect(found.ok && found.value.items.map(({ productId }) => productId).slice(0, 4)).toEqual(['p0', 'p1', 'p2', 'p3']);
  });

  it('keeps what is shown where a page in the middle fails: the answer is the failure', async () => {
    const { ask } = catalogueOf(100);
    const broken = async (offset: number, limit: number) => (offset === 24 ? err({ kind: 'away' as const }) : await ask(offset, limit));
    expect(await pagesBehind([], 60, broken)).toEqual(err({ kind: 'away' }));
  });
});
