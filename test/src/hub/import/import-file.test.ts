import { createReadStream } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../../src/hub/db/database.ts';
import { applySetup } from '../../../../src/hub/db/setup.ts';
import { demoSetup } from '../../../../src/hub/demo/demo-shop.ts';
import { seedDemo } from '../../../../src/hub/demo/seed-demo.ts';
import { atLocation, currencyDigits, findImportTarget, importShopifyFile } from '../../../../src/hub/import/import-file.ts';
import { importReport } from '../../../../src/hub/import/report.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { inPieces, shopifyFixture } from '../../../support/csv.ts';
import { pgliteEngine } from '../support/engines.ts';

let db: Database;
beforeAll(async () => {
  ({ db } = await pgliteEngine());
});
afterAll(() => db.close());

const AS_OF = 1_780_000_000_000;
const fixture = (name: string) => ({ chunks: createReadStream(shopifyFixture(name)), asOf: AS_OF, language: 'es' as const });
const text = (content: string) => ({ chunks: inPieces(content), asOf: AS_OF, language: 'es' as const });

describe('where a file goes', () => {
  it('is said by name when the hub has no shop, one, or another', async () => {
    expect(await findImportTarget(db, null)).toMatchObject({ ok: false, error: { kind: 'no-store' } });
    await applySetup(db, demoSetup([]), 'http://127.0.0.1:1');
    const target = expectOk(await findImportTarget(db, null), 'the only shop');
    expect(target).toMatchObject({ storeId: 'gran-via', currency: 'EUR', locationId: 'gran-via' });
    expect(await findImportTarget(db, 'gran-via')).toEqual({ ok: true, value: target });
    expect(await findImportTarget(db, 'elsewhere')).toMatchObject({ ok: false, error: { kind: 'no-store' } });
    expect(await atLocation(db, target, 'getafe')).toEqual({ ok: true, value: { ...target, locationId: 'getafe' } });
    expect(await atLocation(db, target, 'moon')).toMatchObject({ ok: false, error: { kind: 'no-location' } });
  });
});

describe('importing', () => {
  it('twice changes nothing, and a changed file changes only what differs', async () => {
    const target = expectOk(await findImportTarget(db, null), 'the shop');
    const counts = async (source: Parameters<typeof importShopifyFile>[2]) => expectOk(await importShopifyFile(db, target, source), 'the file').counts;
    const none = { created: 0, changed: 0, unchanged: 0 };
    expect(await counts(fixture('apparel.csv'))).toEqual({ ...none, created: 20, stock: { ...none, created: 22 } });
    expect(await counts(fixture('apparel.csv'))).toEqual({ ...none, unchanged: 20, stock: { ...none, unchanged: 22 } });
    const head = 'Handle,Title,Variant Price,Variant SKU,Variant Inventory Qty';
    expect(await counts(text(`${head}\na,Camisa,10,A-1,1\nb,Falda,20,B-1,2\n`))).toEqual({ ...none, created: 2, stock: { ...none, created: 2 } });
    expect(await counts(text(`${head}\na,Camisa,11,A-1,1\nb,Falda,20,B-1,2\n`))).toEqual({
      ...none,
      changed: 1,
      unchanged: 1,
      stock: { ...none, unchanged: 2 },
    });
  });

  it('writes nothing of a file that breaks off', async () => {
    const target = expectOk(await findImportTarget(db, null), 'the shop');
    const before = await db.query('SELECT count(*)::int AS n, max(revision)::int AS r FROM bucket_rows');
    expect(await importShopifyFile(db, target, text('Handle,Title,Variant Price\nnueva,Camisa,10\notra,"Falda,20\n'))).toMatchObject({
      ok: false,
      error: { kind: 'not-csv' },
    });
    expect(await db.query('SELECT count(*)::int AS n, max(revision)::int AS r FROM bucket_rows')).toEqual(before);
  });

  it('rejects a SKU that is another product’s already, by its line', async () => {
    const target = expectOk(await findImportTarget(db, null), 'the shop');
    const csv =
      'Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant SKU,Variant Inventory Qty\nc,Camisa,Talla,S,10,A-1,1\nc,,,M,10,C-2,1\nd,Falda,,,10,B-1,1\n';
    const imported = expectOk(await importShopifyFile(db, target, text(csv)), 'the file');
    expect(imported.file.rejected).toEqual([
      { line: 2, handle: 'c', reason: 'sku-taken', detail: 'SKU "A-1" is one of the product "a" in the catalogue' },
      { line: 4, handle: 'd', reason: 'sku-taken', detail: 'SKU "B-1" is one of the product "b" in the catalogue' },
    ]);
    expect(imported.counts).toMatchObject({ created: 1, stock: { created: 1 } });
  });

  it('knows how many decimals a currency has', () => {
    expect(['EUR', 'CLP', 'JPY', 'KWD'].map(currencyDigits)).toEqual([2, 0, 0, 3]);
  });
});

describe('a file that is all that a shop sells', () => {
  const head = 'Handle,Title,Variant Price,Variant SKU,Variant Inventory Qty';
  const rows = (...handles: readonly string[]) => `${head}\n${handles.map((handle) => `${handle},Camisa ${handle},10,${handle.toUpperCase()}-1,1\n`).join('')}`;
  const importAs = async (csv: string, asOf: number, mostPercent: number | null) => {
    const target = expectOk(await findImportTarget(db, null), 'the shop');
    const taken = await importShopifyFile(db, target, { ...text(csv), asOf, ...(mostPercent === null ? {} : { whole: { mostPercent } }) });
    return taken.ok ? `${taken.value.left} left` : taken.error.kind;
  };
  const onSale = async (): Promise<string[]> =>
    (await db.query(`SELECT key FROM bucket_rows WHERE bucket = 'catalogue' AND value->>'published' = 'true' AND key LIKE 'w%' ORDER BY key`)).map((row) =>
      String(row['key']),
    );
  const contents = () => db.query('SELECT (SELECT max(revision)::int FROM bucket_rows) AS r, (SELECT count(*)::int FROM feed_media) AS m');

  it('takes off sale what it no longer names, and puts it back on sale when a later one does', async () => {
    await db.query("DELETE FROM bucket_rows WHERE bucket = 'catalogue'");
    expect(await importAs(rows('w1', 'w2', 'w3', 'w4', 'w5'), AS_OF, null)).toBe('0 left');
    expect([await importAs(rows('w1', 'w2', 'w3', 'w4'), AS_OF + 1, 20), await onSale()]).toEqual(['1 left', ['w1', 'w2', 'w3', 'w4']]);
    expect(await importAs(rows('w1', 'w2', 'w3', 'w4'), AS_OF + 1, 20)).toBe('0 left');
    expect([await importAs(rows('w1', 'w2', 'w3', 'w4', 'w5'), AS_OF + 2, 20), await onSale()]).toEqual(['0 left', ['w1', 'w2', 'w3', 'w4', 'w5']]);
  });

  it('is refused, with nothing written, where more would go than was said, where it is older, and where it sells nothing', async () => {
    const before = await contents();
    expect(await importAs(rows('w1', 'w2', 'w3'), AS_OF + 3, 20)).toBe('too-many-leave');
    expect(await importAs(rows('w1', 'w2', 'w3', 'w4'), AS_OF + 1, 20)).toBe('older');
    expect(await importAs(`${head}\nw1,Camisa,gratis,W1-1,1\n`, AS_OF + 3, 100)).toBe('nothing-left');
    expect([await contents(), await onSale()]).toEqual([before, ['w1', 'w2', 'w3', 'w4', 'w5']]);
    expect([await importAs(rows('w1', 'w2', 'w3'), AS_OF + 3, 40), await onSale()]).toEqual(['2 left', ['w1', 'w2', 'w3']]);
  });

  it('keeps a product as it is whose rows it could not read', async () => {
    expect(await importAs(`${rows('w1', 'w2')}w3,Camisa,gratis,W3-1,1\n`, AS_OF + 4, 0)).toBe('0 left');
    expect(await onSale()).toEqual(['w1', 'w2', 'w3']);
  });

  it('may call a product by a new name: the SKU goes over to it, and the old name is forgotten', async () => {
    expect(await importAs(`${rows('w1', 'w2')}w9,Camisa,10,W3-1,1\n`, AS_OF + 5, 50)).toBe('1 left');
    const [old] = await db.query("SELECT value IS NULL AS gone FROM bucket_rows WHERE bucket = 'catalogue' AND key = 'w3'");
    expect([await onSale(), old?.['gone']]).toEqual([['w1', 'w2', 'w9'], true]);
  });

  it('leaves nothing of its pictures behind where writing it breaks off', async () => {
    const before = await contents();
    const csv = 'Handle,Title,Variant Price,Variant SKU,Variant Inventory Qty,Image Src\nw1,Camisa,12,W1-1,1,https://shop.example/w1.jpg\n';
    const target = expectOk(await findImportTarget(db, null), 'the shop');
    const broken: Database = {
      ...db,
      transaction: (work) =>
        db.transaction(async (tx) => {
          await work(tx);
          throw new Error('the power went');
        }),
    };
    await expect(importShopifyFile(broken, target, text(csv))).rejects.toThrow('the power went');
    expect(await contents()).toEqual(before);
  });
});

describe('the report', () => {
  it('says plainly what came of the file, with a table of the rows that were rejected', async () => {
    const target = expectOk(await findImportTarget(db, null), 'the shop');
    const csv = 'Handle,Title,Variant Price,Variant SKU,Variant Barcode\nuno,Camisa,10,U-1,123\ndos,Falda,gratis,D-1,\ntres,,5,T-1,\n';
    const imported = expectOk(await importShopifyFile(db, target, text(csv)), 'the file');
    expect(importReport('export.csv', imported.file, imported.counts)).toEqual([
      'export.csv: 3 rows, 1 products with 1 variants, 0 photographs and models named in the file',
      'products: 1 created, 0 changed, 0 unchanged',
      'stock figures: 0 created, 0 changed, 0 unchanged',
      '',
      '1 notes on rows that were taken:',
      '  line 2  uno: barcode "123" is no GTIN (length or check digit) and was left out',
      '',
      '2 rows were rejected:',
      '  line  handle  reason',
      '  3     dos     bad-price  price "gratis": it is no number',
      '  4     tres    no-title   the first row of the product has no title',
    ]);
  });
});

describe('the demo', () => {
  it('is seeded once: a later start leaves the stock alone', async () => {
    const csv = () => createReadStream(shopifyFixture('apparel.csv'));
    const state = () => db.query('SELECT bucket, count(*)::int AS n, max(revision)::int AS r FROM bucket_rows GROUP BY bucket ORDER BY bucket');
    await db.query("DELETE FROM bucket_rows WHERE bucket IN ('catalogue', 'stock')");
    await seedDemo(db, csv, AS_OF);
    const seeded = await state();
    await seedDemo(db, csv, AS_OF + 86_400_000);
    expect(await state()).toEqual(seeded);
    expect(seeded.find((row) => row['bucket'] === 'catalogue')).toMatchObject({ n: 178 });
  });
});
