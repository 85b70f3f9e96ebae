import { createHash } from 'node:crypto';
import { encodeBase45 } from '../../src/contract/pass/base45.ts';
import { encodePassBody, passMessage, signPass } from '../../src/contract/pass/lk1.ts';
import type { PassBody, PassKey, PassKind, PassRefusal } from '../../src/contract/pass/pass.ts';
import type { PassId, TenantId } from '../../src/kernel/ids.ts';
import { fromHex, toHex } from '../../src/kernel/ids.ts';
import { seededKey } from './ed25519.ts';

/** One code with what a verifier must say of it. What is not given is as in the file's `context`. */
export interface Lk1Vector {
  readonly name: string;
  readonly text: string;
  readonly context?: { readonly bank?: number; readonly nowSeconds?: number; readonly clockSuspect?: boolean; readonly tenantId?: TenantId };
  readonly expect: { readonly ok: true; readonly body: PassBody } | { readonly ok: false; readonly error: PassRefusal };
}

/** A key of the vectors with the seed of its private half, all in hexadecimal. */
export interface Lk1VectorKey {
  readonly keyId: number;
  readonly seed: string | null;
  readonly publicKey: string;
  readonly revoked: boolean;
  readonly minNotBefore: number;
}

/** Everything that another implementation needs to check itself. */
export interface Lk1Vectors {
  readonly about: string;
  readonly context: { readonly tenantId: TenantId; readonly bank: number; readonly nowSeconds: number; readonly clockSuspect: boolean };
  readonly keys: readonly Lk1VectorKey[];
  readonly vectors: readonly Lk1Vector[];
}

/** The published test vectors, made from fixed seeds: Ed25519 is deterministic, so each run makes the same bytes. */
export function makeLk1Vectors(): Lk1Vectors {
  return {
    about:
      "LK1 passes. Times are Unix seconds, keys and seeds hexadecimal. A verifier given `context` (changed by a vector's own `context`) and `keys` must answer `expect`.",
    context: { tenantId: TENANT, bank: BANK, nowSeconds: NOW, clockSuspect: false },
    keys: [
      { keyId: 1, seed: SEED_1, publicKey: toHex(KEY_1.publicKey), revoked: false, minNotBefore: 0 },
      { keyId: 2, seed: SEED_2, publicKey: toHex(KEY_2.publicKey), revoked: true, minNotBefore: 0 },
      { keyId: 3, seed: SEED_1, publicKey: toHex(KEY_1.publicKey), revoked: false, minNotBefore: NOW },
      { keyId: 4, seed: null, publicKey: '01'.padEnd(64, '0'), revoked: false, minNotBefore: 0 },
      { keyId: 5, seed: null, publicKey: '00'.repeat(32), revoked: false, minNotBefore: 0 },
    ],
    vectors: [...validVectors(), ...hostileVectors()],
  };
}

/** The keys of the vectors as a station holds them. */
export function vectorKeys(keys: readonly Lk1VectorKey[]): ReadonlyMap<number, PassKey> {
  return new Map(keys.map((key) => [key.keyId, { ...key, publicKey: fromHex(key.publicKey), maxNotBefore: 0xffffffff }]));
}

/** A body that verifies in the vectors' context, with a pass id derived from `name`. */
export function vectorBody(name: string, changes: Partial<PassBody> = {}): PassBody {
  return {
    kind: 'collect',
    flags: { pin: false, totp: false, assistOnly: false },
    keyId: 1,
    bank: BANK,
    passId: createHash('sha256').update(name).digest('hex').slice(0, 32) as PassId,
    generation: 0,
    notBefore: NOW - 3600,
    expires: NOW + 14 * 86_400,
    ...changes,
  };
}

/** Signs with the vectors' first key. */
export function vectorText(body: PassBody): string {
  return signPass(body, TENANT, KEY_1.sign);
}

/** Signs any 34 bytes with the vectors' first key, however wrong they are. */
export function signRawBody(bytes: Uint8Array): string {
  return `LK1:${encodeBase45(Uint8Array.from([...bytes, ...KEY_1.sign(passMessage(TENANT, bytes))]))}`;
}

const TENANT = '018f2a6e-7c11-7d4e-9b1a-5f0c3e2d1a90' as TenantId;
const OTHER_TENANT = '018f2a6e-7c11-7d4e-9b1a-5f0c3e2d1a91' as TenantId;
const BANK = 7;
const NOW = 1_790_000_000;
const SEED_1 = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const SEED_2 = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
const KEY_1 = seededKey(SEED_1);
const KEY_2 = seededKey(SEED_2);

function validVectors(): Lk1Vector[] {
  const good = (name: string, changes: Partial<PassBody>, context?: Lk1Vector['context']): Lk1Vector => {
    const body = vectorBody(name, changes);
    return { name, text: vectorText(body), ...(context === undefined ? {} : { context }), expect: { ok: true, body } };
  };
  const kinds: PassKind[] = ['courier-deposit', 'courier-collect', 'staff-challenge'];
  return [
    good('collect: the plain case', {}),
    good('collect: PIN required', { flags: { pin: true, totp: false, assistOnly: false } }),
    good('collect: assist only', { flags: { pin: false, totp: false, assistOnly: true } }),
    good('return: this bank', { kind: 'return' }),
    good('return: any bank', { kind: 'return', bank: 'any' }),
    ...kinds.map((kind) => good(`${kind}: the plain case`, { kind })),
    good('collect: last generation, longest life, begins in ten minutes', { generation: 255, notBefore: NOW + 600, expires: NOW + 600 + 35 * 86_400 }),
    good('collect: expired for a day while the clock is suspect', { notBefore: NOW - 90_000, expires: NOW - 86_400 }, { clockSuspect: true }),
  ];
}

function hostileVectors(): Lk1Vector[] {
  const plain = vectorBody('hostile: base');
  const text = vectorText(plain);
  const bad = (name: string, code: string, error: PassRefusal, context?: Lk1Vector['context']): Lk1Vector => ({
    name,
    text: code,
    ...(context === undefined ? {} : { context }),
    expect: { ok: false, error },
  });
  const format: PassRefusal = { kind: 'R_FORMAT', productCode: false };
  return [
    bad('empty', '', format),
    bad('lower case', text.toLowerCase(), format),
    bad('blank behind', `${text} `, format),
    bad('line feed behind', `${text}\n`, format),
    bad('one character short', text.slice(0, -1), format),
    bad('Base45 group above 65535', `LK1:${':::'}${text.slice(7)}`, format),
    bad('rotating code on a pass that has none', `${text}.12345678`, format),
    bad('product code', '5901234123457', { kind: 'R_FORMAT', productCode: true }),
    bad('GS1 Digital Link', 'https://id.example.org/01/05901234123457/10/AB', { kind: 'R_FORMAT', productCode: true }),
    bad('web address', 'https://example.org/', format),
    ...hostileBodies(plain, bad, format),
    ...hostileSignatures(plain, bad),
    bad('other tenant', text, { kind: 'R_SIG' }, { tenantId: OTHER_TENANT }),
    bad('other bank', vectorText({ ...plain, bank: 8 }), { kind: 'R_BANK', bank: 8 }),
    bad('any bank on a collect pass', signRawBody(withBank(plain, 0xffffffff)), { kind: 'R_BANK', bank: 0xffffffff }),
    bad('expired a second ago', vectorText({ ...plain, notBefore: NOW - 100, expires: NOW - 1 }), { kind: 'R_TIME' }),
    bad('begins in ten minutes and a second', vectorText({ ...plain, notBefore: NOW + 601 }), { kind: 'R_TIME' }),
    bad('rotating code required, none given', vectorText({ ...plain, flags: { pin: false, totp: true, assistOnly: false } }), { kind: 'R_TOTP' }),
    bad('unknown key', vectorText({ ...plain, keyId: 9 }), { kind: 'R_KEY' }),
    bad('revoked key', signPass({ ...plain, keyId: 2 }, TENANT, KEY_2.sign), { kind: 'R_KEY' }),
    bad('made before its key was limited', vectorText({ ...plain, keyId: 3 }), { kind: 'R_KEY' }),
    bad('key is the neutral point, signature the one good for every message', universalForgery(4), { kind: 'R_KEY' }),
    bad('key and signature all zero', allZero(5), { kind: 'R_KEY' }),
  ];
}

type Bad = (name: string, code: string, error: PassRefusal) => Lk1Vector;

function hostileBodies(plain: PassBody, bad: Bad, format: PassRefusal): Lk1Vector[] {
  const changed = (offset: number, value: number) => {
    const bytes = encodePassBody(plain);
    bytes[offset] = value;
    return signRawBody(bytes);
  };
  return [
    bad('version 0', changed(0, 0), format),
    bad('version 2', changed(0, 2), format),
    bad('kind 0', changed(1, 0x00), format),
    bad('kind 6', changed(1, 0x60), format),
    bad('unknown flag', changed(1, 0x18), format),
    bad('reserved byte set', changed(25, 1), format),
    bad('ends before it begins', signRawBody(withTimes(plain, NOW, NOW)), format),
    bad('lives longer than 35 days', signRawBody(withTimes(plain, NOW, NOW + 35 * 86_400 + 1)), format),
  ];
}

function hostileSignatures(plain: PassBody, bad: Bad): Lk1Vector[] {
  const body = encodePassBody(plain);
  const signature = KEY_1.sign(passMessage(TENANT, body));
  const withSignature = (bytes: Uint8Array) => `LK1:${encodeBase45(Uint8Array.from([...body, ...bytes]))}`;
  const neutral = new Uint8Array(64);
  neutral[0] = 1;
  const refused: PassRefusal = { kind: 'R_SIG' };
  return [
    bad('signed by another key', signPass(plain, TENANT, KEY_2.sign), refused),
    bad('signature all zero', withSignature(new Uint8Array(64)), refused),
    bad('signature of the neutral point', withSignature(neutral), refused),
    bad('S raised by the order of the group', withSignature(addOrder(signature)), refused),
    bad('halves of the signature swapped', withSignature(Uint8Array.from([...signature.subarray(32), ...signature.subarray(0, 32)])), refused),
  ];
}

function withTimes(body: PassBody, notBefore: number, expires: number): Uint8Array {
  const bytes = encodePassBody(body);
  const view = new DataView(bytes.buffer);
  view.setUint32(26, notBefore);
  view.setUint32(30, expires);
  return bytes;
}

function withBank(body: PassBody, bank: number): Uint8Array {
  const bytes = encodePassBody(body);
  new DataView(bytes.buffer).setUint32(4, bank);
  return bytes;
}

/** S + L: the same equation holds, so a careless verifier takes a second text for the same pass. */
function addOrder(signature: Uint8Array): Uint8Array {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  let s = order;
  for (let i = 0; i < 32; i++) s += BigInt(signature[32 + i] ?? 0) << BigInt(8 * i);
  const raised = Uint8Array.from(signature);
  for (let i = 0; i < 32; i++) raised[32 + i] = Number((s >> BigInt(8 * i)) & 0xffn);
  return raised;
}

/** With the neutral point as key, R neutral and S zero satisfy the equation for every message. */
function universalForgery(keyId: number): string {
  const signature = new Uint8Array(64);
  signature[0] = 1;
  return `LK1:${encodeBase45(Uint8Array.from([...encodePassBody(vectorBody('forgery', { keyId })), ...signature]))}`;
}

function allZero(keyId: number): string {
  return `LK1:${encodeBase45(Uint8Array.from([...encodePassBody(vectorBody('zero', { keyId })), ...new Uint8Array(64)]))}`;
}
