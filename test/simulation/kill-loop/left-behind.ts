import { createHash } from 'node:crypto';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { Unlock } from './floor.ts';
import type { Seen } from './world-log.ts';

const entryRow = z.object({ seq: z.number(), event: z.string(), hash: z.string() });
const valueRow = z.object({ value: z.number() });
const seqRow = z.object({ seq: z.number() });
const checkRow = z.object({ integrity_check: z.string() });
const event = z.object({ at: z.number(), kind: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) });

/** An entry of the audit, read. */
export type LeftEntry = z.infer<typeof event>;

/** What is judged after a kill. */
export interface Outside {
  /** What people saw succeed before it. */
  readonly seen: readonly Seen[];
  /** What went over the bus before it. */
  readonly unlocks: readonly Unlock[];
}

/** How old a decision may be when its frame is on the bus: its validity, and what a busy machine takes to write it down. Milliseconds. */
const VALID_MS = 3000;

/** Reads what a killed station left on the disk, from a copy: the dead process's own files are the next one's to repair. */
export class LeftBehind {
  readonly #stationDb: string;
  readonly #copy: string;
  readonly #entries: LeftEntry[] = [];
  #head = { seq: 0, hash: '' };
  #lastOperation = 0;
  #seenSoFar = 0;
  #unlocksSoFar = 0;
  /** Pulses that were decided and have not been seen on the bus. */
  readonly #decided: { readonly compartment: string; readonly at: number }[] = [];
  /** How many of each pattern people have seen so far, and which entries are spoken for. */
  readonly #wanted = new Map<string, number>();

  constructor(folder: string) {
    this.#stationDb = join(folder, 'station', 'station.db');
    this.#copy = join(folder, 'left-behind.db');
  }

  /** The numbers of operations that were given out when the last one died. */
  get operations(): number {
    return this.#lastOperation;
  }

  /** One sentence for each thing that is missing, doubled or broken; call it between a death and the next start. */
  judge(outside: Outside): string[] {
    copyFileSync(this.#stationDb, this.#copy);
    if (existsSync(`${this.#stationDb}-wal`)) copyFileSync(`${this.#stationDb}-wal`, `${this.#copy}-wal`);
    const db = new Database(this.#copy);
    try {
      const whole = z
        .array(checkRow)
        .parse(db.pragma('integrity_check'))
        .map(({ integrity_check }) => integrity_check);
      const faults = whole[0] === 'ok' ? [] : [`the database is damaged: ${whole.slice(0, 3).join('; ')}`];
      return [...faults, ...this.#readAudit(db), ...this.#readOutbox(db), ...this.#judgeSeen(outside.seen), ...this.#judgeUnlocks(outside.unlocks)];
    } finally {
      // Closing it empties and removes the copy's own log.
      db.close();
    }
  }

  #readAudit(db: Database.Database): string[] {
    const faults: string[] = [];
    const { seq: known, hash } = this.#head;
    const old = db.prepare('SELECT seq, event, hash FROM audit WHERE seq = ?').get(known);
    if (known > 0 && entryRow.safeParse(old).data?.hash !== hash) faults.push(`entry ${known} of the audit was durable, and is gone or another one`);
    for (const row of z.array(entryRow).parse(db.prepare('SELECT seq, event, hash FROM audit WHERE seq > ? ORDER BY seq').all(known))) {
      if (row.seq !== this.#head.seq + 1) faults.push(`entry ${this.#head.seq + 1} of the audit is missing`);
      if (this.#head.seq > 0 && chained(this.#head.hash, row.seq, row.event) !== row.hash) faults.push(`entry ${row.seq} of the audit does not follow`);
      this.#head = { seq: row.seq, hash: row.hash };
      const entry = event.parse(JSON.parse(row.event));
      this.#entries.push(entry);
      const { compartment } = entry.facts;
      if (entry.kind === 'door.attempt' && typeof compartment === 'string') this.#decided.push({ compartment, at: entry.at });
    }
    const last = valueRow.parse(db.prepare("SELECT value FROM sequence WHERE name = 'audit'").get()).value;
    if (last !== this.#head.seq) faults.push(`the audit has given out ${last} numbers, and has ${this.#head.seq} entries`);
    return faults;
  }

  /** Operations wait in order; the hub has those before them. */
  #readOutbox(db: Database.Database): string[] {
    const faults: string[] = [];
    const last = valueRow.parse(db.prepare("SELECT value FROM sequence WHERE name = 'outbox'").get()).value;
    const waiting = z.array(seqRow).parse(db.prepare('SELECT seq FROM outbox ORDER BY seq').all());
    if (last < this.#lastOperation) faults.push(`operation ${this.#lastOperation} was durable, and is gone`);
    if (waiting.some(({ seq }, index) => seq !== last - waiting.length + 1 + index))
      faults.push(`the ${waiting.length} operations that wait are not the last ones of ${last}`);
    this.#lastOperation = last;
    return faults;
  }

  #judgeSeen(seen: readonly Seen[]): string[] {
    const faults: string[] = [];
    for (const { what, audit } of seen.slice(this.#seenSoFar)) {
      // A thank-you is said when the door was closed; its parcel is off the books a quarantine later.
      if (audit.kind === 'door.ended') continue;
      const pattern = JSON.stringify(audit);
      const count = (this.#wanted.get(pattern) ?? 0) + 1;
      this.#wanted.set(pattern, count);
      const had = this.#entries.filter(({ kind, facts }) => kind === audit.kind && Object.entries(audit.facts).every(([name, value]) => facts[name] === value));
      if (had.length < count) faults.push(`somebody saw "${what}", and it is gone`);
    }
    this.#seenSoFar = seen.length;
    return faults;
  }

  #judgeUnlocks(unlocks: readonly Unlock[]): string[] {
    const faults: string[] = [];
    for (const { compartment, at } of unlocks.slice(this.#unlocksSoFar)) {
      const index = this.#decided.findIndex((one) => one.compartment === compartment && one.at <= at && at - one.at <= VALID_MS);
      if (index === -1) faults.push(`WRONG DOOR: ${compartment} was unlocked at ${Math.round(at)}, and no decision of the two seconds before is in the books`);
      else this.#decided.splice(index, 1);
    }
    this.#unlocksSoFar = unlocks.length;
    return faults;
  }
}

function chained(before: string, seq: number, text: string): string {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(seq));
  return createHash('sha256').update(Buffer.from(before, 'hex')).update(number).update(text, 'utf8').digest('hex');
}
