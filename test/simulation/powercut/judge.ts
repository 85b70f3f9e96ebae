import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { CHECK_ALL_KEY } from '../../../src/station/ports/restored.ts';
import { checkCopy } from '../../../src/station/store/backup/check-copy.ts';
import { openOrRecover, type Recovery } from '../../../src/station/store/recovery/ladder.ts';
import { START } from '../../flows/support/shop.ts';
import { halfTransaction } from './invariants.ts';
import type { Expected } from './marks.ts';

/** What is wrong with a disk image. */
export interface Wrong {
  /** Acknowledged and not there, half of a transaction there, or not readable as it should be. */
  readonly kind: 'missing' | 'torn' | 'corrupt';
  readonly detail: string;
}

/** A database as SQLite finds it. */
export interface Found {
  /** Of its schema and every row of every table: two databases with the same digest hold the same. */
  readonly digest: string;
  readonly wrong: Wrong | null;
}

const DATABASE = 'shop/station.db';

/** Looks into databases; what the same content showed once is not looked for again. */
export class Judge {
  readonly #sound = new Map<string, Wrong | null>();
  readonly #kept = new WeakMap<Expected, Map<string, Wrong | null>>();
  readonly #backups = new Map<string, boolean>();

  /**
   * Opens the database in a folder that holds an image, without changing it, and compares it with what was said. The quick check is made of
   * every image; the thorough ones (every index, the audit chain, what one transaction wrote together) once for each different content.
   */
  look(folder: string, expected: Expected): Found {
    const path = join(folder, DATABASE);
    let db: Database.Database | null = null;
    try {
      db = new Database(path, { readonly: true, fileMustExist: true });
      db.pragma('trusted_schema = OFF');
      db.pragma('cell_size_check = ON');
      const check = String(db.pragma('quick_check(1)', { simple: true }));
      if (check !== 'ok') return { digest: '', wrong: { kind: 'corrupt', detail: check } };
      const digest = digestOf(db);
      return { digest, wrong: this.#isSound(db, path, digest) ?? this.#isKept(db, digest, expected) };
    } catch (error) {
      return { digest: '', wrong: { kind: 'corrupt', detail: error instanceof Error ? error.message : String(error) } };
    } finally {
      db?.close();
    }
  }

  /** Every backup that was promised is there, and whatever is called one is whole. */
  backups(folder: string, expected: Expected, names: readonly (readonly [string, Buffer])[]): Wrong | null {
    for (const name of expected.backups) {
      if (!names.some(([path]) => path.endsWith(`/${name}`))) return { kind: 'missing', detail: `the backup ${name}` };
    }
    for (const [path, bytes] of names) {
      const key = createHash('sha1').update(bytes).digest('hex');
      const sound = this.#backups.get(key) ?? checkCopy(join(folder, path), 'full').ok;
      this.#backups.set(key, sound);
      if (!sound) return { kind: 'corrupt', detail: `${path} is called a backup and is none` };
    }
    return null;
  }

  /** Starts the station's own opening of the database on the image, with all its ways back, and then compares. It changes the files. */
  start(folder: string, expected: Expected): Found {
    const path = join(folder, DATABASE);
    if (!existsSync(join(path, '..'))) {
      return { digest: '', wrong: expected.epoch === null ? null : { kind: 'missing', detail: 'the whole folder' } };
    }
    const opened = openOrRecover({
      path,
      backupFolders: [join(path, '..', 'backups')],
      clock: { now: () => START + 86_400_000, monotonic: () => 0, after: () => () => {} },
      random: laterRandom(),
      logger: silentLogger,
      stationVersion: 'test',
      ballastBytes: 0,
      busyMs: 0,
    });
    if (!opened.ok) return { digest: '', wrong: { kind: 'corrupt', detail: `the station does not open it: ${JSON.stringify(opened.error)}` } };
    const { store, recovery } = opened.value;
    const audit = store.verifyAudit();
    store.close();
    if (!audit.ok) return { digest: '', wrong: { kind: 'corrupt', detail: `the audit is ${audit.error.kind} at ${audit.error.seq}` } };
    const wrong = recoveredWrongly(recovery, expected);
    if (wrong !== null) return { digest: '', wrong };
    return this.look(folder, expected);
  }

  #isSound(db: Database.Database, path: string, digest: string): Wrong | null {
    const known = this.#sound.get(digest);
    if (known !== undefined) return known;
    const found = soundness(db, path);
    this.#sound.set(digest, found);
    return found;
  }

  #isKept(db: Database.Database, digest: string, expected: Expected): Wrong | null {
    const looked = this.#kept.get(expected) ?? new Map<string, Wrong | null>();
    this.#kept.set(expected, looked);
    const known = looked.get(digest);
    if (known !== undefined) return known;
    const missing = missingFrom(db, expected);
    const found: Wrong | null = missing === null ? null : { kind: 'missing', detail: `${missing}, after ${expected.step}` };
    looked.set(digest, found);
    return found;
  }
}

/** A power cut damages nothing: the only way back that it may lead to is the one that people asked for. */
function recoveredWrongly(recovery: Recovery | null, expected: Expected): Wrong | null {
  if (recovery === null || (recovery.reason === 'replaced' && recovery.backup !== null)) return null;
  if (recovery.reason === 'replaced' && !expected.isRestoring) return { kind: 'missing', detail: 'a database that nobody asked to replace' };
  return { kind: 'corrupt', detail: `the station found its database ${recovery.reason}` };
}

function digestOf(db: Database.Database): string {
  const hash = createHash('sha1').update(`${db.pragma('user_version', { simple: true })}`);
  const schema = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').raw().all() as [string, string, string | null][];
  hash.update(JSON.stringify(schema));
  for (const [type, name] of schema) {
    if (type === 'table') hash.update(name).update(JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).raw().all()));
  }
  return hash.digest('hex');
}

function soundness(db: Database.Database, path: string): Wrong | null {
  if (tableExists(db, 'counted')) {
    const check = String(db.pragma('integrity_check(1)', { simple: true }));
    const halves = Number(db.prepare('SELECT count(DISTINCT value) FROM counted').pluck().get());
    if (check !== 'ok') return { kind: 'corrupt', detail: check };
    return halves > 1 ? { kind: 'torn', detail: 'two halves of one number differ' } : null;
  }
  if (!tableExists(db, 'meta') || db.prepare("SELECT 1 FROM meta WHERE key = 'epoch'").get() === undefined) return null;
  // Before its second version the database had no audit, so the checker of copies has nothing to go by.
  if (tableExists(db, 'audit')) {
    const checked = checkCopy(path, 'full');
    if (!checked.ok) return { kind: 'corrupt', detail: checked.error.detail };
  }
  const half = halfTransaction(db);
  return half === null ? null : { kind: 'torn', detail: `not so: ${half}` };
}

/** The first thing that was said before the power went and is not there now. */
function missingFrom(db: Database.Database, expected: Expected): string | null {
  if (expected.counted > 0) {
    const counted = tableExists(db, 'counted') ? Number(db.prepare('SELECT min(value) FROM counted').pluck().get()) : 0;
    if (counted < expected.counted) return `the number ${expected.counted}`;
  }
  for (const { table, key, value } of expected.rows) {
    if (!tableExists(db, table) || db.prepare(`SELECT 1 FROM ${table} WHERE ${key} = ?`).get(value) === undefined) return `${table} ${value}`;
  }
  if (expected.epoch === null) return null;
  const meta = db.prepare('SELECT value FROM meta WHERE key = ?').pluck();
  const epoch = meta.get('epoch');
  if (expected.isRestoring && epoch !== expected.epoch) return missingFromNewLife(db, expected, String(epoch), meta.get(CHECK_ALL_KEY) === '1');
  if (epoch !== expected.epoch) return `the epoch ${expected.epoch}`;
  if (!tableExists(db, 'audit')) return null;
  return missingHead(db, expected) ?? missingSteps(db, expected);
}

/** Another life has begun, as people asked: its rows and its audit are those of the backup, but no operation is lost and no door is trusted. */
function missingFromNewLife(db: Database.Database, expected: Expected, epoch: string, isToBeChecked: boolean): string | null {
  if (expected.epochsBefore.includes(epoch)) return 'an epoch that never was before';
  if (!isToBeChecked) return 'the order to look into every compartment';
  return missingSteps(db, { ...expected, audit: new Map(), pulses: new Map() });
}

function missingHead(db: Database.Database, { head }: Expected): string | null {
  if (head !== null && head.seq > 0 && db.prepare('SELECT hash FROM audit WHERE seq = ?').pluck().get(head.seq) !== head.hash)
    return `entry ${head.seq} of the audit`;
  if (head !== null && Number(db.prepare("SELECT value FROM sequence WHERE name = 'outbox'").pluck().get()) < head.outbox) return `operation ${head.outbox}`;
  return null;
}

function missingSteps(db: Database.Database, expected: Expected): string | null {
  const operations = db.prepare("SELECT count(*) FROM outbox WHERE json_extract(body, '$.kind') = ?").pluck();
  for (const [kind, count] of expected.operations) if (Number(operations.get(kind)) < count) return `an operation ${kind}`;
  const entries = db.prepare("SELECT count(*) FROM audit WHERE json_extract(event, '$.kind') = ?").pluck();
  for (const [kind, count] of expected.audit) if (Number(entries.get(kind)) < count) return `an entry ${kind} of the audit`;
  const attempts = db
    .prepare("SELECT count(*) FROM audit WHERE json_extract(event, '$.kind') = 'door.attempt' AND json_extract(event, '$.facts.compartment') = ?")
    .pluck();
  for (const [compartment, count] of expected.pulses) {
    if (Number(attempts.get(compartment)) < count) return `the intent behind a pulse of ${compartment}`;
  }
  return null;
}

function tableExists(db: Database.Database, name: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;
}

/** A start after the power cut draws ids that none before it drew. */
function laterRandom(): (size: number) => Uint8Array {
  let next = 0;
  return (size) => {
    next += 1;
    const bytes = new Uint8Array(size).fill(0x5a);
    new DataView(bytes.buffer).setUint32(size - 4, next);
    return bytes;
  };
}
