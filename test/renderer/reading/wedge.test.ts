import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createWedge,
  MAX_CODE_BYTES,
  MAX_GAP_MS,
  type WedgeKey,
  type WedgeMode,
  type WedgeReading,
  withoutAimIdentifier,
} from '../../../renderer/reading/wedge.ts';

/** Plays keys at the given distance and tells what passed to the page and what was read. */
function play(mode: WedgeMode, keys: readonly (string | Partial<WedgeKey>)[], gapMs: number) {
  const wedge = createWedge(mode);
  const passed: string[] = [];
  const readings: WedgeReading[] = [];
  let at = 1_000;
  for (const entry of keys) {
    const press: WedgeKey = { key: '', at, ctrl: false, alt: false, meta: false, altGraph: false, ...(typeof entry === 'string' ? { key: entry } : entry) };
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
    const type = (text: string, from: number) =>
      [...text].map((key, i) => wedge.key({ key, at: from + i, ctrl: false, alt: false, meta: false, altGraph: false }).reading);
    type('LK1:HALF', 0);
    type('LK1:WHOLE', 1_000);
    expect(wedge.key({ key: 'Enter', at: 1_009, ctrl: false, alt: false, meta: false, altGraph: false }).reading).toEqual({ kind: 'code', text: 'LK1:WHOLE' });
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
