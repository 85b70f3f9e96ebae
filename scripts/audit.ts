/**
 * `npm run audit -- verify FILE [--key KEY --tenant ID --station ID]`: checks an exported audit with nothing but the file.
 *
 * Every entry must follow from the one before it, and none may be missing. With the hub's public key, and whose station it is, the hub's
 * signature in the last line is checked, too.
 */
import { createPublicKey, verify } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type AuditWitness, auditWitnessBytes } from '../src/contract/hub/audit-witness.ts';
import { err, ok, type Result } from '../src/kernel/result.ts';
import { verifyExport } from '../src/station/store/audit-export.ts';

const USAGE = `usage: npm run audit -- verify FILE [--key KEY --tenant ID --station ID]
  FILE       an audit as the service screen exports it
  --key      the hub's audit key (base64url), to check its signature; with the ids of tenant and station`;

type Said = Result<readonly string[], { readonly message: string }>;

const outcome = await run(process.argv.slice(2));
if (outcome.ok) process.stdout.write(`${outcome.value.join('\n')}\n`);
else process.stderr.write(`${outcome.error.message}\n`);
process.exitCode = outcome.ok ? 0 : 1;

async function run(args: readonly string[]): Promise<Said> {
  const asked = readArguments(args);
  if (asked === null) return err({ message: USAGE });
  if (!existsSync(asked.path)) return err({ message: `There is no file ${asked.path}.` });
  const lines = createInterface({ input: createReadStream(asked.path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  const verified = await verifyExport(lines);
  lines.close();
  if (!verified.ok) return err({ message: `NOT WHOLE: line ${verified.error.line} is ${verified.error.kind}.` });
  const { from, to, head, witness, witnessed } = verified.value;
  const said = [`Whole: entries ${from} to ${to}, head ${head}.`];
  if (witness === null) return ok([...said, 'The hub has signed for none of it yet.']);
  if (witnessed === 'no') return ok([...said, `The hub has signed for entry ${witness.seq}, which is not among these.`]);
  if (asked.signer === null) return ok([...said, `It holds entry ${witness.seq}, for which the hub signed on ${dateOf(witness)} (signature not checked).`]);
  if (!isSigned(witness, asked.signer)) return err({ message: `NOT SIGNED by this hub for this station: entry ${witness.seq}.` });
  return ok([...said, `The hub signed for entry ${witness.seq} on ${dateOf(witness)}.`]);
}

interface Signer {
  readonly key: string;
  readonly tenantId: string;
  readonly stationId: string;
}

function readArguments(args: readonly string[]): { readonly path: string; readonly signer: Signer | null } | null {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { key: text, tenant: text, station: text } });
    const [verb, path, ...more] = positionals;
    const { key, tenant, station } = values;
    if (verb !== 'verify' || path === undefined || more.length > 0) return null;
    if (key === undefined && tenant === undefined && station === undefined) return { path, signer: null };
    if (key === undefined || tenant === undefined || station === undefined) return null;
    return { path, signer: { key, tenantId: tenant, stationId: station } };
  } catch {
    return null;
  }
}

function isSigned(witness: AuditWitness, { key, tenantId, stationId }: Signer): boolean {
  if (witness.publicKey !== key) return false;
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
  return verify(null, auditWitnessBytes({ tenantId, stationId }, witness), publicKey, Buffer.from(witness.signature, 'base64url'));
}

function dateOf({ signedAt }: AuditWitness): string {
  return new Date(signedAt).toISOString();
}
