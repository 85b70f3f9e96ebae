import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClaimMade } from '../../../../src/contract/events/after-operations.ts';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import { operatorClaim } from '../../../../src/contract/hub/operator-after.ts';
import { phoneOrder } from '../../../../src/contract/hub/phone.ts';
import { hubProblem } from '../../../../src/contract/hub/sync.ts';
import type { OrderId } from '../../../../src/kernel/ids.ts';
import { err, ok } from '../../../../src/kernel/result.ts';
import { orderDeskAtHub } from '../../../../src/station/sync/order-desk.ts';
import { type EnrolledStation, enrolStation, makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { makeOperator } from '../support/operators.ts';
import { addPass, collected, column, loaded, makeOutbox, makeWorld, NOW, type Outbox, paid, placed, push, type World } from '../support/world.ts';

let engine: TestEngine;
let api: TestApi;
let world: World;
let out: Outbox;
let station: EnrolledStation;

beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  api = await makeApi(engine.db);
  world = await makeWorld(engine.db);
  out = makeOutbox();
  station = await enrolStation(engine.db, world.kiosk, out.epoch);
});
afterEach(() => api.close());

const happens = (...operations: readonly unknown[]) =>
  push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))), api.clock.now());
const tokenOf = async ({ orderId }: OrderPlaced) => {
  const [row] = await engine.db.query('SELECT phone_token FROM orders WHERE tenant_id = $1 AND order_id = $2', [world.tenantId, orderId]);
  return String(row?.['phone_token']);
};

/** The kiosk's own way to ask, over signed requests that a test sees through. */
const desk = () =>
  orderDeskAtHub({
    ask: async ({ method, path, body }) => {
      const { status, json } = await api.call(station, method, path, body);
      if (status !== 200) return err({ kind: 'refused', code: hubProblem.parse(json).code, retryAfterMs: null });
      return ok(new TextEncoder().encode(JSON.stringify(json)));
    },
  });

async function waiting(change: Partial<OrderPlaced> = {}) {
  const order = placed(change);
  const passId = await addPass(engine.db, world.kiosk);
  const parcel = loaded(order, { passId, deadline: NOW + 7 * 86_400_000 });
  await happens(order, paid(order), parcel);
  return { order, passId, parcel };
}

describe('finding an order for who stands at a kiosk', () => {
  it('takes its contact, its link, or what the station checked, and tells neither code nor PIN nor person', async () => {
    const { order, passId } = await waiting();
    const { find } = desk();
    const contact = { kind: 'email', email: 'ANA@example.com' } as const;
    const byContact = await find({ by: 'contact', number: order.number, contact });
    const others = [
      await find({ by: 'link', token: await tokenOf(order) }),
      await find({ by: 'order', orderId: order.orderId }),
      await find({ by: 'pass', passId }),
    ];
    expect(byContact).toMatchObject({
      ok: true,
      value: { orderId: order.orderId, status: 'ready', waitingUntil: NOW + 7 * 86_400_000, after: { withdrawal: { open: true } } },
    });
    expect(others).toEqual([byContact, byContact, byContact]);
    expect(JSON.stringify(byContact)).not.toMatch(/LK1|123456|ana@/i);
  });

  it('answers a wrong contact, an unknown number and another company alike, and soon not at all', async () => {
    const { order } = await waiting();
    const elsewhere = await makeWorld(engine.db);
    const theirs = placed();
    await push(engine.db, elsewhere.kiosk, makeOutbox().request(makeOutbox().add(theirs)));
    const { find } = desk();
    const wrong = { kind: 'email', email: 'eva@example.com' } as const;
    const tries = [await find({ by: 'order', orderId: theirs.orderId }), await find({ by: 'contact', number: 'K1-00099-4', contact: wrong })];
    for (let n = 0; n < 6; n++) tries.push(await find({ by: 'contact', number: order.number, contact: wrong }));
    const kinds = tries.map((found) => (found.ok ? 'found' : found.error.kind));
    expect(kinds).toEqual([...Array.from({ length: 7 }, () => 'no-match'), 'wait']);
    // Nor is the right one found until the pause is over: who guesses learns nothing from the difference.
    expect(await find({ by: 'contact', number: order.number, contact: order.contact ?? wrong })).toMatchObject({ ok: false, error: { kind: 'wait' } });
  });

  it('sends the code again to its own contact, three times a day', async () => {
    const { order } = await waiting();
    const { resend } = desk();
    const sent: Awaited<ReturnType<typeof resend>>[] = [];
    for (let n = 0; n < 4; n++) sent.push(await resend(order.orderId as OrderId));
    expect(sent.map((one) => (one.ok ? 'sent' : one.error.kind))).toEqual(['sent', 'sent', 'sent', 'too-often']);
    const paidOnly = placed({ number: 'K1-00043-5' });
    await happens(paidOnly, paid(paidOnly));
    expect(await resend(paidOnly.orderId as OrderId)).toMatchObject({ ok: false, error: { kind: 'not-now' } });
  });
});

describe('a claim under the guarantee', () => {
  const claim = { sku: 'CAM-AZ-M', quantity: 1, fault: 'seam', wish: 'repair', words: 'Se ha abierto la costura.' } as const;

  async function handedOver() {
    const { order, parcel } = await waiting();
    await happens(collected(parcel));
    const path = `/v1/phone/${await tokenOf(order)}`;
    const ask = async () => phoneOrder.parse((await api.plain('GET', path)).json).after;
    const make = (made: number, of: object = claim) => api.plain('POST', `${path}/claims`, JSON.stringify({ made, claim: of }));
    return { order, ask, make };
  }

  it('has a number, is made once for a press that is repeated, and is answered in the words of the shop', async () => {
    const { order, ask, make } = await handedOver();
    expect((await ask())?.guarantee).toMatchObject({ open: true, months: 36, lines: [{ sku: 'CAM-AZ-M', left: 2 }] });
    expect([(await make(0)).status, (await make(0)).status]).toEqual([200, 200]);
    expect((await ask())?.claims).toMatchObject([{ number: `${order.number}-G1`, state: 'received', answer: null, fault: 'seam' }]);
    const head = { authorization: `Bearer ${await makeOperator(engine.db, world)}` };
    const { rows } = (await api.plain('GET', '/v1/operator/claims', undefined, head)).json as { rows: unknown[] };
    const [row] = rows.map((one) => operatorClaim.parse(one));
    expect(row).toMatchObject({ number: `${order.number}-G1`, words: claim.words, inTime: true, state: 'received' });
    const told = JSON.stringify({ state: 'accepted', answer: 'Tráelo y lo cosemos.', by: 'taller' });
    for (const status of [200, 200]) expect((await api.plain('POST', `/v1/operator/claims/${row?.claimId}/answer`, told, head)).status).toBe(status);
    expect((await ask())?.claims).toMatchObject([{ state: 'accepted', answer: 'Tráelo y lo cosemos.' }]);
    expect((await column(engine.db, world, 'messages', 'kind')).filter((kind) => kind === 'claimed' || kind === 'claim-answered')).toHaveLength(2);
  });

  it('is refused before the hand-over, for more than there is, and after its time; at a kiosk it waits for people', async () => {
    const { order, make } = await handedOver();
    expect((await make(0, { ...claim, quantity: 3 })).status).toBe(409);
    api.clock.advance(4 * 365 * 86_400_000);
    expect((await make(0)).status).toBe(409);
    const op: ClaimMade = {
      kind: 'claim.made',
      claimId: randomUUID(),
      orderId: order.orderId,
      number: order.number,
      contact: null,
      claim,
      at: api.clock.now(),
    };
    expect(await happens(op, { ...op, claimId: randomUUID(), claim: { ...claim, sku: 'other' } })).toEqual([
      '5 applied',
      '6 rejected the order has no such article',
    ]);
    expect(await column(engine.db, world, 'claims', 'in_time')).toEqual([false]);
    const early = await waiting({ number: 'K1-00044-3' });
    const path = `/v1/phone/${await tokenOf(early.order)}/claims`;
    expect((await api.plain('POST', path, JSON.stringify({ made: 0, claim }))).status).toBe(409);
  });
});
