import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../src/hub/db/open.ts';
import { moneyOutSuite } from '../domain/money-out-suite.ts';
import { pushRunSuite } from '../domain/push-run-suite.ts';
import { pushSuite } from '../domain/push-suite.ts';
import { stockSuite } from '../domain/stock-suite.ts';
import { postgresBinaries, postgresEngine, type TestEngine } from '../support/engines.ts';
import { databaseSuite } from './database-suite.ts';

const binaries = postgresBinaries();

if (binaries === null) {
  describe('PostgreSQL', () => {
    it('is not installed on this machine: its suite did not run, and PGlite alone was tested', () => {
      process.stderr.write('PostgreSQL server binaries were not found: the hub was tested on PGlite only.\n');
      expect(binaries).toBeNull();
    });
  });
} else {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await postgresEngine(binaries);
  }, 60_000);
  afterAll(() => engine.close());

  describe('the database on PostgreSQL', () => databaseSuite(() => engine));
  describe('pushes on PostgreSQL', () => pushSuite(() => engine));
  describe('operations of one push on PostgreSQL', () => pushRunSuite(() => engine));
  describe('stock on PostgreSQL', () => stockSuite(() => engine));
  describe('money that goes out on PostgreSQL', () => moneyOutSuite(() => engine));

  describe('PostgreSQL', () => {
    it('lets several hub processes start at once', async () => {
      const url = engine.url ?? '';
      const opened = await Promise.all([1, 2, 3].map(() => openDatabase({ kind: 'postgres', url })));
      expect(opened.map((one) => one.ok)).toEqual([true, true, true]);
      for (const one of opened) if (one.ok) await one.value.close();
    });

    it('goes on when the server ends a connection in the middle of a transaction', async () => {
      const died: unknown[] = [];
      const note = (failure: unknown): void => void died.push(failure);
      process.on('uncaughtException', note);
      const cut = engine.db.transaction((tx) => tx.query('SELECT pg_terminate_backend(pg_backend_pid())'));
      await expect(cut).rejects.toThrow();
      expect(await engine.db.transaction((tx) => tx.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
      process.off('uncaughtException', note);
      expect(died).toEqual([]);
    });

    it('is told from a server that does not answer', async () => {
      const opened = await openDatabase({ kind: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none' });
      expect(opened).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    });
  });
}
