import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { keyBundle, rootKey, signedBundle, type SignedBundle } from '../../contract/hub/keys.ts';
import { uuid } from '../../contract/schema.ts';
import type { Result } from '../../kernel/result.ts';
import { installName, type KeyPair, makeKeyPair, pinName, readKeyPair } from './key-files.ts';
import { addKeys, type BundleRefusal, changeKey, openBundle, wantedKeys } from './offline-root.ts';
import { secretFiles } from './secret-files.ts';

/** What the command works with. */
export interface KeysCommandParts {
  readonly nowSeconds: number;
  readonly say: (line: string) => void;
}

/** How to use it. */
export const KEYS_USAGE = `keys root --out FILE                                        make a root; prints its public half
keys pin --data DIR --tenant ID --root-public KEY           this hub makes no root, and believes bundles of that one
keys sign --root FILE --wanted FILE [--bundle FILE] --out FILE    sign what a hub wants, beside what the bundle before holds
keys revoke --root FILE --bundle FILE --kid N --out FILE    take a key away: its codes open nothing from the next sync on
keys limit --root FILE --bundle FILE --kid N --from TIME --out FILE   refuse what it signed before TIME (ISO 8601)
keys show --bundle FILE                                     print a bundle
keys install --data DIR --bundle FILE                       give a bundle to the hub of DIR, which checks it and puts it in force`;

/** Runs `keys NAME ...`: the work of the people who keep a tenant's root. Answers the exit code. */
export async function runKeysCommand(argv: readonly string[], parts: KeysCommandParts): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args: withKey(argv), allowPositionals: true, options });
    const run = commands[positionals[0] ?? ''];
    if (run === undefined || positionals.length !== 1) return usage(parts);
    return await run(values, parts);
  } catch (failure) {
    parts.say(
      failure instanceof z.ZodError
        ? `not such a file: ${failure.issues[0]?.path.join('.') ?? ''}`
        : failure instanceof Error
          ? failure.message
          : String(failure),
    );
    return 2;
  }
}

/** One key in 64 begins with a dash (base64url), and would be read as an option of its own. */
function withKey(argv: readonly string[]): string[] {
  const at = argv.indexOf('--root-public');
  const key = argv[at + 1];
  return at === -1 || key === undefined ? [...argv] : [...argv.slice(0, at), `--root-public=${key}`, ...argv.slice(at + 2)];
}

const options = {
  out: { type: 'string' },
  data: { type: 'string' },
  tenant: { type: 'string' },
  'root-public': { type: 'string' },
  root: { type: 'string' },
  wanted: { type: 'string' },
  bundle: { type: 'string' },
  kid: { type: 'string' },
  from: { type: 'string' },
} as const;
type Values = Readonly<Record<string, string | undefined>>;
type Command = (values: Values, parts: KeysCommandParts) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  root: async (values, { say }) => {
    const root = makeKeyPair();
    write(need(values, 'out'), { privateKey: root.privateKey });
    say(root.pub);
    return 0;
  },
  pin: async (values, { say }) => {
    const root = rootKey.parse(need(values, 'root-public'));
    const tenant = uuid.parse(need(values, 'tenant'));
    const secrets = secretFiles(join(need(values, 'data'), 'secrets'));
    await secrets.write(pinName(tenant), JSON.stringify({ root }));
    say('pinned: start the hub, and sign what it wants');
    return 0;
  },
  sign: async (values, parts) => {
    const root = rootOf(values);
    const wanted = wantedKeys.parse(json(need(values, 'wanted')));
    const before = values['bundle'] === undefined ? null : openBundle(root, wanted.tenant, bundleOf(values));
    if (before !== null && !before.ok) return refused(before.error, parts);
    return finish(addKeys(root, before === null ? null : before.value, wanted, parts.nowSeconds), values, parts);
  },
  revoke: async (values, parts) => await change(values, parts, { revoked: true }),
  limit: async (values, parts) => {
    const from = Date.parse(need(values, 'from'));
    if (!Number.isFinite(from)) throw new Error('--from is no time');
    return await change(values, parts, { minNbf: Math.floor(from / 1000) });
  },
  show: async (values, { say }) => {
    say(JSON.stringify(JSON.parse(bundleOf(values).body), null, 2));
    return 0;
  },
  install: async (values, { say }) => {
    const row = bundleOf(values);
    const { tenant, seq } = keyBundle.parse(JSON.parse(row.body));
    await secretFiles(join(need(values, 'data'), 'secrets')).write(installName(tenant), JSON.stringify(row));
    say(`bundle ${seq} is given to the hub, which looks for it every hour and at its start`);
    return 0;
  },
};

async function change(values: Values, parts: KeysCommandParts, to: Parameters<typeof changeKey>[3]): Promise<number> {
  const root = rootOf(values);
  const row = bundleOf(values);
  const { tenant } = keyBundle.parse(JSON.parse(row.body));
  const before = openBundle(root, tenant, row);
  if (!before.ok) return refused(before.error, parts);
  return finish(changeKey(root, before.value, Number(need(values, 'kid')), to, parts.nowSeconds), values, parts);
}

function finish(made: Result<SignedBundle, BundleRefusal>, values: Values, parts: KeysCommandParts): number {
  if (!made.ok) return refused(made.error, parts);
  write(need(values, 'out'), made.value);
  parts.say('signed');
  return 0;
}

function refused({ kind }: BundleRefusal, { say }: KeysCommandParts): number {
  say(`refused: ${kind}`);
  return 1;
}

function usage({ say }: KeysCommandParts): number {
  say(KEYS_USAGE);
  return 2;
}

function rootOf(values: Values): KeyPair {
  return readKeyPair(z.strictObject({ privateKey: z.string().max(400) }).parse(json(need(values, 'root'))).privateKey);
}

function bundleOf(values: Values): SignedBundle {
  return signedBundle.parse(json(need(values, 'bundle')));
}

function json(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  if (text.length > 1_000_000) throw new Error(`${path} is too long`);
  return JSON.parse(text);
}

/** Never over a file that is there: it could be the only copy of a root. */
function write(path: string, value: unknown): void {
  if (existsSync(path)) throw new Error(`${path} is there already`);
  writeFileSync(path, `${JSON.stringify(value)}\n`, { mode: 0o600 });
}

function need(values: Values, name: string): string {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is missing\n${KEYS_USAGE}`);
  return value;
}
