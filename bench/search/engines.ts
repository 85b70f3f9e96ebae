import { join } from 'node:path';
import { NO_FILTERS } from '../../src/contract/station/catalogue-views.ts';
import { plainWords } from '../../src/core/catalogue/fold-text.ts';
import { catalogueWriter } from '../../src/station/store/catalogue/apply.ts';
import { connect, makeAnew } from '../../src/station/store/catalogue/schema.ts';
import { catalogueSearch } from '../../src/station/store/catalogue/search.ts';
import { createSql } from '../../src/station/store/sql.ts';
import { imported } from '../peer.ts';
import { type Doc, productOf } from './goods.ts';

/** The engines of the bench; the first is the product's own. */
export const ENGINES = ['pasillo', 'minisearch', 'flexsearch', 'orama'] as const;
export type EngineName = (typeof ENGINES)[number];

/** An engine that holds the documents. `search` answers with the titles of its best twenty. */
export interface Engine {
  search(text: string, isMisspelt: boolean): readonly string[] | Promise<readonly string[]>;
}

const LIMIT = 20;

/** Fills the product's file, as pages of a pull do. */
export function fillOwn(folder: string, docs: readonly Doc[]): void {
  const db = makeAnew(join(folder, 'catalogue.db'));
  const writer = catalogueWriter(db);
  for (let from = 0; from < docs.length; from += 2000) {
    const rows = docs.slice(from, from + 2000).map((doc, i) => ({ key: `p${doc.id}`, value: productOf(doc), revision: from + i + 1 }));
    writer.apply('catalogue', from, { rows, next: from + rows.length, more: from + rows.length < docs.length, serverTime: 0 }, 0);
  }
  db.close();
}

/** Makes an engine ready: opens the product's file, or fills a peer. */
export async function openEngine(name: EngineName, folder: string, docs: readonly Doc[]): Promise<Engine> {
  switch (name) {
    case 'pasillo':
      return ownEngine(folder);
    case 'minisearch':
      return miniSearch(docs);
    case 'flexsearch':
      return flexSearch(docs);
    case 'orama':
      return orama(docs);
  }
}

function ownEngine(folder: string): Engine {
  const sql = createSql(connect(join(folder, 'catalogue.db')), () => {});
  const engine = catalogueSearch(sql, () => null);
  return {
    search: (text) => engine.search({ text, category: null, filters: NO_FILTERS, sort: 'relevance', offset: 0, limit: LIMIT }).items.map((card) => card.title),
  };
}

/** What is used of each peer. */
interface MiniSearchClass {
  new (options: object): { addAll(docs: readonly Doc[]): void; search(text: string, options: object): readonly { readonly title: string }[] };
}
interface FlexSearchIndex {
  new (options: object): { add(id: number, text: string): void; search(text: string, options: object): readonly number[] };
}
interface Orama {
  create(options: object): object;
  insertMultiple(db: object, docs: readonly object[]): Promise<unknown>;
  search(db: object, query: object): Promise<{ readonly hits: readonly { readonly document: { readonly title: string } }[] }>;
}

async function miniSearch(docs: readonly Doc[]): Promise<Engine> {
  const MiniSearch = await imported<MiniSearchClass>('minisearch', 'default');
  const index = new MiniSearch({ fields: ['title', 'rest'], storeFields: ['title'], tokenize: plainWords, searchOptions: { tokenize: plainWords } });
  index.addAll(docs);
  const usual = { prefix: true, combineWith: 'AND', boost: { title: 2 } };
  return {
    search: (text, isMisspelt) =>
      index
        .search(text, isMisspelt ? { ...usual, fuzzy: 1 } : usual)
        .slice(0, LIMIT)
        .map(({ title }) => title),
  };
}

async function flexSearch(docs: readonly Doc[]): Promise<Engine> {
  const Index = await imported<FlexSearchIndex>('flexsearch', 'Index');
  const index = new Index({ tokenize: 'forward', encode: (text: string) => [...plainWords(text)] });
  for (const { id, title, rest } of docs) index.add(id, `${title} ${rest}`);
  return { search: (text) => index.search(text, { limit: LIMIT }).map((id) => docs[id]?.title ?? '') };
}

async function orama(docs: readonly Doc[]): Promise<Engine> {
  const { create, insertMultiple, search } = await imported<Orama>('@orama/orama', '*');
  const db = create({ schema: { title: 'string', rest: 'string' } });
  await insertMultiple(
    db,
    docs.map(({ id, title, rest }) => ({ id: String(id), title: plainWords(title).join(' '), rest: plainWords(rest).join(' ') })),
  );
  return {
    search: async (text, isMisspelt) => {
      const term = plainWords(text).join(' ');
      const { hits } = await search(db, { term, limit: LIMIT, threshold: 0, ...(isMisspelt ? { tolerance: 1 } : {}) });
      return hits.map((hit) => hit.document.title);
    },
  };
}
