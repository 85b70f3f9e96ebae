import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Operation } from '../../../../src/contract/events/operations.ts';
import type { StationDatabase } from '../../../../src/station/store/database.ts';
import { openTestStore, temporaryDirectory, write } from '../../../support/store.ts';
import { order, payment, started } from './samples.ts';

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
});
