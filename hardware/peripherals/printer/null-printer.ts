import type { Printer } from '../../contract/printer.ts';

/** The printer of a station that has none. */
export function createNullPrinter(): Printer {
  return {
    state: 'none',
    onState(listener) {
      listener('none');
      return () => undefined;
    },
    print: () => Promise.resolve({ kind: 'no-printer' }),
    close: () => Promise.resolve(),
  };
}
