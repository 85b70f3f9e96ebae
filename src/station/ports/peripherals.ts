import type { ReceiptDocument } from '../../contract/receipt.ts';

/** What came of printing; the flows go on without paper. */
export type PrintOutcome = { readonly kind: 'printed' | 'no-printer' | 'paper-out' | 'cover-open' } | { readonly kind: 'offline'; readonly detail: string };

/** The station's receipt printer. */
export interface SlipPrinter {
  print(document: ReceiptDocument): Promise<PrintOutcome>;
}
