import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { databaseIn, type Recording } from './recorded-shop.ts';

/**
 * Somebody counts in a database of their own, each number a commit in two rows that belong together. With `FULL` nothing is ever
 * missing; with `NORMAL`, the library's default in WAL mode, a power cut takes acknowledged commits; with `OFF` it may take the file.
 * The proof must find that.
 */
export function counting(synchronous: 'FULL' | 'NORMAL' | 'OFF'): (recording: Recording) => Promise<void> {
  return async (recording) => {
    const path = databaseIn(recording);
    mkdirSync(dirname(path), { recursive: true });
    const db = new Database(path);
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${synchronous}`);
    db.pragma('wal_autocheckpoint = 20');
    db.exec('CREATE TABLE counted (half TEXT PRIMARY KEY, value INTEGER NOT NULL, pad TEXT) STRICT');
    db.exec("INSERT INTO counted VALUES ('left', 0, ''), ('right', 0, '')");
    const put = db.prepare('UPDATE counted SET value = ?, pad = ? WHERE half = ?');
    recording.mark({ kind: 'counted', value: 0 });
    for (let value = 1; value <= 40; value++) {
      db.transaction(() => {
        put.run(value, 'x'.repeat((value * 97) % 3000), 'left');
        put.run(value, 'y'.repeat((value * 89) % 3000), 'right');
      })();
      recording.mark({ kind: 'counted', value });
    }
    db.close();
  };
}
