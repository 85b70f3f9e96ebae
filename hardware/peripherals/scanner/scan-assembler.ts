import type { Scan, ScanProblem } from '../../contract/scanner.ts';
import { isAimIdentifier } from '../../wire/aim.ts';
import { readCode } from '../../wire/code-reading.ts';

/** Longest code taken, in bytes. The longest that means anything here is well under 200. */
export const longestScan = 512;

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const tab = 0x09;
/** GS1's field separator: the only control character that a code may hold (GS1 General Specifications, 7.8). */
const groupSeparator = 0x1d;
const firstPrintable = 0x20;
const deleteCharacter = 0x7f;

/** What a scanner sent between two ends: the raw code, or more bytes than any code has. */
export type RawReading = { readonly kind: 'code'; readonly bytes: Uint8Array } | { readonly kind: 'too-long' };

/**
 * Puts a scanner's bytes together to codes. CR, LF, CRLF and TAB all end one, whichever the scanner was set to; where it sends
 * none, the caller notices the silence and says `end`. Of an endless code only its first 512 bytes are ever held.
 */
export class ScanAssembler {
  #held: number[] = [];
  #isTooLong = false;

  push(bytes: Uint8Array): RawReading[] {
    const readings: RawReading[] = [];
    for (const byte of bytes) {
      if (byte === carriageReturn || byte === lineFeed || byte === tab) readings.push(...this.end());
      else if (this.#held.length < longestScan) this.#held.push(byte);
      else this.#isTooLong = true;
    }
    return readings;
  }

  /** Ends the code that is held; none when nothing is (the LF after a CR). */
  end(): RawReading[] {
    const held = this.#held;
    const isTooLong = this.#isTooLong;
    this.reset();
    if (held.length === 0) return [];
    return [isTooLong ? { kind: 'too-long' } : { kind: 'code', bytes: Uint8Array.from(held) }];
  }

  reset(): void {
    this.#held = [];
    this.#isTooLong = false;
  }
}

/** Judges one code at the door: control characters are refused, an AIM identifier is split off (ISO/IEC 15424: `]`, a letter, a modifier). */
export function readScan(bytes: Uint8Array): { readonly kind: 'scan'; readonly scan: Scan } | ScanProblem {
  const isForbidden = (byte: number): boolean => (byte < firstPrintable && byte !== groupSeparator) || byte === deleteCharacter;
  if (bytes.some(isForbidden)) return { kind: 'control-characters' };
  const head = String.fromCharCode(...bytes.subarray(0, 3));
  const aim = isAimIdentifier(head) ? head : null;
  const code = aim === null ? bytes : bytes.slice(3);
  return { kind: 'scan', scan: { bytes: code, aim, reading: readCode(code, aim) } };
}
