import { z } from 'zod';
import type { BlankPass } from '../../../contract/hub/sync.ts';
import type { ParcelId, PassId } from '../../../kernel/ids.ts';
import type { PassRow } from '../../ports/store.ts';
import { idColumn, type Sql } from '../sql.ts';

/** The tables `pass`, `pass_delegate` and `revoked_pass`. */
export interface PassTable {
  get(passId: PassId): PassRow | null;
  byShortCode(shortCode: string): PassRow | null;
  blank(minExpires: number, limit: number): readonly PassRow[];
  bind(passId: PassId, parcelId: ParcelId): void;
  unbind(passId: PassId): void;
  seeGeneration(passId: PassId, generation: number): void;
  /** Takes a blank pass from the hub. One that is bound here already stays as it is; false says so. */
  putBlank(pass: BlankPass): boolean;
  /** The pass that a delegate's id stands for, or null: this is no delegate's. */
  ownerOf(delegateId: PassId): PassId | null;
  isRevoked(passId: PassId): boolean;
  revoke(passId: string, at: number): void;
  unrevoke(passId: string): void;
  /** Another PIN for a pass that was bound. */
  setPin(passId: PassId, pin: string): void;
  /** Forgets a pass that the hub took back, unless it is bound. */
  dropBlank(passId: string): boolean;
  /** Forgets every pass that is bound to nothing; answers how many. */
  dropBlanks(): number;
}

const row = z.object({
  passId: idColumn<'pass'>(),
  code: z.string(),
  shortCode: z.string(),
  pin: z.string(),
  notBefore: z.number(),
  expires: z.number(),
  parcelId: idColumn<'parcel'>().nullable(),
  seenGeneration: z.number(),
});

const columns = `pass_id AS passId, code, short_code AS shortCode, pin, not_before AS notBefore, expires, parcel_id AS parcelId,
  seen_generation AS seenGeneration`;

/** Prepares the statements of `pass`, `pass_delegate` and `revoked_pass`. */
export function passTable(sql: Sql): PassTable {
  const get = sql.one(row, `SELECT ${columns} FROM pass WHERE pass_id = ?`);
  const byShortCode = sql.one(row, `SELECT ${columns} FROM pass WHERE short_code = ?`);
  const blank = sql.many(row, `SELECT ${columns} FROM pass WHERE parcel_id IS NULL AND expires >= ? ORDER BY expires DESC, pass_id LIMIT ?`);
  const bind = sql.run('UPDATE pass SET parcel_id = ? WHERE pass_id = ?');
  const unbind = sql.run('UPDATE pass SET parcel_id = NULL WHERE pass_id = ?');
  const seeGeneration = sql.run('UPDATE pass SET seen_generation = max(seen_generation, ?) WHERE pass_id = ?');
  const putBlank = sql.run(`
    INSERT INTO pass (pass_id, code, short_code, pin, not_before, expires, parcel_id, seen_generation) VALUES (?, ?, ?, ?, ?, ?, NULL, 0)
    ON CONFLICT (pass_id) DO UPDATE SET
      code = excluded.code, short_code = excluded.short_code, pin = excluded.pin, not_before = excluded.not_before, expires = excluded.expires
      WHERE pass.parcel_id IS NULL`);
  const dropBlank = sql.run('DELETE FROM pass WHERE pass_id = ? AND parcel_id IS NULL');
  const dropBlanks = sql.run('DELETE FROM pass WHERE parcel_id IS NULL');
  const ownerOf = sql.one(z.object({ passId: idColumn<'pass'>() }), 'SELECT pass_id AS passId FROM pass_delegate WHERE delegate_id = ?');
  const putDelegate = sql.run('INSERT INTO pass_delegate (delegate_id, pass_id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const revoked = sql.one(z.object({ revokedAt: z.number() }), 'SELECT revoked_at AS revokedAt FROM revoked_pass WHERE pass_id = ?');
  const revoke = sql.run('INSERT INTO revoked_pass (pass_id, revoked_at) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const unrevoke = sql.run('DELETE FROM revoked_pass WHERE pass_id = ?');
  const setPin = sql.run('UPDATE pass SET pin = ? WHERE pass_id = ?');
  return {
    ownerOf: (delegateId) => ownerOf(delegateId)?.passId ?? null,
    isRevoked: (passId) => revoked(passId) !== null,
    revoke: (passId, at) => {
      revoke(passId, at);
    },
    unrevoke: (passId) => {
      unrevoke(passId);
    },
    setPin: (passId, pin) => {
      if (setPin(pin, passId) !== 1) throw new Error(`no pass ${passId}`);
    },
    get: (passId) => get(passId),
    byShortCode: (shortCode) => byShortCode(shortCode),
    blank: (minExpires, limit) => blank(minExpires, limit),
    bind: (passId, parcelId) => {
      if (bind(parcelId, passId) !== 1) throw new Error(`no pass ${passId}`);
    },
    unbind: (passId) => {
      if (unbind(passId) !== 1) throw new Error(`no pass ${passId}`);
    },
    seeGeneration: (passId, generation) => {
      if (seeGeneration(generation, passId) !== 1) throw new Error(`no pass ${passId}`);
    },
    putBlank: (p) => {
      const isTaken = putBlank(p.passId, p.code, p.shortCode, p.pin, p.notBefore, p.expires) === 1;
      if (isTaken) for (const delegateId of p.delegateIds) putDelegate(delegateId, p.passId);
      return isTaken;
    },
    dropBlank: (passId) => dropBlank(passId) === 1,
    dropBlanks: () => dropBlanks(),
  };
}
