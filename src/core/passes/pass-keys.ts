import { decodeBase64Url } from '../../contract/hub/base64.ts';
import type { IssuingKey, KeyBundle } from '../../contract/hub/keys.ts';
import type { PassKey } from '../../contract/pass/pass.ts';

/** A pass begins a little before it was made, for stations whose clock is behind; so may the first of a key. Seconds. */
export const PASS_EARLY_SECONDS = 600;

/** The keys of a bundle that sign passes, by number. A pass must begin while its key signs, and not before the key was limited. */
export function passKeysOf(bundle: KeyBundle): ReadonlyMap<number, PassKey> {
  const keys = new Map<number, PassKey>();
  for (const key of bundle.keys) {
    const { kid, pub, purpose, naf, revoked } = key;
    const publicKey = decodeBase64Url(pub);
    if (purpose !== 'pass' || publicKey === null) continue;
    keys.set(kid, { keyId: kid, publicKey, revoked, minNotBefore: leastNotBefore(key), maxNotBefore: naf });
  }
  return keys;
}

/** The earliest moment at which a code of this key may begin. Unix seconds. */
export function leastNotBefore({ nbf, minNbf }: Pick<IssuingKey, 'nbf' | 'minNbf'>): number {
  return Math.max(minNbf, nbf - PASS_EARLY_SECONDS);
}
