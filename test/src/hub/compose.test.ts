import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pushResponse } from '../../../src/contract/hub/sync.ts';
import { defaultLimits } from '../../../src/hub/api/parts.ts';
import { systemClock, systemRandom } from '../../../src/hub/clock.ts';
import { composeHub, type Hub, type HubConfig } from '../../../src/hub/compose.ts';
import { migrations } from '../../../src/hub/db/migrations/all.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { expectOk } from '../../../src/kernel/result.ts';
import { STRIPE_ACCOUNT, startStripe } from '../../support/providers/stripe-stand-in.ts';
import { layFreshDatabase } from './support/engines.ts';
import { makeSigner, type SigningStation } from './support/station.ts';
import { loaded, makeOutbox, paid, placed } from './support/world.ts';

const root = mkdtempSync(join(tmpdir(), 'hub-compose-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const TENANT = '00000000-0000-4000-8000-0000000000aa';
const tenant = {
  tenantId: TENANT,
  name: 'Moda',
  locations: [],
  stores: [
    {
      storeId: 'centro',
      name: 'Tienda',
      currency: 'EUR',
      locationId: 'l',
      staff: [],
      stations: [{ stationId: 'k1', stationCode: 'K1', bank: 1, passPool: 3 }],
    },
  ],
};

let hub: Hub | null = null;
let dir: string;
let count = 0;
beforeEach(async () => {
  dir = join(root, String(count++));
  await layFreshDatabase(dir);
});
afterEach(async () => {
  await hub?.close();
  hub = null;
}, 60_000);

const config = (dataDir: string, change: Partial<HubConfig> = {}): HubConfig => ({
  dataDir,
  postgresUrl: null,
  host: '127.0.0.1',
  port: 0,
  publicUrl: null,
  smtpUrl: null,
  mailFrom: 'pedidos@tienda.example',
  rendererDir: join(root, 'pages'),
  tenants: [tenant],
  payments: [],
  seed: null,
  limits: defaultLimits,
  pinCost: 2,
  version: '0',
  ...change,
});
const platform = { clock: systemClock, random: systemRandom, logger: silentLogger };

async function start(dataDir = dir, change: Partial<HubConfig> = {}): Promise<Hub> {
  hub = expectOk(await composeHub(config(dataDir, change), platform), 'the hub starts');
  return hub;
}

async function call(to: Hub, signer: SigningStation, path: string, body: string): Promise<Response> {
  const request = { method: 'POST', uri: to.url + path, body, nowSeconds: Math.floor(Date.now() / 1000) };
  return await fetch(request.uri, { method: 'POST', body, headers: { 'content-type': 'application/json', ...signer.headers(request, 'k1') } });
}

async function enrol(to: Hub, epoch: string): Promise<SigningStation> {
  const signer = makeSigner();
  const code = await to.enrolmentCode('k1');
  const answer = await fetch(`${to.url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, publicKey: signer.publicKey, epoch }),
  });
  expect(answer.status).toBe(200);
  return signer;
}

// Each test makes a database on disk and flushes it, which a busy machine does slowly.
describe('a hub', { timeout: 120_000 }, () => {
  it('serves a station over the network, fills its pool and writes its customer', async () => {
    // From nothing, as at a shop's first day.
    rmSync(dir, { recursive: true });
    const running = await start();
    const out = makeOutbox();
    const signer = await enrol(running, out.epoch);
    const answer = await call(running, signer, '/v1/push', JSON.stringify(out.request(out.add(placed({ placedAt: systemClock.now() })))));
    await running.settled();
    expect([pushResponse.parse(await answer.json()).durableSeq, await running.stationsToEnrol(), readdirSync(join(dir, 'mailbox'))]).toEqual([
      1,
      [],
      [expect.stringMatching(/^K1-00042-7-received-[0-9a-f]{6}\.eml$/)],
    ]);
    expect(await running.db.query("SELECT count(*) AS n FROM passes WHERE state = 'blank'")).toEqual([{ n: 3 }]);
    const secrets = readdirSync(join(dir, 'secrets'));
    expect(secrets.some((name) => name.includes(TENANT))).toBe(true);
    if (process.platform !== 'win32') expect(new Set(secrets.map((name) => statSync(join(dir, 'secrets', name)).mode & 0o777))).toEqual(new Set([0o600]));
  });

  it('finishes a payment that was under way at a power cut: the page it gave out is still its own', async () => {
    const stripe = await startStripe(() => systemClock.now());
    const payments = [{ tenantId: TENANT, ways: [{ kind: 'stripe', wayId: 'card', baseUrl: stripe.url, ...STRIPE_ACCOUNT } as const] }];
    const running = await start(dir, { payments });
    const out = makeOutbox();
    const signer = await enrol(running, out.epoch);
    await call(running, signer, '/v1/push', JSON.stringify(out.request(out.add(placed({ placedAt: systemClock.now() })))));
    const [order] = await running.db.query('SELECT phone_token FROM orders');
    const begun = await fetch(`${running.url}/v1/phone/${String(order?.['phone_token'])}/payment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ way: 'card', made: 0 }),
    });
    expect([begun.status, await begun.json()]).toEqual([200, expect.objectContaining({ last: expect.objectContaining({ state: 'open' }) })]);
    const after = join(root, 'after-pay-cut');
    for (const part of ['pglite', 'secrets', 'journal']) cpSync(join(dir, part), join(after, part), { recursive: true });
    await running.close();
    expect(stripe.pay(stripe.last())).toBe(true);

    const again = await start(after, { payments });
    await again.db.query('UPDATE online_payments SET next_at = 0');
    again.notifyChanged();
    await again.settled();
    expect(await again.db.query('SELECT status, tender FROM orders JOIN payments USING (tenant_id, order_id)')).toEqual([{ status: 'paid', tender: 'online' }]);
    await stripe.close();
  });

  it('has lost nothing that it acknowledged when the database fell back behind the journal', async () => {
    const running = await start();
    const out = makeOutbox();
    const signer = await enrol(running, out.epoch);
    // What a power cut leaves of a database that does not flush: the state of its last checkpoint, and the journal.
    const after = join(root, 'after-cut');
    cpSync(join(dir, 'pglite'), join(after, 'pglite'), { recursive: true });
    cpSync(join(dir, 'secrets'), join(after, 'secrets'), { recursive: true });
    const order = placed();
    const request = JSON.stringify(out.request(out.add(order), out.add(paid(order))));
    expect((await call(running, signer, '/v1/push', request)).status).toBe(200);
    const [before] = await running.db.query('SELECT status, phone_token FROM orders');
    cpSync(join(dir, 'journal'), join(after, 'journal'), { recursive: true });
    await running.close();

    const again = await start(after);
    expect(await again.db.query('SELECT status, phone_token FROM orders')).toEqual([before]);
    const repeated = pushResponse.parse(await (await call(again, signer, '/v1/push', request)).json());
    expect([repeated.outcomes.map((one) => one.outcome), repeated.durableSeq, await again.db.query('SELECT count(*) AS n FROM payments')]).toEqual([
      ['duplicate', 'duplicate'],
      2,
      [{ n: 1 }],
    ]);
  });

  it('has lost nothing that it told a customer when the database fell back to what is on disk', async () => {
    const running = await start();
    await running.settled();
    const out = makeOutbox();
    const signer = await enrol(running, out.epoch);
    const [pass] = await running.db.query('SELECT pass_id FROM passes LIMIT 1');
    const order = placed();
    const request = JSON.stringify(out.request(...[order, paid(order), loaded(order, { passId: String(pass?.['pass_id']) })].map((one) => out.add(one))));
    expect((await call(running, signer, '/v1/push', request)).status).toBe(200);
    const [row] = await running.db.query('SELECT phone_token FROM orders');
    const link = `${running.url}/v1/phone/${String(row?.['phone_token'])}`;
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${link}/delegates`, { method: 'POST', headers, body: '{"made":0}' })).status).toBe(200);
    expect((await fetch(`${link}/delegates/1/revoke`, { method: 'POST', headers, body: '{}' })).status).toBe(200);
    const after = join(root, 'after-revoke');
    cpSync(join(dir, 'pglite'), join(after, 'pglite'), { recursive: true });
    cpSync(join(dir, 'secrets'), join(after, 'secrets'), { recursive: true });
    await running.close();
    const again = await start(after);
    expect(await again.db.query('SELECT revoked_at IS NULL AS works FROM delegates')).toEqual([{ works: false }]);
    expect(await again.db.query("SELECT count(*) AS n FROM bucket_rows WHERE bucket = 'revoked'")).toEqual([{ n: 1 }]);
  });

  it('is refused a folder that another one holds, and an address that is taken', async () => {
    const running = await start();
    expect(await composeHub(config(dir), platform)).toEqual({ ok: false, error: { kind: 'locked', dir } });
    const taken = await composeHub(config(join(root, 'taken'), { port: Number(new URL(running.url).port) }), platform);
    expect(taken).toMatchObject({ ok: false, error: { kind: 'address' } });
  });

  it('says of a database that cannot be read that it is damaged, and lets the folder go', async () => {
    rmSync(dir, { recursive: true });
    mkdirSync(join(dir, 'pglite'), { recursive: true });
    writeFileSync(join(dir, 'pglite', 'PG_VERSION'), 'nonsense');
    for (let time = 1; time <= 2; time++) expect(await composeHub(config(dir), platform)).toMatchObject({ ok: false, error: { kind: 'damaged', dir } });
  });

  it('gives the folder back when it ends, and starts again with the same keys', async () => {
    const first = await start();
    await first.settled();
    const keys = await first.db.query('SELECT key_id, public_key FROM pass_keys');
    await first.close();
    const second = await start();
    expect(await second.db.query('SELECT key_id, public_key FROM pass_keys')).toEqual(keys);
  });

  it('refuses a database that a newer program wrote', async () => {
    const first = await start();
    await first.db.query("INSERT INTO schema_migrations (number, name) VALUES (990, 'later')");
    await first.close();
    hub = null;
    expect(await composeHub(config(dir), platform)).toEqual({ ok: false, error: { kind: 'newer-schema', found: 990, known: migrations.at(-1)?.number } });
  });

  it('lets waiting stations go when it stops', async () => {
    const running = await start();
    const out = makeOutbox();
    const signer = await enrol(running, out.epoch);
    const uri = `${running.url}/v1/wait?since=1000000`;
    const waiting = fetch(uri, { headers: { ...signer.headers({ method: 'GET', uri, nowSeconds: Math.floor(Date.now() / 1000) }, 'k1') } });
    await fetch(`${running.url}/health`);
    const [answer] = await Promise.all([waiting, running.close()]);
    hub = null;
    expect([200, 503]).toContain(answer.status);
  });
});

describe('stopping', () => {
  it('cuts a client that stopped in the middle of its request instead of waiting for it', async () => {
    const running = await start();
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /v1/push HTTP/1.1\r\nhost: hub\r\n');
    const cut = once(socket, 'close');
    socket.on('error', () => {});
    hub = null;
    await running.close();
    await cut;
    expect(socket.destroyed).toBe(true);
  });
});
