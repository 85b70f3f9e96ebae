import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Operation } from '../../../../src/contract/events/operations.ts';
import type { StationDatabase } from '../../../../src/station/store/database.ts';
import { openTestStore, temporaryDirectory, write } from '../../../support/store.ts';
import { order, orderIdOf, payment, started } from './samples.ts';

/** What only this shopper would type. */
const CANARY = 'canary-7b1d@example.org';

let directory: ReturnType<typeof temporaryDirectory>;
let store: StationDatabase;
beforeEach(() => {
  directory = temporaryDirectory();
  store = openTestStore(join(directory.path, 'station.db'));
});
afterEach(() => {
  store.close();
  directory.remove();
});

function tracesOnDisk(): string[] {
  return ['station.db', 'station.db-wal'].filter((file) => {
    const path = join(directory.path, file);
    return existsSync(path) && readFileSync(path).includes(CANARY);
  });
}

function placed(n: number): Operation {
  const { orderId, number, placedAt, lines, total, locale } = order(n);
  const contact = { kind: 'email', email: CANARY } as const;
  return { kind: 'order.placed', orderId, number, placedAt, lines: [...lines], total, locale, contact, fulfilment: { kind: 'silo' }, placedOffline: false };
}

describe('a shopper who has left', () => {
  it('has left no trace of their session in the files, not even in the journal', () => {
    write(store, (tx) => tx.putKioskSession(JSON.stringify({ contact: CANARY, padding: 'x'.repeat(20_000) })));
    expect(tracesOnDisk()).not.toEqual([]);
    write(store, (tx) => tx.putKioskSession(null));
    expect(tracesOnDisk()).toEqual([]);
  });

  it('has left no trace of the order that the hub has taken, while what still waits stays', () => {
    write(store, (tx) => tx.enqueue(placed(1), 1));
    write(store, (tx) => tx.enqueue(payment(1), 2));
    write(store, (tx) => tx.enqueue(started(1), 3));
    expect(tracesOnDisk()).not.toEqual([]);
    expect(store.settle(2, [], 4).ok).toBe(true);
    expect(tracesOnDisk()).toEqual([]);
    expect(store.read.outboxSize().pending).toBe(1);
  });

  it('has left no trace of what the hub refused either: the hub keeps that for people to look into', () => {
    const withdrawn: Operation = {
      kind: 'order.withdrawn',
      ...{ withdrawalId: orderIdOf(9), orderId: null, number: order(1).number, lines: [], at: 1 },
      contact: { kind: 'email', email: CANARY },
    };
    for (const operation of [placed(1), payment(1), withdrawn]) write(store, (tx) => tx.enqueue(operation, 1));
    const refused = [1, 2, 3].map((seq) => ({ seq, reason: 'not-yours' }));
    expect(store.settle(3, refused, 4).ok).toBe(true);
    expect(tracesOnDisk()).toEqual([]);
    expect(store.rejected(9).map(({ seq, body }) => [seq, JSON.parse(body)])).toEqual([
      [1, { kind: 'order.placed', orderId: orderIdOf(1) }],
      [2, { kind: 'payment.taken', orderId: orderIdOf(1) }],
      [3, { kind: 'order.withdrawn' }],
    ]);
  });
});

describe('a refused operation', () => {
  it('is counted for ninety days, as long as the hub keeps it for people, and is gone then', () => {
    const day = 86_400_000;
    for (const seq of [1, 2, 3]) write(store, (tx) => tx.enqueue(payment(seq), seq));
    const counts: number[] = [];
    const settle = (upTo: number, refused: readonly number[], at: number) => {
      expect(
        store.settle(
          upTo,
          refused.map((seq) => ({ seq, reason: 'already-paid' })),
          at,
        ).ok,
      ).toBe(true);
      counts.push(store.read.outboxSize().rejected);
    };
    settle(1, [1], 1000);
    settle(2, [2], 1000 + 60 * day);
    settle(3, [], 1001 + 90 * day);
    expect(counts).toEqual([1, 2, 1]);
    expect(store.rejected(9).map(({ seq }) => seq)).toEqual([2]);
  });
});
