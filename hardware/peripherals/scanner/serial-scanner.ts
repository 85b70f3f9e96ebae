import type { HardwareClock } from '../../contract/clock.ts';
import type { Link } from '../../contract/link.ts';
import type { Scan, Scanner, ScanProblem } from '../../contract/scanner.ts';
import { PortKeeper } from '../../session/port-keeper.ts';
import { type RawReading, readScan, ScanAssembler } from './scan-assembler.ts';

/** What a scanner is made of. */
export interface SerialScannerOptions {
  readonly link: Link;
  readonly clock: HardwareClock;
}

/** A scanner set to send no suffix has ended its code when it is quiet for this long, in milliseconds. */
const quietEndsMs = 50;
/** Codes closer together than this are one person's one gesture, or an attack. Milliseconds. */
const leastBetweenMs = 500;

/** Opens a scanner on a port of its own (USB-CDC, UART). Returns at once; it opens again by itself when it was unplugged. */
export function openSerialScanner(options: SerialScannerOptions): Scanner {
  return new SerialScanner(options);
}

class SerialScanner implements Scanner {
  readonly #clock: HardwareClock;
  readonly #keeper: PortKeeper;
  readonly #assembler = new ScanAssembler();
  readonly #scanListeners = new Set<(scan: Scan) => void>();
  readonly #problemListeners = new Set<(problem: ScanProblem) => void>();
  #health: 'ok' | 'down' = 'down';
  #lastScanAt = Number.NEGATIVE_INFINITY;
  #cancelQuiet: () => void = () => undefined;

  constructor(options: SerialScannerOptions) {
    this.#clock = options.clock;
    this.#keeper = new PortKeeper(options.link, options.clock, {
      onUp: () => this.#turn('ok'),
      onDown: () => this.#turn('down'),
      onBytes: (bytes) => this.#heard(bytes),
    });
    this.#keeper.start();
  }

  get health(): 'ok' | 'down' {
    return this.#health;
  }

  onScan(listener: (scan: Scan) => void): () => void {
    this.#scanListeners.add(listener);
    return () => this.#scanListeners.delete(listener);
  }

  onProblem(listener: (problem: ScanProblem) => void): () => void {
    this.#problemListeners.add(listener);
    return () => this.#problemListeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#turn('down');
    this.#scanListeners.clear();
    this.#problemListeners.clear();
    await this.#keeper.close();
  }

  #turn(health: 'ok' | 'down'): void {
    this.#health = health;
    this.#cancelQuiet();
    this.#assembler.reset();
  }

  #heard(bytes: Uint8Array): void {
    this.#cancelQuiet();
    this.#take(this.#assembler.push(bytes));
    if (this.#assembler.isHolding) this.#cancelQuiet = this.#clock.after(quietEndsMs, () => this.#take(this.#assembler.end()));
  }

  #take(readings: readonly RawReading[]): void {
    for (const reading of readings) {
      if (reading.kind === 'too-long') this.#refuse(reading);
      else this.#judge(reading.bytes);
    }
  }

  #judge(bytes: Uint8Array): void {
    const judged = readScan(bytes);
    if (judged.kind !== 'scan') return this.#refuse(judged);
    const now = this.#clock.monotonic();
    if (now - this.#lastScanAt < leastBetweenMs) return this.#refuse({ kind: 'too-soon' });
    this.#lastScanAt = now;
    for (const listener of this.#scanListeners) listener(judged.scan);
  }

  #refuse(problem: ScanProblem): void {
    for (const listener of this.#problemListeners) listener(problem);
  }
}
