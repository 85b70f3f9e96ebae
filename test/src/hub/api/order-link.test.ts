import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PushedOperation } from '../../../../src/contract/hub/sync.ts';
import { phoneOrder } from '../../../../src/contract/hub/phone.ts';
import { type EnrolledStation, enrolStation, makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { addPass, collected, loaded, makeOutbox, makeWorld, type Outbox, paid, placed, type World } from '../support/world.ts';

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

const pushBody = (...operations: readonly PushedOperation[]) => JSON.stringify(out.request(...operations));

describe("the page behind an order's link", () => {
  const open = async (orderId: string) => {
    const [row] = await engine.db.query('SELECT phone_token FROM orders WHERE tenant_id = $1 AND order_id = $2', [world.tenantId, orderId]);
    return await api.plain('GET', `/v1/phone/${String(row?.['phone_token'])}`);
  };

  it('shows the code while the parcel waits, and never who it is for', async () => {
    const passId = await addPass(engine.db, world.kiosk);
    const order = placed();
    const parcel = loaded(order, { passId });
    const seen: unknown[] = [];
    for (const operation of [order, paid(order), parcel, collected(parcel)]) {
      await api.call(station, 'POST', '/v1/push', pushBody(out.add(operation)));
      const answer = await open(order.orderId);
      const shown = phoneOrder.parse(answer.json);
      seen.push([shown.status, shown.collect?.pin ?? null, shown.collect?.doors[0] ?? null]);
      expect(JSON.stringify(answer.json)).not.toContain('ana@');
    }
    expect(seen).toEqual([
      ['placed', null, null],
      ['paid', null, null],
      ['ready', '123456', 7],
      ['collected', null, null],
    ]);
  });

  it('is not there for a token that is unknown or no token', async () => {
    const answers: number[] = [];
    for (const token of ['A'.repeat(22), 'x', '..%2f..%2fpackage.json', "'%20OR%201=1--"]) answers.push((await api.plain('GET', `/v1/phone/${token}`)).status);
    expect(answers).toEqual([404, 404, 404, 404]);
  });

  it('comes with a strict policy, unstored and without a referrer', async () => {
    const page = await api.plain('GET', `/p/${'A'.repeat(22)}`);
    expect([page.status, page.json, page.headers['cache-control'], page.headers['referrer-policy']]).toEqual([
      200,
      '<!doctype html><title>phone</title>',
      'no-store',
      'no-referrer',
    ]);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';.*frame-ancestors 'none'$/);
  });

  it('is made of files of one folder and of no other', async () => {
    const files = ['phone-abc123.js', '../secret.js', '..%2fsecret.js', '%2e%2e%2fsecret.js', '.', '..', 'phone-abc123.js%00', 'missing.js', 'phone.exe'];
    const statuses: number[] = [];
    for (const file of files) statuses.push((await api.plain('GET', `/assets/${file}`)).status);
    expect(statuses).toEqual([200, ...files.slice(1).map(() => 404)]);
  });
});
