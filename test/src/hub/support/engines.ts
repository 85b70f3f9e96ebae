import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Database } from '../../../../src/hub/db/database.ts';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { databaseOn } from '../../../../src/hub/db/pglite.ts';
import { openDatabase } from '../../../../src/hub/db/open.ts';
import { expectOk } from '../../../../src/kernel/result.ts';

/** A database engine for a suite: opened once per file, closed after it. */
export interface TestEngine {
  readonly db: Database;
  /** Opens the same database a second time, where the engine allows it. */
  readonly url: string | null;
  close(): Promise<void>;
}

/** PGlite in memory, with the hub's schema and nothing in it. */
export async function pgliteEngine(): Promise<TestEngine> {
  freshFiles ??= filesOf(openPgliteAt(Number.POSITIVE_INFINITY));
  const db = databaseOn(await PGlite.create({ loadDataDir: await freshFiles }), null);
  return { db, url: null, close: () => db.close() };
}

/** PGlite in memory as a hub left it that knew the migrations below `number` and no others. */
export async function pgliteBefore(number: number): Promise<Database> {
  return databaseOn(await openPgliteAt(number), null);
}

/** Lays the database of a hub into its data folder, new and with nothing in it, as a hub that was started and stopped once leaves it. */
export async function layFreshDatabase(dataDir: string): Promise<void> {
  freshFolder ??= madeFolder();
  cpSync(await freshFolder, join(dataDir, 'pglite'), { recursive: true });
}

// Once per worker: making a database anew takes four times as long as reading its files.
let emptyFiles: Promise<Blob> | null = null;
let freshFiles: Promise<Blob> | null = null;
let freshFolder: Promise<string> | null = null;

async function openPgliteAt(number: number): Promise<PGlite> {
  emptyFiles ??= filesOf(PGlite.create());
  const engine = await PGlite.create({ loadDataDir: await emptyFiles });
  const known = migrations.filter((migration) => migration.number < number);
  expectOk(await migrate(databaseOn(engine, null), known), 'the schema');
  return engine;
}

async function filesOf(opening: Promise<PGlite>): Promise<Blob> {
  const engine = await opening;
  const files = await engine.dumpDataDir('none');
  await engine.close();
  return files;
}

async function madeFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-fresh-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const db = expectOk(await openDatabase({ kind: 'pglite', dir: folder }), 'a fresh database');
  await db.close();
  return join(folder, 'pglite');
}

/** The folder with `initdb` and `postgres`, or null where PostgreSQL's server is not installed. */
export function postgresBinaries(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(root, version, 'bin')), '/usr/local/bin', '/usr/bin'];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

/** A PostgreSQL server of its own, on a socket in a temporary folder and no network, run without root's rights. */
export async function postgresEngine(binaries: string): Promise<TestEngine> {
  const dir = mkdtempSync(join(tmpdir(), 'hub-pg-'));
  const user = unprivileged();
  if (user !== null) chownSync(dir, user.uid, user.gid);
  const options = { ...(user ?? {}), cwd: dir, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' } };
  const data = join(dir, 'data');
  execFileSync(join(binaries, 'initdb'), ['-D', data, '-U', 'pasillo', '-A', 'trust', '-E', 'UTF8', '--no-sync'], { ...options, stdio: 'ignore' });
  const server = spawn(join(binaries, 'postgres'), ['-D', data, '-k', dir, '-c', 'listen_addresses='], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  await started(server);
  const url = `postgres://pasillo@localhost/postgres?host=${encodeURIComponent(dir)}`;
  const db = expectOk(await openDatabase({ kind: 'postgres', url }), 'PostgreSQL opens');
  return {
    db,
    url,
    async close() {
      await db.close();
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root; then it runs as nobody. */
function unprivileged(): { uid: number; gid: number } | null {
  return process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;
}

function started(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${log}`)));
  });
}
