import { describe, expect, it } from 'vitest';
import '../../../renderer/i18n/messages.ts';
import { formatAge, formatMoney, formatText, formatTime } from '../../../renderer/i18n/format.ts';

const NOW = Date.UTC(2026, 10, 22, 12, 0);
const minutes = (count: number) => NOW - count * 60_000;

/** Intl writes its spaces as no-break ones. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('a price', () => {
  it.each([
    ['es', { minor: 2995, currency: 'EUR' }, '29,95 €'],
    ['en', { minor: 2995, currency: 'EUR' }, '€29.95'],
    ['es', { minor: 129_95_00, currency: 'EUR' }, '12.995,00 €'],
    ['es', { minor: 0, currency: 'EUR' }, '0,00 €'],
    // Pesos have no cents: the minor unit is the peso itself.
    ['es', { minor: 19_990, currency: 'CLP' }, '$19.990'],
    ['en', { minor: 19_990, currency: 'CLP' }, 'CLP 19,990'],
    ['pt', { minor: 19_990, currency: 'CLP' }, '19 990 CLP'],
    ['ca', { minor: 19_990, currency: 'CLP' }, '19.990 CLP'],
    ['pt', { minor: 2995, currency: 'EUR' }, '29,95 €'],
    ['ca', { minor: 2995, currency: 'EUR' }, '29,95 €'],
    ['pt', { minor: 129_95_00, currency: 'EUR' }, '12 995,00 €'],
    ['ca', { minor: 129_95_00, currency: 'EUR' }, '12.995,00 €'],
    ['es', { minor: 129_95_00, currency: 'ARS' }, '$ 12.995,00'],
    ['en', { minor: 129_95_00, currency: 'ARS' }, 'ARS 12,995.00'],
    ['pt', { minor: 129_95_00, currency: 'ARS' }, '12 995,00 ARS'],
    ['ca', { minor: 129_95_00, currency: 'ARS' }, '12.995,00 ARS'],
    ['es', { minor: 59_900, currency: 'MXN' }, '$599.00'],
    ['en', { minor: 59_900, currency: 'MXN' }, 'MX$599.00'],
    ['pt', { minor: 59_900, currency: 'MXN' }, '599,00 MX$'],
    ['ca', { minor: 59_900, currency: 'MXN' }, '599,00 MXN'],
  ] as const)('in %s of %o is %s', (locale, amount, expected) => {
    expect(plain(formatMoney(locale, amount))).toBe(expected);
  });
});

describe('an age', () => {
  it.each([
    ['es', NOW, 'ahora mismo'],
    ['es', NOW - 59_999, 'ahora mismo'],
    ['es', minutes(1), 'hace 1 minuto'],
    ['es', minutes(59.9), 'hace 59 minutos'],
    ['es', minutes(60), 'hace 1 hora'],
    ['es', minutes(60 * 24 * 2 + 5), 'hace 2 días'],
    ['en', minutes(3), '3 minutes ago'],
    ['pt', minutes(3), 'há 3 minutos'],
    ['ca', minutes(3), 'fa 3 minuts'],
    // A clock that is a little behind its own past must not speak of the future.
    ['es', NOW + 60_000, 'ahora mismo'],
  ] as const)('in %s of %d is "%s"', (locale, at, expected) => {
    expect(formatAge(locale, at, NOW)).toBe(expected);
  });
});

describe('a time', () => {
  it('of today is the time alone, and of another day comes with its date', () => {
    expect(formatTime('es', NOW - 60_000, NOW)).toMatch(/^\d{1,2}:\d{2}$/);
    expect(plain(formatTime('es', NOW - 3 * 86_400_000, NOW))).toMatch(/^19 nov 2026, \d{1,2}:\d{2}$/);
  });
});

describe('a message', () => {
  it('counts as its language counts', () => {
    expect(formatText('es', 'ui.idle.body', { seconds: 1 })).toContain('en 1 segundo.');
    expect(formatText('es', 'ui.idle.body', { seconds: 20 })).toContain('en 20 segundos.');
    expect(formatText('en', 'ui.idle.body', { seconds: 1 })).toContain('in 1 second.');
    expect(formatText('pt', 'ui.idle.body', { seconds: 1 })).toContain('em 1 segundo.');
    // A million and more has a form of its own in the Romance languages; those without it fall back to the plural.
    expect(formatText('ca', 'ui.idle.body', { seconds: 1_000_000 })).toContain('segons');
  });
});
