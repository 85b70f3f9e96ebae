import type { Link, OpenLink } from '../contract/link.ts';

/** What is wrong with a simulated printer. */
export interface PrinterCondition {
  readonly isPaperOut: boolean;
  readonly isCoverOpen: boolean;
  /** It answers nothing, as one without power. */
  readonly isOff: boolean;
}

const allWell: PrinterCondition = { isPaperOut: false, isCoverOpen: false, isOff: false };

/** Bits that are set in every answer to DLE EOT (Epson ESC/POS, "Transmit real-time status"). */
const alwaysSet = 0b0001_0010;

/** An ESC/POS printer on bytes: answers DLE EOT 1, 2 and 4 and keeps everything else as paper. */
export class PrinterSimulator {
  /** All bytes printed so far. */
  readonly paper: number[] = [];
  /** Called after each chunk, so that a test can run out of paper in the middle. */
  onPrinted: () => void = () => undefined;
  readonly #link: Link;
  #condition: PrinterCondition = allWell;
  #port: OpenLink | null = null;
  #head: number[] = [];

  constructor(link: Link) {
    this.#link = link;
  }

  async start(): Promise<void> {
    const opened = await this.#link.open({ onBytes: (bytes) => this.#heard(bytes), onClose: () => undefined });
    this.#port = opened.ok ? opened.value : null;
  }

  setCondition(condition: Partial<PrinterCondition>): void {
    this.#condition = { ...this.#condition, ...condition };
  }

  #heard(bytes: Uint8Array): void {
    for (const byte of bytes) this.#take(byte);
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
      this.paper.push(...this.#head, byte);
      this.#head = [];
    }
  }

  #answer(question: number): void {
    const { isPaperOut, isCoverOpen, isOff } = this.#condition;
    if (isOff) return;
    const bits: Readonly<Record<number, number>> = {
      1: isPaperOut || isCoverOpen ? 0b0000_1000 : 0,
      2: (isCoverOpen ? 0b0000_0100 : 0) | (isPaperOut ? 0b0010_0000 : 0),
      4: isPaperOut ? 0b0110_0000 : 0,
    };
    void this.#port?.write(Uint8Array.of(alwaysSet | (bits[question] ?? 0)));
  }
}
