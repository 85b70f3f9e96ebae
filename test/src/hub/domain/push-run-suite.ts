import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PushedOperation } from '../../../../src/contract/hub/sync.ts';
import type { Database } from '../../../../src/hub/db/database.ts';
import type { TestEngine } from '../support/engines.ts';
import { makeOutbox, makeWorld, markEnrolled, NOW, paid, placed, push, pushed, sha256, type World } from '../support/world.ts';

/** What a station may say in these tests, by what it does at the hub. */
type Said =
  | { readonly say: 'marked'; readonly compartment: number; readonly mark: 'verified-empty' | 'left-open' | 'forced' }
  | { readonly say: 'serviced'; readonly compartment: number; readonly change: 'out-of-service' | 'in-service' | 'board-swapped' }
  | { readonly say: 'trouble' | 'started' | 'down' | 'unreadable' | 'not-the-hash' | 'order' | 'money' | 'early-money' }
  | { readonly say: 'again'; readonly of: number };

const compartment = fc.integer({ min: 1, max: 2 });
const said: fc.Arbitrary<Said> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ say: fc.constant('marked' as const), compartment, mark: fc.constantFrom('verified-empty', 'left-open', 'forced') }) },
  {
    weight: 4,
    arbitrary: fc.record({ say: fc.constant('serviced' as const), compartment, change: fc.constantFrom('out-of-service', 'in-service', 'board-swapped') }),
  },
  { weight: 3, arbitrary: fc.record({ say: fc.constantFrom('trouble', 'started', 'down', 'unreadable', 'not-the-hash', 'order', 'money', 'early-money') }) },
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
            answers.push([await pushedInParts(db(), world, operations(all), lengths), await left(db(), world)]);
          }
          expect(answers[1]).toEqual(answers[0]);
          expect(answers[2]).toEqual(answers[0]);
        },
      ),
      { numRuns: 15 },
    );
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

function operations(all: readonly Said[]): readonly PushedOperation[] {
  // The same ids in each world, so that what is left there can be compared.
  const id = (n: number, of: string): string => {
    const hex = sha256(`${of} ${n}`);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
  const order = (n: number) => placed({ orderId: id(n, 'order'), number: `K1-${String(n).padStart(5, '0')}-1` });
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
    ['orders', 'order_id, status', 'order_id'],
    ['payments', 'payment_id, order_id', 'payment_id'],
  ] as const;
  const found: string[] = [];
  for (const [table, columns, order] of tables) {
    const rows = await db.query(`SELECT ${columns} FROM ${table} WHERE tenant_id = $1 ORDER BY ${order}`, [tenantId]);
    found.push(...rows.map((row) => `${table} ${JSON.stringify(row).replaceAll(kiosk.stationId, 'kiosk')}`));
  }
  return found;
}
