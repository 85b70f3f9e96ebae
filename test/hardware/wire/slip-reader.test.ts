import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slipText } from '../../../hardware/wire/slip.ts';
import { SlipReader } from '../../../hardware/wire/slip-reader.ts';
import { hex } from '../support/hex.ts';

const plain = { bold: false, width: 1, height: 1 };

describe('what a printer was sent', () => {
  test('is text in lines, with its style and place', () => {
    const [slip] = new SlipReader().push(hex('1B 40 1B 61 01 41 1B 45 01 42 42 1D 21 11 43 0A 1B 61 02 1B 45 00 1D 21 00 44 0A 1D 56 01'));
    expect(slip).toEqual({
      isCut: true,
      lines: [
        {
          kind: 'text',
          align: 'centre',
          runs: [
            { text: 'A', ...plain },
            { text: 'BB', ...plain, bold: true },
            { text: 'C', bold: true, width: 2, height: 2 },
          ],
        },
        { kind: 'text', align: 'right', runs: [{ text: 'D', ...plain }] },
      ],
    });
  });

  test('is read in the code page that was selected, which a reset forgets', () => {
    const [slip] = new SlipReader().push(hex('1B 74 13 D5 0A 1B 74 10 80 0A 1B 40 A4 0A 1D 56 01'));
    expect(slip === undefined ? null : slipText(slip)).toEqual(['€', '€', 'ñ']);
  });

  test('is cut into slips; paper fed between two belongs to none', () => {
    const slips = new SlipReader().push(hex('41 0A 1D 56 01 0A 0A 42 1D 56 42 10 0A 1D 56 00 43'));
    expect(slips.map(slipText)).toEqual([['A'], ['B']]);
  });

  test('hangs out until it is cut', () => {
    const reader = new SlipReader();
    expect(reader.unfinished).toBeNull();
    reader.push(hex('41 0A 42'));
    expect(reader.unfinished).toEqual({
      isCut: false,
      lines: [
        { kind: 'text', align: 'left', runs: [{ text: 'A', ...plain }] },
        { kind: 'text', align: 'left', runs: [{ text: 'B', ...plain }] },
      ],
    });
  });

  test('may be a QR code with its size and level; one without data prints nothing', () => {
    const qr = '1D 28 6B 04 00 31 41 32 00 1D 28 6B 03 00 31 43 06 1D 28 6B 03 00 31 45 33';
    const [slip] = new SlipReader().push(hex(`1B 61 01 ${qr} 1D 28 6B 05 00 31 50 30 41 42 1D 28 6B 03 00 31 51 30 0A 1D 56 01`));
    expect(slip?.lines[0]).toEqual({ kind: 'qr', align: 'centre', data: hex('41 42'), moduleDots: 6, level: 'H' });
    expect(new SlipReader().push(hex(`${qr} 1D 28 6B 03 00 31 50 30 1D 28 6B 03 00 31 51 30 1D 56 01`))).toEqual([]);
  });

  test('feeds, buzzers, drawers, fonts and status questions print no text', () => {
    const reader = new SlipReader();
    const silent = '1B 4D 00 1C 2E 1B 2D 01 1D 42 00 1B 07 1B 28 41 05 00 61 64 01 01 01 1B 70 00 19 FA 10 04 02 0D';
    expect(reader.push(hex(`41 0A 1B 64 02 ${silent} 42 0A 1D 56 01`)).map(slipText)).toEqual([['A', '', '', 'B']]);
    expect(reader.unknown).toBe(0);
  });

  test('commands that it does not know are counted', () => {
    const reader = new SlipReader();
    expect(reader.push(hex('1B 7A 41 0A 1B 74 63 01 42 0A 1D 56 01')).map(slipText)).toEqual([['A', 'B']]);
    expect(reader.unknown).toBe(3);
  });

  test('a command that claims to be endless does not swallow the rest for ever', () => {
    const reader = new SlipReader();
    reader.push(hex('1D 28 6B FF FF'));
    const slips = reader.push(Uint8Array.from([...new Array<number>(20_000).fill(0x41), 0x0a, 0x1d, 0x56, 0x01]));
    expect(slips).toHaveLength(1);
  });
});

test('however the bytes are cut, the slips are the same', () => {
  const part = fc
    .constantFrom(
      '1B 40',
      '41 42 43',
      '0A',
      '1D 21 11',
      '1B 45 01',
      '1D 56 01',
      '1D 28 6B 05 00 31 50 30 41 42',
      '1D 28 6B 03 00 31 51 30',
      '1B 74 13',
      'D5',
      '1B',
      '1D 28',
      '10 04 01',
    )
    .map(hex);
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), fc.array(fc.nat(60), { maxLength: 8 }), (parts, cuts) => {
      const whole = Uint8Array.from(parts.flatMap((bytes) => [...bytes]));
      const places = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
      const reader = new SlipReader();
      const slips = places.slice(1).flatMap((end, i) => reader.push(whole.slice(places[i] ?? 0, end)));
      const once = new SlipReader();
      expect([slips, reader.unfinished]).toEqual([once.push(whole), once.unfinished]);
    }),
  );
});
