import { describe, expect, it } from 'vitest';
import { personEnds } from '../../../renderer/silo/person-ends.ts';
import { siloState } from '../../../src/contract/station/silo-views.ts';

const kinds = siloState.options.map((option) => option.shape.kind.value);

describe('language and text size go with their person', () => {
  it('when the silo is ready again after what only a finished person sees, or somebody who has walked away', () => {
    expect(kinds.filter((kind) => personEnds(kind, 'ready'))).toEqual([
      'pin',
      'next',
      'thanks',
      'shut',
      'again',
      'return-which',
      'return-goods',
      'return-reason',
      'return-pieces',
      'return-size',
      'return-opening',
      'return-open',
      'return-ask',
      'return-stuck',
      'return-done',
      'return-nothing',
      'return-unsure',
    ]);
  });

  it('never before the silo is ready again, and not for a reload', () => {
    expect(kinds.filter((kind) => kind !== 'ready' && personEnds('return-done', kind))).toEqual([]);
    expect(personEnds(null, 'ready')).toBe(false);
  });
});
