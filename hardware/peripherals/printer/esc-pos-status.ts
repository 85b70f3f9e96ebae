/** What DLE EOT n asks about (Epson ESC/POS, "Transmit real-time status"): 1 printer, 2 why offline, 4 paper. */
export type StatusQuestion = 1 | 2 | 4;

/** What an answer to a question says is wrong. */
export type PrinterTrouble = 'offline' | 'cover-open' | 'paper-out' | 'none';

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

/** Reads the answer to a question. Bits as in the ESC/POS command reference. */
export function readStatusAnswer(question: StatusQuestion, byte: number): PrinterTrouble {
  switch (question) {
    case 1:
      return (byte & 0b0000_1000) === 0 ? 'none' : 'offline';
    case 2:
      if ((byte & 0b0000_0100) !== 0) return 'cover-open';
      return (byte & 0b0010_0000) === 0 ? 'none' : 'paper-out';
    case 4:
      return (byte & 0b0110_0000) === 0 ? 'none' : 'paper-out';
  }
}
