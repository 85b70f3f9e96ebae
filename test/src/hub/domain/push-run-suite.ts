import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import type { PushedOperation } from '../../../../src/contract/hub/sync.ts';
import type { Database } from '../../../../src/hub/db/database.ts';
import type { TestEngine } from '../support/engines.ts';
import { pullRows } from '../support/pull-rows.ts';
import { loaded, makeOutbox, makeWorld, markEnrolled, NOW, paid, placed, push, pushed, sha256, type World } from '../support/world.ts';

/** What a station may say in these tests, by what it does at the hub. */
type Said =
  | { readonly say: 'marked'; readonly compartment: number; readonly mark: 'verified-empty' | 'left-open' | 'forced' }
  | { readonly say: 'serviced'; readonly compartment: number; readonly change: 'out-of-service' | 'in-service' | 'board-swapped' }
  | { readonly say: 'trouble' | 'started' | 'down' | 'unreadable' | 'not-the-hash' | 'order' | 'money' | 'early-money' | 'early-parcel' }
  | { readonly say: 'odd-order'; readonly odd: (typeof ODD)[number] }
  | { readonly say: 'again'; readonly of: number };

/** What may be special about an order; the last ones are as common as any. */
const ODD = [
  'same-id',
  'same-number',
  'wrong-total',
  'member',
  'coupon',
  'marked-down',
  'nothing-due',
  'too-much',
  'phone',
  'capitals',
  'sent',
  'assisted',
] as const;

const compartment = fc.integer({ min: 1, max: 2 });
const said: fc.Arbitrary<Said> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ say: fc.constant('marked' as const), compartment, mark: fc.constantFrom('verified-empty', 'left-open', 'forced') }) },
  {
    weight: 4,
    arbitrary: fc.record({ say: fc.constant('serviced' as const), compartment, change: fc.constantFrom('out-of-service', 'in-service', 'board-swapped') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ say: fc.constantFrom('trouble', 'started', 'down', 'unreadable', 'not-the-hash', 'money', 'early-money', 'early-parcel') }),
  },
  { weight: 6, arbitrary: fc.record({ say: fc.constant('order' as const) }) },
  { weight: 5, arbitrary: fc.record({ say: fc.constant('odd-order' as const), odd: fc.constantFrom(...ODD) }) },
  { weight: 1, arbitrary: fc.record({ say: fc.constant('again' as const), of: fc.nat({ max: 5 }) }) },
);

/** Operations of one push, written together where they may be: nobody can tell that from the tables. The same on every engine. */
export function pushRunSuite(engine: () => TestEngine): void {
  const db = () => engine().db;

  it('leaves the same in the tables whether operations come together or one by one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(said, { minLength: 1, maxLength: 14 }),
        fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 1, maxLength: 3 }),
        async (all, sizes) => {
          const [whole, parts, single] = [await makeWorld(db()), await makeWorld(db()), await makeWorld(db())];
          const answers: unknown[] = [];
          for (const [world, lengths] of [[whole, [all.length]] as const, [parts, sizes] as const, [single, [1]] as const]) {
            await markEnrolled(db(), world.second);
            await hire(db(), world);
            answers.push([await pushedInParts(db(), world, operations(all), lengths), await left(db(), world)]);
          }
          expect(answers[1]).toEqual(answers[0]);
          expect(answers[2]).toEqual(answers[0]);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('places orders that follow each other in few statements, each as if it were alone', async () => {
    const world = await makeWorld(db());
    const out = makeOutbox();
    const orders = Array.from({ length: 30 }, (_, n) => placed({ number: `K1-${String(n + 1).padStart(5, '0')}-1`, orderId: idOf(n, 'thirty') }));
    let statements = 0;
    const counting: Database = {
      ...db(),
      transaction: (work) =>
        db().transaction((tx) => {
          const query: typeof tx.query = (...asked) => {
            statements += 1;
            return tx.query(...asked);
          };
          return work({ ...tx, query });
        }),
    };
    const answers = await push(counting, world.kiosk, out.request(...orders.map((order) => out.add(order))));
    expect(answers).toEqual(orders.map((_, n) => `${n + 1} applied`));
    expect(statements).toBeLessThan(30);
    const page = await pullRows(db(), { tenantId: world.tenantId, bucket: 'orders', scope: 'centro' }, 0, 100);
    expect(page?.rows.map(({ key, revision }) => [key, revision])).toEqual(orders.map(({ orderId }, n) => [orderId, n + 1]));
    const again = await push(db(), world.kiosk, out.request(...orders.map((order, n) => pushed(31 + n, order))));
    expect(again).toEqual(orders.map((_, n) => `${n + 31} rejected an order with this id exists already`));
    const due = await db().query('SELECT order_id FROM stock_due WHERE tenant_id = $1 ORDER BY due_id', [world.tenantId]);
    expect(due.map((row) => row['order_id'])).toEqual(orders.map(({ orderId }) => orderId));
  });

  it('knows an operation of another station by its id, and one of an earlier epoch, although it did not look for them at first', async () => {
    const world = await makeWorld(db());
    const [out, other, restored] = [makeOutbox(), makeOutbox(), makeOutbox()];
    const order = out.add(placed());
    const fact = out.add({ kind: 'station.started', version: '1', schema: 1, at: NOW });
    expect(await push(db(), world.kiosk, out.request(order, fact))).toEqual(['1 applied', '2 applied']);
    const stolen = [other.add(placed({ number: 'K1-00043-7' })), pushed(2, { kind: 'station.started', version: '2', schema: 1, at: NOW }, fact.operationId)];
    expect(await push(db(), world.second, other.request(...stolen))).toEqual(['1 applied', '2 rejected another operation has this id']);
    expect(await push(db(), world.kiosk, { ...restored.request(order, fact) })).toEqual(['1 duplicate', '2 duplicate']);
    const orders = await db().query('SELECT number FROM orders WHERE tenant_id = $1 ORDER BY number', [world.tenantId]);
    expect(orders.map((row) => row['number'])).toEqual(['K1-00042-7', 'K1-00043-7']);
    const audit = await db().query("SELECT kind FROM audit WHERE tenant_id = $1 AND kind = 'order.placed'", [world.tenantId]);
    expect(audit.length).toBe(2);
  });

  it('keeps the other orders of a run where the database refuses one of them', async () => {
    const world = await makeWorld(db());
    const out = makeOutbox();
    await db().query(`ALTER TABLE audit ADD CONSTRAINT refused CHECK (facts->>'number' IS DISTINCT FROM 'K1-77777-2')`);
    try {
      const asked = ['K1-77777-1', 'K1-77777-2', 'K1-77777-3'].map((number, n) => out.add(placed({ number, orderId: idOf(n + 1, world.tenantId) })));
      const answers = await push(db(), world.kiosk, out.request(...asked));
      expect(answers).toEqual(['1 applied', '2 rejected it contradicts what is stored (23514)', '3 applied']);
      const page = await pullRows(db(), { tenantId: world.tenantId, bucket: 'orders', scope: 'centro' }, 0, 10);
      expect(page?.rows.map(({ key }) => key)).toEqual([idOf(1, world.tenantId), idOf(3, world.tenantId)]);
    } finally {
      await db().query('ALTER TABLE audit DROP CONSTRAINT refused');
    }
  });

  it('keeps the other facts of a run where the database refuses one of them', async () => {
    const world = await makeWorld(db());
    const out = makeOutbox();
    await db().query(`ALTER TABLE audit ADD CONSTRAINT refused CHECK (facts->>'version' IS DISTINCT FROM $$not-this-${world.tenantId.slice(0, 8)}$$)`);
    try {
      const start = (version: string) => out.add({ kind: 'station.started', version, schema: 1, at: NOW });
      const all = [start('1'), start(`not-this-${world.tenantId.slice(0, 8)}`), start('3')];
      const first = await push(db(), world.kiosk, out.request(...all));
      expect(first).toEqual(['1 applied', '2 rejected it contradicts what is stored (23514)', '3 applied']);
      expect(await push(db(), world.kiosk, out.request(...all))).toEqual(['1 duplicate', '2 rejected it contradicts what is stored (23514)', '3 duplicate']);
      const audit = await db().query(`SELECT facts->>'version' AS v FROM audit WHERE tenant_id = $1 ORDER BY audit_id`, [world.tenantId]);
      expect(audit.map((row) => row['v'])).toEqual(['1', '3']);
    } finally {
      await db().query('ALTER TABLE audit DROP CONSTRAINT refused');
    }
  });

  it('says of the same operation twice in one push that it is there already, and takes no other under its id', async () => {
    const world = await makeWorld(db());
    const out = makeOutbox();
    const one = out.add({ kind: 'storage.trouble', trouble: 'space-low', at: NOW });
    const other = pushed(3, { kind: 'storage.trouble', trouble: 'check-failed', at: NOW }, one.operationId);
    const answers = await push(db(), world.kiosk, { ...out.request(one, { ...one, seq: 2 }, other) });
    expect(answers).toEqual(['1 applied', '2 duplicate', '3 rejected another operation has this id']);
  });
}

/** The same ids in each world, so that what is left there can be compared. */
function idOf(n: number, of: string): string {
  const hex = sha256(`${of} ${n}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An order with something special about it. */
function oddOrder(n: number, odd: (typeof ODD)[number]): OrderPlaced {
  const { lines, total } = order(n);
  const dear = lines.map((line) => ({ ...line, listPrice: { minor: line.unitPrice.minor + 100, currency: 'EUR' } }));
  const free = lines.map((line) => ({ ...line, unitPrice: { minor: 0, currency: 'EUR' } }));
  switch (odd) {
    case 'same-id':
      return { ...order(n), orderId: order(Math.max(1, n - 1)).orderId };
    case 'same-number':
      return { ...order(n), number: order(Math.max(1, n - 1)).number };
    case 'wrong-total':
      return { ...order(n), total: { ...total, minor: total.minor - 1 } };
    case 'member': {
      const { contact: _, ...nobody } = order(n);
      return { ...nobody, memberId: '0'.repeat(32) };
    }
    case 'coupon':
      return {
        ...order(n),
        total: { ...total, minor: total.minor - 100 },
        discounts: [{ couponId: 'none', name: 'x', amount: { minor: 100, currency: 'EUR' } }],
      };
    case 'marked-down':
      return { ...order(n), lines: dear };
    case 'nothing-due':
      return { ...order(n), lines: free, total: { minor: 0, currency: 'EUR' } };
    case 'too-much':
      return { ...order(n), total: { minor: total.minor, currency: 'USD' } };
    case 'phone':
      return { ...order(n), contact: { kind: 'phone', phone: '+34600000000' } };
    case 'capitals':
      return { ...order(n), contact: { kind: 'email', email: 'Ana@Example.com' } };
    case 'sent': {
      const address = { name: 'Ana Gil', street: 'Calle Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' };
      return { ...order(n), fulfilment: { kind: 'ship', address }, gift: true, holds: [{ sku: 'CAM-AZ-M', locationId: 'centro', quantity: 1, leased: false }] };
    }
    case 'assisted':
      return {
        ...order(n),
        assistedBy: 'eva',
        placedAt: NOW - 60_000,
        shipTo: { name: 'Ana', street: 'Mayor 1', postcode: '1', city: 'Madrid', country: 'ES' },
      };
  }
}

function order(n: number): OrderPlaced {
  return placed({ orderId: idOf(n, 'order'), number: `K1-${String(n).padStart(5, '0')}-1` });
}

function operations(all: readonly Said[]): readonly PushedOperation[] {
  const id = idOf;
  let orders = 0;
  const made: PushedOperation[] = [];
  for (const [i, what] of all.entries()) {
    const of = (body: unknown): PushedOperation => pushed(i + 1, body, id(i, 'operation'));
    switch (what.say) {
      case 'marked':
        made.push(of({ kind: 'compartment.marked', compartmentId: `1-0${what.compartment}`, mark: what.mark, at: NOW }));
        break;
      case 'serviced':
        made.push(
          of({ kind: 'compartment.serviced', compartmentId: `1-0${what.compartment}`, change: what.change, reason: 'hinge', staffId: `eva${i}`, at: NOW }),
        );
        break;
      case 'trouble':
        made.push(of({ kind: 'storage.trouble', trouble: 'space-low', at: NOW }));
        break;
      case 'started':
        made.push(of({ kind: 'station.started', version: `${i}`, schema: 1, at: NOW }));
        break;
      case 'down':
        made.push(of({ kind: 'silo.down', from: NOW - i, to: i % 2 === 0 ? null : NOW, cause: 'power' }));
        break;
      case 'unreadable':
        made.push(of('{"kind":'));
        break;
      case 'not-the-hash':
        made.push({ ...of({ kind: 'station.started', version: '1', schema: 1, at: NOW }), hash: '0'.repeat(64) });
        break;
      case 'order':
        orders += 1;
        made.push(of(order(orders)));
        break;
      case 'odd-order':
        orders += 1;
        made.push(of(oddOrder(orders, what.odd)));
        break;
      case 'early-parcel':
        made.push(of(loaded(order(orders + 1), { parcelId: id(i, 'parcel'), passId: sha256(`pass ${i}`).slice(0, 32), compartmentId: `1-${i + 10}` })));
        break;
      case 'money':
        made.push(of(paid(order(orders), { paymentId: id(i, 'payment') })));
        break;
      case 'early-money':
        made.push(of(paid(order(orders + 1), { paymentId: id(i, 'payment') })));
        break;
      case 'again': {
        const before = made[what.of];
        made.push(before === undefined ? of('again') : { ...before, seq: i + 1 });
        break;
      }
    }
  }
  return made;
}

/** The shop has one person who sells, so that others are strangers. */
async function hire(db: Database, { tenantId }: World): Promise<void> {
  await db.query(
    `INSERT INTO bucket_rows (tenant_id, bucket, scope, key, revision, value) VALUES ($1, 'staff', 'centro', 'eva', 1, '{"roles": ["assistant"]}'::jsonb)`,
    [tenantId],
  );
}

async function pushedInParts(db: Database, world: World, all: readonly PushedOperation[], lengths: readonly number[]): Promise<readonly string[]> {
  const epoch = sha256(world.tenantId).slice(0, 32);
  const answers: string[] = [];
  for (let at = 0, n = 0; at < all.length; n++) {
    const part = all.slice(at, at + (lengths[n % lengths.length] ?? 1));
    const request = { epoch, operations: [...part], audit: { seq: at + part.length, hash: sha256(`${at + part.length}`) } };
    answers.push(...(await push(db, world.kiosk, request)));
    at += part.length;
  }
  return answers;
}

/** What is in the tables of a world, without what names the world. */
async function left(db: Database, { tenantId, kiosk }: World): Promise<readonly string[]> {
  const tables = [
    ['alarms', 'alarm_key, station_id, kind, at, facts', 'alarm_key'],
    ['audit', 'station_id, kind, at, facts', 'audit_id'],
    ['operations', 'station_id, seq, operation_id, body_hash, kind, occurred_at, received_at, outcome, reason, awaits_order, body', 'seq'],
    ['streams', 'generation, last_seq, audit_seq, audit_hash', 'generation'],
    ['downtimes', 'began_at, ended_at, cause', 'began_at'],
    [
      'orders',
      `order_id, store_id, station_id, number, status, placed_at, lines, total_minor, currency, fulfilment, contact, contact_key, locale, extras, ship_to,
       hand_overs, country, concluded, (SELECT min(same.order_id) FROM orders same WHERE same.tenant_id = orders.tenant_id AND same.holder = orders.holder) AS person`,
      'order_id',
    ],
    ['payments', 'payment_id, order_id', 'payment_id'],
    ['parcels', 'parcel_id, order_id, status', 'parcel_id'],
    ['messages', 'message_id, order_id, kind, about, state, created_at, next_at', 'message_id'],
    ['stock_due', 'order_id, holds', 'due_id'],
    ['benefit_uses', 'order_id, coupon_id, why', 'order_id'],
    ['staff_discounts', 'order_id, sku, why', 'order_id'],
    ['bucket_rows', "bucket, scope, key, revision, value - 'holder' AS value", 'bucket, scope, key'],
    ['bucket_counters', 'bucket, scope, revision', 'bucket, scope'],
  ] as const;
  const found: string[] = [];
  for (const [table, columns, order] of tables) {
    const own = table.startsWith('bucket') ? "AND bucket <> 'config'" : '';
    const rows = await db.query(`SELECT ${columns} FROM ${table} WHERE tenant_id = $1 ${own} ORDER BY ${order}`, [tenantId]);
    found.push(
      ...rows.map(
        (row) =>
          `${table} ${JSON.stringify(row)
            .replaceAll(kiosk.stationId, 'kiosk')
            .replaceAll(/(?<=\.|moneyId":")[0-9a-f]{32}/g, 'money')}`,
      ),
    );
  }
  return found;
}
