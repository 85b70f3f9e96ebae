import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../../src/kernel/language.ts';
import { moneyInWords } from '../../../src/kernel/money-words.ts';

/** Intl writes its spaces as no-break ones. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const written = (minor: number, currency: string) => languages.map((language: Language) => plain(moneyInWords(language, { minor, currency })));

describe('an amount in es, en, pt and ca', () => {
  it.each([
    ['euros', 2995, 'EUR', ['29,95 €', '€29.95', '29,95 €', '29,95 €']],
    ['thousands of euros', 1_299_500, 'EUR', ['12.995,00 €', '€12,995.00', '12 995,00 €', '12.995,00 €']],
    ['nothing', 0, 'EUR', ['0,00 €', '€0.00', '0,00 €', '0,00 €']],
    ['money that goes back', -2995, 'EUR', ['-29,95 €', '-€29.95', '-29,95 €', '-29,95 €']],
    ['pesos of Argentina', 1_299_500, 'ARS', ['$ 12.995,00', 'ARS 12,995.00', '12 995,00 ARS', '12.995,00 ARS']],
    ['pesos of Chile, which have no cents', 19_990, 'CLP', ['$19.990', 'CLP 19,990', '19 990 CLP', '19.990 CLP']],
    ['pesos of Mexico', 59_900, 'MXN', ['$599.00', 'MX$599.00', '599,00 MX$', '599,00 MXN']],
    ['thousands of pesos of Mexico', 1_234_550, 'MXN', ['$12,345.50', 'MX$12,345.50', '12 345,50 MX$', '12.345,50 MXN']],
    ['reais', 129_950, 'BRL', ['1299,50 BRL', 'R$1,299.50', 'R$ 1.299,50', '1.299,50 BRL']],
    ['a currency without cents anywhere', 1500, 'JPY', ['1500 JPY', 'JP¥1,500', '1500 JP¥', '1.500 ¥']],
  ] as const)('%s', (_what, minor, currency, expected) => {
    expect(written(minor, currency)).toEqual(expected);
  });

  it('is the same each time it is asked for', () => {
    expect(written(2995, 'EUR')).toEqual(written(2995, 'EUR'));
  });
});
