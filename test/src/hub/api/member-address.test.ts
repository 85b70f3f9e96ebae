import { afterAll, beforeAll, expect, it } from 'vitest';
import { memberAddress, memberPage } from '../../../../src/contract/hub/loyalty.ts';
import { putMember, type StoredMember } from '../../../../src/hub/db/members.ts';
import { type EnrolledStation, enrolStation, makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { column, makeOutbox, makeWorld, NOW, type World } from '../support/world.ts';

const address = { name: 'Marta Gil', street: 'Calle Mayor 12', postcode: '28013', city: 'Madrid', country: 'ES' };
let engine: TestEngine;
let api: TestApi;
let world: World;
let station: EnrolledStation;

beforeAll(async () => {
  engine = await pgliteEngine();
  api = await makeApi(engine.db);
  world = await makeWorld(engine.db);
  station = await enrolStation(engine.db, world.kiosk, makeOutbox().epoch);
});
afterAll(async () => {
  await api.close();
  await engine.close();
});

let made = 0;
async function member(change: Partial<StoredMember> = {}): Promise<{ readonly memberId: string; readonly code: string }> {
  made += 1;
  const one: StoredMember = {
    ...{ tenantId: world.tenantId, memberId: String(made).padStart(32, '0'), generation: 1, token: `T${made}`.padEnd(22, 'A'), sizes: [], locale: 'es' },
    ...{ contact: { kind: 'email', email: `m${made}@example.org` }, address, joinedAt: NOW, endedAt: null, ...change },
  };
  await engine.db.transaction((tx) => putMember(tx, one));
  const { code } = memberPage.parse((await api.plain('GET', `/v1/member/${one.token}`)).json);
  return { memberId: one.memberId, code };
}
const ask = (body: unknown) => api.call(station, 'POST', '/v1/members/address', JSON.stringify(body));

it('tells a kiosk where the things of a member go who has shown their code, and keeps that it was told, not what', async () => {
  const one = await member();
  const told = await ask(one);
  expect([told.status, memberAddress.parse(told.json)]).toEqual([200, { address }]);
  const facts = (await column(engine.db, world, 'audit', 'facts::text')).map(String).filter((text) => text.includes(one.memberId));
  expect([facts.length, facts.some((text) => text.includes('Mayor'))]).toEqual([1, false]);
});

it('answers a member without an address', async () => {
  expect((await ask(await member({ address: null }))).json).toEqual({ address: null });
});

it('answers a wrong code, a card that was replaced, and who does not exist alike', async () => {
  const [one, other] = [await member(), await member()];
  const replaced = await member();
  await engine.db.query('UPDATE members SET generation = 2 WHERE member_id = $1', [replaced.memberId]);
  const left = await member();
  await engine.db.query('UPDATE members SET ended_at = 5 WHERE member_id = $1', [left.memberId]);
  const answers = [
    await ask({ memberId: one.memberId, code: other.code }),
    await ask({ memberId: one.memberId, code: 'PM1:' }),
    await ask({ memberId: 'f'.repeat(32), code: one.code }),
    await ask(replaced),
    await ask(left),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(new Set(answers.map(({ json }) => JSON.stringify(json))).size).toBe(1);
});

it('answers nobody who is no station', async () => {
  expect((await api.plain('POST', '/v1/members/address', JSON.stringify(await member()))).status).toBe(401);
});
