import { characterOf, type CodePageName, codePageByNumber } from './code-pages.ts';
import { type EscPosName, escPosStepAt } from './esc-pos-command.ts';
import type { QrLevel, Slip, SlipAlign, SlipLine, SlipRun } from './slip.ts';

/** Longest command that is waited for: a QR code's data have 7 kB at most. What claims to be longer is no receipt. */
const longestHeld = 16_384;

const aligns: readonly SlipAlign[] = ['left', 'centre', 'right'];
const levels: readonly QrLevel[] = ['L', 'M', 'Q', 'H'];

/**
 * Reads what a printer was sent, byte for byte, into what then stands on its paper: a preview that cannot differ from the print. It knows
 * the commands that the encoder of receipts emits. The slips do not depend on how the bytes were cut into chunks.
 *
 * ```
 *  1B 40 .. 54 6F 74 61 6C 0A .. 1D 28 6B .. 31 51 30 0A .. 1D 56 01 | 1B 40 ..
 *           '- text line -'      '- QR code --------'       '- cut: the slip ends here
 * ```
 */
export class SlipReader {
  /** Commands that it did not know. */
  unknown = 0;
  #held: Uint8Array = new Uint8Array(0);
  #lines: SlipLine[] = [];
  #runs: SlipRun[] = [];
  #align: SlipAlign = 'left';
  #bold = false;
  #width = 1;
  #height = 1;
  #page: CodePageName = 'cp437';
  #qr: { data: Uint8Array; moduleDots: number; level: QrLevel } = { data: new Uint8Array(0), moduleDots: 3, level: 'L' };

  /** Takes the next bytes and gives the slips that were cut off by them. */
  push(bytes: Uint8Array): Slip[] {
    const all = new Uint8Array(this.#held.length + bytes.length);
    all.set(this.#held);
    all.set(bytes, this.#held.length);
    const slips: Slip[] = [];
    let at = 0;
    while (at < all.length) {
      const step = escPosStepAt(all.subarray(at, at + longestHeld));
      if (step.kind === 'incomplete' && all.length - at < longestHeld) break;
      if (step.kind === 'character') this.#type(step.byte);
      else if (step.kind === 'command') slips.push(...this.#obey(step.name, step.data));
      else this.unknown += 1;
      at += step.kind === 'incomplete' ? 1 : step.length;
    }
    this.#held = all.slice(at);
    return slips;
  }

  /** What is printed and not cut off yet; null when there is nothing. */
  get unfinished(): Slip | null {
    const open: SlipLine[] = this.#runs.length === 0 ? [] : [{ kind: 'text', align: this.#align, runs: [...this.#runs] }];
    const lines = [...this.#lines, ...open];
    return lines.length === 0 ? null : { lines, isCut: false };
  }

  #type(byte: number): void {
    const text = characterOf(this.#page, byte);
    const last = this.#runs.at(-1);
    const style = { bold: this.#bold, width: this.#width, height: this.#height };
    if (last !== undefined && last.bold === style.bold && last.width === style.width && last.height === style.height)
      this.#runs[this.#runs.length - 1] = { ...last, text: last.text + text };
    else this.#runs.push({ text, ...style });
  }

  #obey(name: EscPosName, data: Uint8Array): Slip[] {
    const [first = 0] = data;
    switch (name) {
      case 'initialize':
        this.#initialize();
        return [];
      case 'bold':
        this.#bold = (first & 1) === 1;
        return [];
      case 'size':
        this.#width = (first >> 4) + 1;
        this.#height = (first & 0x0f) + 1;
        return [];
      case 'align':
        this.#align = aligns[first & 0x03] ?? 'left';
        return [];
      case 'code-page':
        this.#selectPage(first);
        return [];
      case 'feed-line':
        this.#endLine();
        return [];
      case 'feed-lines':
        for (let line = 0; line < first; line += 1) this.#endLine();
        return [];
      case 'symbol':
        this.#symbol(data.subarray(2));
        return [];
      case 'cut':
        return this.#cut();
      case 'other':
        return [];
    }
  }

  #initialize(): void {
    this.#align = 'left';
    this.#bold = false;
    this.#width = 1;
    this.#height = 1;
    this.#page = 'cp437';
  }

  #selectPage(number: number): void {
    const page = codePageByNumber(number);
    if (page === undefined) this.unknown += 1;
    else this.#page = page;
  }

  /** Paper that is fed at the top of a slip belongs to the cut before it. */
  #endLine(): void {
    const isTop = this.#lines.length === 0 && this.#runs.length === 0;
    if (!isTop) this.#lines.push({ kind: 'text', align: this.#align, runs: this.#runs });
    this.#runs = [];
  }

  /** GS ( k with cn 49: 65 model, 67 module, 69 level, 80 data, 81 print (ESC/POS command reference, "QR Code"). */
  #symbol(parameters: Uint8Array): void {
    const [kind, action, value = 0] = parameters;
    if (kind !== 49) this.unknown += 1;
    else if (action === 67) this.#qr.moduleDots = value;
    else if (action === 69) this.#qr.level = levels[value - 48] ?? 'L';
    else if (action === 80) this.#qr.data = parameters.slice(3);
    else if (action === 81 && this.#qr.data.length > 0) this.#lines.push({ kind: 'qr', align: this.#align, ...this.#qr });
  }

  #cut(): Slip[] {
    if (this.#runs.length > 0) this.#endLine();
    const lines = this.#lines;
    this.#lines = [];
    return lines.length === 0 ? [] : [{ lines, isCut: true }];
  }
}
