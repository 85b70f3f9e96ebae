import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { err, ok, type Result } from '../kernel/result.ts';
import { readTextsSetup, type TextsAccount } from './connectors/texts-setup.ts';
import { readPaymentSetup, type TenantPayments } from './payments/setup.ts';
import { tenantSetup, type TenantSetupInput } from './db/setup.ts';

/** The hub's command line, checked. */
export interface HubOptions {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly postgres: string | null;
  readonly smtp: string | null;
  readonly mailFrom: string;
  readonly texts: TextsAccount | null;
  readonly demo: boolean;
  readonly withParent: boolean;
  readonly enrol: readonly string[];
  readonly operators: readonly string[];
  readonly tenants: readonly TenantSetupInput[];
  readonly payments: readonly TenantPayments[];
}

/** How to start the hub. */
export const USAGE = `usage: node src/hub/main.ts --data DIR --port N [options]
  --data DIR         database, journal, secrets and mailbox
  --port N           port to listen on (0: any free one)
  --host ADDRESS     address to listen on (default 127.0.0.1)
  --public-url URL   how customers and stations reach the hub
  --postgres URL     PostgreSQL instead of the embedded database
  --smtp URL         mail server (smtps://user:password@host:port) instead of the mailbox folder
  --mail-from ADDR   sender of the mails
  --texts FILE       account that sends text messages as JSON, with the place of its secret
  --setup FILE       tenant, shops, stations and staff as JSON
  --payments FILE    ways to pay on the phone as JSON, with the places of their secrets
  --enrol STATION    print a one-time code for this station (may be repeated)
  --operator ID      print a new token for this operator of the setup file (may be repeated); it ends the one before
  --demo             the demo shop, with a code for each station that has not enrolled and its operator's token
  --with-parent      stop when standard input ends`;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

const values = z.strictObject({
  data: z.string().min(1),
  host: z.string().min(1).default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535),
  'public-url': z
    .url({ protocol: /^https?$/ })
    .max(200)
    .nullable()
    .default(null),
  postgres: z
    .url({ protocol: /^postgres(ql)?$/ })
    .nullable()
    .default(null),
  smtp: z
    .url({ protocol: /^smtps?$/ })
    .nullable()
    .default(null),
  'mail-from': z.email().default('pedidos@pasillo.invalid'),
  texts: z.string().nullable().default(null),
  setup: z.string().nullable().default(null),
  payments: z.string().nullable().default(null),
  enrol: z.array(z.string()).default([]),
  operator: z.array(z.string()).default([]),
  demo: z.boolean().default(false),
  'with-parent': z.boolean().default(false),
});

/** Reads the command line and the files it names, with secrets of payments from `env` where those files say so. A mistake is told in words, with the option it is in. */
export async function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<HubOptions, { readonly message: string }>> {
  const raw = parseCommandLine(args);
  if (!raw.ok) return raw;
  const checked = values.safeParse(raw.value);
  if (!checked.success) return err({ message: describe(checked.error, '--') });
  const { data, host, port, postgres, smtp, enrol, operator, demo, setup } = checked.data;
  if (demo && !LOOPBACK.test(host)) return err({ message: '--demo: its PINs are known to everybody, so it listens on this machine only (leave --host out)' });
  const tenants = setup === null ? ok([]) : await readSetup(setup);
  if (!tenants.ok) return tenants;
  const payments = checked.data.payments === null ? ok([]) : await readPaymentSetup(checked.data.payments, env);
  if (!payments.ok) return payments;
  const texts = checked.data.texts === null ? ok(null) : await readTextsSetup(checked.data.texts, env);
  if (!texts.ok) return texts;
  return ok({
    data,
    host,
    port,
    publicUrl: checked.data['public-url'],
    postgres,
    smtp,
    mailFrom: checked.data['mail-from'],
    texts: texts.value,
    demo,
    withParent: checked.data['with-parent'],
    enrol,
    operators: operator,
    tenants: tenants.value,
    payments: payments.value,
  });
}

function parseCommandLine(args: readonly string[]): Result<unknown, { readonly message: string }> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const parsed = parseArgs({
      args: [...args],
      strict: true,
      options: {
        data: text,
        host: text,
        port: text,
        'public-url': text,
        postgres: text,
        smtp: text,
        'mail-from': text,
        texts: text,
        setup: text,
        payments: text,
        enrol: { type: 'string', multiple: true },
        operator: { type: 'string', multiple: true },
        demo: flag,
        'with-parent': flag,
      },
    });
    return ok({ ...parsed.values });
  } catch (failure) {
    return err({ message: failure instanceof Error ? failure.message : String(failure) });
  }
}

async function readSetup(path: string): Promise<Result<readonly TenantSetupInput[], { readonly message: string }>> {
  try {
    const checked = tenantSetup.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return checked.success ? ok([checked.data]) : err({ message: `${path}: ${describe(checked.error, '')}` });
  } catch (failure) {
    return err({ message: `${path}: ${failure instanceof Error ? failure.message : String(failure)}` });
  }
}

function describe(error: z.ZodError, prefix: string): string {
  return error.issues.map((issue) => `${prefix}${issue.path.join('.')}: ${issue.message}`).join('; ');
}
