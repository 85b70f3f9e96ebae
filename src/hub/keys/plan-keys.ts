import type { IssuingKey, KeyPurpose } from '../../contract/hub/keys.ts';

const DAY = 86_400;

/** How long a key signs, and how long it stays published after that: as long as the longest code lives. Seconds (rule T-02). */
export const KEY_LIFE_SECONDS = 90 * DAY;
export const KEPT_AFTER_SECONDS = 35 * DAY;
/**
 * How long before the end of one key the next is made. A station may be away for 35 days and must know a key before its first code comes;
 * the rest is the time that people with an offline root have to sign. Seconds.
 */
export const PREPARED_SECONDS = 50 * DAY;

/** What a hub signs with keys of the bundle. */
export const hubPurposes: readonly KeyPurpose[] = ['pass', 'command'];

/** A key to be made. */
export type PlannedKey = Pick<IssuingKey, 'purpose' | 'nbf' | 'naf'>;

/**
 * The keys that are to be made now, so that one of each purpose always signs and the next is always known in time.
 *
 * ```
 *  made      signs                                   kept
 *   |---------|=======================================|------------|
 *   -50 d     nbf                                    naf        +35 d
 *                              |----------------------|============...   the next
 *                             made                    nbf
 * ```
 *
 * `own`: the keys whose private half this hub has. Seconds.
 */
export function planKeys(own: readonly IssuingKey[], nowSeconds: number): readonly PlannedKey[] {
  return hubPurposes.flatMap((purpose) => {
    const live = own.filter((key) => key.purpose === purpose && !key.revoked && key.naf >= nowSeconds && key.minNbf <= Math.max(key.nbf, nowSeconds));
    const planned: PlannedKey[] = [];
    if (!live.some((key) => signsAt(key, nowSeconds))) {
      const next = Math.min(...live.map((key) => key.nbf));
      // A gap is filled up to the key that is known already; where there is none, a whole life begins.
      planned.push({ purpose, nbf: nowSeconds, naf: Math.min(next, nowSeconds + KEY_LIFE_SECONDS) });
    }
    const last = Math.max(...[...live, ...planned].map((key) => key.naf));
    if (last - nowSeconds < PREPARED_SECONDS) planned.push({ purpose, nbf: last, naf: last + KEY_LIFE_SECONDS });
    return planned;
  });
}

/** Does this key sign at a moment? */
export function signsAt(key: IssuingKey, nowSeconds: number): boolean {
  return !key.revoked && key.nbf <= nowSeconds && nowSeconds <= key.naf && key.minNbf <= nowSeconds;
}

/** The keys that belong into a bundle now: those that may still have signed something that lives. */
export function bundledKeys(all: readonly IssuingKey[], nowSeconds: number): readonly IssuingKey[] {
  return all.filter((key) => key.naf + KEPT_AFTER_SECONDS >= nowSeconds).toSorted((a, b) => a.kid - b.kid);
}

/** The number of the next bundle. It follows the clock, so that a hub that was restored from a backup does not fall behind its stations. */
export function nextSeq(before: number, nowSeconds: number): number {
  return Math.max(before + 1, nowSeconds);
}
