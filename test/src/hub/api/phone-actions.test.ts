import { z } from 'zod';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PhoneOrder, phoneOrder, phoneSecondCode } from '../../../../src/contract/hub/phone.ts';
import type { ParcelLoaded } from '../../../../src/contract/events/operations.ts';
import { parcelDirective, returnPermit, revokedPass } from '../../../../src/contract/hub/silo.ts';
import { hubProblem, pullResponse, waitResponse } from '../../../../src/contract/hub/sync.ts';
import { readPassText } from '../../../../src/contract/pass/lk1.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { type Answer, type EnrolledStation, enrolStation, makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { addPass, collected, column, deposited, loaded, makeOutbox, makeWorld, NOW, type Outbox, paid, placed, push, type World } from '../support/world.ts';

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
  api = await makeApi(engine.db, { action: { burst: 100, perSecond: 1 }, phone: { burst: 1000, perSecond: 1 } });
  world = await makeWorld(engine.db);
  out = makeOutbox();
  station = await enrolStation(engine.db, world.kiosk, out.epoch);
});
afterEach(() => api.close());

const DAY = 86_400_000;
const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));
const tokenOf = async (orderId: string) => {
  const [row] = await engine.db.query('SELECT phone_token FROM orders WHERE tenant_id = $1 AND order_id = $2', [world.tenantId, orderId]);
  return String(row?.['phone_token']);
};
const refusal = (answer: Answer) => [answer.status, hubProblem.parse(answer.json).code];
const pull = async (bucket: string, cursor = 0) => {
  const answer = await api.call(station, 'GET', `/v1/pull?bucket=${bucket}&cursor=${cursor}&limit=100`);
  return pullResponse.parse(answer.json);
};

/** An order with a parcel that waits for a week. */
async function waiting(change: Partial<ParcelLoaded> = {}) {
  const order = placed();
  const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk), deadline: NOW + 7 * DAY, ...change });
  await happens(order, paid(order), parcel);
  const token = await tokenOf(order.orderId);
  const ask = async () => phoneOrder.parse((await api.plain('GET', `/v1/phone/${token}`)).json);
  const act = (path: string, body: unknown = {}) => api.plain('POST', `/v1/phone/${token}/${path}`, JSON.stringify(body));
  const done = async (path: string, body: unknown = {}): Promise<PhoneOrder> => phoneOrder.parse((await act(path, body)).json);
  return { order, parcel, token, ask, act, done };
}

describe('more days', () => {
  it('are given as often as the shop allows, once for a press that is repeated, and told to the silo', async () => {
    const { parcel, ask, act, done } = await waiting();
    const before = await ask();
    const after = await done('extend', { used: 0 });
    const repeated = await done('extend', { used: 0 });
    expect([before, after, repeated].map((order) => [order.collect?.until, order.collect?.extension])).toEqual([
      [NOW + 7 * DAY, { used: 0, left: 1, days: 2, known: true }],
      [NOW + 9 * DAY, { used: 1, left: 0, days: 2, known: false }],
      [NOW + 9 * DAY, { used: 1, left: 0, days: 2, known: false }],
    ]);
    expect(refusal(await act('extend', { used: 1 }))).toEqual([409, 'conflict']);
    const page = await pull('parcels');
    expect(page.rows.map((row) => parcelDirective.parse(row.value))).toEqual([{ parcelId: parcel.parcelId, deadline: NOW + 9 * DAY, recall: null, pin: null }]);
    await pull('parcels', page.next);
    expect((await ask()).collect?.extension.known).toBe(true);
    expect(await column(engine.db, world, 'messages', 'kind', 'kind')).toEqual(['extended', 'paid', 'ready', 'received']);
  });

  it('are not promised beyond the life of the code, nor after the time is over', async () => {
    const short = await waiting({ passId: await addPass(engine.db, world.kiosk, NOW / 1000 + 7.5 * 86_400) });
    const late = await waiting({ deadline: NOW - 1 });
    expect([(await short.ask()).collect?.extension.left, refusal(await short.act('extend', { used: 0 }))]).toEqual([0, [409, 'conflict']]);
    expect([(await late.ask()).collect?.overdue, refusal(await late.act('extend', { used: 0 }))]).toEqual([true, [409, 'conflict']]);
  });

  it('are counted for each parcel, and given to one that was loaded after the other had them', async () => {
    const { order, parcel, ask, done } = await waiting();
    await done('extend', { used: 0 });
    await happens(loaded(order, { passId: parcel.passId, compartmentId: '1-08', doorNumber: 8, loadedAt: NOW + 1, deadline: NOW + 8 * DAY }));
    expect((await ask()).collect?.extension).toMatchObject({ used: 1, left: 1 });
    await done('extend', { used: 1 });
    const after = await done('extend', { used: 1 });
    expect([after.collect?.extension.used, after.collect?.extension.left, await column(engine.db, world, 'parcels', 'deadline', 'door_number')]).toEqual([
      2,
      0,
      [NOW + 9 * DAY, NOW + 10 * DAY],
    ]);
  });

  it('come by themselves for the time in which the silo stood still', async () => {
    const { ask } = await waiting();
    await happens({ kind: 'silo.down', from: NOW + DAY, to: NOW + 2 * DAY, cause: 'doors' });
    expect((await ask()).collect?.until).toBe(NOW + 8 * DAY);
  });
});

describe('a new PIN', () => {
  it('takes the place of the old one on the page, and travels to the silo as a hash', async () => {
    const { ask, done } = await waiting();
    const after = await done('pin', { resets: 0 });
    const repeated = await done('pin', { resets: 0 });
    expect([after.collect?.pinResets, after.collect?.pinKnown, repeated.collect?.pin === after.collect?.pin, after.collect?.pin !== '123456']).toEqual([
      1,
      false,
      true,
      true,
    ]);
    const page = await pull('parcels');
    const [directive] = page.rows.map((row) => parcelDirective.parse(row.value));
    expect([directive?.pin?.startsWith('scrypt$'), JSON.stringify(page).includes(after.collect?.pin ?? '-')]).toEqual([true, false]);
    await hearsAll();
    expect((await ask()).collect?.pinKnown).toBe(true);
  });

  it('holds for all parcels that the code opens', async () => {
    const { order, parcel, done } = await waiting();
    await happens(loaded(order, { passId: parcel.passId, compartmentId: '1-08', doorNumber: 8, loadedAt: NOW + 1 }));
    await done('pin', { resets: 0 });
    const hashes = (await pull('parcels')).rows.map((row) => parcelDirective.parse(row.value).pin);
    expect([hashes.length, new Set(hashes).size]).toEqual([2, 1]);
  });
});

/** The station asks whether anything is new beyond everything that there is, and is told nothing: it has heard all. */
async function hearsAll(): Promise<void> {
  const { at } = waitResponse.parse((await api.call(station, 'GET', '/v1/wait?since=0')).json);
  let answered = false;
  void api.call(station, 'GET', `/v1/wait?since=${at}`).finally(() => {
    answered = true;
  });
  while (!answered) {
    api.clock.advance(5_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a second code', () => {
  it('is one whose id the silo knows, for the same bank and as long as the first', async () => {
    const { parcel, done } = await waiting();
    const after = await done('delegates', { made: 0 });
    const [delegate] = after.collect?.delegates ?? [];
    const page = await api.plain('GET', `/v1/phone/delegate/${delegate?.path.slice('/p/d/'.length)}`);
    const second = phoneSecondCode.parse(page.json);
    const pass = expectOk(readPassText(second.code ?? ''), 'a code').body;
    const [row] = await engine.db.query('SELECT delegate_ids, expires FROM passes WHERE pass_id = $1', [parcel.passId]);
    expect([pass.kind, pass.bank, pass.passId, pass.expires, second.storeName, second.until]).toEqual([
      'collect',
      1,
      z.array(z.string()).parse(row?.['delegate_ids'])[0],
      row?.['expires'],
      'Tienda centro',
      NOW + 7 * DAY,
    ]);
    expect(JSON.stringify(page.json)).not.toMatch(/K1-00042-7|Camisa|ana@|"7"/);
    expect((await api.plain('GET', delegate?.path ?? '')).status).toBe(200);
  });

  it('makes room for another when it was taken back, until the ids that the silo knows are used up, which the page says before', async () => {
    const { done, ask, act } = await waiting();
    const left = async () => {
      const { collect } = await ask();
      return [collect?.delegatesLeft, collect?.delegatesEver];
    };
    expect(await left()).toEqual([3, 12]);
    for (const made of [0, 1, 2]) await done('delegates', { made });
    expect([await left(), refusal(await act('delegates', { made: 3 }))]).toEqual([
      [0, 9],
      [409, 'conflict'],
    ]);
    for (let made = 3; made < 12; made++) {
      await done(`delegates/${made - 2}/revoke`);
      await done('delegates', { made });
    }
    expect(await left()).toEqual([0, 0]);
    await done('delegates/12/revoke');
    expect([await left(), refusal(await act('delegates', { made: 12 }))]).toEqual([
      [0, 0],
      [409, 'conflict'],
    ]);
    const working = (await ask()).collect?.delegates.filter((one) => one.state === 'works').map((one) => one.number);
    expect([working, new Set(await column(engine.db, world, 'delegates', 'delegate_id')).size]).toEqual([[10, 11], 12]);
  });

  it('is made once for a press that is repeated, and three work at once at most', async () => {
    const { act, done } = await waiting();
    await done('delegates', { made: 0 });
    await done('delegates', { made: 0 });
    await done('delegates', { made: 1 });
    const last = await done('delegates', { made: 2 });
    expect([last.collect?.delegates.map((one) => one.number), last.collect?.delegatesLeft, refusal(await act('delegates', { made: 3 }))]).toEqual([
      [1, 2, 3],
      0,
      [409, 'conflict'],
    ]);
  });

  it('that was taken back shows nothing, is told to the silo, and its id is never used again', async () => {
    const { done, ask } = await waiting();
    const made = await done('delegates', { made: 0 });
    const path = made.collect?.delegates[0]?.path.slice('/p/d/'.length) ?? '';
    const back = await done('delegates/1/revoke');
    expect(back.collect?.delegates.map(({ state, known }) => [state, known])).toEqual([['revoked', false]]);
    expect(phoneSecondCode.parse((await api.plain('GET', `/v1/phone/delegate/${path}`)).json)).toMatchObject({ state: 'over', code: null });
    const page = await pull('revoked');
    expect(page.rows.map((row) => revokedPass.parse(row.value).revokedAt)).toEqual([NOW]);
    await pull('revoked', page.next);
    expect((await ask()).collect?.delegates.map(({ known }) => known)).toEqual([true]);
    await done('delegates', { made: 1 });
    expect(new Set(await column(engine.db, world, 'delegates', 'delegate_id')).size).toBe(2);
  });

  it('is over when the parcel was collected', async () => {
    const { parcel, done } = await waiting();
    const made = await done('delegates', { made: 0 });
    await happens(collected(parcel));
    const path = made.collect?.delegates[0]?.path.slice('/p/d/'.length) ?? '';
    expect(phoneSecondCode.parse((await api.plain('GET', `/v1/phone/delegate/${path}`)).json).state).toBe('over');
  });
});

describe('the code once more', () => {
  it("goes to the order's own contact, three times a day at most", async () => {
    const { act } = await waiting();
    const answers: number[] = [];
    for (let n = 0; n < 4; n++) answers.push((await act('resend')).status);
    expect(answers).toEqual([200, 200, 200, 429]);
    expect(await column(engine.db, world, 'messages', 'about', 'about')).toHaveLength(6);
  });
});

describe('a return', () => {
  const handed = async () => {
    const it = await waiting();
    await happens(collected(it.parcel));
    return it;
  };
  const line = (quantity: number) => ({ sku: 'CAM-AZ-M', quantity, reason: 'size' });

  it('is announced with a code for any silo, which the stations hear of', async () => {
    const { order, done } = await handed();
    const after = await done('returns', { made: 0, lines: [line(1)] });
    const [made] = after.returns?.codes ?? [];
    const pass = expectOk(readPassText(made?.code ?? ''), 'a code').body;
    expect([pass.kind, pass.bank, after.returns?.lines, (await pull('returns')).rows.map((row) => returnPermit.parse(row.value))]).toEqual([
      'return',
      'any',
      [{ sku: 'CAM-AZ-M', left: 1 }],
      [{ returnId: pass.passId, orderId: order.orderId, number: order.number, lines: [line(1)] }],
    ]);
  });

  it('of more than was bought is refused, and one that was taken back may be announced again', async () => {
    const { act, done } = await handed();
    expect(refusal(await act('returns', { made: 0, lines: [line(2), line(1)] }))).toEqual([409, 'conflict']);
    await done('returns', { made: 0, lines: [line(2)] });
    expect(refusal(await act('returns', { made: 1, lines: [line(1)] }))).toEqual([409, 'conflict']);
    const back = await done('returns/1/cancel');
    expect([back.returns?.codes, back.returns?.lines, (await pull('returns')).rows.map((row) => row.value)]).toEqual([
      [],
      [{ sku: 'CAM-AZ-M', left: 2 }],
      [null],
    ]);
    expect((await done('returns', { made: 1, lines: [line(2)] })).returns?.codes).toHaveLength(1);
  });

  it('that was put into a silo shows its receipt and its money', async () => {
    const { order, ask, done } = await handed();
    const made = await done('returns', { made: 0, lines: [line(1)] });
    const returnId = expectOk(readPassText(made.returns?.codes[0]?.code ?? ''), 'a code').body.passId;
    await happens(deposited(order, { returnId, lines: [], orderId: null }));
    const shown = await ask();
    expect([shown.returns?.codes, shown.returns?.deposits]).toEqual([
      [],
      [
        {
          receipt: 'R-7K3M',
          depositedAt: NOW,
          lines: [line(1)],
          amount: { minor: 2_995, currency: 'EUR' },
          state: 'requested',
          takenOutAt: null,
          tender: null,
          settledAt: null,
        },
      ],
    ]);
  });

  it('of what was not handed over cannot be announced', async () => {
    const { act, ask } = await waiting();
    expect([(await ask()).returns, refusal(await act('returns', { made: 0, lines: [line(1)] }))]).toEqual([null, [409, 'conflict']]);
  });
});

describe('every action', () => {
  const actions = [
    ['extend', { used: 0 }],
    ['pin', { resets: 0 }],
    ['resend', {}],
    ['delegates', { made: 0 }],
    ['delegates/1/revoke', {}],
    ['returns', { made: 0, lines: [{ sku: 'CAM-AZ-M', quantity: 1, reason: 'size' }] }],
    ['returns/1/cancel', {}],
  ] as const;

  it.each(actions)('%s is not there behind a link that leads nowhere, and impossible before anything waits', async (path, body) => {
    const order = placed();
    await happens(order, paid(order));
    const token = await tokenOf(order.orderId);
    const answers: unknown[] = [];
    for (const link of ['A'.repeat(22), 'x', token]) answers.push((await api.plain('POST', `/v1/phone/${link}/${path}`, JSON.stringify(body))).status);
    expect(answers).toEqual([404, 404, path === 'returns/1/cancel' ? 404 : 409]);
    expect((await api.plain('POST', `/v1/phone/${token}/${path}`, '{"more":1}')).status).toBe(400);
  });

  it('is slowed down for one link and for one address', async () => {
    const slow = await makeApi(engine.db, { action: { burst: 1, perSecond: 0.1 }, phone: { burst: 3, perSecond: 0.1 } });
    const ask = async (token: string) => (await slow.plain('POST', `/v1/phone/${token}/resend`, '{}')).status;
    const [a, b, c] = ['A', 'B', 'C'].map((letter) => letter.repeat(22));
    expect([await ask(a ?? ''), await ask(a ?? ''), await ask(b ?? ''), await ask(c ?? '')]).toEqual([404, 429, 404, 429]);
    await slow.close();
  });
});

describe('an order whose parcels lie in two silos', () => {
  it('shows the code of each, and its messages carry the right one', async () => {
    const { order, ask } = await waiting();
    const there = makeOutbox();
    const passId = await addPass(engine.db, world.second);
    await push(engine.db, world.second, there.request(there.add(loaded(order, { bank: 2, passId, compartmentId: '2-01', doorNumber: 21, loadedAt: NOW + 1 }))));
    const shown = await ask();
    expect([shown.collect?.doors, shown.further.map(({ code, doors }) => [code, doors])]).toEqual([[7], [[`LK1:${passId}`, [21]]]]);
    expect(await column(engine.db, world, 'messages', 'kind', 'kind')).toEqual(['paid', 'ready', 'ready', 'received']);
  });
});

describe('the history of a parcel', () => {
  it('says when its door was opened and closed, and by whom', async () => {
    const { parcel, ask } = await waiting();
    await happens(collected(parcel, { openedAt: NOW + 60_000, closedAt: NOW + 120_000 }));
    expect((await ask()).parcels).toEqual([
      {
        doorNumber: 7,
        state: 'collected',
        reason: null,
        events: [
          { at: NOW, kind: 'loaded', by: 'staff' },
          { at: NOW + 60_000, kind: 'opened', by: 'code' },
          { at: NOW + 120_000, kind: 'closed', by: 'code' },
        ],
      },
    ]);
  });
});
