import { SIGNATURE_WINDOW_SECONDS } from '../../contract/hub/signature.ts';

/** Remembers the nonces of accepted signatures for as long as those could be believed a second time. */
export interface NonceCache {
  /** Takes a nonce; false when the same key used it before. */
  take(keyId: string, nonce: string, nowSeconds: number): boolean;
}

/** A cache in this process's memory. A repeat at another hub process is caught by what a push is: the same operations, applied once. */
export function createNonceCache(): NonceCache {
  const seen = new Map<string, number>();
  return {
    take(keyId, nonce, nowSeconds) {
      for (const [key, until] of seen) {
        if (until >= nowSeconds) break;
        seen.delete(key);
      }
      const key = `${keyId}\n${nonce}`;
      if (seen.has(key)) return false;
      // A signature may be `created` up to one window ahead and lives for one window from there.
      seen.set(key, nowSeconds + 2 * SIGNATURE_WINDOW_SECONDS);
      return true;
    },
  };
}
