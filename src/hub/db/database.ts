/** What a statement takes: text, numbers, booleans, null. JSON travels as its text, with `$n::jsonb` in the statement. */
export type SqlValue = string | number | boolean | null;

/** A row as the driver gives it: `bigint` columns as numbers, `jsonb` decoded. Parsed by whoever asked. */
export type Row = Readonly<Record<string, unknown>>;

/** Something that runs statements with `$1` parameters. Inside a transaction they run in the order in which they are asked for, awaited or not. */
export interface Queryable {
  query(sql: string, parameters?: readonly SqlValue[]): Promise<readonly Row[]>;
}

/** An open transaction. A throw inside `savepoint` undoes what happened inside it and nothing else, and is thrown on. */
export interface Transaction extends Queryable {
  savepoint<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * The hub's database: PostgreSQL, or PGlite embedded. A transaction commits when `work` resolves and rolls back when it throws;
 * PostgreSQL runs it again (three times at most) after a deadlock, so `work` must have no effect outside the database.
 */
export interface Database extends Queryable {
  /** `journal` when a commit alone does not survive a power cut (PGlite never flushes); then pushes are journalled. */
  readonly durability: 'commit' | 'journal';
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Makes everything committed so far durable on disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Why a database could not be opened. */
export type OpenProblem =
  | { readonly kind: 'locked'; readonly dir: string }
  | { readonly kind: 'damaged'; readonly dir: string; readonly detail: string }
  | { readonly kind: 'newer-schema'; readonly found: number; readonly known: number }
  | { readonly kind: 'unreachable'; readonly detail: string };

/** The SQLSTATE of a refused statement, or `null` when the failure was not the database's answer. */
export function sqlState(failure: unknown): string | null {
  if (typeof failure !== 'object' || failure === null || !('code' in failure)) return null;
  const { code } = failure;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** Runs the statements of a savepoint around `work`, on a connection inside a transaction. */
export async function runSavepoint<T>(run: (sql: string) => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  // Goes out with what comes first inside; should it fail, so does that.
  const begun = run('SAVEPOINT inner_step');
  begun.catch(() => undefined);
  try {
    const value = await work();
    await begun;
    await run('RELEASE SAVEPOINT inner_step');
    return value;
  } catch (failure) {
    await run('ROLLBACK TO SAVEPOINT inner_step');
    await run('RELEASE SAVEPOINT inner_step');
    throw failure;
  }
}
