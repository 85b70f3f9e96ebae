import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { product } from '../../../../src/contract/catalogue.ts';
import { readShopifyCsv } from '../../../../src/hub/import/shopify-csv.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { importOptions, inPieces, readFixture, shopifyFixture } from '../../../support/csv.ts';

const HEAD = 'Handle,Title,Variant Price';
const read = (text: string | Uint8Array, size?: number) => readShopifyCsv(inPieces(text, size), importOptions);
const problemOf = async (text: string | Uint8Array) => {
  const file = await read(text);
  return file.ok ? 'ok' : file.error.kind;
};

describe('the genuine export', () => {
  it('is read whole, with what its words say of each garment', async () => {
    const file = expectOk(await readFixture('apparel.csv'), 'apparel.csv');
    expect([file.rows, file.products.length, file.rejected, file.images]).toEqual([22, 20, [], 20]);
    expect(file.products.map(({ title, picture }) => `${title}: ${picture.garment} ${picture.colour} ${picture.pattern}`)).toEqual([
      'Ocean Blue Shirt: shirt #2a6fa8 plain',
      'Classic Varsity Top: top #1c1c1e plain',
      'Yellow Wool Jumper: jumper #e6b93c knit',
      'Floral White Top: top #f7f5f0 floral',
      'Striped Silk Blouse: blouse #1c1c1e stripes',
      'Classic Leather Jacket: jacket #6b4a2f leather',
      'Dark Denim Top: top #3b5b82 denim',
      'Navy Sports Jacket: jacket #1f2a44 plain',
      'Soft Winter Jacket: jacket #1c1c1e plain',
      'Black Leather Bag: bag #1c1c1e leather',
      'Zipped Jacket: jacket #9dbfe0 plain',
      'Silk Summer Top: top #8b8d93 plain',
      'Long Sleeve Cotton Top: top #1c1c1e plain',
      'Chequered Red Shirt: shirt #b3272d checks',
      'White Cotton Shirt: shirt #f7f5f0 plain',
      'Olive Green Jacket: jacket #6b6f3a plain',
      'Blue Silk Tuxedo: jacket #2f5d9b plain',
      'Red Sports Tee: tshirt #b3272d plain',
      'Striped Skirt and Top: skirt #1c1c1e stripes',
      'LED High Tops: shoes #1c1c1e plain',
    ]);
    expect(file.products[1]?.variants.map(({ sku, size, price }) => [sku, size, price.minor])).toEqual([
      ['classic-varsity-top-small', 'Small', 6000],
      ['classic-varsity-top-medium', 'Medium', 6000],
      ['classic-varsity-top-large', 'Large', 6000],
    ]);
  });
});

describe('variants over several rows', () => {
  it('become one product with options, prices, barcodes and stock', async () => {
    const file = expectOk(await readFixture('ropa.csv'), 'ropa.csv');
    const shirt = file.products[0];
    expect(shirt).toMatchObject({
      productId: 'camisa-lino',
      title: 'Camisa de lino a rayas',
      brand: 'Brisal',
      category: 'Camisas',
      description: 'Fresca y ligera.\n- 55 % lino\n- Talla "grande" & cómoda',
      tags: ['verano', 'lino'],
      picture: { garment: 'shirt', colour: '#1f2a44', pattern: 'stripes' },
      published: true,
    });
    const common = { colourHex: '#1f2a44', price: { minor: 2995, currency: 'EUR' }, grams: 250 };
    expect(shirt?.variants).toEqual([
      { ...common, sku: 'LIN-S-AZ', gtin: '4006381333931', size: 'S', colour: 'Azul marino', compareAt: { minor: 3995, currency: 'EUR' } },
      { ...common, sku: 'LIN-M-AZ', gtin: '96385074', size: 'M', colour: 'Azul marino', compareAt: null },
      { ...common, sku: 'camisa-lino-m-blanco', gtin: null, size: 'M', colour: 'Blanco', colourHex: '#f7f5f0', compareAt: null },
    ]);
    expect(file.stock.slice(0, 2)).toEqual([
      { sku: 'LIN-S-AZ', locationId: 'madrid', quantity: 3, asOf: importOptions.asOf },
      { sku: 'LIN-M-AZ', locationId: 'madrid', quantity: -2, asOf: importOptions.asOf },
    ]);
    expect(file.images).toBe(3);
  });

  it('say what was left out of a row that was taken, and hide drafts', async () => {
    const file = expectOk(await readFixture('ropa.csv'), 'ropa.csv');
    expect(file.notes).toEqual([{ line: 5, handle: 'camisa-lino', note: 'barcode "4006381333932" is no GTIN (length or check digit) and was left out' }]);
    expect(file.products.map((entry) => [entry.productId, entry.published])).toEqual([
      ['camisa-lino', true],
      ['high-tops', false],
    ]);
  });
});

describe('hostile rows', () => {
  it('are each named with their line and reason, and nothing else is lost', async () => {
    const file = expectOk(await readFixture('hostile.csv'), 'hostile.csv');
    expect(file.rejected.map((row) => `${row.line} ${row.handle}: ${row.reason}`)).toEqual([
      '3 buena: bad-price',
      '4 buena: bad-weight',
      '5 buena: bad-quantity',
      '6 buena: no-price',
      '7 buena: same-options',
      '8 buena: sku-taken',
      '9 buena: bad-price',
      '10 buena: bad-compare-price',
      '11 buena: bad-sku',
      '13 : no-handle',
      '14 sin-titulo: no-title',
      '15 sin-titulo: product-rejected',
      '16 pocas: cells',
      '17 regalo: gift-card',
      '18 quizas: bad-published',
      '19 mala suerte: bad-handle',
      '20 sin-precio: no-price',
      '21 sin-precio: bad-price',
      '22 sin-precio: product-rejected',
      '23 buena: scattered',
      '24 titulo-largo: too-long',
    ]);
    expect(file.products.map((entry) => [entry.productId, entry.variants.map((variant) => variant.size)])).toEqual([
      ['buena', ['S', '7XL']],
      ['script', [null]],
      ['__proto__', [null]],
      ['sql', [null]],
    ]);
    expect(file.rejected.length + file.products.flatMap((entry) => entry.variants).length).toBe(file.rows);
  });

  it('leave no script, no control and no turned-around text behind', async () => {
    const file = expectOk(await readFixture('hostile.csv'), 'hostile.csv');
    const script = file.products.find((entry) => entry.productId === 'script');
    expect(script?.title).toBe('<b>Camisa</b> desnuda');
    expect(script?.description).not.toMatch(/onerror|<img|<script/);
    expect(script?.description).toContain('Texto');
  });
});

describe('the same file', () => {
  it.each(['apparel.csv', 'ropa.csv', 'hostile.csv'])('%s is read alike in pieces of any size, with any line ends and with a mark before it', async (name) => {
    const whole = await readFixture(name);
    const text = (await readFile(shopifyFixture(name), 'utf8')).replaceAll('\r\n', '\n');
    for (const size of [1, 7, 4096]) expect(await read(text, size)).toEqual(whole);
    for (const end of ['\r\n', '\r']) expect(await read(text.replaceAll('\n', end), 3)).toEqual(whole);
    expect(await read(`\ufeff${text}`)).toEqual(whole);
  });
});

describe('a file that cannot be read to its end', () => {
  it.each([
    ['empty', ''],
    ['columns', 'a,b,c\n1,2,3\n'],
    ['columns', 'Handle,Title\nx,y\n'],
    ['columns', `${HEAD},Title\nx,y,1,z\n`],
    ['columns', '<!doctype html><html><body>502 Bad Gateway</body></html>'],
    ['not-csv', `${HEAD}\nx,"y,1\nz,w,2\n`],
    ['not-csv', `${HEAD}\nx,"${'y'.repeat(1_100_000)}`],
    ['not-utf8', Uint8Array.from([...new TextEncoder().encode(`${HEAD}\nx,pantal`), 0xf3, ...new TextEncoder().encode('n,1\n')])],
    ['binary', Uint8Array.from([0xff, 0xfe, 0x48, 0x00, 0x61, 0x00])],
    ['binary', `${HEAD}\nx,y\u0000z,1\n`],
  ])('is refused as %s', async (kind, content) => {
    expect(await problemOf(content)).toBe(kind);
  });

  it('is refused when it is larger or longer than it may be', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `h${i},t,1`).join('\n');
    const limits = { fileBytes: 1000, recordBytes: 100, rows: 10 };
    const refused = async (change: Partial<typeof limits>) => {
      const file = await readShopifyCsv(inPieces(`${HEAD}\n${rows}\n`), importOptions, { ...limits, ...change });
      return file.ok ? 'ok' : file.error.kind;
    };
    expect([await refused({}), await refused({ fileBytes: 100, rows: 99 }), await refused({ rows: 99 })]).toEqual(['too-many-rows', 'too-large', 'ok']);
  });

  it('that fails under way is a problem and no crash', async () => {
    const broken = async function* () {
      yield new TextEncoder().encode(`${HEAD}\nx,y,1\n`);
      throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
    };
    expect(await readShopifyCsv(broken(), importOptions)).toEqual({ ok: false, error: { kind: 'unreadable', detail: 'EIO: i/o error' } });
  });

  it('names where a quote was left open', async () => {
    expect(await read(`${HEAD}\nx,y,1\nz,"w,2\nv,u,3\n`)).toEqual({
      ok: false,
      error: { kind: 'not-csv', detail: 'a quote that opens on line 3 or after it never closes' },
    });
  });

  it('a cell of more than 64 KiB costs its row only', async () => {
    const file = expectOk(await read(`${HEAD}\nx,${'y'.repeat(65_537)},1\nz,w,2\n`), 'the file');
    expect([file.rejected.map((row) => [row.line, row.reason]), file.products.map((entry) => entry.productId)]).toEqual([[[2, 'too-long']], ['z']]);
  });
});

describe('derived SKUs', () => {
  it('are the same each time, fit, and differ for long handles too', async () => {
    const long = (name: string) => `${'h'.repeat(70)}${name},t,1`;
    const text = `${HEAD}\n${long('a')}\n${long('b')}\nshort,t,1\n`;
    const skus = async () => expectOk(await read(text), 'the file').products.map((entry) => entry.variants[0]?.sku ?? '');
    const first = await skus();
    expect(await skus()).toEqual(first);
    expect(first.map((sku) => sku.length)).toEqual([64, 64, 5]);
    expect(new Set(first).size).toBe(3);
  });
});

describe('any text at all', () => {
  it('never crashes the reader, and what it takes fits the contract', async () => {
    const cell = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('', '10', 'S', '"', 'true', '<p>x', '4006381333931'));
    const line = fc.array(cell, { minLength: 1, maxLength: 8 }).map((cells) => cells.join(','));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
        const head = 'Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Barcode';
        const file = await read(`${head}\n${lines.join('\n')}`, 50);
        if (file.ok) for (const entry of file.value.products) expect(product.safeParse(entry).success).toBe(true);
      }),
    );
  });
});
