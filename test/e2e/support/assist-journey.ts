import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_STAFF } from '../../../src/hub/demo/demo-shop.ts';
import { findShirt, giveEmail, place, toContact } from '../../../scripts/demo/kiosk-steps.ts';
import { press, seeTitle, typeDigits } from '../../../scripts/demo/screen.ts';
import { identify } from '../../../scripts/demo/staff-steps.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es, filled, like, startsWith } from '../../../scripts/demo/words.ts';
import { until } from '../../../scripts/world/until.ts';
import { leaveOrder, toFirstScreen } from './at-the-kiosk.ts';
import { auditHead, auditSince } from './station-audit.ts';

const [assistant, manager] = DEMO_STAFF;

/** Somebody of the staff comes beside a shopper, on the stage of a file that plays in Spanish. */
export function assistJourney(stage: () => Stage): void {
  describe('an assistant beside a shopper', () => {
    it('takes over with the bag as it is, lowers a price with a manager, orders, takes the money, and gives the screen back', async () => {
      const { staff: kiosk, world } = stage();
      await toFirstScreen(stage());
      await press(kiosk, es['kiosk.attract.start']);
      await findShirt(kiosk);
      const full = amount(await kiosk.locator('.bag-price .price').first().textContent());
      const before = auditHead(world.folder);
      await takeOver(kiosk);
      await lowerThePrice(kiosk);
      await kiosk.locator('.bag-price .price-before').waitFor();
      const price = full - Math.floor((full * 20) / 100);
      expect(amount(await kiosk.locator('.bag-price .price > span').first().textContent())).toBe(price);
      await press(kiosk, es['kiosk.bag.checkout']);
      await toContact(kiosk);
      await giveEmail(kiosk, 'asistida@example.com');
      await seeTitle(kiosk, es['kiosk.review.title']);
      const number = await place(kiosk);
      await takeTheMoney(kiosk, number);
      await giveBack(kiosk);
      await kiosk.getByText(number).first().waitFor();
      expect(await kiosk.locator('.assist-bar').count()).toBe(0);
      await leaveOrder(stage());
      expect(await recordOf(stage(), before)).toEqual([
        ['staff.signed-in', { staffId: assistant.staffId }],
        ['assist.began', { staffId: assistant.staffId }],
        ['staff.vouched', { staffId: manager?.staffId }],
        ['discount.given', { ...discountOf(full, price), sku: 'SKU' }],
        [
          'order.placed',
          { lines: 1, minor: 'TOTAL', currency: 'EUR', fulfilment: 'silo', number, orderId: 'ORDER', placedOffline: false, staffId: assistant.staffId },
        ],
        ['order.marked-down', { ...discountOf(full, price), sku: 'SKU', orderId: 'ORDER' }],
        ['staff.signed-in', { staffId: assistant.staffId }],
        ['order.looked-up', { staffId: assistant.staffId, orderId: 'ORDER' }],
        ['payment.taken', { tender: 'card', minor: 'TOTAL', currency: 'EUR', staffId: assistant.staffId, orderId: 'ORDER', paymentId: 'PAYMENT' }],
        ['assist.ended', { staffId: assistant.staffId }],
        ['staff.signed-out', { staffId: assistant.staffId }],
      ]);
    });
  });
}

/** From the help of the shopper's own screen: number, PIN, and the first of what there is to do. */
export async function takeOver(kiosk: Page): Promise<void> {
  await press(kiosk, es['ui.help']);
  await press(kiosk, es['assist.enter']);
  await identify(kiosk);
  await seeTitle(kiosk, like(es['staff.home.title']));
  await press(kiosk, startsWith(es['assist.home.take']));
  await kiosk.getByText(filled(es['assist.with'], { name: assistant.name })).waitFor();
  await seeTitle(kiosk, es['kiosk.bag.title']);
}

/** Twenty per cent for a flaw: more than an assistant may, so that a manager gives number and PIN. */
async function lowerThePrice(kiosk: Page): Promise<void> {
  await press(kiosk, startsWith(es['assist.line.name']));
  await seeTitle(kiosk, es['assist.discount.title']);
  await choose(kiosk, /^20 %/);
  await choose(kiosk, es['assist.reason.damaged']);
  await press(kiosk, es['assist.discount.apply']);
  await seeTitle(kiosk, es['assist.second.number.title']);
  await typeDigits(kiosk, manager?.number ?? '');
  await press(kiosk, es['assist.second.next']);
  await seeTitle(kiosk, es['assist.second.pin.title']);
  await typeDigits(kiosk, manager?.pin ?? '');
  await press(kiosk, es['assist.discount.apply']);
  await seeTitle(kiosk, es['kiosk.bag.title']);
}

/** From the order's screen to the till, and back to the shopper. */
async function takeTheMoney(kiosk: Page, number: string): Promise<void> {
  await press(kiosk, es['assist.till']);
  // The shopper has the same screen in hand: the staff's own area opens to badge and PIN alone.
  await identify(kiosk);
  await seeTitle(kiosk, filled(es['staff.order.title'], { number }));
  await press(kiosk, es['staff.pay.card']);
  await press(kiosk, like(es['staff.pay.confirm']));
  await seeTitle(kiosk, es['staff.pay.done.title']);
  await press(kiosk, es['assist.home.go']);
}

/** The shopper goes on alone. */
export async function giveBack(kiosk: Page): Promise<void> {
  await press(kiosk, es['assist.back']);
  await kiosk.getByRole('alertdialog').getByRole('button', { name: es['assist.back.yes'], exact: true }).click();
  await kiosk.locator('.assist-bar').waitFor({ state: 'detached' });
}

/** Presses the choice with these words: the radio button itself is hidden. */
export async function choose(kiosk: Page, name: string | RegExp): Promise<void> {
  await kiosk
    .locator('label', { has: kiosk.getByRole('radio', { name }) })
    .first()
    .click();
}

const discountOf = (list: number, minor: number) => ({
  ...{ reason: 'damaged', quantity: 1, list, minor, currency: 'EUR' },
  ...{ staffId: assistant.staffId, secondId: manager?.staffId },
});

/** What the station wrote down of people and money, with ids and totals that differ each time by their names. */
async function recordOf({ world }: Stage, after: number): Promise<readonly (readonly [string, Readonly<Record<string, unknown>>])[]> {
  const about = /^(staff|assist|discount|order|payment)\./;
  const entries = await until('the shopper is alone again', 10_000, async () => {
    const seen = auditSince(world.folder, after).filter(({ kind }) => about.test(kind));
    return seen.at(-1)?.kind === 'staff.signed-out' ? seen : false;
  });
  return entries.map(({ kind, facts }) => [kind, Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, named(kind, name, value)]))]);
}

function named(kind: string, name: string, value: unknown): unknown {
  if (name === 'orderId') return 'ORDER';
  if (name === 'paymentId') return 'PAYMENT';
  if (name === 'sku') return 'SKU';
  return name === 'minor' && /^(order\.placed|payment)/.test(kind) ? 'TOTAL' : value;
}

/** `39,95 €` is 3995. */
function amount(words: string | null): number {
  return Number(/[\d.,]+/.exec(words ?? '')?.[0].replace(/\D/g, ''));
}
