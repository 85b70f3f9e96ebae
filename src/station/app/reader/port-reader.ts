import type { PortReading } from '../../../contract/station/reader-contract.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { HeldReading, PortReadings } from '../../ports/readings.ts';

/** The station's side of a scanner on a port of its own. */
export interface PortReader {
  readonly readings: PortReadings;
  /** Takes what was read: one character per byte. */
  hear(code: string): void;
}

/** What routing needs. */
export interface PortReaderParts {
  readonly clock: Clock;
  /** Opens doors by code; null where the station has none. */
  readonly silo: { scan(code: string): void } | null;
  /** Who is in front of the station, as far as it knows: changes when a shopper's session or a member's begins or ends. */
  person(): string;
}

/** A reading that the page has not taken after this long is nobody's any more, in milliseconds. */
const FRESH_MS = 2000;

/**
 * Routes what the scanner reads. Codes that open doors go to the silo without passing through a page; staff badges, till codes and
 * everything else go to the one page that is open. Nothing of a reading is written down.
 */
export function createPortReader({ clock, silo, person }: PortReaderParts): PortReader {
  const listeners: ((held: HeldReading) => void)[] = [];
  return {
    readings: {
      subscribe: (listener) => {
        const own = (held: HeldReading): void => listener(held);
        listeners.push(own);
        return () => {
          const at = listeners.indexOf(own);
          if (at >= 0) listeners.splice(at, 1);
        };
      },
    },
    hear: (code) => {
      if (silo !== null && code.startsWith('LK1:')) return silo.scan(code);
      const reading: PortReading = { kind: kindOf(code), code, at: clock.now() };
      const readAt = clock.monotonic();
      const readFor = person();
      listeners.at(-1)?.({ reading, isCurrent: () => clock.monotonic() - readAt <= FRESH_MS && person() === readFor });
    },
  };
}

function kindOf(code: string): PortReading['kind'] {
  if (code.startsWith('PB1:')) return 'badge';
  return code.startsWith('PT1:') ? 'till' : 'other';
}
