import { describe, expect, it } from 'vitest';
import { type Slide, slide } from '../../../../src/contract/slides.ts';
import { judgeSlides } from '../../../../src/core/catalogue/slides.ts';

const one = (changes: Partial<Slide> = {}): Slide => slide.parse({ slideId: 'a', headline: { es: 'Abrigos' }, ...changes });
const kind = (...slides: readonly Slide[]) => {
  const judged = judgeSlides(slides);
  return judged.ok ? 'good' : judged.error.kind;
};

describe("a shop's slides", () => {
  it('are each there once, and on some day at least', () => {
    const day = { from: '2026-11-20', until: '2026-11-20' };
    expect([kind(one(), one({ slideId: 'b' })), kind(one(), one()), kind(one(day)), kind(one({ from: '2026-11-21', until: '2026-11-20' }))]).toEqual([
      'good',
      'twice',
      'good',
      'never-shown',
    ]);
  });

  it.each(['Desde 19,95 €', '€ 20', '$1.000', 'por 20 euros', 'MXN 300', '300 pesos', 'só 15 EUR', '12 dòlars', '12 dólares', '10€'])(
    'tell no price: %s',
    (text) => {
      expect(kind(one({ headline: { es: text } }))).toBe('tells-a-price');
      expect(kind(one({ words: { ca: text } }))).toBe('tells-a-price');
    },
  );

  it.each(['-20 %', 'Talla 38', '2 x 1', 'Pesos y medidas', 'Europa 2026', 'Del 1 al 3 de diciembre', '3 colores'])('may count: %s', (text) => {
    expect(kind(one({ headline: { es: text } }))).toBe('good');
  });
});
