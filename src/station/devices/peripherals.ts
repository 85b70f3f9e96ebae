import type { Printer } from '../../../hardware/contract/printer.ts';
import type { Scan, Scanner } from '../../../hardware/contract/scanner.ts';
import type { Sounder } from '../../../hardware/contract/signals.ts';
import type { Cancel } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { ScannerState, Sounds, StationPrinter } from '../ports/peripherals.ts';

/** A receipt printer as the use-cases know it. */
export function slipPrinter(printer: Printer): StationPrinter {
  return {
    get state() {
      return printer.state;
    },
    print: (document) => printer.print(document),
    onState: (listener) => {
      // The first call tells what `state` says already.
      let isFirst = true;
      const stop = printer.onState(() => {
        if (!isFirst) listener();
        isFirst = false;
      });
      isFirst = false;
      return stop;
    },
  };
}

/** What beeps, as the use-cases know it: a beep that failed is not worth a word. */
export function sounds(sounder: Sounder): Sounds {
  return { beep: (kind) => void sounder.beep(kind) };
}

/** Follows how a scanner is; `none` where the station has none on a port of its own. */
export function followScanner(scanner: Scanner | null): { current(): ScannerState; close(): void } {
  let health: ScannerState = { state: scanner === null ? 'none' : scanner.health, detail: '' };
  const stop = scanner?.onHealth(({ health: state, detail }) => {
    health = { state, detail };
  });
  return { current: () => health, close: () => stop?.() };
}

/** The digits of goods whose symbol holds others: a UPC-E leaves out zeros, and a magazine's small symbol stands behind its own. */
function textOf({ bytes, reading: { content } }: Scan): string {
  const text = String.fromCharCode(...bytes);
  return content.kind === 'gtin' && content.gtin14 !== text.padStart(14, '0') ? content.gtin14 : text;
}

/**
 * Hands on what a scanner on a port of its own reads. Each byte becomes one character, so that no byte can be lost or made up by
 * decoding: whatever is not plain ASCII simply is no code.
 */
export function onScannedText(scanner: Pick<Scanner, 'onScan' | 'onProblem'>, listener: (text: string) => void, logger: Logger): Cancel {
  const stops = [scanner.onScan((scan) => listener(textOf(scan))), scanner.onProblem(({ kind }) => logger.warn('the scanner refused a reading', { kind }))];
  return () => {
    for (const stop of stops) stop();
  };
}
