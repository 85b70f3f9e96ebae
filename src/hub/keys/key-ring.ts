import type { KeyPurpose } from '../../contract/hub/keys.ts';
import { leastNotBefore } from '../../core/passes/pass-keys.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Database } from '../db/database.ts';
import { listTenants } from '../db/keys.ts';
import type { PassSigningKey } from './keys.ts';
import { signsAt } from './plan-keys.ts';
import type { SecretFiles } from './secret-files.ts';
import { type TendedKeys, tendKeys } from './tend-keys.ts';

/** The tenants' keys of this hub, always the ones that sign now. */
export interface KeyRing {
  /** The key that signs passes now. Throws while there is none that stations know: nothing is signed then that would open nothing. */
  passKey(tenantId: string): Promise<PassSigningKey>;
  /** The key that signs commands from afar now (rule H-16: never the one of the passes). */
  commandKey(tenantId: string): Promise<PassSigningKey>;
  /** What a station of the tenant pins at its enrolment; null while an offline root has signed nothing. */
  rootOf(tenantId: string): Promise<string | null>;
  /** Looks after every tenant's keys; answers whether a new bundle is in force. */
  tend(): Promise<boolean>;
}

/** What a key ring is made of. */
export interface KeyRingParts {
  readonly db: Database;
  readonly secrets: SecretFiles;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

/** Opens the key ring. A tenant's keys are looked after when they are first asked for, and whenever `tend` is called. */
export function createKeyRing({ db, secrets, clock, logger }: KeyRingParts): KeyRing {
  const known = new Map<string, Promise<TendedKeys>>();
  const nowSeconds = (): number => Math.floor(clock.now() / 1000);
  const tendOne = (tenantId: string): Promise<TendedKeys> => {
    const tended = tendKeys(db, secrets, tenantId, nowSeconds());
    known.set(tenantId, tended);
    // A failure is not kept: whoever asks next tries again.
    tended.catch(() => known.delete(tenantId));
    return tended;
  };
  const keysOf = (tenantId: string): Promise<TendedKeys> => known.get(tenantId) ?? tendOne(tenantId);
  const signer = async (tenantId: string, purpose: KeyPurpose): Promise<PassSigningKey> => {
    const find = (keys: TendedKeys) => keys.signers.filter((key) => key.purpose === purpose && signsAt(key, nowSeconds())).at(-1);
    // What was looked after long ago may have run out meanwhile.
    const found = find(await keysOf(tenantId)) ?? find(await tendOne(tenantId));
    if (found === undefined) throw new Error(`no key of this hub that signs a ${purpose} is in the bundle of its tenant's root`);
    return { keyId: found.kid, leastNotBefore: leastNotBefore(found), sign: found.pair.sign };
  };
  return {
    passKey: (tenantId) => signer(tenantId, 'pass'),
    commandKey: (tenantId) => signer(tenantId, 'command'),
    rootOf: async (tenantId) => (await keysOf(tenantId)).root,
    tend: async () => {
      let published = false;
      for (const tenantId of await listTenants(db)) {
        const { published: isNew, wanting, refused } = await tendOne(tenantId);
        published ||= isNew;
        if (refused !== null) logger.error('a bundle of keys that was brought here is not put in force', { tenant: tenantId, reason: refused });
        if (wanting.length > 0) logger.warn('keys wait for the offline root, or none signs', { tenant: tenantId, purposes: wanting.join(' ') });
      }
      return published;
    },
  };
}
