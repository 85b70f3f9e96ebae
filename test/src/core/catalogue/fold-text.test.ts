import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, foldWords } from '../../../../src/core/catalogue/fold-text.ts';

describe('folding for search', () => {
  it.each([
    ['Camisa', 'camisas', 'CAMISAS'],
    ['pantalón', 'Pantalones', 'pantalon'],
    ['botín', 'botines'],
    ['jersey', 'jerseys', 'jerséis'],
    ['calcetín', 'calcetines'],
    ['color', 'colores'],
    ['luz', 'luces'],
    ['blouse', 'blouses'],
    ['dress', 'dresses'],
    ['shoe', 'shoes'],
    ['scarf', 'scarves'],
    ['niño', 'NIÑOS', 'nin\u0303o'],
    ['bolso', 'bolsos'],
    ['camisa', 'camises'],
    ['sabata', 'sabates'],
    ['faldilla', 'faldilles'],
    ['vestit', 'vestits'],
    ['mitjó', 'MITJÓ'],
    ['calção', 'calções'],
    ['blusão', 'blusões'],
    ['saia', 'saias'],
    ['ténis', 'tenis'],
  ])('takes %s and its other forms for one word', (...forms) => {
    expect(new Set(forms.map(foldText)).size).toBe(1);
  });

  it.each([
    ['camisa', 'camiseta'],
    ['bota', 'botín'],
    ['top', 'topo'],
    ['rosa', 'rojo'],
    ['capa', 'cap'],
    ['bolsa', 'bolso'],
    ['sabata', 'sabatilla'],
    ['calça', 'calção'],
  ])('keeps %s and %s apart', (one, two) => {
    expect(foldText(one)).not.toBe(foldText(two));
  });

  it('makes words of what stands between punctuation, and keeps numbers and sizes', () => {
    expect(foldWords('  Camisa-Oxford (100 % algodón), talla XL / 42! ')).toEqual(['camis', 'oxford', '100', 'algodon', 'tall', 'xl', '42']);
    expect(foldWords('…¡!')).toEqual([]);
  });

  it('knows no difference of case, accents or blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abceozsñáéüy 1') }), (text) => {
        expect(foldText(text.toUpperCase())).toBe(foldText(text));
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text));
        expect(foldText(`  ${text}  `)).toBe(foldText(text));
      }),
    );
  });
});
