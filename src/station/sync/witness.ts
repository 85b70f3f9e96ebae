import { createPublicKey, verify } from 'node:crypto';
import { type AuditWitness, auditWitnessBytes } from '../../contract/hub/audit-witness.ts';
import type { EnrolResponse } from '../../contract/hub/sync.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { done } from '../../kernel/result.ts';
import type { SyncStore } from '../ports/sync.ts';
import { readIdentity } from './identity.ts';

/** What keeping the hub's word needs. */
export interface WitnessParts {
  readonly store: SyncStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Key of `meta` that holds the hub's audit key, where the identity brought none: the first that was met. */
const PINNED_KEY = 'hubAuditKey';
/** A newer word is kept at most this often, in milliseconds: each costs a flush. */
const KEEP_EVERY_MS = 60_000;

/**
 * Keeps what the hub signs for the head of this station's audit (rule H-21), after checking it: by the hub's own key, about this station.
 * What is not signed by that key is not kept and told of; it changes nothing else.
 */
export function createWitnessKeeper(parts: WitnessParts): (witness: AuditWitness | undefined) => void {
  let keptAt: number | null = null;
  return (witness) => {
    const { clock, store, logger } = parts;
    if (witness === undefined || (keptAt !== null && clock.monotonic() - keptAt < KEEP_EVERY_MS)) return;
    if (!isGenuine(parts, witness)) return logger.error("the hub's signature for the audit is not by the key that this station knows");
    keptAt = clock.monotonic();
    const kept = store.keepWitness(witness, clock.now());
    if (!kept.ok) logger.warn("the hub's signature for the audit could not be kept", { detail: kept.error.detail });
  };
}

/** The hub's key for audits and snapshots as this station knows it, base64url; null when it was told none and met none yet. */
export function trustedAuditKey(store: SyncStore, identity: Pick<EnrolResponse, 'auditKey'>): string | null {
  return identity.auditKey ?? store.read.meta(PINNED_KEY);
}

function isGenuine({ store, logger }: WitnessParts, witness: AuditWitness): boolean {
  const identity = readIdentity(store.read);
  if (identity === null) return false;
  const trusted = trustedAuditKey(store, identity);
  if (trusted !== null && trusted !== witness.publicKey) return false;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: witness.publicKey }, format: 'jwk' });
  if (!verify(null, auditWitnessBytes(identity, witness), key, Buffer.from(witness.signature, 'base64url'))) return false;
  return trusted !== null || pin(store, witness.publicKey, logger);
}

function pin(store: SyncStore, publicKey: string, logger: Logger): boolean {
  const pinned = store.commit<undefined, never>((tx) => {
    tx.putMeta(PINNED_KEY, publicKey);
    return done;
  });
  if (pinned.ok) logger.info('the key with which the hub signs for audits is known now');
  return pinned.ok;
}
