import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operation, type Operation } from '../../../../../src/contract/events/operations.ts';
import type { Coupon, LoyaltyRules, MemberRow } from '../../../../../src/contract/loyalty/loyalty.ts';
import { signMemberCode } from '../../../../../src/contract/loyalty/member-code.ts';
import { withCheck } from '../../../../../src/core/loyalty/coupon-code.ts';
import { createKiosk, type Kiosk } from '../../../../../src/station/app/kiosk/kiosk.ts';
import { createTillBenefits } from '../../../../../src/station/app/till/till-benefits.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { verifyWithNode } from '../../../../support/ed25519.ts';
import { type KioskWorld, kioskWorld, TEST_TENANT } from '../../../../support/kiosk-world.ts';
import { openMemoryStore } from '../../../../support/store.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '';
const rules: LoyaltyRules = {
  memberKeys: [{ keyId: 1, publicKey }],
  earnMinor: 100,
  pointMinor: 5,
  currency: 'EUR',
  leastPoints: 100,
  offlinePoints: 200,
  newsletter: true,
  membership: true,
  boxes: [{ boxId: 'basicos', name: { es: 'Caja', en: 'Box' }, about: { es: 'Caja', en: 'Box' }, price: { minor: 3990, currency: 'EUR' }, every: 'month' }],
};
const memberId = '00112233445566778899aabbccddeeff';
const member: MemberRow = { memberId, generation: 2, points: 500, asOf: 1, reachedBy: 'email' };
const coupon: Coupon = { couponId: 'a'.repeat(32), code: withCheck('HOLA10'), name: 'Hola', discount: { kind: 'percent', percent: 10 } };
const codeOf = (generation: number, tenantId = TEST_TENANT) =>
  signMemberCode({ memberId, generation, keyId: 1 }, tenantId, (message) => new Uint8Array(sign(null, message, privateKey)));

let world: KioskWorld;
let store: StationDatabase;
let kiosk: Kiosk;

beforeEach(() => {
  world = kioskWorld();
  store = openMemoryStore({ clock: world.time });
  tell('loyalty', 'rules', rules);
  tell('coupons', coupon.couponId, coupon);
  tell('members', memberId, member);
  kiosk = createKiosk(world.parts(store));
  kiosk.start({ locale: 'es' });
  kiosk.add({ sku: 'CAM-S' });
});
afterEach(async () => {
  kiosk.close();
  store.close();
  await world.close();
});

/** What the hub tells of one row. */
function tell(bucket: 'loyalty' | 'coupons' | 'members', key: string, value: unknown): void {
  const from = store.cursor(bucket);
  const page = { rows: [{ key, revision: from + 1, value }], next: from + 1, more: false, serverTime: 1 };
  const applied = store.applyPage(bucket, from, page, 1);
  if (!applied.ok || applied.value.skipped.length > 0) throw new Error(`the row was taken: ${JSON.stringify(applied)}`);
}

const enter = (code: string) => {
  const answer = kiosk.benefits.enterCode({ code });
  return answer.ok ? answer.value.kind : answer.error.kind;
};
const session = () => kiosk.view.current().session;
const sent = (): Operation[] => store.waiting(50).map(({ body }) => operation.parse(JSON.parse(body)));
function order(contact: 'typed' | 'none' = 'typed'): string {
  kiosk.setFulfilment({ fulfilment: { kind: 'silo' } });
  if (contact === 'typed') kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.org' } });
  const placed = kiosk.place();
  return placed.ok ? 'placed' : placed.error.kind;
}

describe('a coupon at the kiosk', () => {
  it('comes off the total at once, rides with the order, and names itself by an id', () => {
    expect(enter(` ${coupon.code.toLowerCase()} `)).toBe('coupon');
    expect(session()).toMatchObject({
      goods: { minor: 2995 },
      total: { minor: 2695 },
      benefits: { coupons: [{ name: 'Hola', off: { minor: 300 }, trouble: null }] },
    });
    expect(order()).toBe('placed');
    expect(sent()).toMatchObject([{ kind: 'order.placed', total: { minor: 2695 }, discounts: [{ couponId: coupon.couponId, amount: { minor: 300 } }] }]);
    expect(JSON.stringify(sent())).not.toContain(coupon.code);
  });

  it('that covers everything leaves nothing to pay, with the hub away too: the order is paid, and its slip has no code for the till', () => {
    tell('coupons', coupon.couponId, { ...coupon, left: 9, allotment: 1, discount: { kind: 'percent', percent: 100 } });
    world.hub.set('offline');
    expect([enter(coupon.code), order()]).toEqual(['coupon', 'placed']);
    expect(session()?.placed).toMatchObject({ status: 'paid', total: { minor: 0 }, parts: [{ way: 'silo', state: 'preparing' }] });
    expect(session()?.placed?.receipt.blocks.map(({ kind }) => kind)).not.toContain('qr');
    expect(sent().map(({ kind }) => kind)).toEqual(['order.placed']);
  });

  it.each([
    ['HOLA1', 'mistyped'],
    [withCheck('ADIOS10'), 'unknown-coupon'],
    ['¡!', 'other-code'],
    ['PM1:AAAA', 'member-not-here'],
  ])('%s is refused as %s', (code, problem) => {
    expect(enter(code)).toBe(problem);
    expect(session()?.total).toEqual({ minor: 2995, currency: 'EUR' });
  });

  it('that waits for more goods is taken, says what it waits for, and counts once they are there', () => {
    tell('coupons', coupon.couponId, { ...coupon, minimum: { minor: 5000, currency: 'EUR' } });
    expect(enter(coupon.code)).toBe('coupon');
    expect(session()).toMatchObject({ total: { minor: 2995 }, benefits: { coupons: [{ off: null, trouble: { kind: 'coupon-minimum' } }] } });
    kiosk.add({ sku: 'CAM-S' });
    expect(session()).toMatchObject({ total: { minor: 5391 }, benefits: { coupons: [{ trouble: null }] } });
  });

  it('is taken without the hub as often as was allotted to this station, and then not before the hub has settled', () => {
    tell('coupons', coupon.couponId, { ...coupon, left: 9, allotment: 1 });
    world.hub.set('offline');
    expect([enter(coupon.code), order()]).toEqual(['coupon', 'placed']);
    kiosk.end();
    kiosk.start({ locale: 'es' });
    kiosk.add({ sku: 'CAM-S' });
    expect(enter(coupon.code)).toBe('coupon-needs-hub');
    world.hub.set('online');
    expect(enter(coupon.code)).toBe('coupon');
  });

  it('stands alone unless each says otherwise, and once', () => {
    const second = { ...coupon, couponId: 'b'.repeat(32), code: withCheck('DOSMAS') };
    tell('coupons', second.couponId, second);
    expect([enter(coupon.code), enter(coupon.code), enter(second.code)]).toEqual(['coupon', 'coupon-there', 'coupon-alone']);
  });

  it('is not found by trying: who begins session after session waits longer and longer, over a restart too, and members need not wait', () => {
    const guess = (tries: number): string[] =>
      Array.from({ length: tries }, (_, n) => {
        kiosk.end();
        kiosk.start({ locale: 'es' });
        return enter(withCheck(`GUESS${n}`));
      });
    expect(new Set(guess(30))).toEqual(new Set(['unknown-coupon']));
    expect([enter(coupon.code), enter(codeOf(2))]).toEqual(['wait', 'member']);
    kiosk.close();
    kiosk = createKiosk(world.parts(store));
    expect(guess(3)).toEqual(['wait', 'wait', 'wait']);
    world.time.advance(60_000);
    expect([guess(2), enter(coupon.code)]).toEqual([['unknown-coupon', 'wait'], 'wait']);
    world.time.advance(60_000);
    expect(enter(coupon.code)).toBe('wait');
    world.time.advance(60_000);
    kiosk.start({ locale: 'es' });
    kiosk.add({ sku: 'CAM-S' });
    expect(enter(coupon.code)).toBe('coupon');
  });

  it('that was mistyped is no guess: the shop’s other shoppers need not wait for it', () => {
    for (let tries = 0; tries < 60; tries++) {
      if (tries % 10 === 0) kiosk.end();
      kiosk.start({ locale: 'es' });
      expect(enter('AAAAAAAA0')).toBe('mistyped');
    }
    kiosk.add({ sku: 'CAM-S' });
    expect(enter(coupon.code)).toBe('coupon');
  });

  it('makes a guesser wait, in their session alone', () => {
    for (let tries = 0; tries < 20; tries++) enter('AAAAAAAA0');
    expect(enter(coupon.code)).toBe('wait');
    kiosk.end();
    kiosk.start({ locale: 'es' });
    kiosk.add({ sku: 'CAM-S' });
    expect(enter(coupon.code)).toBe('coupon');
  });
});

describe("a member's code at the kiosk", () => {
  it('identifies without a name: nothing is typed twice, and the order names the member', () => {
    world.hub.set('offline');
    expect(enter(codeOf(2))).toBe('member');
    expect(session()?.benefits?.member).toMatchObject({ points: 500, usable: 200, reachedBy: 'email' });
    expect(order('none')).toBe('placed');
    const [told] = sent();
    expect(told).toMatchObject({ kind: 'order.placed', memberId });
    expect(told).not.toHaveProperty('contact');
  });

  it('pays with points, which are counted here until the hub has settled them', () => {
    world.hub.set('offline');
    enter(codeOf(2));
    expect(kiosk.benefits.spendPoints({ use: true }).ok).toBe(true);
    expect(session()).toMatchObject({ total: { minor: 1995 }, benefits: { earns: 19 } });
    order('none');
    kiosk.end();
    kiosk.start({ locale: 'es' });
    kiosk.add({ sku: 'CAM-S' });
    enter(codeOf(2));
    expect(kiosk.benefits.spendPoints({ use: true })).toEqual({ ok: false, error: { kind: 'no-points' } });
  });

  it('that was replaced, or is of another shop, is refused', () => {
    expect([enter(codeOf(1)), enter(codeOf(2, '01900000-0000-7000-8000-0000000000bb' as typeof TEST_TENANT))]).toEqual(['member-replaced', 'member-not-here']);
  });

  it('of somebody this station has not heard of is believed, and their contact asked for', () => {
    tell('members', memberId, null);
    expect(enter(codeOf(7))).toBe('member');
    expect(order('none')).toBe('no-contact');
    expect(order()).toBe('placed');
  });

  it('is gone with the session', () => {
    enter(codeOf(2));
    kiosk.end();
    kiosk.start({ locale: 'es' });
    expect(session()?.benefits).toMatchObject({ member: null, coupons: [], consents: { newsletter: false, membership: false } });
  });
});

describe('consents', () => {
  it('are no until somebody says yes, and then told each by itself with the order', () => {
    expect(session()?.benefits?.consents).toEqual({ newsletter: false, membership: false });
    kiosk.benefits.setConsents({ newsletter: true, membership: false });
    order();
    expect(sent().map((told) => (told.kind === 'consent.given' ? [told.purpose.kind, told.email] : told.kind))).toEqual([
      'order.placed',
      ['newsletter', 'ana@example.org'],
    ]);
  });

  it('tell nothing where nobody said yes', () => {
    order();
    expect(sent().map(({ kind }) => kind)).toEqual(['order.placed']);
  });

  it('can be given without an order, once each, and only to what is offered', () => {
    const join = (boxId: string) => kiosk.benefits.signUp({ purpose: { kind: 'box', boxId }, email: 'ana@example.org' });
    expect([join('basicos').ok, join('basicos').ok, join('nada')]).toEqual([true, true, { ok: false, error: { kind: 'not-offered' } }]);
    expect(sent().map(({ kind }) => kind)).toEqual(['consent.given']);
    expect(session()?.benefits?.signedUp).toEqual(['box:basicos']);
  });
});

describe('a gift receipt', () => {
  it('comes beside the order and shows no price, no code and nobody', () => {
    kiosk.benefits.setGift({ gift: true });
    order();
    const text = JSON.stringify(session()?.placed?.giftReceipt);
    expect(text).toContain('Camisa Oxford');
    expect(text).not.toMatch(/29,95|€|PT1:|ana@/);
  });

  it('is not there unless it was wanted', () => {
    order();
    expect(session()?.placed).not.toHaveProperty('giftReceipt');
  });
});

describe('a coupon at the till', () => {
  const till = () =>
    createTillBenefits({
      store,
      hub: world.hub,
      clock: world.time,
      verify: verifyWithNode,
      tenantId: () => TEST_TENANT,
      staff: { current: () => ({ staffId: 'eva', name: 'Eva', number: '1', badgeHash: '', pin: '', roles: ['assistant'] }), touch: () => {} },
    });

  it('changes what is to be paid and tells the hub all that is taken off', () => {
    enter(codeOf(2));
    order('none');
    const orderId = session()?.placed?.orderId ?? '';
    expect(till().atTill({ orderId, code: coupon.code })).toMatchObject({ ok: true, value: { total: { minor: 2695 }, memberId } });
    expect(till().pointsAtTill({ orderId, use: true })).toMatchObject({ ok: true, value: { discounts: [{ amount: { minor: 300 } }, { couponId: null }] } });
    expect(till().atTill({ orderId, code: coupon.code })).toEqual({ ok: false, error: { kind: 'coupon-there' } });
    expect(sent().map(({ kind }) => kind)).toEqual(['order.placed', 'order.discounted', 'order.discounted']);
  });

  it('that covers everything pays the order, and hands over what is taken along', () => {
    tell('coupons', coupon.couponId, { ...coupon, discount: { kind: 'percent', percent: 100 } });
    kiosk.setFulfilment({ fulfilment: { kind: 'carry-out' } });
    kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.org' } });
    expect(kiosk.place().ok).toBe(true);
    const orderId = session()?.placed?.orderId ?? '';
    expect(till().atTill({ orderId, code: coupon.code })).toMatchObject({
      ok: true,
      value: { total: { minor: 0 }, status: 'collected', parts: [{ way: 'carry-out', state: 'handed-over' }] },
    });
    expect(sent().map(({ kind }) => kind)).toEqual(['order.placed', 'order.discounted', 'goods.handed']);
    expect(till().pointsAtTill({ orderId, use: true })).toEqual({ ok: false, error: { kind: 'not-due' } });
  });

  it('comes too late for what is paid, and names what nobody knows', () => {
    expect(till().atTill({ orderId: 'none', code: coupon.code })).toEqual({ ok: false, error: { kind: 'unknown-order' } });
  });
});
