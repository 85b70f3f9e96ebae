import { createHash } from 'node:crypto';
import { enrolResponse, type EnrolResponse } from '../../contract/hub/sync.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Result } from '../../kernel/result.ts';
import { done, err, ok } from '../../kernel/result.ts';
import type { StoreReader } from '../ports/store.ts';
import type { DeviceKey, KeepBankKey, SyncStore } from '../ports/sync.ts';
import { parseAnswer, type HubClient } from './hub-client.ts';
import type { SyncFailure } from './failure.ts';

/** Key of `meta` that holds the station's identity as the hub gave it (the JSON of an `EnrolResponse`). */
export const IDENTITY_KEY = 'identity';
/** Key of `meta` that holds the hash of the code the identity was got with. */
const ENROLLED_WITH_KEY = 'enrolledWith';

/** Who this station is, or null before it was enrolled. Throws (a bug) on an identity that it could not have stored. */
export function readIdentity(read: Pick<StoreReader, 'meta'>): EnrolResponse | null {
  const stored = read.meta(IDENTITY_KEY);
  return stored === null ? null : enrolResponse.parse(JSON.parse(stored));
}

/** The same for who asks often: a code is judged while somebody waits, so a text that did not change is not read again. */
export function identityReader(read: Pick<StoreReader, 'meta'>): () => EnrolResponse | null {
  let text: string | null = null;
  let identity: EnrolResponse | null = null;
  return () => {
    const stored = read.meta(IDENTITY_KEY);
    if (stored !== text) identity = readIdentity(read);
    text = stored;
    return identity;
  };
}

/** Should this code be traded for an identity? Not when there is one that was got with this very code. */
export function shouldEnrol(read: Pick<StoreReader, 'meta'>, code: string | null): code is string {
  return code !== null && read.meta(ENROLLED_WITH_KEY) !== hashOf(code);
}

/**
 * Trades a one-time code for an identity and keeps it. Asked again with the same code and key (because the answer was lost), the
 * hub answers the same.
 */
export async function enrol(
  store: SyncStore,
  client: HubClient,
  deviceKey: DeviceKey,
  code: string,
  timing: { readonly at: UnixMs; readonly timeoutMs: number },
  keepBankKey: KeepBankKey,
): Promise<Result<EnrolResponse, SyncFailure>> {
  const body = JSON.stringify({ code, publicKey: deviceKey.publicKey, epoch: store.epoch });
  const answer = await client.ask({ method: 'POST', path: '/v1/enrol', body, stationId: null, timeoutMs: timing.timeoutMs, maxBytes: 65_536 });
  if (!answer.ok) return answer;
  const identity = parseAnswer(enrolResponse, answer.value);
  if (!identity.ok) return identity;
  const { bankKey, ...known } = identity.value;
  const { stationId, bank, rootKey } = known;
  // Before the identity: without it the same code would not be tried again.
  if (bankKey !== null) {
    const stored = keepBankKey(bankKey);
    if (!stored.ok) return stored;
  }
  const before = readIdentity(store.read);
  const isOtherRoot = before?.rootKey !== rootKey || before.tenantId !== known.tenantId;
  const kept = store.commit<undefined, never>((tx) => {
    // The bank's secret does not belong into a database that is backed up and looked into.
    tx.putMeta(IDENTITY_KEY, JSON.stringify(known));
    if (isOtherRoot) tx.dropKeyBundle();
    tx.putMeta(ENROLLED_WITH_KEY, hashOf(code));
    tx.audit({ kind: 'station.enrolled', at: timing.at, facts: { station: stationId, bank } });
    return done;
  });
  if (!kept.ok) return err(kept.error);
  // Keys that were refused under another root, or under none, are asked for again.
  const again = isOtherRoot ? store.restartBucket('keys') : done;
  return again.ok ? ok({ ...known, bankKey: null }) : again;
}

function hashOf(code: string): string {
  return createHash('sha256').update(code, 'utf8').digest('hex');
}
