import type { Sounder } from '../../contract/signals.ts';
import { type BuzzerCommand, encodeBeep } from '../../wire/buzzer.ts';
import type { EscPosPrinter } from '../printer/esc-pos-printer.ts';

/** Beeps with the buzzer of the receipt printer. While it prints nobody hears anything: a late beep would mean something else. */
export function createPrinterSounder(printer: EscPosPrinter, command: BuzzerCommand): Sounder {
  return { beep: (kind) => printer.sendWhenIdle(encodeBeep(command, kind)) };
}
