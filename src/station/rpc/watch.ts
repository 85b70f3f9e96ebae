import type { Published } from '../ports/screens.ts';

/**
 * The current value at once, then the latest one after each change, until `signal` says that nobody listens any more. Changes
 * that come faster than the page takes them are merged: a screen needs the newest state, not every state.
 */
export async function* watch<T>(published: Published<T>, signal: AbortSignal | undefined): AsyncGenerator<T, void, void> {
  let isStale = true;
  let wake = (): void => undefined;
  const stop = published.onChange(() => {
    isStale = true;
    wake();
  });
  const onAbort = (): void => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    while (signal?.aborted !== true) {
      if (isStale) {
        isStale = false;
        yield published.current();
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stop();
  }
}
