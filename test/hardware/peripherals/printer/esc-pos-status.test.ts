import { expect, test } from 'vitest';
import { encodeStatusQuestion, isStatusAnswer, readStatusAnswer } from '../../../../hardware/peripherals/printer/esc-pos-status.ts';

/** Epson ESC/POS command reference, DLE EOT: questions, and the answers of a printer in each state. */
test.each([
  [1, 0x12, 'none'],
  [1, 0x1a, 'offline'],
  [1, 0x16, 'none'],
  [2, 0x12, 'none'],
  [2, 0x16, 'cover-open'],
  [2, 0x32, 'paper-out'],
  [2, 0x36, 'cover-open'],
  [4, 0x12, 'none'],
  [2, 0x52, 'error'],
  [3, 0x12, 'none'],
  [3, 0x1a, 'cutter'],
  [3, 0x32, 'broken'],
  [3, 0x52, 'too-hot'],
  [4, 0x16, 'paper-near-end'],
  [4, 0x1e, 'paper-near-end'],
  [4, 0x72, 'paper-out'],
  [4, 0x7e, 'paper-out'],
] as const)('DLE EOT %i answered by %i means %s', (question, byte, trouble) => {
  expect(isStatusAnswer(byte)).toBe(true);
  expect(readStatusAnswer(question, byte)).toBe(trouble);
});

test.each([0x00, 0x11, 0x13, 0x92, 0xff, 0x10])('byte %i is no status', (byte) => expect(isStatusAnswer(byte)).toBe(false));

test('the question is DLE EOT n', () => expect([...encodeStatusQuestion(4)]).toEqual([0x10, 0x04, 4]));
