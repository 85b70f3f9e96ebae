import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { done, err } from '../../../../src/kernel/result.ts';
import { ballastAt } from '../../../../src/station/store/ballast.ts';
import { runTransaction, StorageHealth } from '../../../../src/station/store/transaction.ts';
import { openMemoryStore, openTestStore, temporaryDirectory, write } from '../../../support/store.ts';
import { order, orderIdOf, payment, started } from './samples.ts';

function ioError(code: string): Error {
  return new Database.SqliteError('disk I/O error', code);
}

describe('a commit', () => {
  it('makes its change, its operation and its audit entry durable together', () => {
    const store = openMemoryStore();
    write(store, (tx) => {
      tx.putOrder(order(1));
      tx.enqueue(payment(1), 11);
      tx.audit({ kind: 'payment', at: 11, facts: { order: orderIdOf(1) } });
    });
    const [row] = store.tables.outbox.first(1);
    expect([store.read.order(orderIdOf(1))?.number, store.read.auditHead().seq, store.read.outboxSize()]).toEqual([
      order(1).number,
      1,
      { pending: 1, oldestAt: 11, rejected: 0 },
    ]);
    expect(JSON.parse(row?.body ?? '')).toEqual(payment(1));
    expect(row?.hash).toBe(
      createHash('sha256')
        .update(row?.body ?? '')
        .digest('hex'),
    );
  });

  it('leaves nothing behind, not even a used number, when its work fails', () => {
    const store = openMemoryStore();
    const refused = store.commit((tx) => {
      tx.putOrder(order(1));
      tx.enqueue(payment(1), 11);
      tx.audit({ kind: 'payment', at: 11, facts: {} });
      return err({ kind: 'already-paid' });
    });
    expect(refused).toEqual({ ok: false, error: { kind: 'already-paid' } });
    write(store, (tx) => tx.enqueue(started(1), 12));
    expect([store.read.order(orderIdOf(1)), store.read.auditHead().seq, store.tables.outbox.first(9).map((row) => row.seq)]).toEqual([null, 0, [1]]);
  });

  it('rolls back and throws on a bug, and works again afterwards', () => {
    const store = openMemoryStore();
    expect(() =>
      store.commit((tx) => {
        tx.putOrder(order(1));
        throw new Error('a bug');
      }),
    ).toThrow('a bug');
    expect(store.read.order(orderIdOf(1))).toBeNull();
    expect(store.commit(() => done)).toEqual(done);
    expect(store.health).toBe('ok');
  });

  it('refuses an operation that the hub could not read: it is a bug', () => {
    const store = openMemoryStore();
    expect(() =>
      store.commit((tx) => {
        tx.enqueue({ ...payment(1), orderId: 'no id' } as never, 1);
        return done;
      }),
    ).toThrow();
    expect(store.read.outboxSize().pending).toBe(0);
  });

  it('tells of new operations after the commit, once', () => {
    const store = openMemoryStore();
    const seen: number[] = [];
    const stop = store.onEnqueued(() => seen.push(store.read.outboxSize().pending));
    write(store, (tx) => {
      tx.enqueue(started(1), 1);
      tx.enqueue(started(2), 2);
      expect(seen).toEqual([]);
    });
    write(store, () => {});
    stop();
    write(store, (tx) => tx.enqueue(started(3), 3));
    expect(seen).toEqual([2]);
  });
});

describe('a failing disk', () => {
  it.each(['SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_WRITE', 'SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_READONLY'])('stops all further commits after %s', (code) => {
    const store = openMemoryStore();
    const first = store.commit((tx) => {
      tx.putOrder(order(1));
      throw ioError(code);
    });
    expect(first).toEqual({ ok: false, error: { kind: 'storage', detail: 'disk I/O error' } });
    let ran = false;
    const second = store.commit(() => {
      ran = true;
      return done;
    });
    expect([second, store.health, ran, store.read.order(orderIdOf(1))]).toEqual([
      { ok: false, error: { kind: 'storage', detail: 'disk I/O error' } },
      'failed',
      false,
      null,
    ]);
  });
});

describe('a full disk', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => directory.remove());

  it('gives up the ballast and finishes the command that met it', () => {
    const db = new Database(join(directory.path, 'small.db'));
    db.exec('CREATE TABLE t (a TEXT) STRICT');
    db.pragma('max_page_count = 8');
    const states: string[] = [];
    const health = new StorageHealth((state) => states.push(state));
    const ballast = ballastAt(join(directory.path, 'ballast'), 4096);
    ballast.restore();
    const result = runTransaction(
      {
        db,
        health,
        makeRoom: () => {
          db.pragma('max_page_count = 1000');
          return ballast.drop();
        },
      },
      () => {
        for (let i = 0; i < 20; i++) db.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(4000));
        return done;
      },
    );
    expect([result, states, health.state, existsSync(join(directory.path, 'ballast')), db.prepare('SELECT count(*) FROM t').pluck().get()]).toEqual([
      done,
      ['full'],
      'full',
      false,
      20,
    ]);
    db.close();
  });

  it('says so, and keeps the state as it was, when there is no room left to give', () => {
    const db = new Database(join(directory.path, 'small.db'));
    db.exec('CREATE TABLE t (a TEXT) STRICT');
    db.pragma('max_page_count = 8');
    const health = new StorageHealth(() => {});
    const fill = () =>
      runTransaction({ db, health, makeRoom: () => false }, () => {
        for (let i = 0; i < 20; i++) db.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(4000));
        return done;
      });
    expect(fill()).toEqual({ ok: false, error: { kind: 'storage', detail: 'database or disk is full' } });
    expect([health.state, db.inTransaction, db.prepare('SELECT count(*) FROM t').pluck().get()]).toEqual(['full', false, 0]);
    expect(
      runTransaction({ db, health, makeRoom: () => false }, () => {
        db.prepare('INSERT INTO t VALUES (?)').run('small');
        return done;
      }),
    ).toEqual(done);
    db.close();
  });

  it('keeps real room in the ballast and takes it back later', () => {
    const path = join(directory.path, 'ballast');
    const ballast = ballastAt(path, 10_000);
    expect([ballast.drop(), ballast.restore(), statSync(path).size, ballast.restore(), ballast.drop(), existsSync(path), ballast.restore()]).toEqual([
      false,
      true,
      10_000,
      true,
      true,
      false,
      true,
    ]);
    expect(statSync(path).blocks * 512).toBeGreaterThanOrEqual(10_000);
  });

  it('is survived by a store on a file', () => {
    const store = openTestStore(join(directory.path, 'station.db'));
    const met = store.commit(() => {
      throw ioError('SQLITE_FULL');
    });
    expect(met.ok).toBe(false);
    expect([store.health, existsSync(join(directory.path, 'station.db.ballast'))]).toEqual(['full', false]);
    expect(
      store.commit((tx) => {
        tx.putMeta('a', 'b');
        return done;
      }),
    ).toEqual(done);
    store.close();
  });

  it('forgives nothing after a failure', () => {
    const health = new StorageHealth(() => {});
    health.note(ioError('SQLITE_IOERR'));
    health.note(ioError('SQLITE_FULL'));
    health.roomAgain();
    expect(health.state).toBe('failed');
  });
});
