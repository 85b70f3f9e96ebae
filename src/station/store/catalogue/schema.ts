import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Logger } from '../../../kernel/logger.ts';
import { faultOf } from '../problems.ts';

/** Marks a file as a catalogue (`PRAGMA application_id`): "PASc" in ASCII. */
const APPLICATION_ID = 0x50415363;
/**
 * A file with another version is made anew: everything in it can be pulled again. It is also the format of snapshots, so it rises with whatever is written
 * in another way, not only with the tables: a hub writes files for stations of the same version.
 */
export const CATALOGUE_VERSION = 6;
/** Memory for pages while a pull runs. */
const WRITER_CACHE_KIB = 32_768;

/**
 * `body` is the product as the hub sent it and `card` what a list shows of it, both as JSON made when the row was written, so
 * that a page of results is read and not computed. `words` is a hash of what the search index holds of it: a new price alone leaves the index
 * untouched. `round` tells rows of the present pull from rows that a hub with a new history never mentioned again.
 *
 * `listing` is all that filters and orders need of a published product, in rows so narrow that tens of thousands are read in a touch's time;
 * `popularity` puts what sells first wherever nothing else decides; `offers` is written by offers.ts, and `variant.offer` is the place of a SKU in it, null where its price is of another currency. `label` numbers categories, sizes and what else has a list, `place` numbers locations.
 *
 * `media` names the files beside the products, those that are missed most with the lowest `rank`.
 *
 * `posting` says which products have a word, as bytes (core/catalogue/postings.ts) under the keys of list-keys.ts. What is indexed has to be taken out
 * again word by word, so a change of how words are folded needs a new version. `term` is the vocabulary, for typos; a word that no product has any
 * longer stays until the file is made anew.
 */
const SCHEMA = `
  CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    product_id TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL,
    published INTEGER NOT NULL CHECK (published IN (0, 1)),
    round INTEGER NOT NULL,
    words TEXT NOT NULL,
    body TEXT NOT NULL,
    card TEXT NOT NULL
  ) STRICT;
  CREATE INDEX product_category ON product (category) WHERE published = 1;
  CREATE INDEX product_round ON product (round);

  CREATE TABLE listing (
    id INTEGER PRIMARY KEY REFERENCES product (id) ON DELETE CASCADE,
    category INTEGER NOT NULL,
    price INTEGER NOT NULL,
    popularity INTEGER NOT NULL,
    offers BLOB NOT NULL
  ) STRICT;
  CREATE INDEX listing_popularity ON listing (popularity DESC);
  CREATE INDEX listing_category_popularity ON listing (category, popularity DESC);
  CREATE INDEX listing_price ON listing (price);
  CREATE INDEX listing_category_price ON listing (category, price);

  CREATE TABLE variant (
    sku TEXT PRIMARY KEY,
    gtin TEXT,
    offer INTEGER,
    product INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX variant_product ON variant (product);
  CREATE INDEX variant_gtin ON variant (gtin) WHERE gtin IS NOT NULL;

  CREATE TABLE media (
    id INTEGER PRIMARY KEY,
    product INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX media_product ON media (product);
  CREATE INDEX media_rank ON media (rank);

  CREATE TABLE label (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (kind, value)) STRICT;
  CREATE TABLE place (id INTEGER PRIMARY KEY, location_id TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE term (id INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE, uses INTEGER NOT NULL) STRICT;

  CREATE TABLE stock (
    sku TEXT NOT NULL,
    location_id TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    key TEXT NOT NULL UNIQUE,
    round INTEGER NOT NULL,
    PRIMARY KEY (sku, location_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE cursor (
    bucket TEXT PRIMARY KEY CHECK (bucket IN ('catalogue', 'stock')),
    value INTEGER NOT NULL,
    current_at INTEGER,
    round INTEGER NOT NULL,
    skipped INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO cursor VALUES ('catalogue', 0, NULL, 0, 0), ('stock', 0, NULL, 0, 0);

  CREATE TABLE posting (key INTEGER PRIMARY KEY, piece BLOB NOT NULL) STRICT;
`;

/** Opens `catalogue.db`, and makes it anew when it is missing, damaged, or of another version. Nothing is lost but time. */
export function openOrRebuild(path: string, logger: Logger): Database.Database {
  const found = openIfSound(path);
  if (found !== null) return found;
  if (existsSync(path)) logger.warn('the catalogue file cannot be used and is made anew');
  return makeAnew(path);
}

/** Removes what is there and makes an empty catalogue. */
export function makeAnew(path: string): Database.Database {
  for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}-journal`]) rmSync(file, { force: true });
  const db = connectWriter(path);
  db.transaction(() => {
    db.exec(SCHEMA);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${CATALOGUE_VERSION}`);
  })();
  return db;
}

/**
 * The connection that writes. Keys come in no order of theirs, so the whole file is touched again and again while it is filled: with SQLite's
 * usual 2 MB each page would be read and written many times. It is let go when a pull has come to its end (`PRAGMA shrink_memory`).
 */
export function connectWriter(path: string): Database.Database {
  const db = connect(path);
  db.pragma(`cache_size = -${WRITER_CACHE_KIB}`);
  return db;
}

/** A further connection to a catalogue that was opened already. */
export function connect(path: string): Database.Database {
  const db = new Database(path, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  // Rows and cursor roll back together, so a commit that a power cut takes back is only pulled again.
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  return db;
}

/** Why a file is no catalogue that this program could have written, or null. Its content is not looked at. */
export function strangeness(db: Database.Database): 'not-a-catalogue' | 'schema' | null {
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) return 'not-a-catalogue';
  if (db.pragma('user_version', { simple: true }) !== CATALOGUE_VERSION) return 'not-a-catalogue';
  const own = new Database(':memory:');
  try {
    own.exec(SCHEMA);
    return tablesOf(own) === tablesOf(db) ? null : 'schema';
  } finally {
    own.close();
  }
}

function tablesOf(db: Database.Database): string {
  return JSON.stringify(db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all());
}

function openIfSound(path: string): Database.Database | null {
  if (!existsSync(path)) return null;
  let db: Database.Database | null = null;
  try {
    db = connect(path);
    const sound =
      db.pragma('application_id', { simple: true }) === APPLICATION_ID &&
      db.pragma('user_version', { simple: true }) === CATALOGUE_VERSION &&
      db.pragma('quick_check(1)', { simple: true }) === 'ok';
    if (sound) return db;
  } catch (error) {
    if (faultOf(error) !== 'failed') throw error;
  }
  db?.close();
  return null;
}
