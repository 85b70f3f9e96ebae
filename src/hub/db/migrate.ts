import { err, ok, type Result } from '../../kernel/result.ts';
import type { Database, OpenProblem } from './database.ts';
import { num } from './rows.ts';

/** One step of the schema. Numbers rise in tens; a released step never changes. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/**
 * Runs the missing migrations in order, each in a transaction of its own that also records it, and answers the schema's number.
 * The advisory lock lets several hub processes start at once on one PostgreSQL.
 */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<Result<number, OpenProblem>> {
  await db.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(7205759)');
    await tx.query('CREATE TABLE IF NOT EXISTS schema_migrations (number integer PRIMARY KEY, name text NOT NULL)');
  });
  const known = migrations.at(-1)?.number ?? 0;
  const [row] = await db.query('SELECT coalesce(max(number), 0) AS number FROM schema_migrations');
  const found = num(row, 'number');
  if (found > known) return err({ kind: 'newer-schema', found, known });
  for (const migration of migrations) {
    await db.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(7205759)');
      const done = await tx.query('SELECT 1 FROM schema_migrations WHERE number = $1', [migration.number]);
      if (done.length > 0) return;
      for (const statement of migration.statements) await tx.query(statement);
      await tx.query('INSERT INTO schema_migrations (number, name) VALUES ($1, $2)', [migration.number, migration.name]);
    });
  }
  return ok(known);
}
