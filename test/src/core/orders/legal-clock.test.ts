import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClockFacts, isGuaranteeOpen, isWithdrawalOpen, readLegalClock } from '../../../../src/core/orders/legal-clock.ts';

const at = (text: string) => Date.parse(text);
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

const spain: ClockFacts = {
  country: 'ES',
  timeZone: 'Europe/Madrid',
  concluded: 'distance',
  placedAt: at('2026-06-01T10:00:00Z'),
  confirmedAt: at('2026-06-01T10:00:05Z'),
  receivedAt: at('2026-06-04T16:00:00Z'),
};
const chile: ClockFacts = { ...spain, country: 'CL', timeZone: 'America/Santiago', concluded: 'shop' };
const argentina: ClockFacts = { ...spain, country: 'AR', timeZone: 'America/Argentina/Buenos_Aires' };
const end = (facts: ClockFacts) => {
  const { until, why } = readLegalClock(facts).withdrawal;
  return [iso(until), why];
};

describe('the legal clock of an order', () => {
  it('lets who has not received everything withdraw without an end', () => {
    const { withdrawal, guarantee } = readLegalClock({ ...spain, receivedAt: null });
    expect([withdrawal.until, withdrawal.why, guarantee]).toEqual([null, 'not-received', { months: 36, until: null }]);
    expect(isWithdrawalOpen(withdrawal, at('2030-01-01T00:00:00Z'))).toBe(true);
    expect(isGuaranteeOpen(guarantee, spain.placedAt)).toBe(false);
  });

  it('gives fourteen days from the hand-over in Spain, to the end of the last one there', () => {
    expect(end(spain)).toEqual(['2026-06-18T21:59:59.999Z', 'counting']);
  });

  it('moves a last day on a weekend to Monday', () => {
    expect(end({ ...spain, receivedAt: at('2026-06-06T09:00:00Z') })).toEqual(['2026-06-22T21:59:59.999Z', 'counting']);
    expect(end({ ...spain, receivedAt: at('2026-06-07T09:00:00Z') })).toEqual(['2026-06-22T21:59:59.999Z', 'counting']);
  });

  it('gives twelve months more to who was never informed, and fourteen days from a late word', () => {
    expect(end({ ...spain, confirmedAt: null })).toEqual(['2027-06-18T21:59:59.999Z', 'not-informed']);
    expect(end({ ...spain, confirmedAt: at('2026-08-03T08:00:00Z') })).toEqual(['2026-08-17T21:59:59.999Z', 'counting']);
    expect(end({ ...spain, confirmedAt: at('2027-06-16T08:00:00Z') })).toEqual(['2027-06-18T21:59:59.999Z', 'counting']);
    expect(end({ ...spain, confirmedAt: at('2028-01-01T08:00:00Z') })).toEqual(['2027-06-18T21:59:59.999Z', 'counting']);
  });

  it('gives ten days in Chile, ninety without a written confirmation, also to who bought in the shop', () => {
    expect(end(chile)).toEqual(['2026-06-15T03:59:59.999Z', 'counting']);
    expect(end({ ...chile, confirmedAt: null })).toEqual(['2026-09-03T03:59:59.999Z', 'not-informed']);
    expect(end({ ...chile, confirmedAt: at('2026-06-20T12:00:00Z') })).toEqual(['2026-07-01T03:59:59.999Z', 'counting']);
    expect(readLegalClock(chile)).toMatchObject({ withdrawal: { law: 'cl', basis: 'law', days: 10 }, guarantee: { months: 6 } });
  });

  it('gives ten days in Argentina at no cost, and no end to who was never informed', () => {
    expect(end({ ...argentina, receivedAt: at('2026-06-03T12:00:00Z') })).toEqual(['2026-06-16T02:59:59.999Z', 'counting']);
    expect(end({ ...argentina, confirmedAt: null })).toEqual([null, 'not-informed']);
    expect(readLegalClock(argentina).withdrawal).toMatchObject({ freeReturn: true, basis: 'law' });
  });

  it('grants in a shop, and where no law is known, what the law asks for at a distance', () => {
    const granted = { days: 14, until: at('2026-06-18T21:59:59.999Z'), basis: 'granted' };
    expect(readLegalClock({ ...spain, concluded: 'shop' }).withdrawal).toMatchObject({ law: 'eu', ...granted });
    expect(readLegalClock({ ...spain, country: 'MX' }).withdrawal).toMatchObject({ law: 'shop', ...granted });
  });

  it.each([
    ['ES', '2029-06-04T21:59:59.999Z'],
    ['PT', '2029-06-04T21:59:59.999Z'],
    ['DE', '2028-06-04T21:59:59.999Z'],
    ['CL', '2026-12-04T22:59:59.999Z'],
    ['AR', '2026-12-04T22:59:59.999Z'],
  ])('answers in %s for what is broken until %s', (country, until) => {
    const { guarantee } = readLegalClock({ ...spain, country });
    expect(iso(guarantee.until)).toBe(until);
    expect([isGuaranteeOpen(guarantee, at(until)), isGuaranteeOpen(guarantee, at(until) + 1)]).toEqual([true, false]);
  });

  it('never ends sooner for who was informed later, in any country', () => {
    const moment = fc.integer({ min: at('2026-06-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(spain, chile, argentina), moment, moment, fc.option(moment), (facts, receivedAt, one, two) => {
        const late = two === null ? null : Math.max(one, two);
        const early = late === null ? one : Math.min(one, two ?? one);
        const until = (confirmedAt: number | null) => readLegalClock({ ...facts, receivedAt, confirmedAt }).withdrawal.until ?? Number.POSITIVE_INFINITY;
        expect(until(late)).toBeGreaterThanOrEqual(until(early));
        expect(until(early)).toBeGreaterThan(receivedAt + 9 * 86_400_000);
      }),
    );
  });
});
