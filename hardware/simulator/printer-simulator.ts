import type { Link, OpenLink } from '../contract/link.ts';
import type { Slip } from '../wire/slip.ts';
import { SlipReader } from '../wire/slip-reader.ts';

/** What is wrong with a simulated printer. */
export interface PrinterCondition {
  readonly isPaperOut: boolean;
  readonly isPaperNearEnd: boolean;
  readonly isCoverOpen: boolean;
  readonly isCutterBlocked: boolean;
  /** It answers and prints nothing, as one without power. */
  readonly isOff: boolean;
  /** It prints and never answers, as behind a write-only adapter. */
  readonly isMute: boolean;
}

const allWell: PrinterCondition = { isPaperOut: false, isPaperNearEnd: false, isCoverOpen: false, isCutterBlocked: false, isOff: false, isMute: false };

/** Bits that are set in every answer to DLE EOT (Epson ESC/POS, "Transmit real-time status"). */
const alwaysSet = 0b0001_0010;
const slipsKept = 50;

/**
 * An ESC/POS printer on bytes: answers DLE EOT 1 to 4 at once and prints everything else. While its cover is open, its paper out or its cutter
 * blocked it takes bytes into its buffer and prints them when it can again, as real ones do.
 */
export class PrinterSimulator {
  /** All bytes printed so far. */
  readonly paper: number[] = [];
  /** Called after each chunk, so that a test can run out of paper in the middle. */
  onPrinted: () => void = () => undefined;
  readonly #link: Link;
  readonly #slips: Slip[] = [];
  readonly #slipListeners = new Set<(slip: Slip) => void>();
  #reader = new SlipReader();
  #condition: PrinterCondition = allWell;
  #port: OpenLink | null = null;
  #head: number[] = [];
  #buffer: number[] = [];

  constructor(link: Link) {
    this.#link = link;
  }

  async start(): Promise<void> {
    const opened = await this.#link.open({ onBytes: (bytes) => this.#heard(bytes), onClose: () => undefined });
    this.#port = opened.ok ? opened.value : null;
  }

  get condition(): PrinterCondition {
    return this.#condition;
  }

  /** What was cut off, the oldest first; only the last fifty are kept. */
  get slips(): readonly Slip[] {
    return [...this.#slips];
  }

  /** What hangs out of the printer and is not cut off; null when nothing does. */
  get unfinished(): Slip | null {
    return this.#reader.unfinished;
  }

  /** Calls `listener` for each slip that is cut off. */
  onSlip(listener: (slip: Slip) => void): () => void {
    this.#slipListeners.add(listener);
    return () => this.#slipListeners.delete(listener);
  }

  setCondition(condition: Partial<PrinterCondition>): void {
    this.#condition = { ...this.#condition, ...condition };
    if (this.#condition.isOff) this.#loseMemory();
    else this.#printBuffer();
  }

  /** A printer without power forgets its buffer and its settings; the paper stays. */
  #loseMemory(): void {
    this.#buffer = [];
    this.#head = [];
    this.#reader = new SlipReader();
  }

  #heard(bytes: Uint8Array): void {
    if (this.#condition.isOff) return;
    for (const byte of bytes) this.#take(byte);
    this.#printBuffer();
    this.onPrinted();
  }

  /** `10 04 n` is taken out of the stream wherever it stands; a printer does the same. */
  #take(byte: number): void {
    const [first, second] = this.#head;
    if (first === undefined && byte === 0x10) this.#head = [byte];
    else if (first !== undefined && second === undefined && byte === 0x04) this.#head.push(byte);
    else if (second !== undefined) {
      this.#head = [];
      this.#answer(byte);
    } else {
      this.#buffer.push(...this.#head, byte);
      this.#head = [];
    }
  }

  #printBuffer(): void {
    const { isPaperOut, isCoverOpen, isCutterBlocked } = this.#condition;
    if (isPaperOut || isCoverOpen || isCutterBlocked) return;
    const bytes = this.#buffer;
    this.#buffer = [];
    for (const byte of bytes) this.paper.push(byte);
    for (const slip of this.#reader.push(Uint8Array.from(bytes))) {
      this.#slips.push(slip);
      if (this.#slips.length > slipsKept) this.#slips.shift();
      for (const listener of this.#slipListeners) listener(slip);
    }
  }

  #answer(question: number): void {
    const { isPaperOut, isPaperNearEnd, isCoverOpen, isCutterBlocked, isMute } = this.#condition;
    if (isMute) return;
    const bits: Readonly<Record<number, number>> = {
      1: isPaperOut || isCoverOpen || isCutterBlocked ? 0b0000_1000 : 0,
      2: (isCoverOpen ? 0b0000_0100 : 0) | (isPaperOut ? 0b0010_0000 : 0) | (isCutterBlocked ? 0b0100_0000 : 0),
      3: isCutterBlocked ? 0b0000_1000 : 0,
      4: (isPaperOut ? 0b0110_0000 : 0) | (isPaperNearEnd || isPaperOut ? 0b0000_1100 : 0),
    };
    void this.#port?.write(Uint8Array.of(alwaysSet | (bits[question] ?? 0)));
  }
}
