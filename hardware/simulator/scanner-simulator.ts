import type { Link, OpenLink } from '../contract/link.ts';

/** What a scanner is set to send after a code. */
export type ScannerSuffix = '\r' | '\n' | '\r\n' | '\t' | '';

/** A code scanner on bytes, set up as real ones are: a suffix, and the AIM identifier in front or not. */
export class ScannerSimulator {
  readonly #link: Link;
  readonly #suffix: ScannerSuffix;
  #port: OpenLink | null = null;

  constructor(link: Link, suffix: ScannerSuffix) {
    this.#link = link;
    this.#suffix = suffix;
  }

  async start(): Promise<void> {
    const opened = await this.#link.open({ onBytes: () => undefined, onClose: () => undefined });
    this.#port = opened.ok ? opened.value : null;
  }

  /** Holds a code before the scanner. Text goes out as Latin-1, one byte per character. */
  scan(code: string | Uint8Array, aim = ''): void {
    const body = typeof code === 'string' ? latin1(code) : code;
    void this.#port?.write(Uint8Array.from([...latin1(aim), ...body, ...latin1(this.#suffix)]));
  }
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}
