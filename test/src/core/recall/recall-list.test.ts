import { describe, expect, it } from 'vitest';
import { isForCouriers, recallOf, type RecallParcel } from '../../../../src/core/recall/recall-list.ts';

const parcel: RecallParcel = { kind: 'order', status: 'stored', loadedAt: 1000, deadline: 5000, recall: null };
const reason = (change: Partial<RecallParcel>, order: Parameters<typeof recallOf>[1] = 'ready', now = 2000) =>
  recallOf({ ...parcel, ...change }, order, [], now)?.reason ?? null;

describe('the list of what is to be taken out', () => {
  it('has what nobody collected in time, from its deadline on', () => {
    expect(reason({}, 'ready', 4999)).toBeNull();
    expect(recallOf(parcel, 'ready', [], 5000)).toEqual({ reason: 'expired', since: 5000 });
    expect(reason({ deadline: null }, 'ready', 9e9)).toBeNull();
  });

  it('counts no time in which nobody could have collected', () => {
    const standstills = [{ beganAt: 2000, endedAt: 3000 }];
    expect(recallOf(parcel, 'ready', standstills, 5500)).toBeNull();
    expect(recallOf(parcel, 'ready', standstills, 6000)).toEqual({ reason: 'expired', since: 6000 });
    expect(recallOf(parcel, 'ready', [{ beganAt: 4000, endedAt: null }], 9e9)).toBeNull();
  });

  it('has cancelled orders, goods that came back, and what somebody asked for, which comes first', () => {
    expect(reason({}, 'cancelled')).toBe('cancelled');
    expect(reason({ kind: 'return' }, null)).toBe('returned');
    expect(reason({ recall: 'damaged' })).toBe('damaged');
    expect(reason({ recall: 'requested', kind: 'return' }, 'cancelled')).toBe('requested');
  });

  it('believes the deadline, and not a word about it that is older', () => {
    expect(reason({ recall: 'expired' }, 'ready', 2000)).toBeNull();
    expect(reason({ recall: 'expired' }, 'ready', 5000)).toBe('expired');
    expect(reason({ recall: 'expired', deadline: null })).toBe('expired');
  });

  it.each(['loading', 'collected', 'withdrawn'] as const)('has nothing that is %s', (status) => {
    expect(reason({ status, recall: 'requested' }, 'cancelled', 9e9)).toBeNull();
  });

  it('gives couriers what comes back and what nobody collected, and no more', () => {
    expect((['expired', 'returned', 'cancelled', 'damaged', 'requested'] as const).filter(isForCouriers)).toEqual(['expired', 'returned']);
  });
});
