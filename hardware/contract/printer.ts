/** One thing on a receipt. Text is plain; the encoder chooses the code page. */
export type ReceiptBlock =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align: 'left' | 'centre' | 'right';
      readonly size: 'normal' | 'large' | 'huge';
      readonly bold: boolean;
    }
  | { readonly kind: 'pair'; readonly left: string; readonly right: string; readonly bold: boolean }
  | { readonly kind: 'rule' }
  | { readonly kind: 'space' }
  | { readonly kind: 'qr'; readonly data: string; readonly caption: string };

/** What is to be printed, independent of the printer. */
export interface ReceiptDocument {
  readonly title: string;
  readonly blocks: readonly ReceiptBlock[];
}

/** What came of printing. */
export type PrintOutcome =
  | { readonly kind: 'printed' }
  | { readonly kind: 'no-printer' }
  | { readonly kind: 'paper-out' }
  | { readonly kind: 'cover-open' }
  | { readonly kind: 'offline'; readonly detail: string };

/**
 * How a printer is, so that a flow knows before it prints. `paper-near-end` still prints. `unknown`: one that never answers, and prints
 * blind. `offline`: no port, no answer, or it says itself that it cannot print. `none`: the station has no printer.
 */
export type PrinterState = 'ok' | 'paper-near-end' | 'paper-out' | 'cover-open' | 'offline' | 'unknown' | 'none';

/** A receipt printer. */
export interface Printer {
  /** As last asked; a printer at rest is asked every few seconds. */
  readonly state: PrinterState;
  /** Subscribes to changes of state; the first call comes at once, with the state now. */
  onState(listener: (state: PrinterState) => void): () => void;
  /** Prints, and says what came of it. A printer that does not answer prints blind: `printed` then means that the bytes left. */
  print(document: ReceiptDocument): Promise<PrintOutcome>;
  close(): Promise<void>;
}
