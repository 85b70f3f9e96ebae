import { type IssuingKey, keyBundle, type KeyBundle, type KeyPurpose, signBundle, type SignedBundle, verifyBundle } from '../../contract/hub/keys.ts';
import type { Database, Transaction } from '../db/database.ts';
import { listKeys, lockKeys, putBundle, putKey, readBundle, type StoredBundle } from '../db/keys.ts';
import {
  currentName,
  type KeyPair,
  makeKeyPair,
  makeRoot,
  type OwnKey,
  readInstalled,
  readKeyPair,
  readOwnKeys,
  readPinnedRoot,
  readRoot,
  verifyRaw,
  wantedName,
  writeOwnKeys,
} from './key-files.ts';
import { bundledKeys, hubPurposes, KEY_LIFE_SECONDS, nextSeq, planKeys, signsAt } from './plan-keys.ts';
import type { SecretFiles } from './secret-files.ts';

/** A key of this hub that stations know. */
export interface Signer extends IssuingKey {
  readonly pair: KeyPair;
}

/** A tenant's keys as this hub has them after it looked after them. */
export interface TendedKeys {
  /** What stations pin; null only while an offline root has signed nothing yet. */
  readonly root: string | null;
  /** The keys of this hub that are in the bundle in force. */
  readonly signers: readonly Signer[];
  /** Was a new bundle put in force? */
  readonly published: boolean;
  /** Purposes for which nothing signs now, or whose next key the offline root has to sign. For people. */
  readonly wanting: readonly KeyPurpose[];
  /** A bundle was brought here that cannot be put in force. */
  readonly refused: string | null;
}

/**
 * Looks after a tenant's keys: makes those that are due, puts a bundle that was brought here in force, and signs a new one where this hub
 * holds the root itself. Doing it twice changes nothing. Files are written before the rows that name them: a published key whose private
 * half was lost is of no use, the reverse is repaired here at the next time.
 */
export async function tendKeys(db: Database, secrets: SecretFiles, tenantId: string, nowSeconds: number): Promise<TendedKeys> {
  const pinned = (await readBundle(db, tenantId))?.root ?? (await readPinnedRoot(secrets, tenantId));
  const root = (await readRoot(secrets, tenantId)) ?? (pinned === null ? await makeRoot(secrets, tenantId) : null);
  const brought = await readInstalled(secrets, tenantId);
  const own = await readOwnKeys(secrets, tenantId);
  return await db.transaction(async (tx) => {
    await lockKeys(tx, tenantId);
    const before = await readBundle(tx, tenantId);
    const trusted = before?.root ?? pinned ?? root?.pub ?? null;
    const installed = trusted === null || brought === null ? null : await install(tx, tenantId, trusted, before, brought);
    const kept = await keepOwn(tx, secrets, tenantId, own, nowSeconds);
    const all = await listKeys(tx, tenantId);
    const inForce = await readBundle(tx, tenantId);
    const signed = root !== null && root.pub === trusted ? sign(tenantId, root, inForce, all, nowSeconds) : null;
    if (signed !== null) await putBundle(tx, tenantId, signed);
    const bundle = signed ?? inForce;
    const published = signed !== null || installed === 'put in force';
    const known = bundle === null ? [] : parseBundle(bundle).keys;
    if (published && bundle !== null) await secrets.write(currentName(tenantId), JSON.stringify({ body: bundle.body, signature: bundle.signature }));
    await writeWanted(secrets, tenantId, all, known);
    const signers = signersOf(kept, known);
    const refused = installed === 'put in force' || installed === 'old' ? null : installed;
    return { root: trusted, signers, published, wanting: wanting(all, signers, known, nowSeconds), refused };
  });
}

/** Takes a bundle that was brought here, unless it is none of this root or not newer. What it says of keys holds here, too. */
async function install(tx: Transaction, tenantId: string, root: string, before: StoredBundle | null, brought: SignedBundle): Promise<string> {
  const read = verifyBundle(brought, { tenantId, root, verify: verifyRaw });
  if (!read.ok) return read.error.kind;
  const { seq, keys } = read.value;
  if (before !== null && seq <= before.seq) return 'old';
  const known = new Map((await listKeys(tx, tenantId)).map((key) => [key.kid, key]));
  if (keys.some((key) => known.get(key.kid) !== undefined && known.get(key.kid)?.pub !== key.pub)) return 'a number of another key';
  for (const key of keys) await putKey(tx, tenantId, key);
  await putBundle(tx, tenantId, { ...brought, root, seq });
  return 'put in force';
}

/** Gives every own key its row and its number, and makes those that are due. A number that another key has is never taken. */
async function keepOwn(tx: Transaction, secrets: SecretFiles, tenantId: string, own: readonly OwnKey[], nowSeconds: number): Promise<readonly OwnKey[]> {
  const rows = [...(await listKeys(tx, tenantId))];
  const add = (key: Omit<OwnKey, 'kid'>, wanted: number, pub: string): OwnKey => {
    const taken = rows.map((row) => row.kid);
    const kid = taken.includes(wanted) ? Math.max(...taken) + 1 : wanted;
    const naf = key.naf === 0 ? nowSeconds + KEY_LIFE_SECONDS : key.naf;
    rows.push({ kid, pub, purpose: key.purpose, nbf: key.nbf, naf, minNbf: 0, revoked: false });
    return { ...key, kid, naf };
  };
  const kept = own.map((key): OwnKey => {
    const { pub } = readKeyPair(key.privateKey);
    const row = rows.find((other) => other.pub === pub);
    return row === undefined ? add(key, key.kid, pub) : { ...key, kid: row.kid, nbf: row.nbf, naf: row.naf };
  });
  const mine = new Set(kept.map((key) => key.kid));
  const made = planKeys(
    rows.filter((row) => mine.has(row.kid)),
    nowSeconds,
  ).map((planned): OwnKey => {
    const pair = makeKeyPair();
    return add({ ...planned, privateKey: pair.privateKey }, 1, pair.pub);
  });
  const all = [...kept, ...made];
  if (JSON.stringify(all) !== JSON.stringify(own)) await writeOwnKeys(secrets, tenantId, all);
  for (const row of rows) await putKey(tx, tenantId, row);
  return all;
}

/** A new bundle where the keys have changed; null where the one in force says the same. */
function sign(tenantId: string, root: KeyPair, inForce: StoredBundle | null, all: readonly IssuingKey[], nowSeconds: number): StoredBundle | null {
  const keys = [...bundledKeys(all, nowSeconds)];
  const before: KeyBundle | null = inForce === null ? null : parseBundle(inForce);
  if (before !== null && JSON.stringify(before.keys) === JSON.stringify(keys)) return null;
  const seq = nextSeq(before?.seq ?? 0, nowSeconds);
  const bundle = { tenant: tenantId, seq, issuedAt: nowSeconds * 1000, keys, minAppVersion: before?.minAppVersion ?? null };
  return { ...signBundle(bundle, root.sign), root: root.pub, seq };
}

function signersOf(own: readonly OwnKey[], known: readonly IssuingKey[]): readonly Signer[] {
  return own.flatMap((key) => {
    const pair = readKeyPair(key.privateKey);
    const row = known.find(({ kid, pub }) => kid === key.kid && pub === pair.pub);
    return row === undefined ? [] : [{ ...row, pair }];
  });
}

/** The file that people carry to the offline root: the keys that no bundle has yet. */
async function writeWanted(secrets: SecretFiles, tenantId: string, all: readonly IssuingKey[], known: readonly IssuingKey[]): Promise<void> {
  const wanted = all.filter((key) => !known.some(({ kid }) => kid === key.kid) && !key.revoked);
  const text = JSON.stringify({ tenant: tenantId, keys: wanted }, null, 2);
  const before = await secrets.read(wantedName(tenantId));
  if (before === text || (before === null && wanted.length === 0)) return;
  await secrets.write(wantedName(tenantId), text);
}

function wanting(all: readonly IssuingKey[], signers: readonly Signer[], known: readonly IssuingKey[], nowSeconds: number): readonly KeyPurpose[] {
  const waits = (purpose: KeyPurpose) => all.some((key) => key.purpose === purpose && !key.revoked && !known.some(({ kid }) => kid === key.kid));
  return hubPurposes.filter((purpose) => waits(purpose) || !signers.some((signer) => signer.purpose === purpose && signsAt(signer, nowSeconds)));
}

function parseBundle({ body }: SignedBundle): KeyBundle {
  return keyBundle.parse(JSON.parse(body));
}
