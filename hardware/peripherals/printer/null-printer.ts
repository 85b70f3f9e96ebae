import type { Printer } from '../../contract/printer.ts';

/** The printer of a station that has none. */
export function createNullPrinter(): Printer {
  return {
    print: () => Promise.resolve({ kind: 'no-printer' }),
    close: () => Promise.resolve(),
  };
}
