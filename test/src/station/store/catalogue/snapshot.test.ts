import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, afterAll, beforeEach, describe, expect, it } from 'vitest';
import { NO_FILTERS } from '../../../../../src/contract/station/catalogue-views.ts';
import { silentLogger } from '../../../../../src/kernel/logger.ts';
import { expectOk } from '../../../../../src/kernel/result.ts';
import { type CatalogueStore, openCatalogue } from '../../../../../src/station/store/catalogue/open.ts';
import { connect } from '../../../../../src/station/store/catalogue/schema.ts';
import { comingPath, swapSteps, takeIn } from '../../../../../src/station/store/catalogue/take-in.ts';
import { pageOf, testConfig } from '../../../../support/catalogue.ts';
import { type TestSnapshot, testSnapshot } from '../../../../support/snapshot.ts';
import { temporaryDirectory } from '../../../../support/store.ts';
import { product } from './products.ts';

const COUNT = 300;
let shared: ReturnType<typeof temporaryDirectory>;
let snapshot: TestSnapshot;
beforeAll(() => {
  shared = temporaryDirectory();
  snapshot = testSnapshot(join(shared.path, 'usual'), COUNT);
});
afterAll(() => shared.remove());

let directory: ReturnType<typeof temporaryDirectory>;
let path: string;
let catalogue: CatalogueStore;
beforeEach(() => {
  directory = temporaryDirectory();
  path = join(directory.path, 'catalogue.db');
  catalogue = open(path);
});
afterEach(async () => {
  await catalogue.close();
  directory.remove();
});

function open(at: string): CatalogueStore {
  return openCatalogue({ path: at, logger: silentLogger, config: () => testConfig });
}

const everything = { category: null, filters: NO_FILTERS, sort: 'relevance', offset: 0, limit: 50 } as const;
const old = { key: 'old', value: product('old', 'Bota') };
const cursors = (of = catalogue) => [of.cursor('catalogue'), of.cursor('stock')];

/** Brings all parts from `from` on; what was wrong with one, or null. */
async function brought(of: TestSnapshot, isPacked: boolean, from = 0): Promise<unknown> {
  for (let part = from; part < of.manifest.parts.length; part++) {
    const taken = await catalogue.takePart(part, of.part(part, isPacked), isPacked);
    if (!taken.ok) return taken.error;
  }
  return null;
}

async function filled(): Promise<void> {
  expectOk(await catalogue.applyPage('catalogue', 0, new TextEncoder().encode(JSON.stringify(pageOf([old]))), 5), 'a page');
}

describe('taking a whole catalogue', () => {
  it.each([true, false])('is the hub’s catalogue then, with its stock, its search and its cursors (packed: %s)', async (isPacked) => {
    expect(snapshot.manifest.parts.length).toBeGreaterThan(3);
    await filled();
    const changes: number[] = [];
    catalogue.onChange(() => changes.push(catalogue.cursor('stock')));
    expect(await catalogue.beginSnapshot(snapshot.manifest)).toEqual({ ok: true, value: 0 });
    expect(await brought(snapshot, isPacked)).toBeNull();
    expect([catalogue.product('old')?.title, ...cursors()], 'until all is here the old one is shown').toEqual(['Bota', 1, 0]);
    expectOk(await catalogue.swapSnapshot(), 'the swap');
    expect([catalogue.product('old'), catalogue.product('p7')?.variants[0]?.stock[0]?.quantity, ...cursors()]).toEqual([null, 1, COUNT, COUNT]);
    expect((await catalogue.search({ text: 'camisa 299', ...everything })).items.map((card) => card.title)).toEqual(['Camisa 299']);
    expect([changes, existsSync(comingPath(path))]).toEqual([[COUNT], false]);
  });

  it('goes on by pages from where the snapshot ends', async () => {
    expectOk(await catalogue.beginSnapshot(snapshot.manifest), 'the beginning');
    await brought(snapshot, true);
    expectOk(await catalogue.swapSnapshot(), 'the swap');
    const page = pageOf(
      [
        { key: 'p0', value: null },
        { key: 'new', value: product('new', 'Falda') },
      ],
      COUNT,
    );
    expectOk(await catalogue.applyPage('catalogue', COUNT, new TextEncoder().encode(JSON.stringify(page)), 9), 'the page');
    expect([catalogue.product('p0'), catalogue.product('new')?.title, catalogue.cursor('catalogue')]).toEqual([null, 'Falda', COUNT + 2]);
  });

  it('answers searches and reads all the while', async () => {
    await filled();
    expectOk(await catalogue.beginSnapshot(snapshot.manifest), 'the beginning');
    await brought(snapshot, false);
    const seen: unknown[] = [];
    let isSwapped = false;
    const look = async (): Promise<void> => {
      while (!isSwapped) {
        seen.push(catalogue.product('old')?.title ?? catalogue.product('p1')?.title);
        await new Promise(setImmediate);
      }
    };
    const swapping = catalogue.swapSnapshot().then((swapped) => {
      isSwapped = true;
      expectOk(swapped, 'the swap');
    });
    const found = catalogue.search({ text: '', ...everything });
    await Promise.all([swapping, look()]);
    expect((await found).items.length).toBeGreaterThan(0);
    expect([...new Set(seen)].filter((title) => title !== 'Bota' && title !== 'Camisa 1')).toEqual([]);
    expect([seen[0], catalogue.product('p1')?.title]).toEqual(['Bota', 'Camisa 1']);
  });

  it('goes on with the parts that are here after a stop, and begins again where they are not those of this snapshot', async () => {
    expectOk(await catalogue.beginSnapshot(snapshot.manifest), 'the beginning');
    for (const part of [0, 1]) expectOk(await catalogue.takePart(part, snapshot.part(part, true), true), 'a part');
    await catalogue.close();
    catalogue = open(path);
    expect(await catalogue.beginSnapshot(snapshot.manifest)).toEqual({ ok: true, value: 2 });
    const other = testSnapshot(join(directory.path, 'other'), COUNT, 'Falda');
    expect(await catalogue.beginSnapshot(other.manifest)).toEqual({ ok: true, value: 0 });
    expect(await brought(other, true)).toBeNull();
    expectOk(await catalogue.swapSnapshot(), 'the swap');
    expect(catalogue.product('p1')?.title).toBe('Falda 1');
  });

  it('takes nothing that is not what the manifest says', async () => {
    const { manifest, part } = snapshot;
    expectOk(await catalogue.beginSnapshot(manifest), 'the beginning');
    const bent = part(0, false);
    bent[5000] = (bent[5000] ?? 0) ^ 1;
    const long = new Uint8Array(manifest.partBytes + 1);
    const refusals = [
      await catalogue.takePart(0, bent, false),
      await catalogue.takePart(0, part(0, false), true),
      await catalogue.takePart(0, part(1, true), true),
      await catalogue.takePart(1, part(1, true), true),
      await catalogue.takePart(0, long, false),
    ];
    expect(refusals.map((one) => (one.ok || one.error.kind !== 'wrong-snapshot' ? one : one.error.detail))).toEqual([
      'hash',
      'packing',
      'hash',
      'length',
      'length',
    ]);
    expect(await catalogue.swapSnapshot(), 'not whole').toEqual({ ok: false, error: { kind: 'wrong-snapshot', detail: 'length' } });
    expect(cursors()).toEqual([0, 0]);
    await catalogue.forgetSnapshot();
    expect(existsSync(comingPath(path))).toBe(false);
  });

  it('takes no file that is not a catalogue as this release keeps it', async () => {
    const tables = testSnapshot(join(directory.path, 'tables'), 3, 'Camisa', (file) => {
      const db = connect(file);
      db.exec('CREATE TRIGGER more AFTER INSERT ON stock BEGIN DELETE FROM product; END');
      db.close();
    });
    const moved = { ...snapshot, manifest: { ...snapshot.manifest, cursors: { catalogue: 5000, stock: COUNT } } };
    const outcomes: unknown[] = [];
    for (const one of [tables, moved]) {
      expectOk(await catalogue.beginSnapshot(one.manifest), 'the beginning');
      await brought(one, true);
      outcomes.push(await catalogue.swapSnapshot());
    }
    outcomes.push(await catalogue.beginSnapshot({ ...snapshot.manifest, format: snapshot.manifest.format + 1 }));
    const wrong = (detail: string) => ({ ok: false, error: { kind: 'wrong-snapshot', detail } });
    expect(outcomes).toEqual([wrong('schema'), wrong('cursors'), wrong('not-a-catalogue')]);
    expect(cursors()).toEqual([0, 0]);
  });

  it('begins none that has no room beside the old one', async () => {
    const bytes = 2 ** 60;
    expect(await catalogue.beginSnapshot({ ...snapshot.manifest, bytes })).toEqual({ ok: false, error: { kind: 'no-room' } });
  });
});

describe('a power cut while a catalogue is taken', () => {
  /** Everything of a folder as it is at this moment, opened as after a start. */
  async function opened(name: string): Promise<object> {
    const copy = join(directory.path, name);
    cpSync(join(directory.path, 'live'), copy, { recursive: true });
    const again = open(join(copy, 'catalogue.db'));
    try {
      return { cursors: cursors(again), products: again.categories()[0]?.count };
    } finally {
      await again.close();
      rmSync(copy, { recursive: true });
    }
  }
  const before = { cursors: [1, 0], products: 1 };
  const after = { cursors: [COUNT, COUNT], products: COUNT };

  it('leaves the old one or the new one, whole, at every step', async () => {
    const live = join(directory.path, 'live', 'catalogue.db');
    cpSync(path, live, { recursive: true });
    const first = open(live);
    expectOk(await first.applyPage('catalogue', 0, new TextEncoder().encode(JSON.stringify(pageOf([old]))), 5), 'a page');
    await first.close();
    const seen: unknown[] = [];
    const { manifest, part } = snapshot;
    const taking = takeIn(live, manifest);
    if ('kind' in taking) throw new Error(taking.kind);
    for (const index of manifest.parts.keys()) {
      expect(taking.take(index, part(index, true), true)).toBeNull();
      if (index % 2 === 0) seen.push(await opened(`part-${index}`));
    }
    expect(taking.complete()).toBeNull();
    seen.push(await opened('complete'));
    taking.close();
    const steps = swapSteps(live);
    const swapped: unknown[] = [];
    for (const [n, step] of steps.entries()) {
      step();
      swapped.push(await opened(`step-${n}`));
    }
    expect(seen.filter((one) => JSON.stringify(one) !== JSON.stringify(before))).toEqual([]);
    expect(swapped).toEqual([before, before, before, before, after, after]);
  });

  it('never puts a new file beside the log of the old one', () => {
    const live = join(directory.path, 'live.db');
    writeFileSync(`${live}-wal`, 'rows that are nowhere else');
    expect(() => {
      for (const step of swapSteps(live)) step();
    }).toThrow('not empty');
    expect(existsSync(`${live}-wal`)).toBe(true);
  });
});
