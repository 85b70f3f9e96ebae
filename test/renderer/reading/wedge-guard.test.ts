import { describe, expect, test } from 'vitest';
import type { WedgeKey } from '../../../renderer/reading/wedge.ts';
import { createWedgeGuard } from '../../../renderer/reading/wedge-guard.ts';

/** Plays keys at the given distance and gives those that reach the page. */
function passed(keys: readonly (string | Partial<WedgeKey>)[], gapMs: number): string[] {
  const guard = createWedgeGuard();
  let at = 1000;
  const through: string[] = [];
  for (const entry of keys) {
    const key = typeof entry === 'string' ? { key: entry } : entry;
    const press: WedgeKey = { key: '', code: '', at, shift: false, ctrl: false, alt: false, meta: false, altGraph: false, repeat: false, ...key };
    if (!guard.swallows(press)) through.push(press.key);
    at += gapMs;
  }
  return through;
}

describe('a scanner while no scan is expected', () => {
  test('types two characters at most, and its Enter presses nothing', () => {
    expect(passed([...'LK1:ABCD', 'Enter', 'Enter'], 5)).toEqual(['L', 'K']);
  });

  test.each([
    ['Ctrl+W', { key: 'w', ctrl: true }],
    ['Alt+F4', { key: 'F4', alt: true }],
    ['F12', { key: 'F12' }],
    ['the Windows key with R', { key: 'r', meta: true }],
    ['Tab', { key: 'Tab' }],
    ['Enter', { key: 'Enter' }],
  ])('types %s behind a single letter in vain', (_name, key) => {
    expect(passed(['A', key, 'Enter'], 5)).toEqual(['A']);
  });
});

describe('a person', () => {
  test('types at any human speed', () => {
    const keys = [...'K7QM-4TXW', 'Enter', 'Tab', ' ', { key: 'c', ctrl: true }];
    expect(passed(keys, 31)).toHaveLength(keys.length);
  });

  test('may strike two keys at once', () => expect(passed(['4', '2'], 2)).toEqual(['4', '2']));

  test('moves through the page with a quick keypad', () => {
    const keys = ['Tab', 'Tab', 'Tab', 'Enter', 'ArrowDown', 'Escape'];
    expect(passed(keys, 5)).toEqual(keys);
  });

  test('may hold a key down', () =>
    expect(
      passed(
        Array.from({ length: 20 }, () => ({ key: 'x', repeat: true })),
        25,
      ),
    ).toHaveLength(20));

  test('is heard again 30 ms after a scanner', () => {
    const guard = createWedgeGuard();
    const press = (key: string, at: number): boolean =>
      guard.swallows({ key, code: '', at, shift: false, ctrl: false, alt: false, meta: false, altGraph: false, repeat: false });
    expect([press('a', 0), press('b', 5), press('c', 10), press('Enter', 15), press('Enter', 45)]).toEqual([false, false, true, true, false]);
  });
});
