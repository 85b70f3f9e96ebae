import type { CardReader } from '../../contract/card-reader.ts';

/** The card reader of a station that has none. */
export function createNullCardReader(): CardReader {
  return {
    health: 'none',
    onCard: () => () => undefined,
    close: () => Promise.resolve(),
  };
}
