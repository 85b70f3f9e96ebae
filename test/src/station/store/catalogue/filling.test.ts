import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_FILTERS } from '../../../../../src/contract/station/catalogue-views.ts';
import type { PullResponse } from '../../../../../src/contract/hub/sync.ts';
import { silentLogger } from '../../../../../src/kernel/logger.ts';
import { done, expectOk } from '../../../../../src/kernel/result.ts';
import { catalogueWriter } from '../../../../../src/station/store/catalogue/apply.ts';
import { openCatalogue, type CatalogueStore } from '../../../../../src/station/store/catalogue/open.ts';
import { connect, makeAnew } from '../../../../../src/station/store/catalogue/schema.ts';
import { catalogueSearch } from '../../../../../src/station/store/catalogue/search.ts';
import { createSql } from '../../../../../src/station/store/sql.ts';
import { pageOf, testConfig } from '../../../../support/catalogue.ts';
import { temporaryDirectory } from '../../../../support/store.ts';
import { product, stock, variant } from './products.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let path: string;
let catalogue: CatalogueStore;
beforeEach(() => {
  directory = temporaryDirectory();
  path = join(directory.path, 'catalogue.db');
  catalogue = open();
});
afterEach(async () => {
  await catalogue.close();
  directory.remove();
});

function open(): CatalogueStore {
  return openCatalogue({ path, logger: silentLogger, config: () => testConfig });
}

function bytes(page: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(page));
}

const everything = { category: null, filters: NO_FILTERS, sort: 'relevance', offset: 0, limit: 50 } as const;

/** What the file holds, read here instead of by a thread, which takes long to start. */
function titles(text = ''): string[] {
  const db = connect(path);
  const search = catalogueSearch(
    createSql(db, () => {}),
    () => testConfig,
  );
  const { items } = search.search({ text, ...everything });
  db.close();
  return items.map((card) => card.title);
}

const put = (page: PullResponse, from = 0, at = 5) => catalogue.applyPage('catalogue', from, bytes(page), at);

/** Pages that must go in. */
async function filled(page: PullResponse, from = 0): Promise<void> {
  expectOk(await put(page, from), 'the page');
}
async function figures(page: PullResponse, from = 0, at = 5): Promise<void> {
  expectOk(await catalogue.applyPage('stock', from, bytes(page), at), 'the page');
}

describe('filling the catalogue', () => {
  it('applies a page and its cursor together, in the other thread', async () => {
    const page = pageOf(
      [
        { key: 'a', value: product('a', 'Camisa') },
        { key: 'b', value: product('b', 'Bota') },
      ],
      0,
      true,
    );
    expect(await put(page)).toEqual({ ok: true, value: { applied: 2, skipped: [], next: 2, more: true, serverTime: 1_760_000_000_000 } });
    expect([titles(), catalogue.cursor('catalogue'), catalogue.asOf()]).toEqual([['Camisa', 'Bota'], 2, null]);
  });

  it('is current once both buckets were pulled to their end', async () => {
    expectOk(await put(pageOf([]), 0, 7), 'the page');
    expect(catalogue.asOf()).toBeNull();
    await figures(pageOf([]), 0, 9);
    expect(catalogue.asOf()).toBe(7);
  });

  it('leaves out a bad row, says which, and goes on', async () => {
    const page = pageOf([
      { key: 'a', value: product('a', 'Camisa') },
      { key: 'b', value: { ...product('b', 'Bota'), surprise: 1 } },
      { key: 'c', value: { ...product('c', 'Falda'), variants: [] } },
      { key: 'd', value: product('d', 'Gorra') },
    ]);
    expect(await put(page)).toMatchObject({
      ok: true,
      value: {
        applied: 2,
        skipped: [
          { revision: 2, detail: ': unrecognized_keys' },
          { revision: 3, detail: 'variants: too_small' },
        ],
        next: 4,
      },
    });
    expect(titles()).toEqual(['Camisa', 'Gorra']);
  });

  it.each([
    ['no JSON', new TextEncoder().encode('<html>')],
    ['no page', bytes({ rows: 3 })],
    ['no UTF-8', Uint8Array.from([0xff, 0xfe])],
    ['nothing', new Uint8Array()],
  ])('refuses %s as a whole', async (_what, content) => {
    expect(await catalogue.applyPage('catalogue', 0, content, 5)).toMatchObject({ ok: false, error: { kind: 'bad-page' } });
    expect(catalogue.cursor('catalogue')).toBe(0);
  });

  it('refuses a page that was asked for from another place', async () => {
    await filled(pageOf([{ key: 'a', value: product('a', 'Camisa') }]));
    expect(await put(pageOf([{ key: 'b', value: product('b', 'Bota') }]))).toEqual({ ok: false, error: { kind: 'wrong-cursor' } });
    expect(titles()).toEqual(['Camisa']);
  });

  it('changes, hides and removes products, in the search too', async () => {
    await filled(
      pageOf([
        { key: 'a', value: product('a', 'Camisa') },
        { key: 'b', value: product('b', 'Bota') },
        { key: 'c', value: product('c', 'Falda') },
      ]),
    );
    await filled(
      pageOf(
        [
          { key: 'a', value: product('a', 'Blusa') },
          { key: 'b', value: null },
          { key: 'c', value: product('c', 'Falda', { published: false }) },
          { key: 'z', value: null },
        ],
        3,
      ),
      3,
    );
    expect([titles(), titles('camisa'), titles('blusa'), titles('bota'), titles('falda')]).toEqual([['Blusa'], [], ['Blusa'], [], []]);
  });

  it('finds each product by its own words where one page takes away, brings and changes', async () => {
    await filled(
      pageOf(
        [
          { key: 'a', value: product('a', 'Camisa') },
          { key: 'b', value: product('b', 'Bota') },
        ],
        0,
        true,
      ),
    );
    // The row of what went away is the next that is free.
    const rows = [
      { key: 'b', value: null },
      { key: 'c', value: product('c', 'Falda') },
      { key: 'a', value: product('a', 'Bufanda') },
    ];
    await filled(pageOf(rows, 2), 2);
    expect(['camisa', 'bota', 'falda', 'bufanda'].map(titles)).toEqual([[], [], ['Falda'], ['Bufanda']]);
  });

  it('remembers nothing of a page that was rolled back', () => {
    const db = makeAnew(join(directory.path, 'other.db'));
    const writer = catalogueWriter(db);
    const falda = { key: 'c', value: product('c', 'Falda', { category: 'Ropa' }) };
    db.exec("CREATE TRIGGER no_room BEFORE INSERT ON term WHEN NEW.term = 'bota' BEGIN SELECT RAISE(ABORT, 'no room'); END");
    expect(() => writer.apply('catalogue', 0, pageOf([falda, { key: 'b', value: product('b', 'Bota') }]), 5)).toThrow('no room');
    db.exec('DROP TRIGGER no_room');
    writer.apply('catalogue', 0, pageOf([falda]), 5);
    const search = catalogueSearch(
      createSql(db, () => {}),
      () => testConfig,
    );
    const found = ['bota', 'falda'].map((text) => search.search({ text, ...everything, category: 'Ropa' }).items.map((card) => card.title));
    db.close();
    expect(found).toEqual([[], ['Falda']]);
  });

  it('lets a SKU move to another product', async () => {
    await filled(pageOf([{ key: 'a', value: product('a', 'Camisa', { variants: [variant('x'), variant('y')] }) }]));
    await filled(pageOf([{ key: 'b', value: product('b', 'Bota', { variants: [variant('x')] }) }], 1), 1);
    expect([catalogue.variant('x')?.product.productId, catalogue.variant('y')?.product.productId]).toEqual(['b', 'a']);
  });

  it('takes figures before their product, and takes them back', async () => {
    await figures(pageOf([{ key: 'k', value: stock('a-M', 'madrid', 4) }]), 0, 5);
    await filled(pageOf([{ key: 'a', value: product('a', 'Camisa') }]));
    expect(catalogue.variant('a-M')?.here).toBe(4);
    await figures(pageOf([{ key: 'k', value: null }], 1), 1, 5);
    expect(catalogue.variant('a-M')?.here).toBe(0);
  });

  it('forgets, after a restart of the bucket, what the hub did not mention again', async () => {
    await filled(
      pageOf([
        { key: 'a', value: product('a', 'Camisa') },
        { key: 'b', value: product('b', 'Bota') },
      ]),
    );
    expect(await catalogue.restart('catalogue')).toEqual(done);
    expect([catalogue.cursor('catalogue'), titles()]).toEqual([0, ['Camisa', 'Bota']]);
    await filled(pageOf([{ key: 'b', value: product('b', 'Botas') }], 0, true));
    expect(titles()).toEqual(['Camisa', 'Botas']);
    await filled(pageOf([], 1), 1);
    expect([titles(), titles('camisa')]).toEqual([['Botas'], []]);
  });

  it('tells who listens', async () => {
    let changes = 0;
    const stop = catalogue.onChange(() => changes++);
    await filled(pageOf([]));
    stop();
    await filled(pageOf([]));
    expect(changes).toBe(1);
  });
});

describe('a catalogue file that cannot be used', () => {
  const fill = () => filled(pageOf([{ key: 'a', value: product('a', 'Camisa') }]));
  const reopened = async (change: () => void): Promise<[string[], number]> => {
    await catalogue.close();
    change();
    catalogue = open();
    return [titles(), catalogue.cursor('catalogue')];
  };

  it('is kept when it is sound', async () => {
    await fill();
    expect(await reopened(() => {})).toEqual([['Camisa'], 1]);
  });

  it.each([
    ['missing', () => rmSync(path)],
    ['no database', () => writeFileSync(path, Buffer.alloc(8192, 'x'))],
    ['empty', () => writeFileSync(path, '')],
    [
      'damaged',
      () => {
        const content = readFileSync(path);
        for (let page = 3; page * 4096 < content.length; page++) content.fill(0xa5, page * 4096, page * 4096 + 64);
        writeFileSync(path, content);
      },
    ],
    [
      'of another version',
      () => {
        const db = new Database(path);
        db.pragma('user_version = 77');
        db.close();
      },
    ],
  ])('is made anew when it is %s, and can be filled again', async (_what, change) => {
    await fill();
    expect(await reopened(change)).toEqual([[], 0]);
    await fill();
    expect(titles()).toEqual(['Camisa']);
  });

  it('is made anew when the damage shows only while it is in use', async () => {
    await filled(pageOf(Array.from({ length: 300 }, (_, i) => ({ key: `p${i}`, value: product(`p${i}`, `Camisa ${i}`, { description: 'x'.repeat(500) }) }))));
    await reopened(() => {});
    // Pages of the middle of the file, behind the back of the open connections.
    const content = readFileSync(path);
    for (let page = 3; page * 4096 < content.length; page++) content.fill(0xa5, page * 4096, (page + 1) * 4096);
    writeFileSync(path, content);
    expect((await catalogue.search({ text: 'camisa', ...everything })).items).toEqual([]);
    await filled(pageOf([{ key: 'a', value: product('a', 'Bota') }]));
    expect([titles(), existsSync(path)]).toEqual([['Bota'], true]);
  });
});
