import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { madeCourier, operatorCommand } from '../../../../src/contract/hub/operator.ts';
import { courierRecord, parcelDirective, remoteCommand, signedCommand } from '../../../../src/contract/hub/silo.ts';
import { type BucketName, hubProblem, pullResponse } from '../../../../src/contract/hub/sync.ts';
import { readPassText } from '../../../../src/contract/pass/lk1.ts';
import { makeOperatorToken, TOKEN_LIFE_MS } from '../../../../src/hub/db/operators.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { tidy } from '../../../../src/hub/jobs/tidy.ts';
import { type Answer, type EnrolledStation, enrolStation, makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { addPass, collected, deposited, loaded, makeOutbox, makeWorld, NOW, type Outbox, paid, placed, push, recalled, type World } from '../support/world.ts';

let engine: TestEngine;
let api: TestApi;
let world: World;
let out: Outbox;
let station: EnrolledStation;
let token: string;

beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  api = await makeApi(engine.db, { opening: { burst: 100, perSecond: 1 } });
  world = await makeWorld(engine.db);
  out = makeOutbox();
  station = await enrolStation(engine.db, world.kiosk, out.epoch);
  token = await hire(world, ['look', 'couriers', 'recall', 'open']);
  await engine.db.query('UPDATE stores SET remote_open = true WHERE tenant_id = $1', [world.tenantId]);
});
afterEach(() => api.close());

const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));

/** Somebody at head office, with a token. */
async function hire(where: World, rights: readonly string[], at = NOW): Promise<string> {
  const operatorId = randomUUID();
  await engine.db.query('INSERT INTO operators (tenant_id, operator_id, name, rights) VALUES ($1, $2, $3, $4::jsonb)', [
    where.tenantId,
    operatorId,
    'Central',
    JSON.stringify(rights),
  ]);
  return (await makeOperatorToken(engine.db, random, operatorId, at)) ?? '';
}

const ask = (method: 'GET' | 'POST', path: string, body?: unknown, as = token) =>
  api.plain(method, `/v1/operator/${path}`, body === undefined ? undefined : JSON.stringify(body), { authorization: `Bearer ${as}` });
const refusal = (answer: Answer) => [answer.status, hubProblem.parse(answer.json).code];
const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));
const pull = async (bucket: BucketName) => {
  const answer = await api.call(station, 'GET', `/v1/pull?bucket=${bucket}&cursor=0&limit=100`);
  return pullResponse.parse(answer.json).rows.map((row) => row.value);
};
const waiting = async () => {
  const order = placed();
  const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk), deadline: NOW + 86_400_000 });
  await happens(order, paid(order), parcel);
  return { order, parcel };
};

describe('a courier', () => {
  const wish = (change: object = {}) => ({
    name: 'Mensajería Sol',
    rights: ['deposit', 'collect'],
    stationIds: [world.kiosk.stationId],
    days: 10,
    pin: true,
    ...change,
  });

  it('gets a code for each silo and right, and the silos a record with the hash of the PIN', async () => {
    const made = madeCourier.parse((await ask('POST', 'couriers', wish({ stationIds: [world.kiosk.stationId, world.otherShop.stationId] }))).json);
    const passes = made.codes.map(({ stationId, right, code }) => {
      const { kind, bank, passId, flags } = expectOk(readPassText(code), 'a code').body;
      return [stationId === world.kiosk.stationId, right, kind, bank, passId === made.courierId, flags.pin];
    });
    expect(passes).toEqual([
      [true, 'deposit', 'courier-deposit', 1, true, true],
      [true, 'collect', 'courier-collect', 1, true, true],
      [false, 'deposit', 'courier-deposit', 3, true, true],
      [false, 'collect', 'courier-collect', 3, true, true],
    ]);
    const [record] = (await pull('couriers')).map((value) => courierRecord.parse(value));
    expect([record?.courierId, record?.rights, record?.pin?.startsWith('scrypt$'), made.pin?.length]).toEqual([
      made.courierId,
      ['deposit', 'collect'],
      true,
      6,
    ]);
    expect(JSON.stringify((await ask('GET', 'couriers')).json)).not.toMatch(/LK1|scrypt/);
  });

  it('that was revoked is gone from the silos', async () => {
    const made = madeCourier.parse((await ask('POST', 'couriers', wish({ pin: false, rights: ['collect'] }))).json);
    expect((await ask('POST', `couriers/${made.courierId}/revoke`, {})).json).toEqual({ done: true });
    expect([await pull('couriers'), (await ask('GET', 'couriers')).json]).toMatchObject([[null], { rows: [{ courierId: made.courierId, revokedAt: NOW }] }]);
  });

  it('whose time is over is taken away by itself', async () => {
    await ask('POST', 'couriers', wish({ days: 1 }));
    await tidy(engine.db, NOW + 86_400_000 + 1000);
    expect(await pull('couriers')).toEqual([null]);
  });

  it('for a station of nobody or of another tenant is refused', async () => {
    const stranger = await makeWorld(engine.db);
    expect([
      refusal(await ask('POST', 'couriers', wish({ stationIds: ['nobody'] }))),
      refusal(await ask('POST', 'couriers', wish({ stationIds: [stranger.kiosk.stationId] }))),
    ]).toEqual([1, 2].map(() => [404, 'not-found']));
  });
});

describe('an opening from afar', () => {
  const wish = (change: object = {}) => ({
    stationId: world.kiosk.stationId,
    compartmentId: '1-07',
    purpose: 'hand-over',
    reason: 'El lector no va',
    ...change,
  });

  it('is signed for one door, one minute and the operator whose token it was, and is answered once', async () => {
    await waiting();
    const ordered = operatorCommand.parse((await ask('POST', 'commands', wish())).json);
    const [row] = (await pull('commands')).map((value) => signedCommand.parse(value));
    const body = remoteCommand.parse(JSON.parse(row?.body ?? ''));
    expect([body.commandId, body.bank, body.compartmentId, body.orderedBy, body.expiresAt - body.issuedAt, ordered.outcome]).toEqual([
      ordered.commandId,
      1,
      '1-07',
      ordered.orderedBy,
      60_000,
      null,
    ]);
    await happens({ kind: 'remote.answered', commandId: ordered.commandId, compartmentId: '1-07', outcome: 'opened', at: NOW + 5 });
    expect([(await ask('GET', `commands/${ordered.commandId}`)).json, await pull('commands')]).toMatchObject([
      { outcome: 'opened', answeredAt: NOW + 5 },
      [null],
    ]);
  });

  it('is one at a time for a compartment, and known to be too late when nobody answered', async () => {
    const first = operatorCommand.parse((await ask('POST', 'commands', wish({ purpose: 'look' }))).json);
    expect(refusal(await ask('POST', 'commands', wish({ purpose: 'look' })))).toEqual([409, 'conflict']);
    api.clock.advance(61_000);
    expect((await ask('POST', 'commands', wish({ purpose: 'look' }))).status).toBe(200);
    await tidy(engine.db, NOW + 360_001);
    expect((await ask('GET', `commands/${first.commandId}`)).json).toMatchObject({ outcome: 'too-late' });
  });

  it('to hand over needs a parcel of a paid order that lies there', async () => {
    const { parcel } = await waiting();
    await happens(collected(parcel));
    const unpaid = placed({ number: 'K1-00043-1' });
    await happens(unpaid, loaded(unpaid, { compartmentId: '1-08' }));
    expect([refusal(await ask('POST', 'commands', wish())), refusal(await ask('POST', 'commands', wish({ compartmentId: '1-08' })))]).toEqual(
      [1, 2].map(() => [409, 'conflict']),
    );
  });

  it('is refused where the setup of the shop does not allow it, and for a station that is not theirs', async () => {
    await engine.db.query('UPDATE stores SET remote_open = false WHERE tenant_id = $1', [world.tenantId]);
    const stranger = await makeWorld(engine.db);
    expect([
      refusal(await ask('POST', 'commands', wish({ purpose: 'look' }))),
      refusal(await ask('POST', 'commands', wish({ purpose: 'look', stationId: stranger.kiosk.stationId }))),
    ]).toEqual([
      [409, 'conflict'],
      [404, 'not-found'],
    ]);
  });

  it('is slowed down for each operator', async () => {
    const slow = await makeApi(engine.db, { opening: { burst: 1, perSecond: 0.1 } });
    const open = (compartmentId: string) =>
      slow.plain('POST', '/v1/operator/commands', JSON.stringify(wish({ purpose: 'look', compartmentId })), { authorization: `Bearer ${token}` });
    expect([(await open('1-01')).status, (await open('1-02')).status]).toEqual([200, 429]);
    await slow.close();
  });
});

describe('what head office sees', () => {
  it('is what lies in the silos, what was taken out, what came back, who calls and what is wrong', async () => {
    const { order, parcel } = await waiting();
    const gone = placed({ number: 'K1-00043-1' });
    const expired = loaded(gone, { passId: await addPass(engine.db, world.kiosk), compartmentId: '1-08', doorNumber: 8 });
    await happens(gone, paid(gone), expired, recalled(expired), deposited(order), { kind: 'help.called', callId: randomUUID(), screen: 'silo', at: NOW });
    const seen = async (list: string) => (await ask('GET', list)).json;
    expect([await seen('parcels'), await seen('withdrawn'), await seen('refunds'), await seen('calls'), await seen('alarms')]).toMatchObject([
      { rows: [{ parcelId: parcel.parcelId, number: order.number, deadline: NOW + 86_400_000, overdue: false }, { kind: 'return' }] },
      { rows: [{ orderId: gone.orderId, reason: 'expired', state: 'withdrawn' }] },
      { rows: [{ orderId: order.orderId, state: 'review' }] },
      { rows: [{ storeId: 'centro', screen: 'silo', answeredAt: null }] },
      { rows: [{ kind: 'return-review' }] },
    ]);
  });

  it('ends an alarm once, and has a parcel taken out', async () => {
    const { parcel } = await waiting();
    await happens({ kind: 'compartment.marked', compartmentId: '1-04', mark: 'forced', at: NOW });
    const { rows } = (await ask('GET', 'alarms')).json as { rows: { alarm: string }[] };
    const end = () => ask('POST', 'alarms/end', { alarm: rows[0]?.alarm });
    expect([(await end()).status, (await end()).status, (await ask('POST', `parcels/${parcel.parcelId}/recall`, { reason: 'requested' })).status]).toEqual([
      200, 404, 200,
    ]);
    expect((await pull('parcels')).map((value) => parcelDirective.parse(value))).toEqual([
      { parcelId: parcel.parcelId, deadline: null, recall: 'requested', pin: null },
    ]);
    await happens(collected(parcel));
    expect(refusal(await ask('POST', `parcels/${parcel.parcelId}/recall`, { reason: 'requested' }))).toEqual([409, 'conflict']);
  });
});

describe('who is not an operator', () => {
  const routes = [
    ['GET', 'parcels'],
    ['GET', 'withdrawn'],
    ['GET', 'refunds'],
    ['GET', 'alarms'],
    ['GET', 'calls'],
    ['GET', 'couriers'],
    ['GET', `commands/${randomUUID()}`],
    ['POST', 'couriers'],
    ['POST', `couriers/${'ab'.repeat(16)}/revoke`],
    ['POST', 'commands'],
    ['POST', `parcels/${randomUUID()}/recall`],
    ['POST', 'alarms/end'],
    ['POST', `refunds/${randomUUID()}/settle`],
  ] as const;

  it('is answered nothing, with no token, another one, an old one, or one that was replaced', async () => {
    const old = await hire(world, ['look'], NOW - TOKEN_LIFE_MS);
    const statuses: number[] = [];
    for (const [method, path] of routes) statuses.push((await makeFresh(method, path)).status);
    expect(new Set(statuses)).toEqual(new Set([401]));
    for (const bad of ['', 'x', 'A'.repeat(43), old]) expect(refusal(await ask('GET', 'parcels', undefined, bad))).toEqual([401, 'unauthorised']);
  });

  it('is slowed down', async () => {
    const slow = await makeApi(engine.db, { stranger: { burst: 1, perSecond: 0.1 } });
    const guess = async () => (await slow.plain('GET', '/v1/operator/parcels', undefined, { authorization: `Bearer ${'A'.repeat(43)}` })).status;
    expect([await guess(), await guess()]).toEqual([401, 429]);
    await slow.close();
  });

  it('but of another tenant sees and reaches nothing of this one', async () => {
    const { order, parcel } = await waiting();
    const back = deposited(order);
    await happens(back);
    const made = madeCourier.parse(
      (await ask('POST', 'couriers', { name: 'Sol', rights: ['deposit'], stationIds: [world.kiosk.stationId], days: 1, pin: false })).json,
    );
    const command = operatorCommand.parse(
      (await ask('POST', 'commands', { stationId: world.kiosk.stationId, compartmentId: '1-01', purpose: 'look', reason: 'mirar' })).json,
    );
    await happens({ kind: 'compartment.marked', compartmentId: '1-04', mark: 'forced', at: NOW });
    const { rows } = (await ask('GET', 'alarms')).json as { rows: { alarm: string }[] };
    const stranger = await hire(await makeWorld(engine.db), ['look', 'couriers', 'recall', 'open', 'refund']);
    const reached: number[] = [];
    for (const [method, path, body] of [
      ['GET', `commands/${command.commandId}`, undefined],
      ['POST', `couriers/${made.courierId}/revoke`, {}],
      ['POST', `parcels/${parcel.parcelId}/recall`, { reason: 'requested' }],
      ['POST', 'alarms/end', { alarm: rows[0]?.alarm }],
      ['POST', `refunds/${back.parcelId}/settle`, { outcome: 'declined', by: 'caja-1' }],
      ['POST', 'commands', { stationId: world.kiosk.stationId, compartmentId: '1-02', purpose: 'look', reason: 'mirar' }],
      ['POST', 'couriers', { name: 'Sol', rights: ['deposit'], stationIds: [world.kiosk.stationId], days: 1, pin: false }],
    ] as const) {
      reached.push((await ask(method, path, body, stranger)).status);
    }
    const seen: unknown[] = [];
    for (const list of ['parcels', 'withdrawn', 'refunds', 'alarms', 'calls', 'couriers']) seen.push((await ask('GET', list, undefined, stranger)).json);
    expect([reached, seen]).toEqual([reached.map(() => 404), seen.map(() => ({ rows: [] }))]);
  });

  it('with fewer rights may do no more than those', async () => {
    const looker = await hire(world, ['look']);
    const answers = [
      await ask('GET', 'parcels', undefined, looker),
      await ask('POST', 'commands', { stationId: world.kiosk.stationId, compartmentId: '1-01', purpose: 'look', reason: 'mirar' }, looker),
      await ask('POST', 'alarms/end', { alarm: 'x' }, looker),
      await ask('POST', `refunds/${randomUUID()}/settle`, { outcome: 'declined', by: 'caja-1' }, looker),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([200, 403, 403, 403]);
  });

  async function makeFresh(method: 'GET' | 'POST', path: string): Promise<Answer> {
    const fresh = await makeApi(engine.db);
    const answer = await fresh.plain(method, `/v1/operator/${path}`, method === 'POST' ? '{}' : undefined);
    await fresh.close();
    return answer;
  }
});
