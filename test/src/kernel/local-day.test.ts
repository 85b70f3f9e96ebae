import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, endOfDay, localDay, weekday } from '../../../src/kernel/local-day.ts';

describe('days of the calendar in a place', () => {
  it('tells the day by the clocks of the place', () => {
    const lateEvening = Date.UTC(2026, 5, 30, 22, 30);
    expect(localDay(lateEvening, 'Europe/Madrid')).toEqual({ year: 2026, month: 7, day: 1 });
    expect(localDay(lateEvening, 'America/Santiago')).toEqual({ year: 2026, month: 6, day: 30 });
  });

  it('ends a day with its last millisecond, also on the nights in which clocks change', () => {
    const ends = (year: number, month: number, day: number) => new Date(endOfDay({ year, month, day }, 'Europe/Madrid')).toISOString();
    expect([ends(2026, 1, 31), ends(2026, 3, 28), ends(2026, 3, 29), ends(2026, 10, 24), ends(2026, 10, 25)]).toEqual([
      '2026-01-31T22:59:59.999Z',
      '2026-03-28T22:59:59.999Z',
      '2026-03-29T21:59:59.999Z',
      '2026-10-24T21:59:59.999Z',
      '2026-10-25T22:59:59.999Z',
    ]);
  });

  it('ends with the second of two last hours where clocks go back at midnight, and where they go forward at midnight with the only one', () => {
    const ends = (month: number, day: number) => new Date(endOfDay({ year: 2026, month, day }, 'America/Santiago')).toISOString();
    expect([ends(4, 3), ends(4, 4), ends(4, 5), ends(9, 4), ends(9, 5), ends(9, 6)]).toEqual([
      '2026-04-04T02:59:59.999Z',
      '2026-04-05T03:59:59.999Z',
      '2026-04-06T03:59:59.999Z',
      '2026-09-05T03:59:59.999Z',
      '2026-09-06T03:59:59.999Z',
      '2026-09-07T02:59:59.999Z',
    ]);
  });

  it('keeps to the last day of a shorter month', () => {
    expect(addMonths({ year: 2028, month: 1, day: 31 }, 1)).toEqual({ year: 2028, month: 2, day: 29 });
    expect(addMonths({ year: 2026, month: 11, day: 30 }, 36)).toEqual({ year: 2029, month: 11, day: 30 });
    expect(addDays({ year: 2026, month: 12, day: 31 }, 1)).toEqual({ year: 2027, month: 1, day: 1 });
    expect(weekday({ year: 2026, month: 11, day: 22 })).toBe(0);
  });

  it('puts every moment before the end of its day, and less than 25 hours before it', () => {
    const zone = fc.constantFrom('Europe/Madrid', 'Atlantic/Canary', 'America/Santiago', 'America/Argentina/Buenos_Aires', 'Pacific/Easter');
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }), zone, (at, timeZone) => {
        const end = endOfDay(localDay(at, timeZone), timeZone);
        expect(end).toBeGreaterThanOrEqual(at);
        expect(end - at).toBeLessThan(25 * 3_600_000);
        expect(localDay(end, timeZone)).toEqual(localDay(at, timeZone));
        expect(localDay(end + 1, timeZone)).toEqual(addDays(localDay(at, timeZone), 1));
      }),
      { numRuns: 200 },
    );
  });
});
