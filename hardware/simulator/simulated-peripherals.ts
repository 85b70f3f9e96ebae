import { Cable, type CableEnd } from './cable.ts';
import type { Result } from '../contract/result.ts';
import { slipPicture, type SlipPicture } from './paper-pictures.ts';
import { type PrinterCondition, PrinterSimulator } from './printer-simulator.ts';
import { ScannerSimulator } from './scanner-simulator.ts';

/** All that can be seen of a simulated scanner: where its port is, and its last codes, the newest first. */
export interface ScannerState {
  readonly end: CableEnd | null;
  readonly codes: readonly string[];
}

/** All that can be seen of a simulated printer. */
export interface PrinterSight {
  readonly end: CableEnd | null;
  readonly condition: PrinterCondition;
  /** Bytes printed so far. */
  readonly printed: number;
}

/** Usual speeds; a pseudo-terminal does not care. */
const baud = { scanner: 9600, printer: 19_200 } as const;
const codesKept = 8;
const slipsShown = 6;

/** A code scanner on a cable of its own. */
export class SimulatedScanner {
  readonly #cable: Cable;
  readonly #simulator: ScannerSimulator;
  readonly #codes: string[] = [];

  constructor(names: string | null) {
    this.#cable = new Cable({ baud: baud.scanner, pipe: 'any', stableName: names === null ? null : { folder: names, name: 'scanner' } });
    this.#simulator = new ScannerSimulator(this.#cable.link, '\r');
  }

  /** The error is one sentence. */
  async start(): Promise<Result<CableEnd, string>> {
    const plugged = await this.#cable.plug();
    if (plugged.ok) await this.#simulator.start();
    return plugged;
  }

  scan(code: string, aim: string): void {
    this.#codes.unshift(code);
    this.#codes.length = Math.min(this.#codes.length, codesKept);
    this.#simulator.scan(code, aim);
  }

  state(): ScannerState {
    return { end: this.#cable.end, codes: [...this.#codes] };
  }

  close(): Promise<void> {
    return this.#cable.pull();
  }
}

/** An ESC/POS printer on a cable of its own. */
export class SimulatedPrinter {
  readonly #cable: Cable;
  readonly #simulator: PrinterSimulator;

  constructor(names: string | null) {
    this.#cable = new Cable({ baud: baud.printer, pipe: 'any', stableName: names === null ? null : { folder: names, name: 'printer' } });
    this.#simulator = new PrinterSimulator(this.#cable.link);
  }

  /** The error is one sentence. */
  async start(): Promise<Result<CableEnd, string>> {
    const plugged = await this.#cable.plug();
    if (plugged.ok) await this.#simulator.start();
    return plugged;
  }

  setCondition(change: Partial<PrinterCondition>): void {
    this.#simulator.setCondition(change);
  }

  /** The last slips, the newest first; what is not cut off yet comes before them. */
  slips(): readonly SlipPicture[] {
    const { unfinished, slips } = this.#simulator;
    return [...(unfinished === null ? [] : [unfinished]), ...slips.toReversed()].slice(0, slipsShown).map(slipPicture);
  }

  state(): PrinterSight {
    return { end: this.#cable.end, condition: this.#simulator.condition, printed: this.#simulator.paper.length };
  }

  close(): Promise<void> {
    return this.#cable.pull();
  }
}
