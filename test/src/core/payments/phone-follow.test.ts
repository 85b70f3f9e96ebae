import { describe, expect, it } from 'vitest';
import type { StationPayment } from '../../../../src/contract/hub/payments.ts';
import { phonePay } from '../../../../src/contract/station/pay-views.ts';
import { askAgainIn, type FollowEvent, isSomebodyPaying, shownFollow, startFollow, stepFollow } from '../../../../src/core/payments/phone-follow.ts';

const LINK = 'https://hub.example/p/pay/AAAAAAAAAAAAAAAAAAAAAA';
const told = (change: Partial<StationPayment> = {}): FollowEvent => ({
  kind: 'told',
  payment: { state: 'open', link: LINK, looked: false, attempt: null, ...change },
});
const away: FollowEvent = { kind: 'away' };
const notKnown: FollowEvent = { kind: 'not-known' };
/** What is shown after each of these, a second apart. */
const shown = (...events: readonly FollowEvent[]) => {
  let follow = startFollow(0);
  return [
    shownFollow(follow),
    ...events.map((event, n) => {
      follow = stepFollow(follow, event, (n + 1) * 1000);
      return phonePay.parse(shownFollow(follow));
    }),
  ].map((view) => (view.kind === 'link' ? `${view.state}${view.live ? '' : ', not live'}` : view.kind));
};

describe('what a kiosk shows of a payment on a phone', () => {
  it('goes from the question to the link and along with the payment', () => {
    expect(
      shown(
        told(),
        told({ looked: true }),
        told({ looked: true, attempt: 'open' }),
        told({ looked: true, attempt: 'checking' }),
        told({ looked: true, attempt: 'failed' }),
        told({ looked: true, attempt: 'expired' }),
        told({ looked: true, attempt: 'stopped' }),
        told({ looked: true, attempt: 'paid' }),
        told({ state: 'paid', link: null, attempt: 'paid' }),
      ),
    ).toEqual(['asking', 'waiting', 'looked', 'paying', 'checking', 'failed', 'expired', 'stopped', 'checking', 'paid']);
  });

  it('is patient while the order is on its way to the hub, and says at once when there is no hub', () => {
    expect(shown(...Array.from({ length: 9 }, () => notKnown)).join(' ')).toBe(`${'asking '.repeat(9)}away`);
    expect(shown(away, notKnown, told())).toEqual(['asking', 'away', 'asking', 'waiting']);
  });

  it('keeps the link when the hub falls silent, and says that it may not be up to date', () => {
    expect(shown(told({ looked: true }), away, away, told({ looked: true }))).toEqual(['asking', 'looked', 'looked, not live', 'looked, not live', 'looked']);
  });

  it('offers the till alone where no way pays the order, or nothing is to be paid', () => {
    expect(shown(told({ link: null }), told({ state: 'closed', link: null }))).toEqual(['asking', 'till-only', 'till-only']);
  });
});

describe('the pauses between questions', () => {
  it('are short while something can change, and long while the hub is away', () => {
    let follow = startFollow(0);
    const pauses = [notKnown, told(), away, away, ...Array.from({ length: 9 }, () => notKnown)].map((event) => {
      follow = stepFollow(follow, event, 0);
      return askAgainIn(follow);
    });
    expect(pauses).toEqual([700, 2000, 5000, 5000, 700, 700, 700, 700, 700, 700, 5000, 5000, 5000]);
  });
});

describe('somebody who pays', () => {
  it('keeps the screen while their payment moves, and four minutes after its last move', () => {
    let follow = stepFollow(startFollow(0), told(), 1000);
    const paying = [isSomebodyPaying(follow, 1000)];
    follow = stepFollow(follow, told({ looked: true }), 2000);
    paying.push(isSomebodyPaying(follow, 2000));
    follow = stepFollow(follow, told({ looked: true, attempt: 'open' }), 100_000);
    follow = stepFollow(follow, told({ looked: true, attempt: 'open' }), 300_000);
    paying.push(isSomebodyPaying(follow, 339_999), isSomebodyPaying(follow, 340_000));
    follow = stepFollow(follow, told({ looked: true, attempt: 'checking' }), 350_000);
    paying.push(isSomebodyPaying(follow, 350_000));
    follow = stepFollow(follow, told({ state: 'paid', link: null }), 351_000);
    paying.push(isSomebodyPaying(follow, 351_000));
    expect(paying).toEqual([false, true, true, false, true, false]);
  });

  it('is nobody any more after a payment that failed, and somebody again with the next', () => {
    let follow = startFollow(0);
    const paying = (['failed', 'expired', 'stopped', 'open'] as const).map((attempt) => {
      follow = stepFollow(follow, told({ attempt }), 1);
      return isSomebodyPaying(follow, 1);
    });
    expect(paying).toEqual([false, false, false, true]);
  });
});
