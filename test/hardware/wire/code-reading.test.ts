import { describe, expect, test } from 'vitest';
import { readCode } from '../../../hardware/wire/code-reading.ts';

const read = (text: string, aim: string | null) =>
  readCode(
    Uint8Array.from(text, (character) => character.charCodeAt(0)),
    aim,
  );

describe('a plain product number', () => {
  test.each([
    ['4006381333931', ']E0', '04006381333931', null],
    ['036000291452', ']E0', '00036000291452', null],
    ['96385074', ']E4', '00000096385074', null],
    // UPC-E in each way in which zeros are left out (GS1 General Specifications, UPC-E symbols).
    ['04252614', ']E0', '00042100005264', null],
    ['01278907', ']E0', '00012000007897', null],
    ['01234531', ']E0', '00012300000451', null],
    ['01234543', ']E0', '00012340000053', null],
    ['01234558', ']E0', '00012345000058', null],
    ['400638133393155', ']E3', '04006381333931', '55'],
    ['03600029145212345', ']E3', '00036000291452', '12345'],
    ['14006381333938', ']I1', '14006381333938', null],
    ['4006381333931', null, '04006381333931', null],
    ['036000291452', null, '00036000291452', null],
    ['96385074', null, '00000096385074', null],
  ])('%s with %s is %s', (digits, aim, gtin14, addOn) => {
    const { content } = read(digits, aim);
    expect(content).toEqual({ kind: 'gtin', gtin14, addOn });
  });

  test.each([
    ['4006381333932', ']E0'],
    ['400638133393', ']E0'],
    ['96385075', ']E4'],
    ['14006381333939', ']I1'],
    ['4006381333931', ']E3'],
  ])('%s with %s is none, and says so', (digits, aim) => expect(read(digits, aim).content).toEqual({ kind: 'bad-gtin', digits }));

  test.each([
    ['4006381333932', null],
    ['12345', null],
    ['12', ']E1'],
    ['1234567890', ']I0'],
    ['4006381333931', ']C0'],
  ])('%s with %s is text', (text, aim) => expect(read(text, aim).content).toEqual({ kind: 'text', text }));
});

describe('GS1', () => {
  const content = { kind: 'gs1', elements: [{ ai: '01', value: '09501101530003' }] };

  test.each([']C1', ']e0', ']d2', ']Q3'])('is read behind %s', (aim) => expect(read('0109501101530003', aim).content).toEqual(content));

  test('is read behind a leading FNC1 where no identifier is sent', () => {
    expect(read('\u001d0109501101530003', null)).toEqual({ symbology: 'unknown', content });
    expect(read('0109501101530003', null).content.kind).toBe('text');
  });

  test('a Digital Link address is text', () => {
    const text = 'https://id.gs1.org/01/09501101530003';
    expect(read(text, ']Q1')).toEqual({ symbology: 'qr', content: { kind: 'text', text } });
  });
});

test('text has one character per byte, whatever the bytes', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const { content } = readCode(bytes, ']Q1');
  expect(content.kind === 'text' && Array.from(content.text, (character) => character.charCodeAt(0))).toEqual([...bytes]);
});
