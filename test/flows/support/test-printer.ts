import type { Printer, PrinterState, PrintOutcome, ReceiptDocument } from '../../../hardware/contract/printer.ts';

/** A printer that prints into a list, in whatever state a test puts it. */
export class TestPrinter implements Printer {
  readonly printed: ReceiptDocument[] = [];
  readonly #listeners = new Set<(state: PrinterState) => void>();
  #state: PrinterState = 'ok';

  get state(): PrinterState {
    return this.#state;
  }

  set state(state: PrinterState) {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  onState(listener: (state: PrinterState) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#state);
    return () => this.#listeners.delete(listener);
  }

  async print(document: ReceiptDocument): Promise<PrintOutcome> {
    if (this.#state === 'paper-out' || this.#state === 'cover-open') return { kind: this.#state };
    this.printed.push(document);
    return { kind: 'printed' };
  }

  async close(): Promise<void> {}
}
