import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPaymentSetup } from '../../../../src/hub/payments/setup.ts';
import { judgeTimedHmac, timedHmacHeader } from '../../../../src/hub/payments/timed-hmac.ts';

const dir = mkdtempSync(join(tmpdir(), 'hub-payments-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
writeFileSync(join(dir, 'stripe.key'), 'sk_live_0123456789abcdef\n');
writeFileSync(join(dir, 'short.key'), 'short');

const TENANT = '00000000-0000-4000-8000-0000000000aa';
const env = { PAYPAL_SECRET: 'secret-0123456789', HOOK: 'whsec-0123456789ab' };
const paypal = { kind: 'paypal', wayId: 'paypal', clientId: 'app', clientSecret: { env: 'PAYPAL_SECRET' }, webhookId: 'WH-1' };
const stripe = { kind: 'stripe', wayId: 'card', secretKey: { file: 'stripe.key' }, webhookSecret: { env: 'HOOK' } };

async function read(...ways: readonly unknown[]) {
  const path = join(dir, 'payments.json');
  writeFileSync(path, JSON.stringify({ tenants: [{ tenantId: TENANT, ways }] }));
  return await readPaymentSetup(path, env);
}

describe('the file of ways to pay', () => {
  it('names where secrets are, which are read from the environment and from files beside it', async () => {
    expect(await read(paypal, stripe)).toEqual({
      ok: true,
      value: [
        {
          tenantId: TENANT,
          ways: [
            { ...paypal, baseUrl: 'https://api-m.paypal.com', clientSecret: 'secret-0123456789' },
            { ...stripe, baseUrl: 'https://api.stripe.com', secretKey: 'sk_live_0123456789abcdef', webhookSecret: 'whsec-0123456789ab' },
          ],
        },
      ],
    });
  });

  it.each([
    ['a secret that is not there', { ...paypal, clientSecret: { env: 'NOBODY' } }, 'the variable NOBODY holds no secret'],
    ['a file that is not there', { ...stripe, secretKey: { file: 'none.key' } }, 'the file none.key holds no secret'],
    ['a secret that is too short', { ...stripe, secretKey: { file: 'short.key' } }, 'the file short.key holds no secret'],
    ['a secret in the file itself', { ...paypal, clientSecret: 'secret-0123456789' }, 'clientSecret'],
    ['a provider without TLS', { ...paypal, baseUrl: 'http://api.paypal.example' }, 'https, or http on this machine'],
    ['a name that is no name', { ...paypal, wayId: 'Pay Pal' }, 'wayId'],
  ])('is refused with %s, in words and without a secret', async (_, way, words) => {
    const found = await read(way);
    const message = found.ok ? '' : found.error.message;
    expect(message).toContain(words);
    expect(message).not.toContain('0123456789');
  });

  it('may name the shop’s own card in some of the languages, and must in one', async () => {
    const own = {
      kind: 'shop-card',
      wayId: 'own',
      pageUrl: 'https://card.example/pay',
      apiUrl: 'https://card.example/api',
      merchant: 'moda',
      currencies: ['EUR'],
    };
    const card = (name: unknown) => read({ ...own, key: { env: 'HOOK' }, name });
    for (const name of [{ es: 'Tarjeta Moda', en: 'Moda card' }, { pt: 'Cartão Moda' }, { es: 'Tarjeta', en: 'Card', pt: 'Cartão', ca: 'Targeta' }])
      expect(await card(name)).toMatchObject({ ok: true, value: [{ ways: [{ name }] }] });
    for (const name of [{}, { es: '' }, { fr: 'Carte' }]) expect((await card(name)).ok).toBe(false);
  });

  it('is refused when a way stands twice, or when it is not there', async () => {
    expect(await read(paypal, { ...stripe, wayId: 'paypal' })).toMatchObject({ ok: false, error: { message: expect.stringContaining('twice') } });
    expect(await readPaymentSetup(join(dir, 'nothing.json'), env)).toMatchObject({ ok: false });
  });
});

describe('a signature with its time', () => {
  const body = Buffer.from('{"id":"evt_1"}');
  const header = timedHmacHeader(1000, body, 'key');
  it.each([
    ['is good at its time', header, body, 'key', 1_000_000, 'good'],
    ['is good five minutes off', header, body, 'key', 1_300_000, 'good'],
    ['is not of now after that', header, body, 'key', 1_300_001, 'out-of-time'],
    ['is not of now before its time', header, body, 'key', 699_999, 'out-of-time'],
    ['is forged under another key', header, body, 'other', 1_000_000, 'forged'],
    ['is forged over another body', header, Buffer.from('{}'), 'key', 1_000_000, 'forged'],
    ['is forged with another time', header.replace('t=1000', 't=1001'), body, 'key', 1_000_000, 'forged'],
    ['is forged when there is none', 't=1000', body, 'key', 1_000_000, 'forged'],
    ['is good as one of two while a key is replaced', `${header},v0=00,v1=${'0'.repeat(64)}`, body, 'key', 1_000_000, 'good'],
  ] as const)('%s', (_, given, over, key, now, verdict) => {
    expect(judgeTimedHmac(given, over, key, now)).toBe(verdict);
  });
});
