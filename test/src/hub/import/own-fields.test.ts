import { describe, expect, it } from 'vitest';
import { readShopifyCsv } from '../../../../src/hub/import/shopify-csv.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { importOptions, inPieces } from '../../../support/csv.ts';

const HEAD =
  'Handle,Title,Option1 Name,Option1 Value,Variant Price,Popularity (product.metafields.custom.popularity),Guide (product.metafields.custom.size_guide),Ended (product.metafields.custom.discontinued)';
const read = async (cells: string) =>
  expectOk(await readShopifyCsv(inPieces(`${HEAD}\nfalda,Falda,Talla,S,20,${cells}\nfalda,,,M,20,,,\n`), importOptions), 'file');

describe("a shop's own fields", () => {
  it('say how much a product is wanted, how it measures, and that it is no longer made', async () => {
    const { products, notes } = await read('87,"Talla | Cintura | Cadera\nS | 62-66 | 88-92\nM | 66-70 |",TRUE');
    expect(notes).toEqual([]);
    expect(products[0]).toMatchObject({
      popularity: 87,
      sizeGuide: {
        measures: ['Cintura', 'Cadera'],
        rows: [
          { size: 'S', values: ['62-66', '88-92'] },
          { size: 'M', values: ['66-70', ''] },
        ],
      },
    });
    expect(products[0]?.variants.map(({ size, discontinued }) => [size, discontinued])).toEqual([
      ['S', true],
      ['M', true],
    ]);
  });

  it('are left out where they are empty, so that the product is as it was before there were such fields', async () => {
    const { products, notes } = await read(',,false');
    expect([notes, products[0]?.popularity, products[0]?.sizeGuide, products[0]?.variants[0]?.discontinued]).toEqual([[], undefined, undefined, undefined]);
  });

  it.each([
    ['101,,', 'the popularity is no whole number'],
    ['a lot,,', 'the popularity is no whole number'],
    [',Talla,', 'the size guide cannot be read'],
    [',"Talla | Pecho\nS | 80 | 90",', 'the size guide cannot be read'],
    [',,perhaps', '"discontinued" is neither true nor false'],
  ])('that say nonsense (%j) cost nothing but themselves, and are named', async (cells, note) => {
    const { products, rejected, notes } = await read(cells);
    expect([products.length, rejected, notes.length, notes[0]?.note.startsWith(note)]).toEqual([1, [], 1, true]);
  });
});
