import { z } from 'zod';
import { type KeyBundle, keyBundle } from '../../../contract/hub/keys.ts';
import type { PassId } from '../../../kernel/ids.ts';
import { jsonColumn, type Sql } from '../sql.ts';

/** The tables `key_bundle` and `totp_step`. */
export interface KeyTable {
  /** The last bundle that was believed, or null before the first. */
  bundle(): KeyBundle | null;
  /** Its exact text, to tell a repeat from another bundle with the same number. */
  bundleText(): string | null;
  putBundle(bundle: KeyBundle, text: string): void;
  /** For a station that is enrolled with another tenant, or under another root. */
  dropBundle(): void;
  /** The last step at which a rotating code of a pass was accepted; -1 before the first. */
  totpStep(passId: PassId): number;
  spendTotpStep(passId: PassId, step: number): void;
}

/** Prepares the statements of `key_bundle` and `totp_step`. */
export function keyTable(sql: Sql): KeyTable {
  const text = sql.one(z.object({ body: z.string() }), 'SELECT body FROM key_bundle WHERE id = 1');
  const bundle = sql.one(z.object({ seq: z.number(), body: jsonColumn(keyBundle) }), 'SELECT seq, body FROM key_bundle WHERE id = 1');
  const put = sql.run('INSERT INTO key_bundle (id, seq, body) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, body = excluded.body');
  const drop = sql.run('DELETE FROM key_bundle');
  const step = sql.one(z.object({ step: z.number() }), 'SELECT last_step AS step FROM totp_step WHERE pass_id = ?');
  const useStep = sql.run(`
    INSERT INTO totp_step (pass_id, last_step) VALUES (?, ?)
    ON CONFLICT (pass_id) DO UPDATE SET last_step = max(last_step, excluded.last_step)`);
  // A code is judged while somebody waits: a text that did not change is not read twice.
  let known: { readonly text: string; readonly bundle: KeyBundle | null } | null = null;
  return {
    bundle: () => {
      const now = text()?.body;
      if (now === undefined) return null;
      if (known?.text !== now) known = { text: now, bundle: bundle()?.body ?? null };
      return known.bundle;
    },
    bundleText: () => text()?.body ?? null,
    putBundle: (value, body) => void put(value.seq, body),
    dropBundle: () => void drop(),
    totpStep: (passId) => step(passId)?.step ?? -1,
    spendTotpStep: (passId, at) => void useStep(passId, at),
  };
}
