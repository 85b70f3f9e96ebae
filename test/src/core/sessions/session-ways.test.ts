import { describe, expect, it } from 'vitest';
import { IDLE_RULE } from '../../../../src/core/sessions/idle.ts';
import { stepSession } from '../../../../src/core/sessions/session-machine.ts';
import { fulfilmentOf, missingWay, shipToBeside, wayOfItem } from '../../../../src/core/sessions/session-ways.ts';
import type { SessionEvent, ShopperSession } from '../../../../src/core/sessions/shopper-session.ts';

const address = { name: 'Ana', street: 'Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' };
const add = (sku: string): SessionEvent => ({
  kind: 'add',
  line: {
    sku,
    title: sku,
    size: null,
    colour: null,
    picture: { kind: 'drawing', garment: 'shirt', colour: '#ffffff', pattern: 'plain' },
    unitPrice: { minor: 1, currency: 'EUR' },
  },
  available: 9,
});
const way = (lineId: string | null, to: 'carry-out' | 'desk' | 'silo' | 'ship', needsLowDoor?: boolean): SessionEvent => ({
  kind: 'set-way',
  lineId,
  way: to,
  needsLowDoor,
});
const start: readonly SessionEvent[] = [{ kind: 'start', sessionId: 's', locale: 'es' }, add('a'), add('b'), add('c')];

function played(...events: readonly SessionEvent[]): ShopperSession {
  let session: ShopperSession | null = null;
  for (const event of [...start, ...events]) {
    const stepped = stepSession(session, event, IDLE_RULE, 0);
    if (stepped.ok) session = stepped.value;
  }
  if (session === null) throw new Error('a session runs');
  return session;
}
const ways = (session: ShopperSession) => session.bag.map((item) => wayOfItem(session, item));

describe('the ways of a bag', () => {
  it('are none before a choice, one for all, and then a line its own', () => {
    expect(ways(played())).toEqual([null, null, null]);
    expect(ways(played(way(null, 'desk')))).toEqual(['desk', 'desk', 'desk']);
    expect(ways(played(way(null, 'desk'), way('line-2', 'silo'), add('d')))).toEqual(['desk', 'silo', 'desk', 'desk']);
  });
  it('are all one again when that is said for all', () => {
    expect(ways(played(way('line-1', 'carry-out'), way('line-2', 'silo'), way(null, 'ship')))).toEqual(['ship', 'ship', 'ship']);
    expect(ways(played(way('line-1', 'carry-out'), { kind: 'set-fulfilment', fulfilment: { kind: 'silo' } }))).toEqual(['silo', 'silo', 'silo']);
  });
  it('keep the way of a line whose quantity changes', () => {
    expect(ways(played(way(null, 'desk'), way('line-1', 'ship'), add('a')))[0]).toBe('ship');
  });
});

describe('what is missing', () => {
  it('is a way for each line, and an address where something is sent', () => {
    expect(missingWay(played())).toBe('no-fulfilment');
    expect(missingWay(played(way('line-1', 'ship'), way('line-2', 'desk')))).toBe('no-fulfilment');
    expect(missingWay(played(way(null, 'desk'), way('line-1', 'ship')))).toBe('no-address');
    expect(missingWay(played(way(null, 'desk'), way('line-1', 'ship'), { kind: 'set-ship-to', address }))).toBeNull();
  });
  it('stops an order', () => {
    const contact: SessionEvent = { kind: 'set-contact', contact: { kind: 'email', email: 'a@example.org' } };
    const place = (session: ShopperSession) => stepSession(session, { kind: 'place' }, IDLE_RULE, 0);
    expect(place(played(way(null, 'ship'), contact))).toEqual({ ok: false, error: { kind: 'no-address' } });
    expect(place(played(way(null, 'ship'), contact, { kind: 'set-ship-to', address })).ok).toBe(true);
  });
});

describe('the fulfilment of an order', () => {
  it('is the leading way with what it needs, and the address stands beside it where that is another', () => {
    const session = played(way(null, 'ship'), { kind: 'set-ship-to', address }, way('line-1', 'silo', true));
    expect([fulfilmentOf(session), shipToBeside(session)]).toEqual([{ kind: 'silo', needsLowDoor: true }, address]);
    const sent = played(way(null, 'ship'), { kind: 'set-ship-to', address }, way('line-1', 'desk'));
    expect([fulfilmentOf(sent), shipToBeside(sent)]).toEqual([{ kind: 'ship', address }, null]);
    const collected = played(way(null, 'ship'), { kind: 'set-ship-to', address }, way(null, 'desk'));
    expect([fulfilmentOf(collected), shipToBeside(collected)]).toEqual([{ kind: 'desk' }, null]);
    expect(fulfilmentOf(played(way(null, 'ship')))).toBeNull();
  });
});
