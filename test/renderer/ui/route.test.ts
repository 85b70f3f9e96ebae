import { afterEach, describe, expect, it, vi } from 'vitest';
import { goTo, readPlace } from '../../../renderer/ui/route.ts';

describe('a place in the page', () => {
  it.each([
    ['', '/', {}],
    ['#', '/', {}],
    ['#/kiosk/bag', '/kiosk/bag', {}],
    ['#kiosk', '/kiosk', {}],
    ['#/kiosk?q=lino+azul&c=Camisas', '/kiosk', { q: 'lino azul', c: 'Camisas' }],
    ['#/kiosk?q=a%26b%3Fc', '/kiosk', { q: 'a&b?c' }],
  ])('"%s" is read as %s', (hash, path, query) => {
    const place = readPlace(hash);
    expect([place.path, Object.fromEntries(place.query)]).toEqual([path, query]);
  });
});

describe('going somewhere', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('leaves one entry in the tab’s history, so that nothing leads back to what the person before looked at', () => {
    const entries = ['#/'];
    const told: string[] = [];
    vi.stubGlobal('HashChangeEvent', Event);
    vi.stubGlobal('window', {
      history: { replaceState: (_state: null, _title: string, url: string) => entries.splice(-1, 1, url) },
      dispatchEvent: (event: Event) => told.push(event.type),
    });
    for (const route of ['/kiosk?q=lino', '/kiosk/p/CAMISA-LINO', '/']) goTo(route);
    expect([entries, told]).toEqual([['#/'], ['hashchange', 'hashchange', 'hashchange']]);
  });
});
