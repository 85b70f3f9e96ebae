import { describe, expect, it } from 'vitest';
import { isAnother, type Patience, patienceAfter, STILL_MS, WARNING_MS } from '../../../renderer/silo/patience-rule.ts';

const hour = 3_600_000;
const nothing: Patience = { since: 0, isBegun: false, isWaiting: true };
const begun = { isBegun: true, isWaiting: true };
const served = { isBegun: true, isWaiting: false };

describe('what somebody began at a screen of nobody’s', () => {
  it('has all of its time from its beginning, whoever was there before', () => {
    expect(patienceAfter(nothing, begun, hour).since).toBe(hour);
  });

  it('has no more of it because another shows a code, and its person is asked before it goes', () => {
    const chosen = patienceAfter(nothing, begun, hour);
    const checking = patienceAfter(chosen, served, hour + 40_000);
    expect(checking.since).toBe(hour);
    expect(patienceAfter(checking, begun, hour + 45_000).since).toBe(hour);
    // Their time is over by then: the question comes at once, and stands for all of its time.
    const late = patienceAfter(checking, begun, hour + 600_000);
    expect(late.since + STILL_MS).toBe(hour + 600_000);
    expect(late.since + STILL_MS + WARNING_MS - (hour + 600_000)).toBe(WARNING_MS);
  });

  it('is kept for who shows their code within their time, and for who listens also after it', () => {
    const chosen = patienceAfter(nothing, begun, hour);
    expect(isAnother(chosen, served, hour + STILL_MS - 1, false)).toBe(false);
    expect(isAnother(chosen, served, hour + STILL_MS, true)).toBe(false);
  });

  it('is not the next one’s, who shows a code while the screen asks whether somebody is still there', () => {
    const chosen = patienceAfter(nothing, begun, hour);
    expect(isAnother(chosen, served, hour + STILL_MS, false)).toBe(true);
    expect(isAnother(chosen, begun, hour + STILL_MS, false)).toBe(false);
    expect(isAnother(nothing, served, hour, false)).toBe(false);
    // While the station shows something its own time counts.
    expect(isAnother(patienceAfter(chosen, served, hour), served, hour + STILL_MS, false)).toBe(false);
  });
});
