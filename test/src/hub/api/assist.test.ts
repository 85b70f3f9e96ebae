import { afterAll, beforeAll, expect, it } from 'vitest';
import { customer } from '../../../../src/contract/hub/assist.ts';
import { memberPage } from '../../../../src/contract/hub/loyalty.ts';
import type { StaffRole } from '../../../../src/contract/staff.ts';
import { putRows } from '../../../../src/hub/db/buckets.ts';
import { putMember, type StoredMember } from '../../../../src/hub/db/members.ts';
import { forgetPeople } from '../../../../src/hub/jobs/forget-people.ts';
import { type EnrolledStation, enrolStation, makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { column, makeOutbox, makeWorld, NOW, paid, placed, push, type World } from '../support/world.ts';

const address = { name: 'Marta Gil', street: 'Calle Mayor 12', postcode: '28013', city: 'Madrid', country: 'ES' };
let engine: TestEngine;
let api: TestApi;
let world: World;
let station: EnrolledStation;

beforeAll(async () => {
  engine = await pgliteEngine();
  api = await makeApi(engine.db, { guesses: { burst: 100, perSecond: 100 } });
  world = await makeWorld(engine.db);
  station = await enrolStation(engine.db, world.kiosk, makeOutbox().epoch);
  await hire('ana', ['assistant']);
  await hire('nadia', ['technician']);
});
afterAll(async () => {
  await api.close();
  await engine.close();
});

const hire = (staffId: string, roles: readonly StaffRole[]) =>
  engine.db.transaction((tx) =>
    putRows(tx, { tenantId: world.tenantId, bucket: 'staff', scope: 'centro' }, [
      { key: staffId, value: { staffId, name: 'Ana López', number: '1001', badgeHash: 'a'.repeat(64), pin: 'scrypt$16$8$1$0303$0404', roles: [...roles] } },
    ]),
  );

let made = 0;
async function member(): Promise<{ readonly memberId: string; readonly code: string; readonly token: string }> {
  made += 1;
  const one: StoredMember = {
    ...{ tenantId: world.tenantId, memberId: String(made).padStart(32, '0'), generation: 1, token: `T${made}`.padEnd(22, 'A'), locale: 'es' },
    ...{ contact: { kind: 'email', email: `m${made}@example.org` }, address, joinedAt: NOW, endedAt: null, sizes: [{ garment: 'shirt', size: 'M' }] },
  };
  await engine.db.transaction((tx) => putMember(tx, one));
  const { code } = memberPage.parse((await api.plain('GET', `/v1/member/${one.token}`)).json);
  return { memberId: one.memberId, code, token: one.token };
}
const outbox = makeOutbox();
let orders = 0;
async function order(memberId: string | undefined, number: string): Promise<void> {
  orders += 1;
  const one = placed({ number, placedAt: NOW + orders, ...(memberId === undefined ? {} : { memberId }) });
  expect((await push(engine.db, world.second, outbox.request(outbox.add(one), outbox.add(paid(one))))).every((told) => told.endsWith('applied'))).toBe(true);
}
const ask = (who: unknown, staffId = 'ana') => api.call(station, 'POST', '/v1/assist/customer', JSON.stringify({ staffId, who }));
const note = (who: unknown, words: string) => api.call(station, 'POST', '/v1/assist/note', JSON.stringify({ staffId: 'ana', who, words }));
const erase = (who: unknown, noteId: string) => api.call(station, 'POST', '/v1/assist/note/erase', JSON.stringify({ staffId: 'ana', who, noteId }));
const byCode = ({ memberId, code }: { readonly memberId: string; readonly code: string }) => ({ by: 'code', memberId, code });
const audits = async (kind: string) => (await column(engine.db, world, `(SELECT * FROM audit WHERE kind = '${kind}') a`, 'facts')) as object[];

it('shows an assistant orders, sizes and notes of a member who showed their code, and nobody’s mail or address', async () => {
  const one = await member();
  await order(one.memberId, 'K2-00001-3');
  await order(one.memberId, 'K2-00002-5');
  const told = await ask(byCode(one));
  expect(told.status).toBe(200);
  const seen = customer.parse(told.json);
  expect([seen.memberId, seen.sizes, seen.notes]).toEqual([one.memberId, [{ garment: 'shirt', size: 'M' }], []]);
  expect(seen.orders.map(({ number, status }) => `${number} ${status}`)).toEqual(['K2-00002-5 paid', 'K2-00001-3 paid']);
  expect(JSON.stringify(told.json)).not.toMatch(/example\.(org|com)|Mayor|Marta/);
  expect(await audits('customer.looked-up')).toEqual([{ staffId: 'ana', memberId: one.memberId, orderId: null }]);
});

it('finds the member behind an order of this shop, and of a guest’s nothing but that order', async () => {
  const one = await member();
  await order(one.memberId, 'K2-00003-7');
  await order(undefined, 'K2-00004-9');
  expect(customer.parse((await ask({ by: 'number', number: 'K2-00003-7' })).json).memberId).toBe(one.memberId);
  const guest = customer.parse((await ask({ by: 'number', number: 'K2-00004-9' })).json);
  expect([guest.memberId, guest.orders.map(({ number }) => number), guest.notes]).toEqual([null, ['K2-00004-9'], []]);
  expect((await note({ by: 'number', number: 'K2-00004-9' }, 'prefiere lino')).status).toBe(404);
});

it('tells nobody who does not serve this shop’s customers, and nothing for a wrong code', async () => {
  const [one, other] = [await member(), await member()];
  await order(one.memberId, 'K2-00005-B');
  const elsewhere = await enrolStation(engine.db, world.otherShop, makeOutbox().epoch);
  const body = (staffId: string, who: unknown) => JSON.stringify({ staffId, who });
  const answers = [
    await ask(byCode(one), 'nadia'),
    await ask(byCode(one), 'nobody'),
    await api.call(elsewhere, 'POST', '/v1/assist/customer', body('ana', byCode(one))),
    await ask(byCode({ ...one, code: other.code })),
    await ask({ by: 'number', number: 'K2-00099-0' }),
    await api.plain('POST', '/v1/assist/customer', body('ana', byCode(one))),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 404, 404, 401]);
  await hire('berta', ['assistant']);
  await engine.db.transaction((tx) =>
    putRows(tx, { tenantId: world.tenantId, bucket: 'staff', scope: 'norte' }, [
      { key: 'ana', value: { staffId: 'ana', name: 'Ana', number: '1001', badgeHash: 'a'.repeat(64), pin: 'scrypt$16$8$1$0303$0404', roles: ['assistant'] } },
    ]),
  );
  // The number of another shop's order proves nothing.
  expect((await api.call(elsewhere, 'POST', '/v1/assist/customer', body('ana', { by: 'number', number: 'K2-00005-B' }))).status).toBe(404);
});

it('keeps short plain notes, and erases them', async () => {
  const one = await member();
  const noted = customer.parse((await note(byCode(one), '  prefiere lino  ')).json);
  expect(noted.notes).toMatchObject([{ words: 'prefiere lino', staffId: 'ana' }]);
  expect((await note(byCode(one), 'x'.repeat(201))).status).toBe(400);
  expect((await note(byCode(one), 'dos\nlíneas')).status).toBe(400);
  expect((await note(byCode(one), '   ')).status).toBe(400);
  expect(JSON.stringify(await audits('customer.noted'))).not.toContain('lino');
  expect((await erase(byCode(await member()), noted.notes[0]?.noteId ?? '')).status).toBe(404);
  expect(customer.parse((await erase(byCode(one), noted.notes[0]?.noteId ?? '')).json).notes).toEqual([]);
  expect((await audits('customer.note-erased')).length).toBe(1);
});

it('keeps twenty of them at most', async () => {
  const one = await member();
  for (let count = 0; count < 20; count++) expect((await note(byCode(one), `nota ${count}`)).status).toBe(200);
  expect((await note(byCode(one), 'una más')).status).toBe(409);
});

it('forgets the notes with the member who leaves, and all of them after two years', async () => {
  const words = () => column(engine.db, world, 'member_notes', 'words');
  const one = await member();
  await note(byCode(one), 'se va');
  expect(await words()).toContain('se va');
  await api.plain('POST', `/v1/member/${one.token}/leave`, '{}');
  expect(await words()).not.toContain('se va');
  await note(byCode(await member()), 'vieja');
  await forgetPeople(engine.db, NOW + 729 * 86_400_000);
  expect(await words()).toContain('vieja');
  await forgetPeople(engine.db, NOW + 731 * 86_400_000);
  expect(await words()).toEqual([]);
});
