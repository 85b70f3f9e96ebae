import { type Bucket, putRows } from '../../../src/hub/db/buckets.ts';
import { pullRows } from '../../src/hub/support/pull-rows.ts';
import type { Database, Queryable, Transaction } from '../../../src/hub/db/database.ts';
import { num, str } from '../../../src/hub/db/rows.ts';

/** How rows get the numbers by which readers follow them. */
export interface Numbering {
  write(tx: Transaction, key: string): Promise<void>;
  /** What follows `cursor`, and where the next question begins. */
  after(db: Queryable, cursor: number): Promise<{ readonly keys: readonly string[]; readonly next: number }>;
}

/** The hub's own: a counter row that is held until its transaction ends. */
export function bucketNumbering(bucket: Bucket): Numbering {
  return {
    write: async (tx, key) => void (await putRows(tx, bucket, [{ key, value: key }])),
    after: async (db, cursor) => {
      const page = await pullRows(db, bucket, cursor, 1000);
      return { keys: (page?.rows ?? []).map((row) => row.key), next: page?.next ?? cursor };
    },
  };
}

/** A plain sequence, as one would write it first. It is here to show that the test below can fail. */
export async function sequenceNumbering(db: Database): Promise<Numbering> {
  const table = `naive_${crypto.randomUUID().replaceAll('-', '')}`;
  await db.query(`CREATE TABLE ${table} (revision bigserial PRIMARY KEY, key text NOT NULL)`);
  return {
    write: async (tx, key) => void (await tx.query(`INSERT INTO ${table} (key) VALUES ($1)`, [key])),
    after: async (runner, cursor) => {
      const rows = await runner.query(`SELECT revision, key FROM ${table} WHERE revision > $1 ORDER BY revision`, [cursor]);
      return { keys: rows.map((row) => str(row, 'key')), next: num(rows.at(-1) ?? { n: cursor }, rows.length === 0 ? 'n' : 'revision') };
    },
  };
}

/**
 * Two transactions overlap, and somebody reads between their ends. Answers the keys that a reader who follows the numbers never sees.
 *
 * ```
 *   first   BEGIN  write a ................................ COMMIT
 *   second              BEGIN  write b  COMMIT (or waits)
 *   reader                                      read             read
 * ```
 */
export async function neverSeen(db: Database, numbering: Numbering): Promise<readonly string[]> {
  const [wrote, release] = [signal(), signal()];
  const first = db.transaction(async (tx) => {
    await numbering.write(tx, 'a');
    wrote.give();
    await release.given;
  });
  await wrote.given;
  let isSecondOver = false;
  const second = db
    .transaction((tx) => numbering.write(tx, 'b'))
    .then(() => {
      isSecondOver = true;
    });
  while (!isSecondOver && !(await somebodyWaits(db))) await db.query('SELECT 1');
  const before = await numbering.after(db, 0);
  release.give();
  await Promise.all([first, second]);
  const after = await numbering.after(db, before.next);
  const seen = new Set([...before.keys, ...after.keys]);
  return ['a', 'b'].filter((key) => !seen.has(key));
}

/** Writers and a reader at once, for as long as it takes; answers the keys that the reader never saw. */
export async function neverSeenInStorm(db: Database, numbering: Numbering, writers: number, rows: number): Promise<readonly string[]> {
  const keys = Array.from({ length: writers }, (_, w) => Array.from({ length: rows }, (_row, r) => `${w}/${r}`));
  const seen = new Set<string>();
  let cursor = 0;
  let isWriting = true;
  const read = async (): Promise<void> => {
    const page = await numbering.after(db, cursor);
    for (const key of page.keys) seen.add(key);
    cursor = page.next;
  };
  const reader = (async () => {
    while (isWriting) await read();
  })();
  await Promise.all(
    keys.map(async (own) => {
      for (const key of own) {
        await db.transaction(async (tx) => {
          await numbering.write(tx, key);
          // The number is taken, and the transaction is not over.
          for (let i = 0; i < 3; i++) await tx.query('SELECT 1');
        });
      }
    }),
  );
  isWriting = false;
  await reader;
  await read();
  return keys.flat().filter((key) => !seen.has(key));
}

async function somebodyWaits(db: Database): Promise<boolean> {
  return (await db.query('SELECT 1 FROM pg_locks WHERE NOT granted LIMIT 1')).length > 0;
}

function signal(): { readonly given: Promise<void>; give(): void } {
  let give = (): void => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}
