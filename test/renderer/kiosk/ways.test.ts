import { describe, expect, it } from 'vitest';
import type { BagWays, WayOffer } from '../../../src/contract/delivery.ts';
import type { Way } from '../../../src/contract/orders.ts';
import type { KioskSession } from '../../../src/contract/station/views.ts';
import { kioskScripts } from '../../../renderer/kiosk/mock-scripts.ts';
import { bagParts, commonWay, deliveryPlace, goesBy, isMixed, linesWithWays, proposedWay, unchosen } from '../../../renderer/kiosk/ways.ts';

const offered = (way: Way, minor = 0): WayOffer => ({
  kind: 'offered',
  way,
  cost: { minor, currency: 'EUR' },
  freeFrom: null,
  from: '2026-11-24',
  until: '2026-11-24',
});
const refused = (way: Way): WayOffer => ({ kind: 'refused', way, reason: 'not-here', lineIds: [] });
const free = [offered('desk'), offered('ship', 395), refused('carry-out')];

function ways(all: WayOffer[], ...chosen: readonly (Way | null)[]): BagWays {
  const lines = chosen.map((way, index) => ({ lineId: `line-${index}`, chosen: way, offers: all }));
  return { today: '2026-11-22', all, lines, countries: ['ES'], delivery: [] };
}

function sceneSession(name: string): KioskSession {
  const session = kioskScripts[name]?.().kiosk?.session;
  if (session == null) throw new Error(`${name} has no session`);
  return session;
}

describe('the way that a bag is offered first', () => {
  it.each([
    ['the cheapest, before a choice', ways(free, null, null), 'desk'],
    ['what was chosen for all of it', ways(free, 'ship', 'ship'), 'ship'],
    ['the cheapest again, when what was chosen is not possible any more', ways(free, 'silo', 'silo'), 'desk'],
    ['none, when nothing takes all of it', ways([refused('desk'), refused('carry-out')], 'desk', null), null],
  ] as const)('is %s', (_, given, expected) => {
    expect(proposedWay(given)).toBe(expected);
  });
});

describe('a bag chosen item by item', () => {
  const mixed = ways(free, 'ship', 'desk');

  it('has no way of its own, and whoever goes back to the delivery comes to its items', () => {
    expect([commonWay(mixed), isMixed(mixed), deliveryPlace({ ways: mixed })]).toEqual([null, true, '/kiosk/each']);
    expect([commonWay(ways(free, 'desk', 'desk')), deliveryPlace({ ways: ways(free, 'desk', 'desk') })]).toEqual(['desk', '/kiosk/delivery']);
    expect(deliveryPlace({})).toBe('/kiosk/delivery');
  });

  it('begins each item that has no way with its first offer, and leaves alone what can go no way at all', () => {
    const { lines, ...rest } = ways(free, 'ship', null, null);
    const gone = lines.map((line, index) => (index === 2 ? { ...line, offers: [refused('desk')] } : line));
    expect(unchosen({ ...rest, lines: gone })).toEqual([{ lineId: 'line-1', way: 'desk' }]);
  });

  it('is read back in parts, each line under the way that was chosen for it', () => {
    const session = sceneSession('kiosk-mixed');
    expect(bagParts(session).map(({ way, lines, promise }) => [way, lines.map(({ lineId }) => lineId), promise?.cost.minor])).toEqual([
      ['carry-out', ['2'], 0],
      ['silo', ['1'], 0],
      ['ship', ['3'], 395],
    ]);
    expect((['carry-out', 'desk', 'silo', 'ship'] as const).map((way) => goesBy(session, way))).toEqual([true, false, true, true]);
  });

  it('shows each line with its offers, also one that the station said nothing of', () => {
    const { bag } = sceneSession('kiosk-mixed');
    expect(linesWithWays({ bag }).map(({ chosen, offers }) => [chosen, offers])).toEqual([
      [null, []],
      [null, []],
      [null, []],
    ]);
  });
});
