import type { ReceiptDocument } from '../../contract/receipt.ts';
import type { Cancel } from '../../kernel/clock.ts';

/** What came of printing; the flows go on without paper. */
export type PrintOutcome = { readonly kind: 'printed' | 'no-printer' | 'paper-out' | 'cover-open' } | { readonly kind: 'offline'; readonly detail: string };

/** How the printer is before anything is printed. `unknown`: one that never says; `none`: there is no printer. */
export type PrinterState = 'ok' | 'paper-near-end' | 'paper-out' | 'cover-open' | 'offline' | 'unknown' | 'none';

/** What prints a document. */
export interface SlipPrinter {
  print(document: ReceiptDocument): Promise<PrintOutcome>;
}

/** The station's receipt printer, with what is known of it. */
export interface StationPrinter extends SlipPrinter {
  readonly state: PrinterState;
  /** Tells of each change. */
  onState(listener: () => void): Cancel;
}

/** How the scanner on the station's own port is. `detail` is a sentence for a technician, empty when there is nothing to say. */
export interface ScannerState {
  readonly state: 'ok' | 'down' | 'none';
  readonly detail: string;
}

/** Something that beeps, where there is something. Nobody waits for it and nothing depends on it. */
export interface Sounds {
  /** `taken`: a code was accepted; `refused`: it was not; `attention`: somebody should come and look. */
  beep(kind: 'taken' | 'refused' | 'attention'): void;
}
