import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createReadingGate,
  createWedge,
  MAX_CODE_BYTES,
  MAX_GAP_MS,
  type WedgeKey,
  type WedgeMode,
  type WedgeReading,
  withoutAimIdentifier,
} from '../../../renderer/reading/wedge.ts';
import { spanishPlaces, usPlace } from '../support/spanish-keys.ts';

const plainKey: WedgeKey = { key: '', code: '', at: 0, shift: false, ctrl: false, alt: false, meta: false, altGraph: false, repeat: false };

/** Plays keys at the given distance and tells what passed to the page and what was read. */
function play(mode: WedgeMode, keys: readonly (string | Partial<WedgeKey>)[], gapMs: number) {
  const wedge = createWedge(mode);
  const passed: string[] = [];
  const readings: WedgeReading[] = [];
  let at = 1_000;
  for (const entry of keys) {
    const press: WedgeKey = { ...plainKey, at, ...(typeof entry === 'string' ? { key: entry } : entry) };
    const verdict = wedge.key(press);
    if (!verdict.swallow) passed.push(press.key);
    if (verdict.reading !== null) readings.push(verdict.reading);
    at += gapMs;
  }
  return { passed, readings };
}

const code = `LK1:${'A B$%*+-./:9'.repeat(12)}`;

describe('a keyboard-wedge scanner', () => {
  test('gives the code that it types fast and ends by Enter, and no key of it reaches the page', () => {
    expect(play('reading', [...code, 'Enter'], 5)).toEqual({ passed: [], readings: [{ kind: 'code', text: code }] });
  });

  test('is heard at one millisecond under the limit and not at the limit', () => {
    expect(play('reading', [...'LK1:ABCD', 'Enter'], MAX_GAP_MS - 1).readings).toEqual([{ kind: 'code', text: 'LK1:ABCD' }]);
    expect(play('reading', [...'LK1:ABCD', 'Enter'], MAX_GAP_MS).readings).toEqual([]);
  });

  test('may hold Shift between its letters', () => {
    expect(play('reading', ['Shift', 'L', 'Shift', 'K', '1', 'Shift', ':', 'Enter'], 5)).toEqual({
      passed: ['Shift'],
      readings: [{ kind: 'code', text: 'LK1:' }],
    });
  });

  test('gives nothing without its Enter, and a later code is not joined to the rest', () => {
    const wedge = createWedge('reading');
    const type = (text: string, from: number) => [...text].map((key, i) => wedge.key({ ...plainKey, key, at: from + i }).reading);
    type('LK1:HALF', 0);
    type('LK1:WHOLE', 1_000);
    expect(wedge.key({ ...plainKey, key: 'Enter', at: 1_009 }).reading).toEqual({ kind: 'code', text: 'LK1:WHOLE' });
  });

  test('that ends by CR LF gives one code and presses nothing', () => {
    expect(play('reading', [...'LK1:ABCD', 'Enter', 'Enter'], 5)).toEqual({ passed: [], readings: [{ kind: 'code', text: 'LK1:ABCD' }] });
  });

  test.each([
    ['Ctrl+J', { key: 'j', ctrl: true }],
    ['Alt+F4', { key: 'F4', alt: true }],
    ['the Windows key with R', { key: 'r', meta: true }],
    ['Escape', { key: 'Escape' }],
    ['Tab', { key: 'Tab' }],
    ['F12', { key: 'F12' }],
    ['a NUL', { key: '\u0000' }],
    ['a DEL', { key: '\u007f' }],
    ['a dead key', { key: 'Dead' }],
  ])('that types %s in a code is refused, and the key reaches nothing', (_name, key) => {
    expect(play('reading', [...'LK1:', key, ...'ABCD', 'Enter'], 5)).toEqual({ passed: [], readings: [{ kind: 'refused', reason: 'control-character' }] });
  });

  test('that ends by Ctrl+Enter gives nothing', () => {
    expect(play('reading', [...'LK1:ABCD', { key: 'Enter', ctrl: true }], 5)).toEqual({ passed: [], readings: [] });
  });

  test('is cut at 512 bytes: 512 are a code, 513 a refusal, and all of it is swallowed', () => {
    expect(play('reading', [...'A'.repeat(MAX_CODE_BYTES), 'Enter'], 1).readings).toEqual([{ kind: 'code', text: 'A'.repeat(512) }]);
    expect(play('reading', [...'A'.repeat(MAX_CODE_BYTES + 1), 'Enter'], 1)).toEqual({ passed: [], readings: [{ kind: 'refused', reason: 'too-long' }] });
    expect(play('reading', [...'é'.repeat(257), 'Enter'], 1).readings).toEqual([{ kind: 'refused', reason: 'too-long' }]);
  });

  test('may type characters with AltGr, as some layouts do', () => {
    expect(play('reading', [...'LK1:', { key: '@', ctrl: true, alt: true, altGraph: true }, 'Enter'], 5).readings).toEqual([{ kind: 'code', text: 'LK1:@' }]);
  });

  test('may send an AIM identifier first; one is taken off', () => {
    expect(play('reading', [...']Q1LK1:ABCD', 'Enter'], 5).readings).toEqual([{ kind: 'code', text: 'LK1:ABCD' }]);
    expect(withoutAimIdentifier(']Q1]Q1LK1:ABCD')).toBe(']Q1LK1:ABCD');
    expect(withoutAimIdentifier(']E08410000000000')).toBe('8410000000000');
    expect(withoutAimIdentifier('LK1:]Q1')).toBe('LK1:]Q1');
  });
});

describe('a scanner that types a GS1 DataMatrix', () => {
  const GS = '\u001d';
  const separator = { key: ']', code: 'BracketRight', ctrl: true };
  const goods = '0109506000134352';
  const keysOf = (text: string): (string | Partial<WedgeKey>)[] =>
    [...text].flatMap((key): (string | Partial<WedgeKey>)[] => (key === GS ? [{ key: 'Control', code: 'ControlLeft', ctrl: true }, separator] : [key]));

  test.each([
    ['a batch and a number behind the goods', `${goods}10ABC-1${GS}217`],
    ['a batch first', `10ABC${GS}${goods}`],
    ['a separator first, as some send it', `${GS}${goods}10ABC${GS}217`],
  ])('gives it with its separators: %s', (_what, text) => {
    expect(play('reading', [...keysOf(text), 'Enter'], 5).readings).toEqual([{ kind: 'code', text }]);
    expect(play('reading', [...keysOf(`]d2${text}`), 'Enter'], 5).readings).toEqual([{ kind: 'code', text }]);
  });

  test('lets none of its keys reach the page', () => {
    expect(play('reading', [...keysOf(`${goods}10ABC${GS}217`), 'Enter'], 5).passed).toEqual([]);
    expect(play('typing', [...keysOf(`${goods}10ABC${GS}217`), 'Enter'], 5).passed).toEqual(['0', '1']);
  });

  test('that types the sign itself is understood too', () => {
    const keys = [...goods, ...'10ABC', { key: GS, code: '', ctrl: true }, ...'217', 'Enter'];
    expect(play('reading', keys, 5).readings).toEqual([{ kind: 'code', text: `${goods}10ABC${GS}217` }]);
  });

  test.each([
    ['in a collection code', ['L', 'K', '1', ':', 'A', separator, 'B', 'C']],
    ['in a word', [...'HELLO', separator, ...'THERE']],
    ['with Alt or the Windows key', [...goods, ...'10A', { ...separator, alt: true }, ...'21B']],
    ['beside another control key', [...goods, ...'10A', separator, { key: 'j', code: 'KeyJ', ctrl: true }, ...'21B']],
  ])('is refused when the separator stands %s', (_where, keys) => {
    expect(play('reading', [...keys, 'Enter'], 5)).toEqual({ passed: [], readings: [{ kind: 'refused', reason: 'control-character' }] });
  });
});

test('a UPC-E that a scanner names and sends as it is printed is given whole', () => {
  expect(play('reading', [...']E004252614', 'Enter'], 5).readings).toEqual([{ kind: 'code', text: '042100005264' }]);
  expect(play('reading', [...']E496385074', 'Enter'], 5).readings).toEqual([{ kind: 'code', text: '96385074' }]);
});

describe('a person at a keyboard', () => {
  test('moves and presses with Tab, Enter, Space and arrows while a scan is expected', () => {
    const keys = ['Tab', 'Enter', ' ', 'ArrowDown', 'Escape', 'Enter'];
    expect(play('reading', keys, 120)).toEqual({ passed: keys, readings: [] });
  });

  test('types slowly into a field and every key arrives', () => {
    const keys = [...'K7QM-4TXW', 'Enter'];
    expect(play('typing', keys, 90)).toEqual({ passed: keys, readings: [] });
  });

  test('may press two keys at nearly the same time in a field', () => {
    expect(play('typing', ['4', '2'], 12).passed).toEqual(['4', '2']);
  });
});

describe('a scanner beside a text field', () => {
  test('leaks at most its first two characters and still gives the whole code', () => {
    expect(play('typing', [...code, 'Enter'], 5)).toEqual({ passed: [...code.slice(0, 2)], readings: [{ kind: 'code', text: code }] });
  });
});

test('no burst of any keys lets more than its first key reach a page that waits for a scan', () => {
  const key = fc.record({
    key: fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), fc.constantFrom('Enter', 'Tab', 'Escape', 'F1', 'Delete', 'Process')),
    ctrl: fc.boolean(),
    alt: fc.boolean(),
    meta: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(key, { minLength: 2, maxLength: 60 }), (keys) => {
      const { passed } = play('reading', keys, 4);
      expect(passed.length).toBeLessThanOrEqual(1);
    }),
  );
});

describe('a scanner with a US keyboard in mind, on a computer set to Spanish', () => {
  const spanish = (text: string): Partial<WedgeKey>[] =>
    [...text].map((character) => {
      const { code, shift } = usPlace(character);
      return { key: spanishPlaces[code]?.[shift ? 1 : 0] ?? character, code, shift };
    });
  const read = (text: string) => play('reading', [...spanish(text), 'Enter'], 5);

  test('gives a collection code as it is printed, though `:` types a letter and `-` an apostrophe', () => {
    const whole = `LK1:${'0A $%*+-./:'.repeat(10)}`;
    expect(spanish(whole).map(({ key }) => key)).toContain('Ñ');
    expect(read(whole)).toEqual({ passed: [], readings: [{ kind: 'code', text: whole }] });
  });

  test.each([
    ['a badge', 'PB1:AB-12'],
    ['a member’s code', 'PM1:AB-CD_12'],
    ['a coupon', 'PC1:VERANO20K'],
    ['an order at the till', 'PT1:K1-00042-7:14180:EUR:5'],
    ['a bag', 'https://hub.example/b/gran-via-1#AQEACFAwMDEtMS1NAwcBTOPp'],
    ['a GS1 Digital Link', 'https://id.gs1.org/01/09506000134352?17=260101'],
  ])('gives %s as it is printed', (_what, whole) => {
    expect(read(whole).readings).toEqual([{ kind: 'code', text: whole }]);
  });

  test('gives a GS1 DataMatrix as it is printed', () => {
    const control = { key: '+', code: 'BracketRight', ctrl: true };
    const keys = [...spanish(']d2010950600013435210AB-1'), control, ...spanish('217'), 'Enter'];
    expect(play('reading', keys, 5).readings).toEqual([{ kind: 'code', text: '010950600013435210AB-1\u001d217' }]);
  });

  test('the same behind an AIM identifier, and with Caps Lock on', () => {
    expect(read(']Q1LK1:AB').readings).toEqual([{ kind: 'code', text: 'LK1:AB' }]);
    const swapped = spanish('LK1:AB').map((press) => ({ ...press, key: press.key?.toLowerCase() ?? '' }));
    expect(play('reading', [...swapped, 'Enter'], 5).readings).toEqual([{ kind: 'code', text: 'LK1:AB' }]);
  });

  test('gives any other code as the keys typed it: nobody can know what it should be', () => {
    expect(read('AB-CD').readings).toEqual([{ kind: 'code', text: "AB'CD" }]);
  });

  test('a scanner set to Spanish is read by what it types', () => {
    const typed = [...'LK1'].map((key) => ({ key, code: usPlace(key).code, shift: key !== '1' }));
    const keys = [...typed, { key: ':', code: 'Period', shift: true }, { key: 'A', code: 'KeyA', shift: true }, { key: '-', code: 'Slash' }];
    expect(play('reading', [...keys, 'Enter'], 5).readings).toEqual([{ kind: 'code', text: 'LK1:A-' }]);
  });

  test('the digits of a product come through a French keyboard, where digits need Shift', () => {
    const french = ['&', 'é', '"', "'", '(', '-', 'è', '_', 'ç', 'à', '&', 'é', '"'];
    const keys = french.map((key, i) => ({ key, code: `Digit${(i + 1) % 10}` }));
    expect(play('reading', [...keys, 'Enter'], 5).readings).toEqual([{ kind: 'code', text: '1234567890123' }]);
  });

  test('a control key spoils both ways to read', () => {
    const keys = [...spanish('LK1:A'), { key: 'F4', code: 'F4', alt: true }, ...spanish('BC')];
    expect(play('reading', [...keys, 'Enter'], 5).readings).toEqual([{ kind: 'refused', reason: 'control-character' }]);
  });
});

describe('modifiers and repeats', () => {
  test('AltGr that comes as Control and AltGraph does not spoil the code', () => {
    const keys = ['L', 'K', '1', ':', { key: 'Control', ctrl: true }, { key: 'AltGraph', altGraph: true }, { key: '@', ctrl: true, alt: true, altGraph: true }];
    expect(play('reading', [...keys, 'Enter'], 5)).toEqual({ passed: [], readings: [{ kind: 'code', text: 'LK1:@' }] });
  });

  test('a key that somebody holds down repeats into the page and is no burst', () => {
    const held = { key: 'Backspace', code: 'Backspace', repeat: true };
    expect(play('typing', [{ key: 'Backspace', code: 'Backspace' }], 5).passed).toEqual(['Backspace']);
    expect(play('typing', [held, held, held, held], 25).passed).toHaveLength(4);
  });
});

test('two readings within half a second are one gesture; the second is dropped, and does not extend the wait', () => {
  const gate = createReadingGate();
  expect([1000, 1400, 1499, 1500, 1999, 2000].map((at) => gate.passes(at))).toEqual([true, false, false, true, false, true]);
});
