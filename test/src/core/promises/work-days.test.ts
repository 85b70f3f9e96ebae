import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryLeg } from '../../../../src/contract/hub/delivery.ts';
import { allOf, legDays } from '../../../../src/core/promises/leg-days.ts';
import { dayText, isWorkDay, shopTime, workDaysAfter } from '../../../../src/core/promises/work-days.ts';
import { addDays } from '../../../../src/kernel/local-day.ts';

const weekdays = { weekdays: [1, 2, 3, 4, 5], closed: ['2026-12-08', '2026-12-25'] };
const everyDay = { weekdays: [0, 1, 2, 3, 4, 5, 6], closed: [] };
const leg = { cutOff: '14:00', handling: 0, least: 1, most: 2 };
const at = (text: string) => shopTime(Date.parse(text), 'Europe/Madrid');
const between = { from: weekdays, carrier: weekdays, to: everyDay };

describe("a shop's clock", () => {
  it('shows the day and the time of its zone, in summer and in winter', () => {
    expect(at('2026-11-22T23:30:00Z')).toEqual({ day: { year: 2026, month: 11, day: 23 }, minute: 30 });
    expect(at('2026-07-01T12:00:00Z')).toEqual({ day: { year: 2026, month: 7, day: 1 }, minute: 14 * 60 });
    expect(shopTime(Date.parse('2026-11-23T02:00:00Z'), 'America/Santiago')).toEqual({ day: { year: 2026, month: 11, day: 22 }, minute: 23 * 60 });
  });
});

describe('the days of a leg', () => {
  it.each([
    ['before the cut-off', '2026-11-23T12:59:00Z', '2026-11-24', '2026-11-25'],
    ['at the cut-off, a day later', '2026-11-23T13:00:00Z', '2026-11-25', '2026-11-26'],
    ['on a Friday evening, after the weekend', '2026-11-27T18:00:00Z', '2026-12-01', '2026-12-02'],
    ['on a Sunday, as on Monday morning', '2026-11-29T09:00:00Z', '2026-12-01', '2026-12-02'],
    ['before a holiday, around it', '2026-12-07T09:00:00Z', '2026-12-09', '2026-12-10'],
    ['on a holiday, as on the day after', '2026-12-08T09:00:00Z', '2026-12-10', '2026-12-11'],
  ])('are counted %s', (_name, now, from, until) => {
    expect(legDays(leg, between, at(now))).toEqual({ from, until });
  });
  it('wait for handling in working days of who packs', () => {
    expect(legDays({ ...leg, handling: 2 }, between, at('2026-11-26T09:00:00Z'))).toEqual({ from: '2026-12-01', until: '2026-12-02' });
  });
  it('end on a day on which goods are handed out', () => {
    const mondays = { weekdays: [1], closed: [] };
    expect(legDays(leg, { ...between, to: mondays }, at('2026-11-23T09:00:00Z'))).toEqual({ from: '2026-11-30', until: '2026-11-30' });
  });
  it('may be today', () => {
    expect(legDays({ cutOff: '18:00', handling: 0, least: 0, most: 0 }, between, at('2026-11-23T16:00:00Z'))).toEqual({
      from: '2026-11-23',
      until: '2026-11-23',
    });
  });
  it('never go back with a later order, and end where they should', () => {
    const calendar = fc.record({
      weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
      closed: fc.uniqueArray(
        fc.integer({ min: 0, max: 60 }).map((days) => dayText(addDays({ year: 2026, month: 11, day: 20 }, days))),
        { maxLength: 40 },
      ),
    });
    const count = fc.integer({ min: 0, max: 6 });
    const start = Date.parse('2026-11-20T00:00:00Z');
    const moment = fc.integer({ min: 0, max: 40 * 24 * 60 }).map((minutes) => start + minutes * 60_000);
    fc.assert(
      fc.property(calendar, calendar, calendar, count, count, count, moment, moment, (from, carrier, to, handling, least, more, one, other) => {
        const each = { cutOff: '14:00', handling, least, most: least + more };
        const calendars = { from, carrier, to };
        const [first, second] = [Math.min(one, other), Math.max(one, other)].map((now) => legDays(each, calendars, shopTime(now, 'Europe/Madrid')));
        if (first === undefined || second === undefined) throw new Error('two moments');
        expect(first.from <= first.until && first.from <= second.from && first.until <= second.until).toBe(true);
        const [year = 0, month = 0, day = 0] = first.until.split('-').map(Number);
        expect(isWorkDay({ year, month, day }, to)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
  it('are not taken from rules that end before they begin', () => {
    expect(deliveryLeg.safeParse({ cutOff: '14:00', handling: 0, least: 3, most: 2 }).success).toBe(false);
    expect(deliveryLeg.safeParse({ cutOff: '24:00', handling: 0, least: 1, most: 2 }).success).toBe(false);
  });
});

describe('working days', () => {
  it('end, however many days are closed', () => {
    const closed = Array.from({ length: 400 }, (_none, days) => dayText(addDays({ year: 2026, month: 11, day: 22 }, days)));
    expect(dayText(workDaysAfter({ year: 2026, month: 11, day: 22 }, 1, { weekdays: [0], closed }))).toBe('2028-01-02');
  });
});

describe('several things', () => {
  it('are all there when the last of them is', () => {
    const spans = [
      { from: '2026-11-24', until: '2026-11-29' },
      { from: '2026-11-26', until: '2026-11-27' },
    ];
    expect(allOf(spans)).toEqual({ from: '2026-11-26', until: '2026-11-29' });
    expect(() => allOf([])).toThrow('nothing to wait for');
  });
});
