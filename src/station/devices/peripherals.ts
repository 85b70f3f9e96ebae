import type { Printer } from '../../../hardware/contract/printer.ts';
import type { Scanner } from '../../../hardware/contract/scanner.ts';
import type { Cancel } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { SlipPrinter } from '../ports/peripherals.ts';

/** A receipt printer as the use-cases know it. */
export function slipPrinter(printer: Printer): SlipPrinter {
  return { print: (document) => printer.print(document) };
}

/**
 * Hands on what a scanner on a port of its own reads. Each byte becomes one character, so that no byte can be lost or made up by
 * decoding: whatever is not plain ASCII simply is no code.
 */
export function onScannedText(scanner: Scanner, listener: (text: string) => void, logger: Logger): Cancel {
  const stops = [
    scanner.onScan(({ bytes }) => listener(String.fromCharCode(...bytes))),
    scanner.onProblem(({ kind }) => logger.warn('the scanner refused a reading', { kind })),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
