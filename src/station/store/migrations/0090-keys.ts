import type { Migration } from './migration.ts';

/**
 * Keys, rotating codes and pauses:
 *
 * - `key_bundle` holds the one signed bundle of keys that is believed; single keys without a root's signature are no keys any more, so
 *   `pass_key` goes. The hub's next page brings the bundle.
 * - `totp_step`: a rotating code is good once.
 * - Pauses after wrong tries are counted in the station's running time, which nobody can set, and not in wall time any more. What was
 *   counted stays counted, a block that no reset ends begins anew with the next wrong try.
 */
export const migration0090: Migration = { version: 90, up: (db) => void db.exec(SQL) };

const SQL = `
  DROP TABLE pass_key;
  CREATE TABLE key_bundle (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT;
  CREATE TABLE totp_step (
    pass_id TEXT PRIMARY KEY CHECK (length(pass_id) = 32),
    last_step INTEGER NOT NULL CHECK (last_step >= 0)
  ) STRICT, WITHOUT ROWID;
  UPDATE limiter SET window_started_at = 0, blocked_until = CASE WHEN blocked_until >= 8640000000000000 THEN blocked_until ELSE 0 END;
  DELETE FROM pull_cursor WHERE bucket = 'keys';
`;
