/** What DLE EOT n asks about (Epson ESC/POS, "Transmit real-time status"): 1 printer, 2 why offline, 3 which error, 4 paper. */
export type StatusQuestion = 1 | 2 | 3 | 4;

/** What an answer to a question says. `paper-near-end` is only a warning; `error` asks for question 3. */
export type PrinterTrouble = 'offline' | 'cover-open' | 'paper-out' | 'paper-near-end' | 'error' | 'cutter' | 'broken' | 'too-hot' | 'none';

/** `10 04 n`: answered at once, even while the printer is busy or offline. */
export function encodeStatusQuestion(question: StatusQuestion): Uint8Array {
  return Uint8Array.of(0x10, 0x04, question);
}

/**
 * Is this byte an answer to DLE EOT at all? Bits 1 and 4 are always set, bits 0 and 7 never; that is what tells it from
 * other bytes a printer may send (automatic status, flow control).
 */
export function isStatusAnswer(byte: number): boolean {
  return (byte & 0b1001_0011) === 0b0001_0010;
}

/** Reads the answer to a question. Bits as in the ESC/POS command reference and in Epson's TM-T88III specification, DLE EOT. */
export function readStatusAnswer(question: StatusQuestion, byte: number): PrinterTrouble {
  const has = (bits: number): boolean => (byte & bits) !== 0;
  switch (question) {
    case 1:
      return has(0b0000_1000) ? 'offline' : 'none';
    case 2:
      if (has(0b0000_0100)) return 'cover-open';
      if (has(0b0010_0000)) return 'paper-out';
      return has(0b0100_0000) ? 'error' : 'none';
    case 3:
      if (has(0b0000_1000)) return 'cutter';
      if (has(0b0010_0000)) return 'broken';
      return has(0b0100_0000) ? 'too-hot' : 'none';
    case 4:
      if (has(0b0110_0000)) return 'paper-out';
      return has(0b0000_1100) ? 'paper-near-end' : 'none';
  }
}
