import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gtinsOfCode } from '../../../../src/core/catalogue/product-code.ts';
import { gtinCheckDigit } from '../../../../src/kernel/gtin.ts';

const GS = '\u001d';
const gtinOfCode = (text: string) => gtinsOfCode(text)[0] ?? null;

describe('the GTIN of a label', () => {
  it.each([
    ['EAN-13', '5901234123457', '05901234123457'],
    ['UPC-A', '036000291452', '00036000291452'],
    ['EAN-8', '96385074', '00000096385074'],
    ['EAN-13 with the name of its symbology', ']E05901234123457', '05901234123457'],
    ['GS1 Digital Link', 'https://id.gs1.org/01/09506000134352', '09506000134352'],
    ['GS1 Digital Link with more in it', 'https://shop.example/es/p/01/09506000134352/22/2A/10/ABC?17=260101#x', '09506000134352'],
    ['GS1 Digital Link of a GTIN-13', 'http://shop.example/01/5901234123457?a=b', '05901234123457'],
    ['element string', '0109506000134352', '09506000134352'],
    ['element string with a batch', `]d20109506000134352${GS}10ABC123`, '09506000134352'],
    ['element string with the batch first', `]d2${GS}10ABC${GS}0109506000134352`, '09506000134352'],
    ['element string with a date first', `]C1172612310109506000134352`, '09506000134352'],
    ['element string of a case with its contents', `0209506000134352370110ABC${GS}0109506000134352`, '09506000134352'],
    ['element string with a weight first', `31030012500109506000134352`, '09506000134352'],
    ['element string with a place first', `41484110000000070109506000134352`, '09506000134352'],
    ['element string with any fixed identifier first', '0400000000000000001426120118261201192612010109506000134352', '09506000134352'],
    ['UPC-E', '04252614', '00042100005264'],
    ['UPC-E with the name of its symbology', ']E001234565', '00012345000065'],
    ['EAN-8 with the name of its symbology', ']E496385074', '00000096385074'],
    ['element string as people read it', '(01)09506000134352(10)ABC', '09506000134352'],
    ['the same with the date first', '(17)261231(01)09506000134352', '09506000134352'],
  ])('is read from an %s', (_what, code, gtin) => {
    expect(gtinOfCode(code)).toBe(gtin);
  });

  it.each([
    ['nothing', ''],
    ['a wrong check digit', '5901234123458'],
    ['a wrong check digit in a link', 'https://id.gs1.org/01/09506000134353'],
    ['a link without goods', 'https://id.gs1.org/414/9506000134352'],
    ['a web address', 'https://example.com/'],
    ['a code for a door', 'LK1:AAAA'],
    ['an element string without goods', `10ABC${GS}21XYZ`],
    ['letters among the digits', '59012341234A7'],
    ['too long a text', `https://id.gs1.org/01/09506000134352?x=${'y'.repeat(600)}`],
  ])('is not there in %s', (_what, code) => {
    expect(gtinOfCode(code)).toBeNull();
  });

  it('is the same however the label carries it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{13}$/), fc.stringMatching(/^[A-Z0-9]{1,20}$/), (body, batch) => {
        const gtin = body + gtinCheckDigit(body);
        const carried = [gtin, `https://a.example/x/01/${gtin}/10/${batch}`, `01${gtin}10${batch}`, `]d210${batch}${GS}01${gtin}`, `(01)${gtin}(10)${batch}`];
        expect(new Set(carried.map(gtinOfCode))).toEqual(new Set([gtin]));
      }),
    );
  });

  it('is that of an EAN-8, else of a UPC-E, in eight digits that may be either', () => {
    expect(['01234565', ']E001234565', ']E401234565', '04252614', '96385074'].map(gtinsOfCode)).toEqual([
      ['00000001234565', '00012345000065'],
      ['00012345000065'],
      ['00000001234565'],
      ['00042100005264'],
      ['00000096385074'],
    ]);
  });

  it('may be looked for in any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => void gtinsOfCode(text)));
  });
});
