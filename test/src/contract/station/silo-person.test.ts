import { describe, expect, it } from 'vitest';
import { isAtRest, personEnds } from '../../../../src/contract/station/silo-person.ts';
import { siloState } from '../../../../src/contract/station/silo-views.ts';

const kinds = siloState.options.map((option) => option.shape.kind.value);

describe('language and text size go with their person', () => {
  it('when the silo is ready again after anything but what the same person goes on from', () => {
    expect(kinds.filter((kind) => !personEnds(kind, 'ready'))).toEqual([
      ...['ready', 'checking', 'refused', 'wait', 'locked', 'unavailable'],
      ...['return-identify', 'return-checking', 'return-refused', 'return-wait'],
    ]);
  });

  it('never before the silo is ready again, and not for a reload', () => {
    expect(kinds.filter((kind) => kind !== 'ready' && personEnds('return-done', kind))).toEqual([]);
    expect(personEnds(null, 'ready')).toBe(false);
  });
});

it('a silo rests where nobody is in the middle of anything, and never while a person has a door', () => {
  expect(kinds.filter(isAtRest)).toEqual(['ready', 'close-door', 'unavailable']);
});
