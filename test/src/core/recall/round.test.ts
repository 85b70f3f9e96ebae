import { describe, expect, it } from 'vitest';
import type { RecallItem } from '../../../../src/contract/station/load-views.ts';
import { beginRound, goesOn, itemInHand, nextItem, withFound } from '../../../../src/core/recall/round.ts';

function item(number: number): RecallItem {
  const door = { compartmentId: `0-${number}`, number, size: 'M' as const, column: 0, row: number };
  return { parcelId: `p${number}`, kind: 'order', number: null, receipt: null, reason: 'expired', door, since: 0 };
}

describe('a round of taking out', () => {
  it('goes from door to door by their numbers, and is finished after the last', () => {
    let round = beginRound('list', [item(7), item(2), item(5)]);
    const doors: number[] = [];
    for (let inHand = itemInHand(round); inHand !== null; inHand = itemInHand(round)) {
      doors.push(inHand.door.number);
      round = nextItem(withFound(round, 'taken'));
    }
    expect(doors).toEqual([2, 5, 7]);
    expect(round.items.map(({ found }) => found)).toEqual(['taken', 'taken', 'taken']);
    expect(nextItem(round)).toBe(round);
  });

  it('passes each item once, also one of which nothing was found out', () => {
    let round = beginRound('list', [item(1), item(2)]);
    round = nextItem(round);
    expect(itemInHand(round)?.door.number).toBe(2);
    round = nextItem(withFound(round, 'left'));
    expect([round.at, round.items.map(({ found }) => found)]).toEqual([null, [null, 'left']]);
  });

  it('is finished at once when there is nothing in it', () => {
    expect(beginRound('list', []).at).toBeNull();
  });

  it('opens the next door by itself only after what was expected', () => {
    expect((['taken', 'left', 'missing', 'other', 'stuck', 'unsure'] as const).filter(goesOn)).toEqual(['taken', 'left']);
  });
});
