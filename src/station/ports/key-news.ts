/** Key of `meta`: when the bundle of keys that is believed was taken, in Unix milliseconds. */
export const KEYS_TAKEN_KEY = 'keysTakenAt';
/** Key of `meta`: `{ at, reason }` of the last bundle that was not believed, as JSON; empty once another was taken. */
export const KEYS_REFUSED_KEY = 'keysRefused';
