import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { consentPage, memberPage } from '../../../../src/contract/hub/loyalty.ts';
import type { ConsentPurpose } from '../../../../src/contract/loyalty/loyalty.ts';
import type { OutgoingMessage } from '../../../../src/hub/connectors/messenger.ts';
import { expireConsents } from '../../../../src/hub/db/consents.ts';
import { applyLoyalty } from '../../../../src/hub/db/setup.ts';
import { sendMessages } from '../../../../src/hub/jobs/send-messages.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { ok } from '../../../../src/kernel/result.ts';
import { makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { column, makeOutbox, makeWorld, NOW, type Outbox, push, type World } from '../support/world.ts';

let engine: TestEngine;
let api: TestApi;
let world: World;
let out: Outbox;

beforeAll(async () => {
  engine = await pgliteEngine();
  api = await makeApi(engine.db, { action: { burst: 1000, perSecond: 1000 }, phone: { burst: 1000, perSecond: 1000 } });
});
afterAll(async () => {
  await api.close();
  await engine.close();
});
beforeEach(async () => {
  await engine.db.query("UPDATE messages SET state = 'sent'");
  world = await makeWorld(engine.db);
  out = makeOutbox();
  const box = {
    boxId: 'basicos',
    name: { es: 'Caja', en: 'Box' },
    about: { es: 'Tres', en: 'Three' },
    price: { minor: 3990, currency: 'EUR' },
    every: 'month',
  } as const;
  const loyalty = { earnMinor: 100, pointMinor: 5, currency: 'EUR', leastPoints: 100, offlinePoints: 200, newsletter: true, membership: true, boxes: [box] };
  const shop = { storeId: 'centro', name: 'Centro', currency: 'EUR', locationId: 'centro', stations: [], staff: [] };
  await applyLoyalty(engine.db, { tenantId: world.tenantId, name: 'Moda', locations: [], stores: [shop], loyalty }, []);
});

const given = (purpose: ConsentPurpose, email = `${randomUUID()}@example.com`) => ({
  kind: 'consent.given',
  consentId: randomUUID(),
  purpose,
  wording: '2026-11',
  email,
  locale: 'es',
  givenAt: NOW,
});
const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));

/** What mailboxes get now. */
async function mails(): Promise<OutgoingMessage[]> {
  const sent: OutgoingMessage[] = [];
  const messenger = {
    send: async (message: OutgoingMessage) => {
      sent.push(message);
      return ok(undefined);
    },
    close: () => {},
  };
  const parts = { db: engine.db, messenger, random: () => new Uint8Array([255]), logger: silentLogger, publicUrl: 'https://hub.example' };
  await sendMessages({ ...parts, memberCode: () => `PM1:${'0'.repeat(125)}` }, NOW + 60_000);
  return sent;
}
const linkIn = (message: OutgoingMessage | undefined, kind: 'c' | 'm') =>
  new RegExp(`https://hub\\.example/p/${kind}/([A-Za-z0-9_-]{22})`).exec(message?.text ?? '')?.[1] ?? '';
const states = () => column(engine.db, world, 'consents', 'state');

describe('a consent given at a kiosk', () => {
  it('counts only when the button behind the link was pressed; looking at the link changes nothing', async () => {
    await engine.db.query("UPDATE stores SET country = 'CL' WHERE tenant_id = $1", [world.tenantId]);
    expect(await happens(given({ kind: 'newsletter' }))).toEqual(['1 applied']);
    const [mail, ...rest] = await mails();
    expect([mail?.subject, rest.length]).toEqual(['Confirma que quieres recibir novedades', 0]);
    const token = linkIn(mail, 'c');
    const seen = await api.plain('GET', `/v1/consent/${token}`);
    expect(consentPage.parse(seen.json)).toMatchObject({ purpose: { kind: 'newsletter' }, state: 'asked', country: 'CL' });
    expect(await states()).toEqual(['asked']);
    expect((await api.plain('POST', `/v1/consent/${token}/confirm`, '{}')).json).toMatchObject({ state: 'confirmed' });
    expect((await api.plain('POST', `/v1/consent/${token}/confirm`, '{}')).json).toMatchObject({ state: 'confirmed' });
    expect((await api.plain('POST', `/v1/consent/${token}/withdraw`, '{}')).json).toMatchObject({ state: 'over' });
    expect(await column(engine.db, world, 'consents', "contact IS NULL AND contact_key IS NULL AND state = 'withdrawn'")).toEqual([true]);
  });

  it('makes a member, whose code comes by mail, can be replaced when it is lost, and who can leave', async () => {
    await happens(given({ kind: 'membership' }));
    const token = linkIn((await mails())[0], 'c');
    await api.plain('POST', `/v1/consent/${token}/confirm`, '{}');
    const [welcome] = await mails();
    expect([welcome?.subject, welcome?.pictures.length]).toEqual(['Tu código de socio de Moda', 1]);
    const own = linkIn(welcome, 'm');
    const before = memberPage.parse((await api.plain('GET', `/v1/member/${own}`)).json);
    const after = memberPage.parse((await api.plain('POST', `/v1/member/${own}/new-code`, '{}')).json);
    expect(before.code).toMatch(/^PM1:/);
    expect(after.code).not.toBe(before.code);
    expect((await api.plain('POST', `/v1/member/${own}/leave`, '{}')).status).toBe(200);
    expect((await api.plain('GET', `/v1/member/${own}`)).status).toBe(404);
    expect(await column(engine.db, world, 'members', 'contact IS NULL AND address IS NULL')).toEqual([true]);
  });

  it('for a box needs to know where it goes', async () => {
    await happens(given({ kind: 'box', boxId: 'basicos' }));
    const token = linkIn((await mails())[0], 'c');
    expect((await api.plain('POST', `/v1/consent/${token}/confirm`, '{}')).status).toBe(409);
    const address = { name: 'Ana', street: 'Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' };
    expect((await api.plain('POST', `/v1/consent/${token}/confirm`, JSON.stringify({ address }))).json).toMatchObject({
      state: 'confirmed',
      box: { boxId: 'basicos' },
    });
  });

  it('leaves a mailbox in peace that somebody plays with, and one that had said yes before', async () => {
    const email = 'jugado@example.com';
    await happens(...Array.from({ length: 7 }, () => given({ kind: 'newsletter' }, email)));
    const sent = await mails();
    expect(sent.length).toBe(5);
    await api.plain('POST', `/v1/consent/${linkIn(sent[0], 'c')}/confirm`, '{}');
    await happens(given({ kind: 'newsletter' }, email.toUpperCase()));
    expect([(await mails()).length, (await states()).toSorted()]).toEqual([
      0,
      ['already', 'asked', 'asked', 'asked', 'asked', 'confirmed', 'too-often', 'too-often'],
    ]);
  });

  it('that nobody confirmed is forgotten with its mailbox', async () => {
    await happens(given({ kind: 'newsletter' }));
    const token = linkIn((await mails())[0], 'c');
    await expireConsents(engine.db, NOW + 1, NOW + 1);
    expect((await api.plain('POST', `/v1/consent/${token}/confirm`, '{}')).status).toBe(409);
    expect(await column(engine.db, world, 'consents', 'contact IS NULL')).toEqual([true]);
  });

  it.each(['x', 'A'.repeat(22), '../../etc'])('behind %j is nothing', async (token) => {
    expect((await api.plain('GET', `/v1/consent/${encodeURIComponent(token)}`)).status).toBe(404);
    expect((await api.plain('POST', `/v1/consent/${encodeURIComponent(token)}/confirm`, '{}')).status).toBe(404);
    expect((await api.plain('GET', `/v1/member/${encodeURIComponent(token)}`)).status).toBe(404);
  });
});
