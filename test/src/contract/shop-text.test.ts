import { describe, expect, it } from 'vitest';
import { boxOffer } from '../../../src/contract/loyalty/loyalty.ts';
import { locale, shopText } from '../../../src/contract/schema.ts';

describe('a text that a shop gives', () => {
  const name = shopText(10);
  it.each([
    ['in the two languages that there were at first', { es: 'Caja', en: 'Box' }],
    ['in one', { pt: 'Caixa' }],
    ['in all', { es: 'Caja', en: 'Box', pt: 'Caixa', ca: 'Capsa' }],
  ])('is taken %s, as it is', (_, given) => {
    expect(name.parse(given)).toEqual(given);
  });

  it.each([
    ['in no language', {}],
    ['in a language that nobody here speaks', { es: 'Caja', fr: 'Boîte' }],
    ['with nothing in it', { es: '' }],
    ['longer than its place', { es: 'Caja de básicos' }],
    ['as bare words', 'Caja'],
  ])('is refused %s', (_, given) => {
    expect(name.safeParse(given).success).toBe(false);
  });

  it('is what a box is called: setups from before there were four languages can still be read', () => {
    const box = {
      boxId: 'basicos',
      name: { es: 'Caja', en: 'Box' },
      about: { es: 'Tres prendas', en: 'Three' },
      price: { minor: 3990, currency: 'EUR' },
      every: 'month',
    };
    expect(boxOffer.parse(box)).toEqual(box);
    expect(boxOffer.parse({ ...box, name: { ca: 'Capsa' } }).name).toEqual({ ca: 'Capsa' });
  });
});

it('the languages of a contract are those that people are spoken to in', () => {
  expect(locale.options).toEqual(['es', 'en', 'pt', 'ca']);
  expect(locale.safeParse('fr').success).toBe(false);
});
