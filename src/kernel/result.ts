/** A success carrying its value. */
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

/** An expected failure carrying a plain, tagged object: it must survive JSON, structured clone and storage. */
export interface Err<E> {
  readonly ok: false;
  readonly error: E;
}

/**
 * The outcome of an operation that may fail for reasons a caller is expected to handle. Bugs throw instead. A `Result`
 * that nobody looks at fails the lint.
 */
export type Result<T, E> = Ok<T> | Err<E>;

/** A `Result` with nothing to say but that it went well. */
export const done: Ok<undefined> = { ok: true, value: undefined };

/** Wraps a value as a success. */
export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** Wraps a plain tagged object as an expected failure. */
export function err<const E>(error: E): Err<E> {
  return { ok: false, error };
}

/** The value of a result that cannot fail here; throws (a bug) with `why` if it did. */
export function expectOk<T, E>(result: Result<T, E>, why: string): T {
  if (result.ok) return result.value;
  throw new Error(`${why}: ${JSON.stringify(result.error)}`);
}
