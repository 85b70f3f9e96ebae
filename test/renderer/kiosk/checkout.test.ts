import { NO_FILTERS } from '../../../src/contract/station/catalogue-views.ts';
import { describe, expect, it } from 'vitest';
import { addressProblems, postcodeKeys } from '../../../renderer/kiosk/check-address.ts';
import { contactFrom } from '../../../renderer/kiosk/check-contact.ts';
import { firstCountry, isOnlyCountry } from '../../../renderer/kiosk/country-name.ts';
import { browseRoute, chosenCount, EVERYTHING, queryOf } from '../../../renderer/kiosk/use-browse.ts';
import { forgetDrafts } from '../../../renderer/kiosk/use-draft.ts';

const address = { name: 'Ana', street: 'Mayor, 1', postcode: '28013', city: 'Madrid' };

describe('an address', () => {
  it('that is whole has no problems', () => {
    expect(addressProblems(address, 'ES')).toEqual({});
  });

  it('says of each missing part that it is missing', () => {
    expect(addressProblems({ name: ' ', street: '', postcode: '', city: '' }, 'ES')).toEqual({
      name: 'kiosk.address.required',
      street: 'kiosk.address.required',
      postcode: 'kiosk.address.required',
      city: 'kiosk.address.required',
    });
  });

  it.each(['2801', '280133', '00123', '53000', '28O13', '28 013'])('is not sent to the postcode %s', (postcode) => {
    expect(addressProblems({ ...address, postcode }, 'ES')).toEqual({ postcode: 'kiosk.address.postcode.wrong' });
  });

  it.each(['01001', '28013', '52006', ' 08002 '])('is sent to the postcode %s', (postcode) => {
    expect(addressProblems({ ...address, postcode }, 'ES')).toEqual({});
  });
});

describe('an address abroad', () => {
  it.each([
    ['PT', '1100-148', {}],
    ['PT', '28013', { postcode: 'kiosk.address.postcode.other' }],
    ['AD', 'AD500', {}],
    ['CL', '8320000', {}],
    ['NL', '1012 AB', {}],
    ['AR', 'C1043AAA', {}],
    ['AR', '1043', {}],
    ['AR', '28013', { postcode: 'kiosk.address.postcode.other' }],
    ['MX', '06000', {}],
  ] as const)('in %s takes %s as its own country writes it', (country, postcode, expected) => {
    expect(addressProblems({ ...address, postcode }, country)).toEqual(expected);
  });
});

describe('the keys for a postcode', () => {
  it('are digits only where it has nothing else', () => {
    expect(['ES', 'CL', 'AR', 'PT', 'NL'].map(postcodeKeys)).toEqual(['digits', 'digits', 'text', 'text', 'text']);
  });
});

describe('the country of an address', () => {
  it('is what was said before, else the shop’s own, and is named where there is another', () => {
    const sends = (...countries: string[]) => ({ today: '2026-11-23', all: [], lines: [], countries, delivery: [] });
    const shipTo = { ...address, country: 'PT' };
    expect([
      firstCountry({ ways: sends('CL') }),
      firstCountry({ ways: sends('AR', 'CL') }),
      firstCountry({ ways: sends('ES', 'PT'), shipTo }),
      // What was said before is no answer where the shop does not send there any more.
      firstCountry({ ways: sends('CL'), shipTo }),
      [isOnlyCountry({ ways: sends('CL') }, 'CL'), isOnlyCountry({ ways: sends('ES', 'PT') }, 'ES'), isOnlyCountry({ ways: sends('CL') }, 'ES')],
    ]).toEqual(['CL', 'AR', 'PT', 'CL', [true, false, false]]);
  });
});

describe('a contact', () => {
  it.each([
    ['email', ' ana@ejemplo.es ', { kind: 'email', email: 'ana@ejemplo.es' }],
    ['email', 'ana@ejemplo', null],
    ['email', '', null],
    ['phone', '612 34 56 78', { kind: 'phone', phone: '612 34 56 78' }],
    ['phone', '+34612345678', { kind: 'phone', phone: '+34612345678' }],
    ['phone', '61234567', null],
    ['phone', '6+1234567890', null],
  ] as const)('by %s typed as "%s" is %o', (kind, typed, expected) => {
    expect(contactFrom(kind, typed)).toEqual(expected);
  });
});

describe('the address of a list', () => {
  it.each([
    [{}, '/kiosk'],
    [{ text: 'lino azul' }, '/kiosk?q=lino+azul'],
    [{ category: 'Niños & bebés' }, '/kiosk?c=Ni%C3%B1os+%26+beb%C3%A9s'],
    [{ sort: 'price-up' as const }, '/kiosk?s=price-up'],
  ])('%o is %s', (query, expected) => {
    expect(browseRoute({ ...EVERYTHING, ...query })).toBe(expected);
  });

  it('leads back to its filters, and takes nothing else for some', () => {
    const query = { ...EVERYTHING, text: 'lino', filters: { ...NO_FILTERS, sizes: ['M', 'XL'], price: { from: 1000, to: null } }, sort: 'new' as const };
    const read = (text: string) => queryOf(new URLSearchParams(text));
    expect(read(browseRoute(query).split('?')[1] ?? '')).toEqual(query);
    for (const bad of ['f={"sizes":3}', 'f=[', 'f=null', 's=random', '']) expect(read(bad)).toEqual(EVERYTHING);
    expect([chosenCount(query.filters), chosenCount(NO_FILTERS)]).toEqual([3, 0]);
  });
});

describe('what was typed', () => {
  function storage(...keys: string[]) {
    const kept = [...keys];
    return {
      kept,
      get length() {
        return kept.length;
      },
      key: (index: number) => kept[index] ?? null,
      removeItem: (key: string) => void kept.splice(kept.indexOf(key), 1),
    };
  }

  it('stays while its session runs, and everybody else’s goes', () => {
    const all = storage('pasillo.draft.s1.name', 'pasillo.draft.s2.name', 'pasillo.draft.s2.city', 'other');
    forgetDrafts(all, 's1');
    expect(all.kept).toEqual(['pasillo.draft.s1.name', 'other']);
  });

  it('goes with the session', () => {
    const all = storage('pasillo.draft.s1.name', 'pasillo.draft.s1.email', 'other');
    forgetDrafts(all, null);
    expect(all.kept).toEqual(['other']);
  });
});
