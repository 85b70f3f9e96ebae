import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bagBase, decodeBag, encodeBag, isBagUrl, MAX_BAG_URL } from '../../../src/contract/bag-code.ts';
import { expectOk } from '../../../src/kernel/result.ts';

const BASE = 'https://hub.example/b/gran-via-1';
const encode = (lines: Parameters<typeof encodeBag>[1]) => expectOk(encodeBag(BASE, lines), 'it fits');

describe('the address that carries a bag', () => {
  it('is a page of the hub with the bag behind the mark that no browser sends', () => {
    const bases = ['https://hub.example', 'https://hub.example/', 'https://hub.example/p', 'https://hub.example/p/'];
    expect(new Set(bases.map((base) => bagBase(base, 'gran vía')))).toEqual(new Set(['https://hub.example/b/gran%20v%C3%ADa']));
    expect(['https://shop.example/hub/', 'https://shop.example/sp'].map((base) => bagBase(base, 'k1'))).toEqual([
      'https://shop.example/hub/b/k1',
      'https://shop.example/sp/b/k1',
    ]);
    const url = encode([
      { sku: 'P001-1-M', quantity: 1 },
      { sku: 'P001-1-L', quantity: 3 },
    ]);
    // One version, three bytes and eight for the first line, three and one for the second, whose beginning is the same, and the check.
    expect([new URL(url).pathname, new URL(url).hash.length]).toEqual(['/b/gran-via-1', 1 + Math.ceil(((1 + 11 + 4 + 2) * 4) / 3)]);
    expect(isBagUrl(url)).toBe(true);
  });

  it('gives back the very lines, whatever their names', () => {
    const line = fc.record({
      sku: fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((sku) => sku.length <= 64),
      quantity: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(line, { maxLength: 8, selector: ({ sku }) => sku }), (lines) => {
        const url = encodeBag(BASE, lines);
        if (url.ok) expect(decodeBag(url.value)).toEqual(lines);
      }),
    );
  });

  it('holds fifty lines of goods that are named in order, and says when it cannot', () => {
    const lines = Array.from({ length: 50 }, (_, i) => ({ sku: `P${String(100 + i)}-1-M`, quantity: 2 }));
    const url = encode(lines.slice(0, 40));
    expect([url.length <= MAX_BAG_URL, decodeBag(url)?.length]).toEqual([true, 40]);
    const long = lines.map(({ quantity }, i) => ({ sku: `${String.fromCharCode(65 + (i % 26))}${i}-${'x'.repeat(40)}`, quantity }));
    expect(encodeBag(BASE, long)).toEqual({ ok: false, error: { kind: 'too-large' } });
    expect(encodeBag(BASE, [{ sku: '\ud800', quantity: 1 }])).toEqual({ ok: false, error: { kind: 'too-large' } });
  });

  it('is no bag once a character is lost, changed or added', () => {
    const url = encode([{ sku: 'P001-1-M', quantity: 1 }]);
    const at = url.indexOf('#') + 1;
    const changed = Array.from({ length: url.length - at }, (_, i) => {
      const place = at + i;
      const other = url.charAt(place) === 'A' ? 'B' : 'A';
      return `${url.slice(0, place)}${other}${url.slice(place + 1)}`;
    });
    const wrong = [...changed, url.slice(0, -1), url.slice(0, at), `${url}A`, url.replace('#', ''), 'hello', ''];
    expect(wrong.map(decodeBag).filter((lines) => lines !== null)).toEqual([]);
  });

  it('is taken from any text without a crash', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (text) => {
        const lines = decodeBag(`${BASE}#${text}`);
        expect(lines === null || lines.length <= 50).toBe(true);
        expect(isBagUrl(text) && !text.includes('#')).toBe(false);
      }),
    );
  });
});
