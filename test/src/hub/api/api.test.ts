import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BucketName, PushedOperation } from '../../../../src/contract/hub/sync.ts';
import { bucketNames, hubProblem, MAX_PUSH_BYTES, pullResponse, pushResponse } from '../../../../src/contract/hub/sync.ts';
import { putRows } from '../../../../src/hub/db/buckets.ts';
import { CODE_LIFE_MS, makeEnrolmentCode, revokeStation } from '../../../../src/hub/domain/enrolment.ts';
import { type Answer, type EnrolledStation, enrolStation, makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { makeSigner } from '../support/station.ts';
import { column, makeOutbox, makeWorld, NOW, type Outbox, placed, type World } from '../support/world.ts';

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

const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
const pushBody = (...operations: readonly PushedOperation[]) => JSON.stringify(out.request(...operations));
const refusal = (answer: Answer) => [answer.status, hubProblem.parse(answer.json).code];

describe('a signed push', () => {
  it('is applied and answered with how far the hub durably is', async () => {
    const answer = await api.call(
      station,
      'POST',
      '/v1/push',
      pushBody(out.add(placed()), out.add({ kind: 'station.started', version: '1', schema: 1, at: NOW })),
    );
    const { audit, ...said } = pushResponse.parse(answer.json);
    expect([answer.status, said]).toEqual([
      200,
      {
        outcomes: [
          { seq: 1, outcome: 'applied', reason: null },
          { seq: 2, outcome: 'applied', reason: null },
        ],
        durableSeq: 2,
        serverTime: NOW,
      },
    ]);
    // The hub signs for the head of the audit that came with it.
    expect(audit).toMatchObject({ epoch: out.epoch, seq: 2, signedAt: NOW });
  });

  it('may be empty: a station that asks how far the hub is', async () => {
    await api.call(station, 'POST', '/v1/push', pushBody(out.add(placed())));
    expect((await api.call(station, 'POST', '/v1/push', pushBody())).json).toMatchObject({ outcomes: [], durableSeq: 1 });
  });

  it('that leaves operations out is a conflict', async () => {
    await api.call(station, 'POST', '/v1/push', pushBody(out.add(placed())));
    out.add(placed());
    expect(refusal(await api.call(station, 'POST', '/v1/push', pushBody(out.add(placed()))))).toEqual([409, 'conflict']);
  });
});

describe('a request is not believed', () => {
  const body = () => pushBody(out.add(placed()));
  const push = (bend: Parameters<TestApi['call']>[4], text = body()) => api.call(station, 'POST', '/v1/push', text, bend);

  it('without a signature', async () => {
    expect(refusal(await api.plain('POST', '/v1/push', body()))).toEqual([401, 'unauthorised']);
    expect(refusal(await api.plain('GET', '/v1/pull?bucket=orders&cursor=0&limit=1'))).toEqual([401, 'unauthorised']);
  });

  it.each([
    ['content other than what was signed', { signedBody: '{}' }],
    ['an address other than what was signed', { signedUri: 'https://hub.example/v1/wait' }],
    ["another hub's address", { signedUri: 'https://other.example/v1/push' }],
    ['a station that does not exist', { keyId: 'nobody' }],
    ['a time 301 s ago', { created: NOW / 1000 - 301 }],
    ['a time 301 s ahead', { created: NOW / 1000 + 301 }],
  ])('with %s', async (_, bend) => {
    expect(refusal(await push(bend))).toEqual([401, 'unauthorised']);
    expect(await column(engine.db, world, 'operations', 'seq')).toEqual([]);
  });

  it("with another station's name under the own key", async () => {
    const other = await enrolStation(engine.db, world.second, makeOutbox().epoch);
    expect(refusal(await push({ keyId: other.stationId }))).toEqual([401, 'unauthorised']);
  });

  it('a second time with the same nonce', async () => {
    const text = body();
    const statuses = [
      (await push({ nonce: 'once' }, text)).status,
      (await push({ nonce: 'once' }, text)).status,
      (await push({ nonce: 'twice' }, text)).status,
    ];
    expect(statuses).toEqual([200, 401, 200]);
  });

  it('replayed late, when the nonce would be forgotten', async () => {
    const text = body();
    const created = NOW / 1000 + 290;
    expect((await push({ nonce: 'ahead', created }, text)).status).toBe(200);
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) {
      api.clock.advance(60_000);
      statuses.push((await push({ nonce: 'ahead', created }, text)).status);
    }
    expect(statuses).toEqual(Array.from({ length: 8 }, () => 401));
  });

  it('once the station was revoked, and says so', async () => {
    await revokeStation(engine.db, station.stationId, NOW);
    expect(refusal(await push({}))).toEqual([403, 'forbidden']);
  });

  it('under the old key after the station enrolled again', async () => {
    const again = await enrolStation(engine.db, world.kiosk, makeOutbox().epoch);
    expect([refusal(await push({})), (await api.call(again, 'GET', '/v1/wait?since=0')).status]).toEqual([[401, 'unauthorised'], 200]);
  });
});

describe('a body', () => {
  it.each([
    ['that is no JSON', 'not json'],
    ['that is half JSON', '{"epoch":'],
    ['that is a list', '[]'],
    ['with an unknown key', JSON.stringify({ epoch: 'x', operations: [], audit: { seq: 0, hash: '0'.repeat(64) }, tenantId: 'other' })],
    ['with a key of the prototype', '{"__proto__":{"epoch":1}}'],
    ['nested without end', '['.repeat(100_000)],
    ['with a number that is none', '{"epoch":1e999}'],
  ])('%s is refused', async (_, text) => {
    expect(refusal(await api.call(station, 'POST', '/v1/push', text))).toEqual([400, 'bad-request']);
  });

  it('above the cap is refused before it is read', async () => {
    const text = JSON.stringify({ x: 'x'.repeat(MAX_PUSH_BYTES) });
    expect(refusal(await api.call(station, 'POST', '/v1/push', text))).toEqual([413, 'too-large']);
    expect(refusal(await api.plain('POST', '/v1/enrol', JSON.stringify({ code: 'x'.repeat(5_000) })))).toEqual([413, 'too-large']);
  });

  it('that is packed or of another type is refused', async () => {
    expect(refusal(await api.plain('POST', '/v1/enrol', '{}', { 'content-encoding': 'gzip' }))).toEqual([400, 'bad-request']);
    expect(refusal(await api.plain('POST', '/v1/enrol', '<a/>', { 'content-type': 'text/xml' }))).toEqual([400, 'bad-request']);
  });

  it('with text that is not UTF-8 is refused', async () => {
    const answer = await api.server.inject({
      method: 'POST',
      url: '/v1/enrol',
      headers: { 'content-type': 'application/json' },
      payload: Buffer.from([0x22, 0xff, 0x22]),
    });
    expect(answer.statusCode).toBe(400);
  });

  it('may be anything: whatever comes, the answer is a typed refusal', async () => {
    for (const text of ['', '\0', '{}', 'null', '1', '"x"', '{"code":{}}', '{"code":null,"publicKey":[],"epoch":{}}']) {
      expect(refusal(await api.plain('POST', '/v1/enrol', text))).toEqual([400, 'bad-request']);
    }
  });
});

describe('a pull', () => {
  const pull = async (who: EnrolledStation, bucket: BucketName, cursor = 0) => {
    const answer = await api.call(who, 'GET', `/v1/pull?bucket=${bucket}&cursor=${cursor}&limit=100`);
    return pullResponse.parse(answer.json).rows.map((row) => row.key);
  };

  it("shows a station its tenant's, its shop's and its own rows, and nobody else's", async () => {
    const stranger = await makeWorld(engine.db);
    const fill = async (tenantId: string, scopes: Readonly<Record<BucketName, readonly string[]>>) => {
      for (const bucket of bucketNames) {
        for (const scope of scopes[bucket]) {
          await engine.db.transaction((tx) => putRows(tx, { tenantId, bucket, scope }, [{ key: `${bucket}/${scope}`, value: 1 }]));
        }
      }
    };
    const scopes = (w: World) => {
      const shops = ['centro', 'norte'];
      const both = [w.kiosk.stationId, w.second.stationId];
      return {
        catalogue: [''],
        stock: [''],
        keys: [''],
        orders: shops,
        staff: shops,
        config: shops,
        passes: both,
        parcels: both,
        revoked: both,
        commands: both,
        allotments: both,
        couriers: [''],
        returns: [''],
        loyalty: [''],
        coupons: [''],
        members: [''],
        calls: shops,
        slides: shops,
      };
    };
    await fill(world.tenantId, scopes(world));
    await fill(stranger.tenantId, scopes(stranger));
    const seen: string[] = [];
    for (const bucket of bucketNames) seen.push(...(await pull(station, bucket)));
    expect(seen).toEqual([
      'catalogue/',
      'stock/',
      'orders/centro',
      'keys/',
      `passes/${station.stationId}`,
      'staff/centro',
      'station',
      'config/centro',
      `parcels/${station.stationId}`,
      `revoked/${station.stationId}`,
      'couriers/',
      'returns/',
      `commands/${station.stationId}`,
      'calls/centro',
      `allotments/${station.stationId}`,
      'loyalty/',
      'coupons/',
      'members/',
      'slides/centro',
    ]);
  });

  it("knows nothing of another shop's order", async () => {
    const norte = await enrolStation(engine.db, world.otherShop, makeOutbox().epoch);
    const order = placed();
    await api.call(station, 'POST', '/v1/push', pushBody(out.add(order)));
    expect([await pull(station, 'orders'), await pull(norte, 'orders')]).toEqual([[order.orderId], []]);
  });

  it('with a cursor ahead of the bucket is a conflict', async () => {
    expect(refusal(await api.call(station, 'GET', '/v1/pull?bucket=orders&cursor=7&limit=10'))).toEqual([409, 'conflict']);
  });

  it.each([
    'bucket=secrets&cursor=0&limit=1',
    'bucket=orders&cursor=-1&limit=1',
    'bucket=orders&cursor=0&limit=2001',
    'bucket=orders&cursor=x&limit=1',
    'cursor=0',
  ])('with %s is refused', async (query) => {
    expect(refusal(await api.call(station, 'GET', `/v1/pull?${query}`))).toEqual([400, 'bad-request']);
  });
});

describe('a wait', () => {
  it('answers at once when something is newer', async () => {
    const { json } = await api.call(station, 'GET', '/v1/wait?since=0');
    expect(json).toEqual({ at: 1 });
  });

  it('answers as soon as something changes', async () => {
    const waiting = api.call(station, 'GET', '/v1/wait?since=1');
    await api.call(station, 'POST', '/v1/push', pushBody(out.add(placed())));
    expect((await waiting).json).toEqual({ at: 2 });
  });

  it('answers with nothing new when its time is over', async () => {
    let answered = false;
    const waiting = api.call(station, 'GET', '/v1/wait?since=1').finally(() => {
      answered = true;
    });
    while (!answered) {
      api.clock.advance(5_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await waiting).json).toEqual({ at: 1 });
  });
});

describe('enrolment', () => {
  const codeFor = async (stationId: string) => (await makeEnrolmentCode(engine.db, random, stationId, api.clock.now())) ?? '';
  const enrolWith = (code: string, publicKey = makeSigner().publicKey) =>
    api.plain('POST', '/v1/enrol', JSON.stringify({ code, publicKey, epoch: makeOutbox().epoch }));

  it('gives a station its identity for a code, once', async () => {
    const code = await codeFor(world.second.stationId);
    const first = await enrolWith(code);
    expect([first.status, first.json]).toMatchObject([
      200,
      { stationId: world.second.stationId, tenantId: world.tenantId, storeId: 'centro', stationCode: 'K2', bank: 2, rootKey: null, bankKey: 'A'.repeat(43) },
    ]);
    expect(refusal(await enrolWith(code))).toEqual([403, 'forbidden']);
  });

  it('answers the same station again whose answer was lost', async () => {
    const code = await codeFor(world.second.stationId);
    const { publicKey } = makeSigner();
    const answers = [await enrolWith(code, publicKey), await enrolWith(code, publicKey)];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
  });

  it('refuses a code that is old, replaced, unknown or for a revoked station', async () => {
    const old = await codeFor(world.second.stationId);
    api.clock.advance(CODE_LIFE_MS + 1);
    const replaced = await codeFor(world.second.stationId);
    await codeFor(world.second.stationId);
    const revoked = await codeFor(world.otherShop.stationId);
    await revokeStation(engine.db, world.otherShop.stationId, NOW);
    const answers: unknown[] = [];
    for (const code of [old, replaced, 'A'.repeat(22), revoked]) answers.push(refusal(await enrolWith(code)));
    expect(answers).toEqual([1, 2, 3, 4].map(() => [403, 'forbidden']));
    expect(await makeEnrolmentCode(engine.db, random, 'nobody', NOW)).toBeNull();
  });

  it('stores no code, only its hash', async () => {
    const code = await codeFor(world.second.stationId);
    expect(JSON.stringify(await engine.db.query('SELECT * FROM enrolment_codes'))).not.toContain(code);
  });
});

describe('limits', () => {
  it('slow a station, an enroller and a reader of links down, and say for how long', async () => {
    await api.close();
    api = await makeApi(engine.db, { station: { burst: 2, perSecond: 1 }, enrol: { burst: 1, perSecond: 0.1 }, phone: { burst: 1, perSecond: 1 } });
    const wait = () => api.call(station, 'GET', '/v1/wait?since=0');
    const link = () => api.plain('GET', `/v1/phone/${'A'.repeat(22)}`);
    const enrol = () => api.plain('POST', '/v1/enrol', '{}');
    const answers = [await wait(), await wait(), await wait(), await link(), await link(), await enrol(), await enrol()];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429, 404, 429, 400, 429]);
    expect(answers[6]?.headers['retry-after']).toBe('10');
    api.clock.advance(1_000);
    expect((await wait()).status).toBe(200);
  });
});

describe('every answer', () => {
  it('refuses what is not there with the same shape', async () => {
    for (const path of ['/', '/v1', '/v2/push', '/p', '/%00']) expect(hubProblem.safeParse((await api.plain('GET', path)).json).success).toBe(true);
    expect(refusal(await api.plain('GET', '/v1/push'))).toEqual([404, 'not-found']);
  });

  it('says how the hub is', async () => {
    expect((await api.plain('GET', '/health')).json).toEqual({ status: 'ok', version: '1.2.3' });
  });

  it('does not tell a stranger what went wrong inside', async () => {
    const broken = await makeApi({ ...engine.db, query: () => Promise.reject(new Error('password in the detail')) });
    const answer = await broken.plain('GET', '/health');
    await broken.close();
    expect([answer.status, answer.json]).toEqual([503, { code: 'unavailable', message: 'the hub cannot do this now' }]);
  });
});
