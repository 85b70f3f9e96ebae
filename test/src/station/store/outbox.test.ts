import { beforeEach, describe, expect, it } from 'vitest';
import type { StationDatabase } from '../../../../src/station/store/database.ts';
import { openMemoryStore, write, writeTables } from '../../../support/store.ts';
import { order, orderIdOf, payment, started } from './samples.ts';

let store: StationDatabase;
beforeEach(() => {
  store = openMemoryStore();
  write(store, (tx) => {
    tx.putOrder(order(1));
    for (const operation of [started(1), payment(1), started(3)]) tx.enqueue(operation, 10);
  });
});

const seqs = () => store.tables.outbox.first(100).map((row) => row.seq);

describe('the outbox', () => {
  it('numbers operations without gaps, also after it was emptied', () => {
    writeTables(store, ({ outbox }) => {
      outbox.forget(3);
    });
    write(store, (tx) => {
      tx.enqueue(started(4), 11);
    });
    expect([seqs(), store.tables.outbox.lastSeq()]).toEqual([[4], 4]);
  });

  it('hands out the oldest first', () => {
    expect(store.tables.outbox.first(2).map((row) => JSON.parse(row.body).kind)).toEqual(['station.started', 'payment.taken']);
  });

  it('keeps a refused operation apart and counts it once', () => {
    const reject = () =>
      writeTables(store, ({ outbox }) => {
        outbox.reject(2, 'already-paid', 77);
      });
    reject();
    reject();
    writeTables(store, ({ outbox }) => {
      outbox.forget(3);
    });
    expect(store.read.outboxSize()).toEqual({ pending: 0, oldestAt: null, rejected: 1 });
    expect(store.rejected(10)).toMatchObject([{ seq: 2, reason: 'already-paid', rejectedAt: 77, occurredAt: 10 }]);
  });

  it('knows whether something about an order is still waiting', () => {
    expect([store.tables.outbox.hasOrder(orderIdOf(1)), store.tables.outbox.hasOrder(orderIdOf(2))]).toEqual([true, false]);
  });

  it('is told of when it shrinks', () => {
    const seen: number[] = [];
    store.onDrained(() => seen.push(store.read.outboxSize().pending));
    writeTables(store, () => {});
    writeTables(store, ({ outbox }) => {
      outbox.forget(2);
    });
    expect(seen).toEqual([1]);
  });

  it('counts from 1 again in a new epoch, with the same operations', () => {
    const before = store.tables.outbox.first(9).map((row) => row.operationId);
    writeTables(store, ({ outbox }) => {
      outbox.forget(1);
      outbox.renumber();
    });
    write(store, (tx) => {
      tx.enqueue(started(4), 11);
    });
    const rows = store.tables.outbox.first(9);
    expect([rows.map((row) => row.seq), rows.slice(0, 2).map((row) => row.operationId)]).toEqual([[1, 2, 3], before.slice(1)]);
  });

  it('starts a new epoch also when nothing is waiting', () => {
    writeTables(store, ({ outbox }) => {
      outbox.forget(3);
      outbox.renumber();
    });
    expect(store.tables.outbox.lastSeq()).toBe(0);
  });
});
