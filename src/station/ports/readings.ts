import type { PortReading } from '../../contract/station/reader-contract.ts';
import type { Cancel } from '../../kernel/clock.ts';

/** A reading on its way to the page. */
export interface HeldReading {
  readonly reading: PortReading;
  /** Is it still the same person's, and fresh? Ask right before it is handed over. */
  isCurrent(): boolean;
}

/** What the scanner on the station's own port reads for pages. */
export interface PortReadings {
  /** Readings go to whoever came last, and to nobody else; when that one leaves, to the one before. */
  subscribe(listener: (held: HeldReading) => void): Cancel;
}
