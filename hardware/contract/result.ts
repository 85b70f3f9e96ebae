/** What may fail as expected: a value, or a plain tagged object that says why. Bugs throw instead. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };
