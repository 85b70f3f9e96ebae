import { describe, expect, it } from 'vitest';
import { heldAfter, holdsNobody, isOver, type Shown } from '../../../renderer/fresh/fresh-rule.ts';

const first: Shown = { area: 'kiosk', session: false, member: null, connected: true };
const shopping: Shown = { ...first, session: true };
const atStaff: Shown = { area: 'staff', session: null, member: true, connected: true };
const atSilo: Shown = { area: 'silo', session: null, member: null, connected: true };

/** At which of these moments the page would be loaded anew, were it not until the last. */
function over(...moments: readonly Shown[]): readonly boolean[] {
  let held = holdsNobody;
  return moments.map((shown) => {
    held = heldAfter(held, shown);
    return isOver(held, shown);
  });
}

describe('a page is loaded anew', () => {
  it('never while nobody has used it, so that it does not go round in a circle', () => {
    expect(over({ ...first, session: null }, first, { ...first, connected: false }, first)).toEqual([false, false, false, false]);
  });

  it('when a shopper’s session is over, and not while it runs', () => {
    expect(over(first, shopping, { ...shopping, session: null }, first)).toEqual([false, false, false, true]);
  });

  it('only while its station answers', () => {
    expect(over(shopping, { ...first, connected: false }, first)).toEqual([false, false, true]);
  });

  it('after somebody was at the lockers, once the first screen is there again, and never at the lockers', () => {
    expect(over(first, atSilo, first)).toEqual([false, false, true]);
    expect(over(shopping, { ...atSilo, session: false }, first)).toEqual([false, false, true]);
  });

  it('after staff, once the first screen is there and nobody of them is at work any more', () => {
    expect(over(atStaff, { ...first, member: null }, { ...first, member: true }, { ...first, member: false })).toEqual([false, false, false, true]);
    expect(over(atStaff, { ...shopping, member: true }, { ...shopping, member: false }, { ...first, member: false })).toEqual([false, false, false, true]);
    expect(over(atStaff, { ...atStaff, member: false })).toEqual([false, false]);
  });
});
