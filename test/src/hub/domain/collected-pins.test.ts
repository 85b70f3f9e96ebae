import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { orderSummary, type OrderSummary } from '../../../../src/contract/orders.ts';
import { pullRows } from '../support/pull-rows.ts';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { forgetPins } from '../../../../src/hub/jobs/forget-pins.ts';
import { pgliteBefore, pgliteEngine, type TestEngine } from '../support/engines.ts';
import {
  addPass,
  collected,
  column,
  deposited,
  loaded,
  makeOutbox,
  makeWorld,
  NOW,
  type Outbox,
  paid,
  placed,
  push,
  recalled,
  type World,
} from '../support/world.ts';

const HASH = 'scrypt$16$8$1$0303$0404';
const DAY = 86_400_000;

let engine: TestEngine;
let world: World;
let out: Outbox;

beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  world = await makeWorld(engine.db);
  out = makeOutbox();
});

const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));
const told = async (): Promise<readonly OrderSummary[]> => {
  const page = await pullRows(engine.db, { tenantId: world.tenantId, bucket: 'orders', scope: 'centro' }, 0, 100);
  return (page?.rows ?? []).map(({ value }) => orderSummary.parse(value)).toSorted((a, b) => a.number.localeCompare(b.number));
};
const collectedOf = async () => (await told()).map((order) => order.collected ?? null);

/** A pass whose hash the hub knows. */
async function passWithPin(pin = HASH): Promise<string> {
  const passId = await addPass(engine.db, world.kiosk);
  await engine.db.query('UPDATE passes SET pin_hash = $2 WHERE pass_id = $1', [passId, pin]);
  return passId;
}

describe('what an order was collected with', () => {
  it('is told to the stations of the shop once its pass opens nothing any more, and to nobody else', async () => {
    const passId = await passWithPin();
    const order = placed();
    const [one, two] = [loaded(order, { passId, compartmentId: '1-01' }), loaded(order, { passId, compartmentId: '1-02', loadedAt: NOW + 1 })];
    const seen: unknown[] = [];
    for (const operation of [order, paid(order), one, two, collected(one), collected(two, { closedAt: NOW + 5 })]) {
      await happens(operation);
      seen.push((await collectedOf())[0]);
    }
    expect(seen).toEqual([null, null, null, null, null, { at: NOW + 5, passId, pin: HASH }]);
    const page = await pullRows(engine.db, { tenantId: world.tenantId, bucket: 'orders', scope: 'norte' }, 0, 100);
    expect(page?.rows).toEqual([]);
    await happens(deposited(order));
    expect(await collectedOf()).toEqual([{ at: NOW + 5, passId, pin: HASH }]);
  });

  it('waits for the last order of one person behind the same code, and is then told of all of them', async () => {
    const passId = await passWithPin();
    const [first, second] = [placed({ number: 'K1-00001-1' }), placed({ number: 'K1-00002-1' })];
    const [one, two] = [loaded(first, { passId, compartmentId: '1-01' }), loaded(second, { passId, compartmentId: '1-02' })];
    await happens(first, paid(first), second, paid(second), one, two, collected(one));
    const half = await collectedOf();
    await happens(recalled(two));
    expect([half, await collectedOf()]).toEqual([
      [null, null],
      [{ at: NOW, passId, pin: HASH }, null],
    ]);
  });

  it('is erased at once where nobody collected anything, and left out where it was never known', async () => {
    const [order, old] = [placed({ number: 'K1-00001-1' }), placed({ number: 'K1-00002-1' })];
    const parcel = loaded(order, { passId: await passWithPin() });
    const unknown = loaded(old, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order), parcel, recalled(parcel), old, paid(old), unknown, collected(unknown));
    expect([await collectedOf(), await column(engine.db, world, 'passes', 'pin_hash')]).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it('is forgotten, and the stations told, when nothing of it may come back any more', async () => {
    await engine.db.query(`UPDATE stores SET silo_rules = jsonb_set(silo_rules, '{returnDays}', '14') WHERE tenant_id = $1`, [world.tenantId]);
    const order = placed();
    const parcel = loaded(order, { passId: await passWithPin() });
    await happens(order, paid(order), parcel, collected(parcel));
    const waiting = await passWithPin();
    await forgetPins(engine.db, NOW + 14 * DAY);
    const kept = (await collectedOf())[0]?.pin;
    await forgetPins(engine.db, NOW + 14 * DAY + 1);
    expect([kept, await collectedOf()]).toEqual([HASH, [null]]);
    expect(await column(engine.db, world, 'passes', 'pin_hash', 'pin_hash NULLS FIRST')).toEqual([null, HASH]);
    expect(await column(engine.db, world, 'passes', 'pass_id', 'pin_hash NULLS FIRST')).toContain(waiting);
  });
});

describe('the need of a low door', () => {
  it('is told to the stations until the order is over, and then kept nowhere', async () => {
    const needing = { fulfilment: { kind: 'silo', needsLowDoor: true } } as const;
    const [order, other, plain] = [
      placed({ number: 'K1-00001-1', ...needing }),
      placed({ number: 'K1-00002-1', ...needing }),
      placed({ number: 'K1-00003-1' }),
    ];
    const parcel = loaded(order, { passId: await passWithPin() });
    await happens(order, paid(order), other, plain, parcel);
    const before = (await told()).map(({ needsLowDoor }) => needsLowDoor ?? 'left out');
    await happens(collected(parcel));
    const after = (await told()).map(({ needsLowDoor }) => needsLowDoor ?? 'left out');
    expect([before, after]).toEqual([
      [true, true, 'left out'],
      ['left out', true, 'left out'],
    ]);
    expect(await column(engine.db, world, 'orders', "fulfilment ? 'needsLowDoor'", 'number')).toEqual([false, true, false]);
    const operations = await column(engine.db, world, 'operations', "coalesce(body::text, '-')");
    expect(JSON.stringify(operations)).not.toContain('needsLowDoor');
  });
});

it('a hub from before PINs of collected orders knows those of blank passes and those that were reset', async () => {
  const db = await pgliteBefore(50);
  await db.query("INSERT INTO tenants (tenant_id, name) VALUES ('t', 'Moda')");
  await db.query("INSERT INTO stores (tenant_id, store_id, name, currency, location_id, time_zone) VALUES ('t', 's', 'Tienda', 'EUR', 'l', 'Europe/Madrid')");
  await db.query("INSERT INTO stations (tenant_id, station_id, store_id, station_code, bank, pass_pool) VALUES ('t', 'k1', 's', 'K1', 1, 0)");
  for (const [id, state] of [
    ['a', 'blank'],
    ['b', 'bound'],
    ['c', 'bound'],
  ] as const) {
    await db.query(
      `INSERT INTO passes (tenant_id, pass_id, station_id, code, short_code, pin, not_before, expires, state) VALUES ('t', $1, 'k1', 'LK1:', $1, '1', 0, 9, $2)`,
      [id, state],
    );
  }
  await db.query("INSERT INTO bucket_counters (tenant_id, bucket, scope, revision) VALUES ('t', 'passes', 'k1', 2)");
  await db.query(`INSERT INTO bucket_rows (tenant_id, bucket, scope, key, revision, value) VALUES ('t', 'passes', 'k1', 'a', 1, '{"pin":"scrypt-a"}')`);
  await db.query(`INSERT INTO bucket_rows (tenant_id, bucket, scope, key, revision, value) VALUES ('t', 'passes', 'k1', 'b', 2, NULL)`);
  await db.query(`INSERT INTO parcels (tenant_id, parcel_id, station_id, compartment_id, pass_id, bound, status, pin_hash)
    VALUES ('t', 'p', 'k1', '1-01', 'c', true, 'stored', 'scrypt-c')`);
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  expect(await db.query('SELECT pass_id, pin_hash FROM passes ORDER BY pass_id')).toEqual([
    { pass_id: 'a', pin_hash: 'scrypt-a' },
    { pass_id: 'b', pin_hash: null },
    { pass_id: 'c', pin_hash: 'scrypt-c' },
  ]);
  await db.close();
});
