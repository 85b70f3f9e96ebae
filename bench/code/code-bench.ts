import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { signPass } from '../../src/contract/pass/lk1.ts';
import type { PassBody, PassContext, PassKey } from '../../src/contract/pass/pass.ts';
import { verifyPass } from '../../src/contract/pass/verify.ts';
import type { PassId, TenantId } from '../../src/kernel/ids.ts';
import { nodeSecrets } from '../../src/station/secrets/node-secrets.ts';
import { type Bench, judge } from '../bench.ts';
import { figure, spread } from '../figures.ts';

/** Verifying a code, beside Node's own Ed25519 on a message and a signature of the same length. */
export const codeBench: Bench = {
  name: 'code',
  about: 'verifying the text of a code, beside a raw Ed25519 verify (budget 1.1 x)',
  run: async ({ isQuick, progress }) => {
    progress('verifying codes');
    const { whole, raw } = measure(isQuick ? 40 : 2000, isQuick ? 5 : 10);
    const [code, peer] = [spread(whole), spread(raw)];
    const row = (name: string, of: typeof code): string[] => [name, String(of.count), figure(of.p50, 1), figure(of.p99, 1)];
    return {
      tables: [
        {
          title: 'One verification, microseconds',
          columns: ['what', 'rounds', 'p50', 'p99'],
          rows: [row('text of a code to its fields, all checks without the database', code), row('raw Ed25519 verify, key loaded', peer)],
          notes: ['Rounds are interleaved; each is the mean of several verifications, every one of another code.'],
        },
      ],
      budgets: [judge('verifying a code (p50)', 'a raw Ed25519 verify', code.p50 / peer.p50, 1.1)],
      missing: [],
    };
  },
};

interface Prepared {
  readonly text: string;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** Fixed heads of the DER form of a private Ed25519 key (RFC 8410); 32 raw bytes follow. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiHeadLength = 12;
const tenantId = '018f0000-0000-7000-8000-000000000001' as TenantId;
const nowSeconds = 1_760_000_000;

function measure(rounds: number, perRound: number): { readonly whole: readonly number[]; readonly raw: readonly number[] } {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Head, Buffer.alloc(32, 0x5a)]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const raw32 = Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(spkiHeadLength));
  const codes = Array.from({ length: perRound }, (_, n) => prepare(n, (message) => Uint8Array.from(sign(null, message, privateKey))));
  const context = contextOf(raw32);
  const whole = (): void => {
    for (const { text } of codes) if (!verifyPass(text, context).ok) throw new Error('a good code was refused');
  };
  const raw = (): void => {
    for (const { message, signature } of codes) if (!verify(null, message, publicKey, signature)) throw new Error('a good signature was refused');
  };
  // The first rounds compile what the later ones run.
  for (let n = 0; n < rounds / 10; n++) [whole, raw].forEach((run) => run());
  const figures = { whole: [] as number[], raw: [] as number[] };
  for (let n = 0; n < rounds; n++) {
    figures.whole.push(timed(whole) / perRound);
    figures.raw.push(timed(raw) / perRound);
  }
  return figures;
}

function prepare(n: number, signer: (message: Uint8Array) => Uint8Array): Prepared {
  const signed: Omit<Prepared, 'text'>[] = [];
  const text = signPass(bodyOf(n), tenantId, (message) => {
    const signature = signer(message);
    signed.push({ message, signature });
    return signature;
  });
  const [only] = signed;
  if (only === undefined) throw new Error('nothing was signed');
  return { text, ...only };
}

function bodyOf(n: number): PassBody {
  return {
    kind: 'collect',
    flags: { pin: false, totp: false, assistOnly: false },
    keyId: 1,
    bank: 7,
    passId: n.toString(16).padStart(32, '0') as PassId,
    generation: 0,
    notBefore: nowSeconds - 3600,
    expires: nowSeconds + 86_400,
  };
}

function contextOf(publicKey: Uint8Array): PassContext {
  const key: PassKey = { keyId: 1, publicKey, revoked: false, minNotBefore: 0, maxNotBefore: 0xffffffff };
  return { tenantId, bank: 7, keys: new Map([[1, key]]), nowSeconds, clockSuspect: false, checkTotp: () => false, verify: nodeSecrets().verifyEd25519 };
}

/** Microseconds that `run` took. */
function timed(run: () => void): number {
  const from = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - from) / 1000;
}
