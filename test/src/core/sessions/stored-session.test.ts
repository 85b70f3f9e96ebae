import { describe, expect, it } from 'vitest';
import { noBenefits } from '../../../../src/core/sessions/benefits.ts';
import { IDLE_RULE } from '../../../../src/core/sessions/idle.ts';
import type { ShopperSession } from '../../../../src/core/sessions/shopper-session.ts';
import { restoreSession, storeSession } from '../../../../src/core/sessions/stored-session.ts';
import type { OrderId } from '../../../../src/kernel/ids.ts';

const NOW = 1_790_000_000_000;
const shopping: ShopperSession = {
  sessionId: '01900000-0000-7000-8000-000000000001',
  locale: 'en',
  bag: [
    {
      lineId: 'line-1',
      sku: 'A',
      title: 'Camisa',
      size: 'M',
      colour: null,
      picture: { kind: 'drawing', garment: 'shirt', colour: '#ffffff', pattern: 'plain' },
      quantity: 2,
      unitPrice: { minor: 2995, currency: 'EUR' },
    },
  ],
  linesMade: 3,
  benefits: { ...noBenefits, couponIds: ['a'.repeat(32)], member: { memberId: 'b'.repeat(32), reachedBy: 'email' }, usePoints: true, gift: true },
  way: 'ship',
  needsLowDoor: true,
  shipTo: { name: 'Ana', street: 'Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' },
  contact: { kind: 'phone', phone: '+34 600 000 000' },
  phase: { kind: 'shopping' },
  idle: { endsAt: 95_000, extensionsLeft: 7 },
};
const placed: ShopperSession = { ...shopping, phase: { kind: 'placed', orderId: '01900000-0000-7000-8000-00000000aaaa' as OrderId, placedOffline: true } };

const restored = (session: ShopperSession, downMs: number) => restoreSession(storeSession(session, NOW), IDLE_RULE, NOW + downMs, 1000);

describe('a session that the program was stopped in', () => {
  it('comes back whole, with what is left of its countdown', () => {
    expect(restored(shopping, 10_000)).toEqual({ ok: true, value: { ...shopping, idle: { endsAt: 81_000, extensionsLeft: 7 } } });
    expect(restored(placed, 10_000)).toEqual({ ok: true, value: { ...placed, idle: { endsAt: 111_000, extensionsLeft: 7 } } });
  });

  it('comes back from before lines had ways of their own', () => {
    const { way: _way, needsLowDoor: _low, shipTo: _to, ...before } = JSON.parse(storeSession(shopping, NOW)) as Record<string, unknown>;
    const older = (fulfilment: unknown) => restoreSession(JSON.stringify({ ...before, fulfilment }), IDLE_RULE, NOW, 1000);
    expect(older({ kind: 'ship', address: shopping.shipTo })).toMatchObject({ ok: true, value: { way: 'ship', needsLowDoor: false, shipTo: { name: 'Ana' } } });
    expect(older({ kind: 'silo', needsLowDoor: true })).toMatchObject({ ok: true, value: { way: 'silo', needsLowDoor: true, shipTo: null } });
    expect(older(null)).toMatchObject({ ok: true, value: { way: null, needsLowDoor: false, shipTo: null } });
  });

  it('leaves the person at least the warning to answer', () => {
    expect(restored(shopping, 89_999)).toMatchObject({ ok: true, value: { idle: { endsAt: 21_000 } } });
  });

  it('has no limit where its shopper switched it off', () => {
    const unlimited = { ...shopping, unlimited: true };
    const hour = 3_600_000;
    expect(restored(unlimited, hour)).toEqual({ ok: true, value: { ...unlimited, idle: { endsAt: 19 * hour + 1000, extensionsLeft: 7 } } });
    expect(restored(unlimited, 20 * hour)).toEqual({ ok: false, error: { kind: 'expired' } });
  });

  it('is gone when its end passed meanwhile', () => {
    expect([restored(shopping, 90_000), restored(placed, 120_000)]).toEqual([
      { ok: false, error: { kind: 'expired' } },
      { ok: false, error: { kind: 'expired' } },
    ]);
  });

  it('is gone when the clock went back meanwhile: nobody knows how long ago its shopper stood there', () => {
    expect(restored(shopping, -86_400_000)).toEqual({ ok: false, error: { kind: 'expired' } });
    expect(restored(shopping, -1000)).toMatchObject({ ok: true, value: { idle: { endsAt: 91_000 } } });
  });

  it('that was being placed is a bag again: the order does not exist', () => {
    expect(restored({ ...shopping, phase: { kind: 'placing' }, idle: { endsAt: null, extensionsLeft: 7 } }, 0)).toMatchObject({
      ok: true,
      value: { phase: { kind: 'shopping' } },
    });
  });

  it.each([
    ['no JSON', '{'],
    ['nothing of ours', '{"__proto__":{}}'],
    ['null', 'null'],
    ['another version', storeSession(shopping, NOW).replace('"version":1', '"version":2')],
    ['a quantity that cannot be', storeSession(shopping, NOW).replace('"quantity":2', '"quantity":-2')],
    ['an unknown field', storeSession(shopping, NOW).replace('{', '{"admin":true,')],
  ])('is not taken up from %s', (_name, json) => {
    expect(restoreSession(json, IDLE_RULE, NOW, 0)).toEqual({ ok: false, error: { kind: 'unreadable' } });
  });
});
