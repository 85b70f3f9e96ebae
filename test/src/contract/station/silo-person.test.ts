import { describe, expect, it } from 'vitest';
import { afterChoice, isAtRest, nextPerson, nobodyMet, type SiloShown } from '../../../../src/contract/station/silo-person.ts';
import { siloState } from '../../../../src/contract/station/silo-views.ts';

type Kind = SiloShown['kind'];

const kinds = siloState.options.map((option) => option.shape.kind.value);

/** What is shown one after the other, `chooses` where somebody chose a language meanwhile, and at which of them it is somebody else's screen. */
function othersAt(...shown: readonly (readonly [Kind, number | null] | 'chooses')[]): readonly string[] {
  let person = nobodyMet;
  const others: string[] = [];
  for (const one of shown) {
    if (one === 'chooses') {
      person = afterChoice(person);
      continue;
    }
    const next = nextPerson(person, { kind: one[0], visit: one[1] });
    if (next.isAnother) others.push(`${one[0]} ${one[1]}`);
    person = next.person;
  }
  return others;
}

describe('language and text size go with their person', () => {
  it('when the silo is ready again after anything but what the same person goes on from', () => {
    expect(kinds.filter((kind) => othersAt([kind, 1], ['ready', 1]).length === 0)).toEqual([
      ...['ready', 'checking', 'refused', 'wait', 'locked', 'close-door', 'unavailable'],
      ...['return-identify', 'return-checking', 'return-refused', 'return-wait'],
    ]);
  });

  it('never before the silo is ready again while the visit is the same, and not for a page that was just loaded', () => {
    expect(kinds.filter((kind) => kind !== 'ready' && othersAt(['return-done', 1], [kind, 1]).length > 0)).toEqual([]);
    expect(kinds.filter((kind) => othersAt([kind, 7]).length > 0)).toEqual([]);
  });

  it('when another is served while the thanks to the one before are shown, whatever they are served with', () => {
    const served = kinds.filter((kind) => kind !== 'ready');
    expect(served.filter((kind) => othersAt(['open', 1], ['thanks', 1], [kind, 2]).join() !== `${kind} 2`)).toEqual([]);
  });

  it.each([
    ['a code of the next one that was not taken', 'refused'],
    ['a door that was left open', 'close-door'],
    ['a silo that stopped', 'unavailable'],
  ] as const)('when they were served before %s', (_, kind) => {
    expect(othersAt(['thanks', 1], [kind, 1], ['ready', 1])).toEqual(['ready 1']);
    expect(othersAt(['thanks', 1], [kind, 1], ['opening', 2])).toEqual(['opening 2']);
  });

  it('once for each', () => {
    expect(othersAt(['opening', 1], ['thanks', 1], ['opening', 2], ['thanks', 2], ['ready', 2], ['opening', 3])).toEqual(['opening 2', 'ready 2']);
  });
});

describe('language and text size stay with their person', () => {
  it('who chose them before they showed their code, though another was there before', () => {
    expect(othersAt(['thanks', 1], ['ready', 1], 'chooses', ['opening', 2], ['thanks', 2])).toEqual(['ready 1']);
    expect(othersAt(['ready', 1], 'chooses', ['refused', 1], ['ready', 1], ['opening', 2])).toEqual([]);
    expect(othersAt(['return-identify', 1], 'chooses', ['return-goods', 2])).toEqual([]);
  });

  it('who chose them while nothing was shown but a door that the one before had left open', () => {
    expect(othersAt(['open', 1], ['close-door', 1], 'chooses', ['opening', 2], ['thanks', 2])).toEqual([]);
    expect(othersAt(['open', 1], ['close-door', 1], 'chooses', ['refused', 1], ['close-door', 1], ['ready', 1])).toEqual([]);
  });

  it('who has several parcels, or is served before and after the station was started anew', () => {
    expect(othersAt(['open', 1], ['next', 1], ['opening', 1], ['thanks', 1], ['opening', 1])).toEqual([]);
    expect(othersAt(['open', 1], ['unavailable', null], ['open', null])).toEqual([]);
  });

  it('who chose them in the middle of their own visit, until the next one is served', () => {
    expect(othersAt(['open', 1], 'chooses', ['thanks', 1], ['opening', 2])).toEqual(['opening 2']);
  });
});

it('a silo rests where nobody is in the middle of anything, and never while a person has a door', () => {
  expect(kinds.filter(isAtRest)).toEqual(['ready', 'close-door', 'unavailable']);
});
