import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { operation, type Operation } from '../../../../src/contract/events/operations.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { DRAFT, listBackups, makeBackup } from '../../../../src/station/store/backup/backups.ts';
import { checkCopy, sealCopy } from '../../../../src/station/store/backup/check-copy.ts';
import { clearInThread } from '../../../../src/station/store/backup/check-thread.ts';
import { createSweep } from '../../../../src/station/store/backup/sweep.ts';
import type { StationDatabase } from '../../../../src/station/store/database.ts';
import { TYPED_KINDS } from '../../../../src/station/store/tables/outbox.ts';
import { copiesHere, openTestStore, temporaryDirectory, write } from '../../../support/store.ts';
import { order, orderIdOf, parcel, payment, started } from './samples.ts';

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

describe('a backup', () => {
  const NOON = Date.UTC(2026, 10, 22, 12, 0, 0);
  const folder = () => join(directory.path, 'backups');
  const back = async (at = NOON) =>
    expectOk(
      await makeBackup({ folder: folder(), copyTo: (to) => store.copyTo(to), check: async (to, depth) => sealCopy(to, depth), depth: 'quick', at }),
      'the backup',
    ).path;
  const holds = (path: string) => readFileSync(path).includes(CANARY);
  const sweep = () =>
    createSweep({
      copies: copiesHere,
      isWaiting: (operationId) => store.isWaiting(operationId),
      logger: silentLogger,
    });

  it('made in the middle of somebody’s session, or of their return, holds neither what they typed nor where to reach them', async () => {
    const { parcelId } = parcel(1);
    write(store, (tx) => {
      tx.putKioskSession(JSON.stringify({ contact: CANARY, padding: 'x'.repeat(20_000) }));
      tx.putOrder(order(1));
      tx.putParcel(parcel(1));
      tx.putReturnDraft({ parcelId, returnId: null, lines: [], pieces: 2, receipt: 'D1', email: CANARY, locale: 'es' });
    });
    const path = await back();
    expect([holds(path), tracesOnDisk().length > 0]).toEqual([false, true]);
    const copy = openTestStore(path);
    expect([copy.read.kioskSession(), copy.read.returnDraft(parcelId)]).toMatchObject([null, { pieces: 2, email: null }]);
    copy.close();
  });

  it('keeps an order that waits for the hub, since it may be the only place that has it, and loses who ordered once the hub has it', async () => {
    write(store, (tx) => tx.enqueue(placed(1), 1));
    write(store, (tx) => tx.enqueue(payment(1), 2));
    write(store, (tx) => tx.audit({ kind: 'filled', at: 3, facts: {} }));
    const path = await back();
    const swept = sweep();
    expect([await swept.run([path]), holds(path)]).toEqual([0, true]);
    expect(store.settle(1, [], 4).ok).toBe(true);
    expect([await swept.run([path]), holds(path)]).toEqual([1, false]);
    expect([await swept.run([path]), await sweep().run([path])]).toEqual([0, 0]);
    expect(checkCopy(path, 'full')).toMatchObject({ ok: true, value: { epoch: store.epoch } });
    const copy = openTestStore(path);
    expect([copy.read.outboxSize().pending, copy.read.auditHead().seq]).toEqual([1, store.read.auditHead().seq]);
    copy.close();
    expect(listBackups(folder()).map((file) => file.path)).toEqual([path]);
    expect(existsSync(join(folder(), DRAFT))).toBe(false);
  });

  it('from a program that left the session in it loses that as well', async () => {
    write(store, (tx) => tx.putKioskSession(JSON.stringify({ contact: CANARY })));
    const path = join(directory.path, 'older.db');
    await store.copyTo(path);
    expect([holds(path), await sweep().run([path]), holds(path)]).toEqual([true, 1, false]);
  });

  it('that cannot be read, or is gone, is left as it is', async () => {
    const path = join(directory.path, 'broken.db');
    writeFileSync(path, 'not a database at all'.repeat(1000));
    const before = readFileSync(path);
    expect(await sweep().run([path, join(directory.path, 'none.db')])).toBe(0);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is freed in a thread of its own with the same result', async () => {
    write(store, (tx) => tx.enqueue(placed(1), 1));
    const path = await back();
    expect(store.settle(1, [], 4).ok).toBe(true);
    const inThread = createSweep({ copies: clearInThread(), isWaiting: (operationId) => store.isWaiting(operationId), logger: silentLogger });
    expect([await inThread.run([path]), holds(path)]).toEqual([1, false]);
  });
});

describe('the operations that hold what somebody typed', () => {
  it('are known by their kind, all of them', () => {
    const typed = operation.options.filter((one) => /"(contact|address|shipTo|note|words|email|phone|name|street)":/.test(JSON.stringify(z.toJSONSchema(one))));
    expect(new Set(typed.map((one) => one.shape.kind.value))).toEqual(new Set(TYPED_KINDS));
  });
});
