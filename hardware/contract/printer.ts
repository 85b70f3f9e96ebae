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

/** A receipt printer. */
export interface Printer {
  print(document: ReceiptDocument): Promise<PrintOutcome>;
  close(): Promise<void>;
}
