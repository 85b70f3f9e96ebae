import { expect, it } from 'vitest';
import { scanLabel } from '../../../../../src/station/app/kiosk/scan-label.ts';

const shop = {
  labelled: ({ gtin, sku }: { readonly gtin: string | null; readonly sku: string }) =>
    gtin === '05901234123457' || gtin === '00012345000065' || sku === 'LINO-M' ? { productId: 'lino', sku: 'LINO-M' } : null,
};

it.each([
  ['the digits', '5901234123457'],
  ['a link', 'https://shop.example/01/05901234123457'],
  ['an element string', '010590123412345710A'],
  ["the shop's own label", ' LINO-M '],
  ['a UPC-E of which eight digits came, which could be an EAN-8 too', '01234565'],
])('finds the variant by %s', (_what, code) => {
  expect(scanLabel(shop, code)).toEqual({ ok: true, value: { productId: 'lino', sku: 'LINO-M' } });
});

it('tells goods that are not sold here from what is no code of goods', () => {
  expect([scanLabel(shop, '96385074'), scanLabel(shop, 'https://example.com'), scanLabel(shop, '')]).toEqual([
    { ok: false, error: { kind: 'unknown' } },
    { ok: false, error: { kind: 'unreadable' } },
    { ok: false, error: { kind: 'unreadable' } },
  ]);
});
