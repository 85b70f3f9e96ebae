import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Logger } from '../../../kernel/logger.ts';
import type { Result } from '../../../kernel/result.ts';
import { err, ok } from '../../../kernel/result.ts';
import type { AuditEvent } from '../../ports/store.ts';
import { jsonColumn, numberRow, textRow, type Sql } from '../sql.ts';

/** Where the chain is broken. `seq` is the first entry that does not follow from those before it. */
export interface AuditDamage {
  readonly kind: 'changed' | 'missing' | 'cut-off';
  readonly seq: number;
}

/** The last entry of the chain; `seq` is 0 and `hash` the origin while it is empty. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/** An entry as it is stored: `event` is the exact text that was hashed. */
export interface AuditEntry {
  readonly seq: number;
  readonly event: string;
  readonly hash: string;
}

/** The table `audit`. */
export interface AuditTable {
  append(event: AuditEvent): void;
  head(): AuditHead;
  /** The canonical text of one entry. */
  entry(seq: number): string | null;
  /** The hash of one entry; of number 0, the chain's origin. */
  hashAt(seq: number): string | null;
  /** Entries after `after`, in order. */
  entries(after: number, limit: number): readonly AuditEntry[];
  /** What happened after `after`, of these kinds, in order. */
  since(after: number, kinds: readonly string[]): readonly AuditEvent[];
  /** Walks the whole chain from its origin (about 200 000 entries a second). */
  verify(): Result<AuditHead, AuditDamage>;
}

const row = z.object({ seq: z.number(), event: z.string(), hash: z.string() });
const headRow = z.object({ seq: z.number(), hash: z.string() });
const eventRow = z.object({
  event: jsonColumn(z.object({ kind: z.string(), at: z.number(), facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) })),
});
const PAGE = 1000;
/** What stands in place of a fact that is not an id or a code. */
export const WITHHELD = '[withheld]';

/**
 * The audit: `h(n) = SHA-256(h(n-1) || seq as 8 bytes big-endian || canonical JSON)`, with `h(0)` made from the
 * epoch in which the chain began, so that a chain cannot be moved to another station. `integrity_check` finds one flipped bit in twenty; this finds
 * those in the rows.
 *
 * Facts may be ids, codes, counts and yes or no. A text that could be anything else (a space, an at sign, a letter outside
 * ASCII, more than 80 characters) is withheld and reported as an error of the program: a name, an address or a code that
 * opens never reaches the chain, from where it could not be taken out again; and no command fails because of its audit entry.
 */
export function auditTable(sql: Sql, firstEpoch: () => string, logger: Logger): AuditTable {
  const next = sql.one(numberRow, "UPDATE sequence SET value = value + 1 WHERE name = 'audit' RETURNING value");
  const last = sql.one(numberRow, "SELECT value FROM sequence WHERE name = 'audit'");
  const insert = sql.run('INSERT INTO audit (seq, event, hash) VALUES (?, ?, ?)');
  const newest = sql.one(headRow, 'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
  const entry = sql.one(textRow, 'SELECT event AS value FROM audit WHERE seq = ?');
  const hashAt = sql.one(textRow, 'SELECT hash AS value FROM audit WHERE seq = ?');
  const page = sql.many(row, 'SELECT seq, event, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT ?');
  const since = sql.many(eventRow, "SELECT event FROM audit WHERE seq > ? AND json_extract(event, '$.kind') IN (SELECT value FROM json_each(?)) ORDER BY seq");
  const head = (): AuditHead => newest() ?? { seq: 0, hash: originOf(firstEpoch()) };
  return {
    head,
    entry: (seq) => entry(seq),
    hashAt: (seq) => (seq === 0 ? originOf(firstEpoch()) : hashAt(seq)),
    entries: (after, limit) => page(after, limit),
    since: (after, kinds) => since(after, JSON.stringify(kinds)).map(({ event }) => event),
    append: (event) => {
      const previous = head();
      const seq = next();
      if (seq === null) throw new Error('the audit has no sequence');
      const text = canonicalEvent(event, logger);
      insert(seq, text, chainHash(previous.hash, seq, text));
    },
    verify: () => {
      let at: AuditHead = { seq: 0, hash: originOf(firstEpoch()) };
      for (let rows = page(0, PAGE); rows.length > 0; rows = page(at.seq, PAGE)) {
        for (const entry of rows) {
          if (entry.seq !== at.seq + 1) return err({ kind: 'missing', seq: at.seq + 1 });
          if (chainHash(at.hash, entry.seq, entry.event) !== entry.hash) return err({ kind: 'changed', seq: entry.seq });
          at = { seq: entry.seq, hash: entry.hash };
        }
      }
      return at.seq === last() ? ok(at) : err({ kind: 'cut-off', seq: at.seq + 1 });
    },
  };
}

/** The hash of an entry, in hexadecimal. */
export function chainHash(previous: string, seq: number, event: string): string {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(seq));
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(number).update(event, 'utf8').digest('hex');
}

/** What stands before the first entry of a chain that began in `epoch`, in hexadecimal. */
export function originOf(epoch: string): string {
  return createHash('sha256').update(`pasillo audit v1 ${epoch}`, 'utf8').digest('hex');
}

/** Keys in alphabetical order, so that the same event is always the same bytes. */
function canonicalEvent(event: AuditEvent, logger: Logger): string {
  const facts = Object.entries(event.facts)
    .map(([key, value]) => [key, allowed(event.kind, key, value, logger)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ at: event.at, facts: Object.fromEntries(facts), kind: event.kind });
}

function allowed(kind: string, key: string, value: string | number | boolean | null, logger: Logger): string | number | boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' ? Number.isFinite(value) : /^[A-Za-z0-9._:/+-]{0,80}$/.test(value)) return value;
  logger.error('an audit fact was withheld: it is neither an id nor a code', { kind, key });
  return WITHHELD;
}
