import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StaffRole } from '../../../../src/contract/staff.ts';
import { putRows } from '../../../../src/hub/db/buckets.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { column, makeOutbox, makeWorld, NOW, type Outbox, paid, placed, push, type World } from '../support/world.ts';

// A real database is slow to start on a machine that has much else to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

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

const hire = (staffId: string, roles: readonly StaffRole[], scope = 'centro') =>
  engine.db.transaction((tx) =>
    putRows(tx, { tenantId: world.tenantId, bucket: 'staff', scope }, [
      { key: staffId, value: { staffId, name: staffId, number: '1001', badgeHash: 'a'.repeat(64), pin: 'scrypt$1$1$1$aa$aa', roles } },
    ]),
  );
const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));
const alarms = () => column(engine.db, world, 'alarms', "(facts->>'act') || ' ' || (facts->>'staffId')", 'at');

describe('who takes money and hands goods over', () => {
  it.each<[string, readonly StaffRole[], string]>([
    ['an assistant', ['assistant'], 'centro'],
    ['a manager', ['manager'], 'centro'],
  ])('is not looked into as %s of the shop', async (_, roles, scope) => {
    await hire('lucia', roles, scope);
    const order = placed();
    expect(await happens(order, paid(order, { staffId: 'lucia' }))).toEqual(['1 applied', '2 applied']);
    expect(await alarms()).toEqual([]);
  });

  it.each<[string, string, readonly StaffRole[]]>([
    ['whoever only repairs doors', 'centro', ['technician']],
    ['somebody of another shop', 'norte', ['assistant']],
  ])('is told to people where it is %s, and what happened stays as it is', async (_, scope, roles) => {
    await hire('marcos', ['manager']);
    await hire('nadia', roles, scope);
    const order = placed({ assistedBy: 'nadia', fulfilment: { kind: 'desk' } });
    const steps = [paid(order, { staffId: 'nadia' }), { kind: 'goods.handed', orderId: order.orderId, way: 'desk', staffId: 'nadia', handedAt: NOW + 2 }];
    expect(await happens(order, ...steps)).toEqual(['1 applied', '2 applied', '3 applied']);
    expect((await alarms()).toSorted()).toEqual(['goods.handed nadia', 'order.placed nadia', 'payment.taken nadia']);
  });

  it('is nobody that a hub judges which knows nobody of the shop', async () => {
    const order = placed();
    expect(await happens(order, paid(order, { staffId: 'nadia' }))).toEqual(['1 applied', '2 applied']);
    expect(await alarms()).toEqual([]);
  });
});
