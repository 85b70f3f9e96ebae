/** Key of `meta`: when the bundle of keys that is believed was taken, in Unix milliseconds. */
export const KEYS_TAKEN_KEY = 'keysTakenAt';
/** Key of `meta`: `1760000000000 signature`: when the last bundle came that was not believed, and why; empty once another was taken. */
export const KEYS_REFUSED_KEY = 'keysRefused';
