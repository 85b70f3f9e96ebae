import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IDLE_RULE } from '../../../../src/core/sessions/idle.ts';
import { stepSession } from '../../../../src/core/sessions/session-machine.ts';
import { MAX_BAG_LINES, type SessionEvent, type ShopperSession } from '../../../../src/core/sessions/shopper-session.ts';
import type { OrderId } from '../../../../src/kernel/ids.ts';

const ORDER = '01900000-0000-7000-8000-00000000aaaa' as OrderId;
const SESSION = '01900000-0000-7000-8000-000000000001';
const shirt = (sku: string) =>
  ({
    sku,
    title: 'Camisa',
    size: 'M',
    colour: null,
    picture: { kind: 'drawing', garment: 'shirt', colour: '#ffffff', pattern: 'plain' },
    unitPrice: { minor: 2995, currency: 'EUR' },
  }) as const;

const start: SessionEvent = { kind: 'start', sessionId: SESSION, locale: 'es' };
const add = (sku: string, available = 99): SessionEvent => ({ kind: 'add', line: shirt(sku), available });
const silo: SessionEvent = { kind: 'set-fulfilment', fulfilment: { kind: 'silo' } };
const contact: SessionEvent = { kind: 'set-contact', contact: { kind: 'email', email: 'a@example.org' } };
const placed: SessionEvent = { kind: 'placed', orderId: ORDER, placedOffline: false };
const ready: readonly SessionEvent[] = [start, add('A'), silo, contact];

/** Runs events at the same moment; what a refusal says, or `ok`, for each, and the session after all of them. */
function play(events: readonly SessionEvent[], at = 0, from: ShopperSession | null = null) {
  let session = from;
  const said = events.map((event) => {
    const stepped = stepSession(session, event, IDLE_RULE, at);
    if (stepped.ok) session = stepped.value;
    return stepped.ok ? 'ok' : stepped.error.kind;
  });
  return { said, session };
}

const bagOf = (session: ShopperSession | null) => session?.bag.map((line) => `${line.lineId} ${line.sku} x${line.quantity}`);

describe('without a session', () => {
  it('only a start begins one; ending nothing is no mistake; everything else is refused', () => {
    const others: SessionEvent[] = [{ kind: 'touch' }, { kind: 'extend' }, add('A'), silo, contact, { kind: 'place' }, placed, { kind: 'hold' }];
    expect(play(others).said).toEqual(others.map(() => 'no-session'));
    expect(play([{ kind: 'end' }, { kind: 'elapsed' }])).toEqual({ said: ['ok', 'ok'], session: null });
    expect(play([start]).session).toMatchObject({ sessionId: SESSION, locale: 'es', bag: [], phase: { kind: 'shopping' } });
  });
});

describe('the bag', () => {
  it('puts pieces of one SKU on one line, and never names a line twice', () => {
    const { session } = play([start, add('A'), add('B'), add('A'), { kind: 'set-quantity', lineId: 'line-2', quantity: 0, available: 9 }, add('B')]);
    expect(bagOf(session)).toEqual(['line-1 A x2', 'line-3 B x1']);
  });

  it('holds no more than there is anywhere', () => {
    expect(play([start, add('A', 0), add('A', 1), add('A', 1)]).said).toEqual(['ok', 'nowhere-in-stock', 'ok', 'nowhere-in-stock']);
    const set = (quantity: number, available: number): SessionEvent => ({ kind: 'set-quantity', lineId: 'line-1', quantity, available });
    expect(play([start, add('A'), set(3, 2), set(2, 2), set(1, 0), set(2, 0), set(-1, 9), set(21, 99), set(1.5, 9)]).said).toEqual([
      'ok',
      'ok',
      'not-enough',
      'ok',
      'ok',
      'not-enough',
      'not-enough',
      'not-enough',
      'not-enough',
    ]);
  });

  it('is full at 50 lines and at 20 pieces of one', () => {
    const fifty = Array.from({ length: MAX_BAG_LINES }, (_, i) => add(`S${i}`));
    expect(play([start, ...fifty, add('one more'), add('S0')]).said.slice(-2)).toEqual(['bag-full', 'ok']);
    expect(play([start, ...Array.from({ length: 21 }, () => add('A'))]).said.slice(-2)).toEqual(['ok', 'bag-full']);
  });

  it('does not know lines that are not in it', () => {
    expect(play([start, { kind: 'set-quantity', lineId: 'line-1', quantity: 1, available: 9 }]).said).toEqual(['ok', 'unknown-line']);
  });

  it('keeps its content when the language changes', () => {
    const { session } = play([...ready, { kind: 'start', sessionId: 'another', locale: 'en' }]);
    expect(session).toMatchObject({ sessionId: SESSION, locale: 'en', way: 'silo' });
    expect(bagOf(session)).toEqual(['line-1 A x1']);
  });
});

describe('placing', () => {
  it('asks for goods, a way and a contact, in this order', () => {
    const place: SessionEvent = { kind: 'place' };
    expect(play([start, place, add('A'), place, silo, place, contact, place]).said).toEqual([
      'ok',
      'empty-bag',
      'ok',
      'no-fulfilment',
      'ok',
      'no-contact',
      'ok',
      'ok',
    ]);
  });

  it('closes the bag: nothing changes any more, also after the order stands', () => {
    const changes: SessionEvent[] = [add('B'), { kind: 'set-quantity', lineId: 'line-1', quantity: 2, available: 9 }, silo, contact, { kind: 'place' }];
    const placing = play([...ready, { kind: 'place' }]).session;
    expect(play(changes, 0, placing)).toEqual({ said: changes.map(() => 'closed'), session: placing });
    const done = play([placed], 0, placing).session;
    expect(done?.phase).toEqual({ kind: 'placed', orderId: ORDER, placedOffline: false });
    expect(play([...changes, placed, { kind: 'place-failed' }], 0, done)).toEqual({ said: [...changes, 1, 2].map(() => 'closed'), session: done });
  });

  it('opens the bag again when it failed, with everything in it', () => {
    const before = play(ready).session;
    expect(play([{ kind: 'place' }, { kind: 'place-failed' }], 0, before).session).toEqual(before);
  });

  it('cannot succeed or fail without having begun', () => {
    expect(play([start, placed, { kind: 'place-failed' }]).said).toEqual(['ok', 'closed', 'closed']);
  });
});

describe('the countdown', () => {
  const endAfter = (events: readonly SessionEvent[], at = 0) => play(events, at).session?.idle.endsAt;

  it('runs 90 s from the last touch, and 120 s once the order is shown', () => {
    expect(endAfter([start])).toBe(90_000);
    expect(play([{ kind: 'touch' }], 50_000, play([start]).session).session?.idle.endsAt).toBe(140_000);
    expect(endAfter([...ready, { kind: 'place' }, placed], 7)).toBe(120_007);
  });

  it('stands still while an order is being placed, whatever happens', () => {
    const placing = play([...ready, { kind: 'place' }]).session;
    const later: SessionEvent[] = [{ kind: 'elapsed' }, { kind: 'touch' }, { kind: 'extend' }, { kind: 'resume' }, { kind: 'elapsed' }];
    const after = play(later, 10_000_000, placing).session;
    expect([placing?.idle.endsAt, after?.idle.endsAt]).toEqual([null, null]);
  });

  it('stands still while paper runs, and begins anew after it', () => {
    const shown = play([...ready, { kind: 'place' }, placed]).session;
    const held = play([{ kind: 'hold' }, { kind: 'elapsed' }], 1_000_000, shown).session;
    expect(held?.idle.endsAt).toBeNull();
    expect(play([{ kind: 'resume' }], 1_000_000, held).session?.idle.endsAt).toBe(1_120_000);
  });

  it('ends the session at its end and not before', () => {
    const session = play([start]).session;
    expect(play([{ kind: 'elapsed' }], 89_999, session).session).toBe(session);
    expect(play([{ kind: 'elapsed' }], 90_000, session).session).toBeNull();
  });

  it('is extended ten times by the answer to the warning, not eleven', () => {
    const eleven = Array.from({ length: 11 }, (): SessionEvent => ({ kind: 'extend' }));
    const { said, session } = play(eleven, 80_000, play([start]).session);
    expect(said).toEqual([...Array.from({ length: 10 }, () => 'ok'), 'no-extensions-left']);
    expect(session?.idle).toEqual({ endsAt: 170_000, extensionsLeft: 0 });
  });

  describe('of a shopper who needs more time than that', () => {
    const off: SessionEvent = { kind: 'limit', on: false };
    const on: SessionEvent = { kind: 'limit', on: true };

    it('is none when the limit is switched off: 20 hours from the last touch', () => {
      expect(IDLE_RULE.unlimitedMs).toBeGreaterThanOrEqual(20 * 3_600_000);
      const session = play([start, off], 7).session;
      expect([session?.unlimited, session?.idle.endsAt]).toEqual([true, 72_000_007]);
      expect(play([{ kind: 'elapsed' }], 72_000_006, session).session).toBe(session);
      expect(play([{ kind: 'touch' }, { kind: 'elapsed' }], 72_000_006, session).session?.idle.endsAt).toBe(144_000_006);
      expect(play([{ kind: 'elapsed' }], 72_000_007, session).session).toBeNull();
    });

    it('is as ever when it is switched on again, from that moment', () => {
      const session = play([on], 50_000, play([start, off]).session).session;
      expect([session?.unlimited, session?.idle]).toEqual([undefined, { endsAt: 140_000, extensionsLeft: 10 }]);
    });

    it('stays so until the order is on the screen, and is held while it is being placed', () => {
      const placing = play([...ready, off, { kind: 'place' }, off]).session;
      expect(placing?.idle.endsAt).toBeNull();
      expect(play([placed], 9, placing).session).toMatchObject({ unlimited: true, idle: { endsAt: 72_000_009 } });
    });

    it('is the next shopper’s own again', () => {
      const next = play([start], 5, play([{ kind: 'end' }], 4, play([start, off]).session).session).session;
      expect([next?.unlimited, next?.idle.endsAt]).toEqual([undefined, 90_005]);
    });
  });

  it('never comes nearer by anything that a shopper does', () => {
    const anything = fc.constantFrom<SessionEvent>({ kind: 'touch' }, { kind: 'extend' }, add('A'), add('B'), silo, contact, start);
    fc.assert(
      fc.property(fc.array(fc.tuple(anything, fc.integer({ min: 0, max: 30_000 })), { maxLength: 40 }), (steps) => {
        let session = play([start]).session;
        let now = 0;
        for (const [event, pause] of steps) {
          now += pause;
          const before = session?.idle.endsAt ?? 0;
          session = play([event], now, session).session;
          expect(session?.idle.endsAt ?? 0).toBeGreaterThanOrEqual(before);
        }
      }),
    );
  });
});
