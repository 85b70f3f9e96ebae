import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderView } from '../../src/contract/station/order-views.ts';
import { orderNumber } from '../../src/core/orders/order-number.ts';
import { encodeTillCode } from '../../src/core/payments/till-code.ts';
import { order as sampleOrder } from '../src/station/store/samples.ts';
import { bought, ReturnShop } from './support/return-shop.ts';
import { pinOf, START } from './support/shop.ts';
import { good } from './support/test-station.ts';

let shop: ReturnShop;
beforeEach(async () => {
  shop = await ReturnShop.start();
});
afterEach(() => shop.shop.close());

const intents = () => shop.shop.station.intents;
const begin = async () => good(await intents().kiosk.start({ locale: 'es' }));
const view = () => shop.shop.station.screens.kiosk.current().session?.order;
const kind = async (asked: Promise<{ ok: true } | { ok: false; error: { kind: string } }>) => {
  const answer = await asked;
  return answer.ok ? 'ok' : answer.error.kind;
};
const contact = { kind: 'email', email: 'ana@example.com' } as const;
const byPin = (number: string, pin: string) => kind(intents().orders.find({ number, proof: { kind: 'pin', pin } }));
const byContact = (number: string) => kind(intents().orders.find({ number, proof: { kind: 'contact', contact } }));
const scan = (code: string) => kind(intents().orders.scan({ code }));
const told = () => shop.shop.operations.filter((operation) => operation.kind === 'order.withdrawn' || operation.kind === 'claim.made');

function shown(): Extract<OrderView, { readonly kind: 'shown' }> {
  const now = view();
  if (now?.kind !== 'shown') throw new Error(`the kiosk shows ${now?.kind ?? 'no order'}`);
  return now;
}

describe('finding an order at the kiosk while the hub is away', () => {
  it('is by the code of the lockers, or by number and PIN, and shows what this station knows', async () => {
    const { code, number } = await shop.collected(1);
    await begin();
    expect([await scan(code), shown().live, shown().order.number, shown().order.status]).toEqual(['ok', false, number, 'collected']);
    expect(shown().order.after.withdrawal).toMatchObject({
      open: true,
      whole: false,
      lines: [
        { sku: 'CAM-M', left: 2 },
        { sku: 'ZAP-42', left: 1 },
      ],
    });
    expect(shown().order.after.guarantee).toMatchObject({ open: true, months: 36 });
    good(await intents().orders.close({}));
    expect(view()).toBeUndefined();
    expect([await byPin(number, pinOf(1)), shown().order.number]).toEqual(['ok', number]);
  });

  it('shows nothing for a wrong PIN, an order without one, a second code or a slip alone, and pauses after ten tries', async () => {
    const { number } = await shop.collected(1);
    shop.shop.paidOrder(2, { number: orderNumber('K1', 2) });
    await begin();
    expect([await byPin(number, '000000'), await byPin(orderNumber('K1', 2), '000000'), await byPin(orderNumber('K1', 99), '000000')]).toEqual([
      'no-match',
      'no-match',
      'no-match',
    ]);
    const slip = encodeTillCode({ number, total: sampleOrder(1).total });
    expect([await intents().orders.scan({ code: slip }), view()]).toEqual([{ ok: true, value: { number } }, undefined]);
    expect([await scan('8412345678905'), await byPin('K1-00001-9', '000000')]).toEqual(['unreadable', 'unreadable']);
    for (let tries = 3; tries < 10; tries++) await byPin(orderNumber('K1', 99), '000000');
    expect(await byPin(number, pinOf(1))).toBe('wait');
  });

  it('goes with the session, and a link waits for the hub', async () => {
    const { code } = await shop.collected(1);
    expect(await scan(code)).toBe('no-session');
    await begin();
    expect([await scan(code), view()?.kind]).toEqual(['ok', 'shown']);
    good(await intents().kiosk.end({}));
    await begin();
    expect(view()).toBeUndefined();
    expect(await scan(`${shop.shop.store.read.config()?.phoneBaseUrl}/p/${'A'.repeat(22)}`)).toBe('offline');
    expect(await scan(`https://evil.example/p/${'A'.repeat(22)}`)).toBe('unreadable');
  });
});

describe('withdrawing at the kiosk', () => {
  it('is declared once, with a receipt that can be printed, whether the hub is there or not', async () => {
    const { code, orderId, number } = await shop.collected(1);
    await begin();
    await scan(code);
    expect(await kind(intents().orders.withdraw({ lines: [{ sku: 'CAM-M', quantity: 3 }] }))).toBe('not-now');
    good(await intents().orders.withdraw({ lines: [{ sku: 'CAM-M', quantity: 1 }] }));
    const { receipt } = shown();
    expect(receipt).toMatchObject({ what: 'withdraw', told: false });
    expect(told()).toMatchObject([{ kind: 'order.withdrawn', orderId, number, contact: null, lines: [{ sku: 'CAM-M', quantity: 1 }] }]);
    expect(await kind(intents().orders.withdraw({ lines: [] }))).toBe('not-now');
    good(await intents().orders.print({}));
    expect(JSON.stringify(shop.shop.printed.at(-1))).toContain(receipt?.receipt);
    good(await intents().orders.goOn({}));
    expect([shown().receipt, shown().order.after.withdrawal.open]).toEqual([null, false]);
    expect(told()).toHaveLength(1);
  });

  it('is taken without proof too, with nothing of the order shown and the contact for the hub to compare', async () => {
    shop.shop.paidOrder(3, { number: orderNumber('K1', 3) });
    await begin();
    expect(await byContact(orderNumber('K1', 3))).toBe('ok');
    expect(view()).toEqual({ kind: 'unchecked', number: orderNumber('K1', 3), receipt: null });
    expect(await kind(intents().orders.claim({ claim: { sku: 'CAM-M', quantity: 1, fault: 'seam', wish: 'repair', words: '' } }))).toBe('not-now');
    good(await intents().orders.withdraw({ lines: [] }));
    expect(told()).toMatchObject([{ orderId: null, number: orderNumber('K1', 3), contact, lines: [] }]);
    const { audit } = shop.shop.store.tables;
    expect(JSON.stringify(audit.entries(0, 1000))).not.toContain('ana@example.com');
    expect(JSON.stringify(shop.shop.printed)).not.toContain('ana@example.com');
  });

  it('is not offered twice in one session, nor for what was brought back', async () => {
    const { code } = await shop.collected(1, {
      returned: [
        { sku: 'CAM-M', quantity: 2 },
        { sku: 'ZAP-42', quantity: 1 },
      ],
    });
    await begin();
    await scan(code);
    expect(shown().order.after.withdrawal).toMatchObject({ open: false, lines: [] });
    expect(await kind(intents().orders.withdraw({ lines: [] }))).toBe('not-now');
  });
});

describe('claiming at the kiosk', () => {
  it('is kept with its receipt, and never for more than was bought', async () => {
    const { code, orderId } = await shop.collected(1);
    await begin();
    await scan(code);
    const claim = { sku: 'ZAP-42', quantity: 1, fault: 'broken', wish: 'replacement', words: 'la suela' } as const;
    expect(await kind(intents().orders.claim({ claim: { ...claim, quantity: 2 } }))).toBe('not-now');
    good(await intents().orders.claim({ claim }));
    expect(told()).toMatchObject([{ kind: 'claim.made', orderId, claim, at: expect.any(Number) }]);
    expect(told()[0]?.at).toBeGreaterThanOrEqual(START);
    expect([shown().receipt?.what, bought.length]).toEqual(['claim', 2]);
  });
});
