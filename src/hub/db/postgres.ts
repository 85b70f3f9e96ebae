import { createHash } from 'node:crypto';
import pg from 'pg';
import { type Database, type Queryable, runSavepoint, type SqlValue, sqlState, type Transaction } from './database.ts';

const INT8 = 20;
/** Deadlock and serialisation failure: the same transaction may well pass when it is run again. */
const RETRYABLE = new Set(['40P01', '40001']);
const MAX_TRIES = 3;

/** Connects to PostgreSQL. Whole numbers of 64 bits come back as numbers, as PGlite gives them. */
export async function openPostgres(url: string): Promise<Database> {
  const types: pg.CustomTypesConfig = {
    getTypeParser: (oid, format) => (Number(oid) === INT8 ? Number : pg.types.getTypeParser(oid, format)),
  };
  // Statements that are asked for together go out together: their order stays, and nobody waits for the answer before.
  const pool = new pg.Pool({ connectionString: url, max: 10, types, application_name: 'pasillo-hub', pipeline: true });
  // An idle connection that breaks is replaced by the pool; without a listener the event would end the process.
  pool.on('error', () => {});
  // The same for one that breaks inside a transaction: its statement fails, which is enough.
  pool.on('connect', (client) => client.on('error', () => {}));
  await pool.query('SELECT 1').catch(async (failure: unknown) => {
    await pool.end();
    throw failure;
  });
  return {
    ...queryable(pool),
    durability: 'commit',
    transaction: (work) => transactionWithRetry(pool, work),
    flush: () => Promise.resolve(),
    close: () => pool.end(),
  };
}

function queryable(runner: pg.Pool | pg.PoolClient): Queryable {
  return {
    async query(sql: string, parameters: readonly SqlValue[] = []) {
      if (parameters.length === 0) return (await runner.query(sql)).rows;
      return (await runner.query({ name: nameOf(sql), text: sql, values: [...parameters] })).rows;
    },
  };
}

/** Names of statements, so that each connection parses and plans a statement once. There are as many as the program's text has. */
const names = new Map<string, string>();

function nameOf(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(sql).digest('hex').slice(0, 40);
  names.set(sql, name);
  return name;
}

async function transactionWithRetry<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runTransaction(pool, work);
    } catch (failure) {
      if (attempt >= MAX_TRIES || !RETRYABLE.has(sqlState(failure) ?? '')) throw failure;
    }
  }
}

async function runTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // Goes out with the first statement; waited for only when there is something to commit.
    const begun = client.query('BEGIN');
    begun.catch(() => undefined);
    const value = await work({ ...queryable(client), savepoint: (step) => runSavepoint((sql) => client.query(sql), step) });
    await begun;
    // PostgreSQL answers the end of a transaction in which something failed with a rollback, and calls that no error.
    if ((await client.query('COMMIT')).command !== 'COMMIT') throw new Error('a statement of this transaction had failed');
    return value;
  } catch (failure) {
    await client.query('ROLLBACK').catch((second: unknown) => {
      broken = second instanceof Error ? second : new Error(String(second));
    });
    throw failure;
  } finally {
    client.release(broken);
  }
}
