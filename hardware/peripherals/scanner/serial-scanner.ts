import type { HardwareClock } from '../../contract/clock.ts';
import type { Link } from '../../contract/link.ts';
import type { Scan, Scanner, ScannerHealth, ScanProblem, TriggerOutcome } from '../../contract/scanner.ts';
import { PortKeeper } from '../../session/port-keeper.ts';
import type { ScannerModelName } from '../../wire/scanner-model.ts';
import { Gm65Side } from './gm65-side.ts';
import { type RawReading, readScan, ScanAssembler } from './scan-assembler.ts';
import type { ScannerSide, ScannerSurroundings } from './scanner-side.ts';
import { createHoneywellSide, createPlainSide } from './simple-side.ts';

/** What a scanner is made of. */
export interface SerialScannerOptions {
  readonly link: Link;
  readonly clock: HardwareClock;
  readonly model: ScannerModelName;
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
  readonly #side: ScannerSide;
  readonly #assembler = new ScanAssembler();
  readonly #scanListeners = new Set<(scan: Scan) => void>();
  readonly #problemListeners = new Set<(problem: ScanProblem) => void>();
  readonly #healthListeners = new Set<(health: ScannerHealth) => void>();
  #health: ScannerHealth = { health: 'down', detail: 'The port is not open yet.' };
  #lastScanAt = Number.NEGATIVE_INFINITY;
  #cancelQuiet: () => void = () => undefined;

  constructor(options: SerialScannerOptions) {
    this.#clock = options.clock;
    this.#side = sideOf(options.model, {
      clock: options.clock,
      wireTimeMs: (count) => options.link.wireTimeMs(count),
      turn: (health) => this.#turn(health),
      reopen: (problem) => this.#keeper.reopen(problem),
    });
    this.#keeper = new PortKeeper(options.link, options.clock, {
      onUp: (port) => {
        this.#forget();
        this.#side.onUp(port);
      },
      onDown: (problem) => {
        this.#forget();
        this.#side.onDown(problem);
      },
      onBytes: (bytes) => this.#heard(bytes),
    });
    this.#keeper.start();
  }

  get health(): 'ok' | 'down' {
    return this.#health.health;
  }

  onScan(listener: (scan: Scan) => void): () => void {
    this.#scanListeners.add(listener);
    return () => this.#scanListeners.delete(listener);
  }

  onProblem(listener: (problem: ScanProblem) => void): () => void {
    this.#problemListeners.add(listener);
    return () => this.#problemListeners.delete(listener);
  }

  onHealth(listener: (health: ScannerHealth) => void): () => void {
    this.#healthListeners.add(listener);
    listener(this.#health);
    return () => this.#healthListeners.delete(listener);
  }

  trigger(): Promise<TriggerOutcome> {
    return this.#side.trigger();
  }

  untrigger(): Promise<TriggerOutcome> {
    return this.#side.untrigger();
  }

  async close(): Promise<void> {
    this.#forget();
    this.#side.close();
    this.#turn({ health: 'down', detail: 'The scanner was closed.' });
    this.#scanListeners.clear();
    this.#problemListeners.clear();
    this.#healthListeners.clear();
    await this.#keeper.close();
  }

  #turn(health: ScannerHealth): void {
    if (health.health === this.#health.health && health.detail === this.#health.detail) return;
    this.#health = health;
    for (const listener of this.#healthListeners) listener(health);
  }

  #forget(): void {
    this.#cancelQuiet();
    this.#assembler.reset();
  }

  #heard(bytes: Uint8Array): void {
    this.#cancelQuiet();
    this.#take(this.#assembler.push(this.#side.sift(bytes)));
    this.#cancelQuiet = this.#clock.after(quietEndsMs, () => this.#quiet());
  }

  #quiet(): void {
    this.#take(this.#assembler.push(this.#side.endOfInput()));
    this.#take(this.#assembler.end());
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

function sideOf(model: ScannerModelName, surroundings: ScannerSurroundings): ScannerSide {
  switch (model) {
    case 'plain':
      return createPlainSide(surroundings);
    case 'gm65':
      return new Gm65Side(surroundings);
    case 'honeywell':
      return createHoneywellSide(surroundings);
  }
}
