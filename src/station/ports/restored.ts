/** Key of `meta`: `1` while the compartments of a restored database were not yet put under suspicion. */
export const CHECK_ALL_KEY = 'checkAll';
/** Key of `meta`: id of the operation that tells the hub of a restore, until the hub has it; empty afterwards. */
export const RESTORE_UNTOLD_KEY = 'restoreUntold';
/** Key of `meta`: how many times this station's database was restored or made anew. */
export const LIVES_KEY = 'lives';
/** Key of `meta`: `{ at, backupAt, reason, salvaged }` of the last restore, as JSON. */
export const RESTORED_KEY = 'restored';
/** Key of `meta`: the last order number's counter. */
export const ORDER_COUNTER_KEY = 'orderCounter';
/** Reason of a compartment whose parcel is only on restored books: a person who sees it inside (`left`) makes them true again. */
export const RESTORED_REASON = 'restored';
