import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { shopText, text, uuid } from '../../contract/schema.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/** A secret by where it stands: a variable of the environment, or a file whose name counts from the setup file's folder. */
export const secret = z.union([z.strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]{0,80}$/) }), z.strictObject({ file: text(400).min(1) })]);

/** Providers are reached over TLS; plain HTTP is for a stand-in on this machine. */
export const origin = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .refine(isSafe, 'https, or http on this machine')
  .transform((url) => url.replace(/\/+$/, ''));

const wayId = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/);

const paypalWay = z.strictObject({
  kind: z.literal('paypal'),
  wayId,
  baseUrl: origin.default('https://api-m.paypal.com'),
  clientId: text(200).min(1),
  clientSecret: secret,
  webhookId: text(60).min(1),
});

const stripeWay = z.strictObject({
  kind: z.literal('stripe'),
  wayId,
  baseUrl: origin.default('https://api.stripe.com'),
  secretKey: secret,
  webhookSecret: secret,
});

const shopCardWay = z.strictObject({
  kind: z.literal('shop-card'),
  wayId,
  /** What the customer calls it. */
  name: shopText(40),
  pageUrl: origin,
  apiUrl: origin,
  merchant: text(60).min(1),
  key: secret,
  lifeMinutes: z.number().int().min(5).max(180).default(30),
  currencies: z
    .array(z.string().regex(/^[A-Z]{3}$/))
    .min(1)
    .max(20),
});

/** One way to pay, with the places of its secrets. */
export const paymentWay = z.discriminatedUnion('kind', [paypalWay, stripeWay, shopCardWay]);

/** The file behind `--payments`: for each tenant the ways to pay on the phone, in the order in which they are offered. */
export const paymentSetup = z.strictObject({
  tenants: z.array(z.strictObject({ tenantId: uuid, ways: z.array(paymentWay).max(10) })).max(200),
});

type Way = z.infer<typeof paymentWay>;
/** A way whose secrets were read. They are in memory only, and never in a log, the database or a message. */
export type OpenWay =
  | (Omit<Extract<Way, { kind: 'paypal' }>, 'clientSecret'> & { readonly clientSecret: string })
  | (Omit<Extract<Way, { kind: 'stripe' }>, 'secretKey' | 'webhookSecret'> & { readonly secretKey: string; readonly webhookSecret: string })
  | (Omit<Extract<Way, { kind: 'shop-card' }>, 'key'> & { readonly key: string });

/** The ways to pay of one tenant. */
export interface TenantPayments {
  readonly tenantId: string;
  readonly ways: readonly OpenWay[];
}

/** Reads the file and the secrets that it names. A mistake is told in words with the place it is in, never with a secret. */
export async function readPaymentSetup(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<readonly TenantPayments[], { readonly message: string }>> {
  const file = await readFile(path, 'utf8').catch(() => null);
  if (file === null) return err({ message: `${path}: it cannot be read` });
  const read = paymentSetup.safeParse(parse(file));
  if (!read.success) {
    return err({ message: `${path}: ${read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}` });
  }
  const tenants: TenantPayments[] = [];
  for (const { tenantId, ways } of read.data.tenants) {
    if (new Set(ways.map((way) => way.wayId)).size !== ways.length) return err({ message: `${path}: a wayId stands twice` });
    const opened: OpenWay[] = [];
    for (const way of ways) {
      const one = await openWay(way, dirname(path), env);
      if (!one.ok) return err({ message: `${path}: ${way.wayId}: ${one.error.message}` });
      opened.push(one.value);
    }
    tenants.push({ tenantId, ways: opened });
  }
  return ok(tenants);
}

type Env = Readonly<Record<string, string | undefined>>;
type Opened<T> = Result<T, { readonly message: string }>;

async function openWay(way: Way, folder: string, env: Env): Promise<Opened<OpenWay>> {
  switch (way.kind) {
    case 'paypal': {
      const clientSecret = await readSecret(way.clientSecret, folder, env);
      return clientSecret.ok ? ok({ ...way, clientSecret: clientSecret.value }) : clientSecret;
    }
    case 'stripe': {
      const secretKey = await readSecret(way.secretKey, folder, env);
      if (!secretKey.ok) return secretKey;
      const webhookSecret = await readSecret(way.webhookSecret, folder, env);
      return webhookSecret.ok ? ok({ ...way, secretKey: secretKey.value, webhookSecret: webhookSecret.value }) : webhookSecret;
    }
    case 'shop-card': {
      const key = await readSecret(way.key, folder, env);
      return key.ok ? ok({ ...way, key: key.value }) : key;
    }
  }
}

/** Reads a secret from its place. A mistake is told in words, never with the secret. */
export async function readSecret(place: z.infer<typeof secret>, folder: string, env: Env): Promise<Opened<string>> {
  const name = 'env' in place ? `the variable ${place.env}` : `the file ${place.file}`;
  const found = 'env' in place ? env[place.env] : await readFile(resolve(folder, place.file), 'utf8').catch(() => undefined);
  const value = found?.trim() ?? '';
  return value.length >= 16 && value.length <= 500 ? ok(value) : err({ message: `${name} holds no secret of 16 to 500 characters` });
}

function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
