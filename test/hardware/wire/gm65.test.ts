import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeGm65Heartbeat, encodeGm65Read, encodeGm65Save, encodeGm65Write, gm65Zones, readGm65Answer } from '../../../hardware/wire/gm65.ts';
import { type Gm65Piece, Gm65Sieve } from '../../../hardware/wire/gm65-sieve.ts';
import { toHex } from '../../../hardware/wire/hex.ts';
import { hex } from '../support/hex.ts';

/** Frames of the GM812 manual V1.2.1, appendices A and B, as open projects repeat them. */
const heartbeatAnswer = '03 00 00 01 00 33 31';
const commandAnswer = '02 00 00 01 00 33 31';

describe('commands, as the manuals write them', () => {
  test.each([
    ['save', encodeGm65Save(), '7E 00 09 01 00 00 00 DE C8'],
    ['heartbeat', encodeGm65Heartbeat(), '7E 00 0A 01 00 00 00 30 1A'],
    // The manuals write AB CD for "not checked" here; the check is this.
    ['trigger', encodeGm65Write(gm65Zones.trigger, 1), '7E 00 08 01 00 02 01 02 DA'],
    ['close setting codes', encodeGm65Write(gm65Zones.settingCodes, 2), '7E 00 08 01 00 03 02 01 88'],
  ])('%s', (_name, frame, expected) => expect(toHex(frame)).toBe(expected));

  test('the check is the one behind "find baud rate" and "set 9600 baud" of the manual', () => {
    // 7E 00 07 01 00 2A 02 D8 0F asks for two zones; ours for one.
    expect(toHex(encodeGm65Read(0x002a))).toBe('7E 00 07 01 00 2A 01 E8 6C');
  });
});

describe('answers', () => {
  test.each([
    [commandAnswer, { to: 'command', value: 0 }],
    [heartbeatAnswer, { to: 'heartbeat', value: 0 }],
    ['02 00 00 01 02 13 73', { to: 'command', value: 2 }],
    // Modules in the field repeat the check of value 0.
    ['02 00 00 01 87 33 31', { to: 'command', value: 0x87 }],
  ])('%s', (bytes, answer) => expect(readGm65Answer(hex(bytes))).toEqual(answer));

  test.each(['02 00 00 01 00 33 32', '04 00 00 01 00 33 31', '02 00 00 02 00 33 31', '02 00 00 01 00 33', '02 00 00 01 00 33 31 00', ''])(
    '%s is none',
    (bytes) => expect(readGm65Answer(hex(bytes))).toBeUndefined(),
  );
});

/** What came through, codes joined, in order. */
function sift(chunks: readonly Uint8Array[], isOver = true): string[] {
  const sieve = new Gm65Sieve();
  const pieces: Gm65Piece[] = chunks.flatMap((chunk) => sieve.push(chunk));
  if (isOver) pieces.push(...sieve.end());
  const words: string[] = [];
  let code = '';
  for (const piece of pieces) {
    if (piece.kind === 'code') code += toHex(piece.bytes).replaceAll(' ', '');
    else {
      if (code !== '') words.push(code);
      code = '';
      words.push(piece.answer.to);
    }
  }
  return code === '' ? words : [...words, code];
}

describe('answers in the stream of codes', () => {
  test('before a code, behind it, and between two', () => {
    expect(sift([hex(`${commandAnswer} 4C 4B 31 0D ${heartbeatAnswer} 41 0D ${commandAnswer}`)])).toEqual([
      'command',
      '4C4B310D',
      'heartbeat',
      '410D',
      'command',
    ]);
  });

  test('two at once, and one behind CR LF', () => {
    expect(sift([hex(`${heartbeatAnswer} ${commandAnswer} 41 0D 0A ${commandAnswer}`)])).toEqual(['heartbeat', 'command', '410D0A', 'command']);
  });

  test('inside a code they stay in the code, which is refused for its control characters later', () => {
    const code = `41 ${heartbeatAnswer} 42 0D`;
    expect(sift([hex(code)])).toEqual([code.replaceAll(' ', '')]);
  });

  test('what only began like one belongs to the code, and so does what follows it', () => {
    expect(sift([hex('02 00 00 01 00 33 32 41 0D')])).toEqual(['0200000100333241' + '0D']);
    expect(sift([hex(`02 41 ${heartbeatAnswer} 0D`)])).toEqual(['0241030000010033310D']);
    expect(sift([hex('02 00 00')])).toEqual(['020000']);
  });

  test('after silence everything begins anew: without a suffix an answer behind the silence is one', () => {
    const sieve = new Gm65Sieve();
    expect(sieve.push(hex('41 42'))).toHaveLength(1);
    expect(sieve.end()).toEqual([]);
    expect(sieve.push(hex(heartbeatAnswer))).toEqual([{ kind: 'answer', answer: { to: 'heartbeat', value: 0 } }]);
  });

  const part = fc.oneof(
    fc.constantFrom(commandAnswer, heartbeatAnswer, '02 00 00 01 02 13 73', '02 00 00 01 00 33 32', '02 03', '0D', '0D 0A', '09').map(hex),
    fc.uint8Array({ maxLength: 12 }),
  );

  test('however the stream is cut, the pieces are the same, and no byte is lost', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat(80), { maxLength: 10 }), (parts, cuts) => {
        const whole = Uint8Array.from(parts.flatMap((bytes) => [...bytes]));
        const places = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
        const chunks = places.slice(1).map((end, i) => whole.slice(places[i] ?? 0, end));
        expect(sift(chunks)).toEqual(sift([whole]));
        const sieve = new Gm65Sieve();
        const pieces = [...sieve.push(whole), ...sieve.end()];
        const codes = pieces.reduce((sum, piece) => sum + (piece.kind === 'code' ? piece.bytes.length : 7), 0);
        expect(codes).toBe(whole.length);
      }),
    );
  });
});
