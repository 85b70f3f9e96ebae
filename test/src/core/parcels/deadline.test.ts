import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveDeadline, firstDeadline, isExpired, type Standstill } from '../../../../src/core/parcels/deadline.ts';

const down = (beganAt: number, endedAt: number | null): Standstill => ({ beganAt, endedAt });

describe('a deadline', () => {
  it('is so many days after the loading', () => {
    expect(firstDeadline(1000, 7)).toBe(1000 + 7 * 86_400_000);
  });

  it.each<[string, readonly Standstill[], number]>([
    ['nothing stood still', [], 100],
    ['once, inside the stay', [down(20, 30)], 110],
    ['before the loading does not count, nor the part of one before it', [down(0, 5), down(6, 14)], 104],
    ['after the deadline does not bring it back', [down(100, 200)], 100],
    ['over the deadline counts whole, since it was not over when it began', [down(90, 150)], 160],
    ['in the time that an earlier one has added', [down(20, 40), down(110, 115)], 125],
    ['two that overlap count once', [down(20, 40), down(30, 50), down(35, 45)], 130],
    ['one that goes on counts until now', [down(95, null)], 205],
    ['in any order', [down(60, 70), down(20, 30)], 120],
  ])('moves: %s', (_name, standstills, expected) => {
    expect(effectiveDeadline(100, 10, standstills, 200)).toBe(expected);
  });

  it('is never brought forward, and never moved by more than everything that stood still', () => {
    const standstill = fc.tuple(fc.nat(300), fc.nat(100)).map(([from, length]) => down(from, from + length));
    fc.assert(
      fc.property(fc.array(standstill, { maxLength: 12 }), fc.nat(200), (standstills, deadline) => {
        const total = standstills.reduce((sum, { beganAt, endedAt }) => sum + (endedAt ?? 0) - beganAt, 0);
        const effective = effectiveDeadline(deadline, 0, standstills, 1000);
        return effective >= deadline && effective <= deadline + total;
      }),
    );
  });

  it('has passed from its very moment on; a parcel that has none waits', () => {
    expect([99, 100].map((now) => isExpired({ deadline: 100, loadedAt: 10 }, [], now))).toEqual([false, true]);
    expect(isExpired({ deadline: null, loadedAt: 10 }, [], 1e9)).toBe(false);
    expect(isExpired({ deadline: 100, loadedAt: null }, [], 1e9)).toBe(false);
    expect(isExpired({ deadline: 100, loadedAt: 10 }, [down(50, null)], 5000)).toBe(false);
  });
});
