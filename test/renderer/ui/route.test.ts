import { describe, expect, it } from 'vitest';
import { readPlace } from '../../../renderer/ui/route.ts';

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
