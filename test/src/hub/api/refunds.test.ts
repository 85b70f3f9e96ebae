import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReturnDeposited } from '../../../../src/contract/events/silo-operations.ts';
import { operatorRefund } from '../../../../src/contract/hub/operator.ts';
import { phoneOrder } from '../../../../src/contract/hub/phone.ts';
import type { OutgoingMessage } from '../../../../src/hub/connectors/messenger.ts';
import { makeOperatorToken } from '../../../../src/hub/db/operators.ts';
import { sendMessages } from '../../../../src/hub/jobs/send-messages.ts';
import { tidy } from '../../../../src/hub/jobs/tidy.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { done } from '../../../../src/kernel/result.ts';
import { makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { addPass, collected, column, deposited, loaded, makeOutbox, makeWorld, NOW, type Outbox, paid, placed, push, type World } from '../support/world.ts';

let engine: TestEngine;
let api: TestApi;
let world: World;
let out: Outbox;
let token: string;
let operatorId: string;
let sent: OutgoingMessage[];

beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  api = await makeApi(engine.db);
  world = await makeWorld(engine.db);
  out = makeOutbox();
  operatorId = randomUUID();
  sent = [];
  await engine.db.query(`INSERT INTO operators (tenant_id, operator_id, name, rights) VALUES ($1, $2, 'Caja', '["look","refund"]')`, [
    world.tenantId,
    operatorId,
  ]);
  token = (await makeOperatorToken(engine.db, (size) => crypto.getRandomValues(new Uint8Array(size)), operatorId, NOW)) ?? '';
  await engine.db.query("UPDATE messages SET state = 'sent' WHERE state = 'pending'");
});
afterEach(() => api.close());

const euros = (minor: number) => ({ minor, currency: 'EUR' });
const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));
const settle = (parcelId: string, body: unknown) =>
  api.plain('POST', `/v1/operator/refunds/${parcelId}/settle`, JSON.stringify(body), { authorization: `Bearer ${token}` });
const paidBack = (minor: number, change: object = {}) => ({ outcome: 'paid', amount: euros(minor), tender: 'card', by: 'caja-1', ...change });
const list = async () => {
  const { rows } = (await api.plain('GET', '/v1/operator/refunds', undefined, { authorization: `Bearer ${token}` })).json as { rows: unknown[] };
  return rows.map((row) => operatorRefund.parse(row));
};
const send = () => {
  const messenger = {
    send(message: OutgoingMessage) {
      sent.push(message);
      return Promise.resolve(done);
    },
    close: () => {},
  };
  return sendMessages(
    { db: engine.db, messenger, random: () => new Uint8Array([255]), logger: silentLogger, publicUrl: 'https://hub.example', memberCode: () => '' },
    NOW + 60_000,
  );
};

/** An order of two shirts that was collected, and what came back of it. */
async function returned(...backs: readonly Partial<ReturnDeposited>[]) {
  const order = placed();
  const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
  await happens(order, paid(order), parcel, collected(parcel));
  const deposits = backs.map((change, n) => deposited(order, { compartmentId: `1-1${n}`, ...change }));
  await happens(...deposits);
  const [row] = await engine.db.query('SELECT phone_token FROM orders WHERE tenant_id = $1 AND order_id = $2', [world.tenantId, order.orderId]);
  const page = async () => phoneOrder.parse((await api.plain('GET', `/v1/phone/${String(row?.['phone_token'])}`)).json);
  return { order, page, ids: deposits.map((deposit) => deposit.parcelId) };
}

describe('a refund', () => {
  it('is told by the till with who and when, once however often, and shown to head office and to the customer', async () => {
    const { page, ids } = await returned({});
    const [id = ''] = ids;
    await send();
    sent.length = 0;
    const before = [await list(), (await page()).returns?.deposits];
    const answers = [await settle(id, paidBack(2_995)), await settle(id, paidBack(2_995))];
    await send();
    const settled = { outcome: 'paid', amount: euros(2_995), tender: 'card', by: `${operatorId}/caja-1`, at: NOW };
    expect([before, answers.map((answer) => answer.status), await list(), (await page()).returns?.deposits]).toMatchObject([
      [[{ state: 'requested', amount: euros(2_995), settled: null }], [{ state: 'requested', settledAt: null }]],
      [200, 200],
      [{ state: 'requested', settled }],
      [{ state: 'paid', amount: euros(2_995), tender: 'card', settledAt: NOW }],
    ]);
    expect(sent.map(({ subject, to }) => [subject, to])).toEqual([
      ['Te hemos devuelto el dinero del pedido K1-00042-7', { kind: 'email', email: 'ana@example.com' }],
    ]);
    expect(sent[0]?.text).toMatch(/29,95.*\n.*tarjeta/);
    expect(sent[0]?.text).not.toContain('Camisa');
    const audit = await engine.db.query(`SELECT facts FROM audit WHERE tenant_id = $1 AND kind = 'refund.settled'`, [world.tenantId]);
    expect(audit.map((row) => row['facts'])).toMatchObject([{ parcelId: id, outcome: 'paid', minor: 2_995, tender: 'card', operatorId, by: 'caja-1' }]);
  });

  it('that was settled is not settled otherwise', async () => {
    const { ids } = await returned({});
    const [id = ''] = ids;
    await settle(id, paidBack(2_995));
    const again = [paidBack(2_000), paidBack(2_995, { tender: 'cash' }), paidBack(2_995, { by: 'caja-2' }), { outcome: 'declined', by: 'caja-1' }];
    const statuses: number[] = [];
    for (const body of again) statuses.push((await settle(id, body)).status);
    expect([statuses, (await settle(randomUUID(), paidBack(1))).status]).toEqual([again.map(() => 409), 404]);
  });

  it('never pays more for an order than it cost, counting what is still to be paid, nor in another currency, nor nothing', async () => {
    const { ids } = await returned({}, {}, { lines: [] });
    const [first = '', second = '', third = ''] = ids;
    const statuses: number[] = [];
    for (const [id, body] of [
      [first, paidBack(2_996)],
      [first, paidBack(0)],
      [first, { ...paidBack(100), amount: { minor: 100, currency: 'CLP' } }],
      [third, paidBack(1)],
      [first, paidBack(2_000)],
      [third, paidBack(996)],
      [third, paidBack(995)],
      [second, { outcome: 'declined', by: 'caja-1' }],
    ] as const) {
      statuses.push((await settle(id, body)).status);
    }
    expect(statuses).toEqual([409, 409, 409, 409, 200, 409, 200, 200]);
  });

  it('that people decided on counts for later returns: a piece is paid once', async () => {
    const { order, page, ids } = await returned({ returnId: null, depositedAt: NOW + 40 * 86_400_000 });
    const [late = ''] = ids;
    expect((await settle(late, paidBack(2_995, { tender: 'cash' }))).status).toBe(200);
    await happens(deposited(order, { compartmentId: '1-21', lines: [{ sku: 'CAM-AZ-M', quantity: 2, reason: 'size' }] }));
    expect((await page()).returns?.deposits.map(({ state, amount }) => [state, amount?.minor ?? null])).toEqual([
      ['requested', 2_995],
      ['paid', 2_995],
    ]);
  });

  it('that is declined tells the customer to ask, and one for an order that nobody knows can only be declined', async () => {
    const { page, ids } = await returned({});
    const [id = ''] = ids;
    await send();
    sent.length = 0;
    await settle(id, { outcome: 'declined', by: 'caja-1' });
    const stray = { ...deposited(placed()), orderId: randomUUID(), compartmentId: '1-22' };
    await happens(stray);
    const statuses = [(await settle(stray.parcelId, paidBack(1))).status, (await settle(stray.parcelId, { outcome: 'declined', by: 'caja-1' })).status];
    await send();
    expect([(await page()).returns?.deposits, statuses, sent.map((message) => message.subject)]).toMatchObject([
      [{ state: 'declined', amount: null }],
      [409, 200],
      ['Sobre tu devolución del pedido K1-00042-7'],
    ]);
  });

  it('that waits for more than ten days is told to people once, until it is settled', async () => {
    const { ids } = await returned({});
    const [id = ''] = ids;
    const alarms = () => column(engine.db, world, 'alarms', 'alarm_key');
    await tidy(engine.db, NOW + 10 * 86_400_000);
    const early = await alarms();
    await tidy(engine.db, NOW + 10 * 86_400_000 + 1);
    const late = await alarms();
    await settle(id, paidBack(2_995));
    await tidy(engine.db, NOW + 12 * 86_400_000);
    expect([early, late, await alarms()]).toEqual([[], [`refund-late:${id}`], []]);
  });
});
