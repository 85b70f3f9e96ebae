import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import { identify } from '../../../scripts/demo/staff-steps.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es, startsWith } from '../../../scripts/demo/words.ts';
import { until } from '../../../scripts/world/until.ts';

/** One bag from the kiosk over till and desk to the customer's phone, on the stage of a file that plays in Spanish. */
export function mixedBagTest(stage: () => Stage): void {
  describe('a bag whose items go their own ways', () => {
    it('is chosen item by item, paid at the till, taken along in part, called for at the desk and handed over there', async () => {
      const { staff: page } = stage();
      const bag = await goods(stage());
      const number = await orderInParts(page, bag);
      await payAndPrepare(page, number, bag);
      const phone = await phoneOfWhoIsCalled(stage(), number);
      await phone.getByText(es['phone.part.carry-out.handed-over']).waitFor();
      await phone.getByText(es['phone.part.desk.ready']).waitFor();
      await press(page, es['staff.hand.open'].replace('{number}', number));
      await press(page, es['staff.hand.give.done']);
      await page.getByText(`${number} está entregado.`).waitFor();
      await until('the phone shows that all is handed over', 20_000, async () => {
        await phone.reload();
        await phone.getByRole('heading', { level: 1 }).waitFor();
        return (await phone.getByText(es['phone.status.collected.title'], { exact: true }).count()) > 0;
      });
      expect(stage().pageFaults()).toEqual([]);
    });
  });
}

/** A product with a variant that lies in this shop, and one with a variant that must come from elsewhere. */
interface Goods {
  readonly here: Piece;
  readonly away: Piece;
}
interface Piece {
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
}

/** Orders both, the first to take along and the second first home, then to the desk. Answers the order's number. */
async function orderInParts(page: Page, { here, away }: Goods): Promise<string> {
  await page.evaluate("location.hash = '#/'");
  await press(page, es['kiosk.attract.start']);
  await page.getByLabel(es['kiosk.search']).waitFor();
  await put(page, here);
  await put(page, away);
  await press(page, es['kiosk.bag.checkout']);
  await seeTitle(page, es['kiosk.delivery.title']);
  await press(page, es['kiosk.ways.each']);
  await choose(page, here, es['way.carry-out.short']);
  await choose(page, away, es['way.ship.short']);
  await press(page, es['kiosk.next']);
  await fill(page, es['kiosk.address.name'], 'Ana Gil');
  await fill(page, es['kiosk.address.street'], 'Mayor, 1');
  await fill(page, es['kiosk.address.postcode'], '28013');
  await fill(page, es['kiosk.address.city'], 'Madrid');
  await press(page, es['ui.key.done']);
  await press(page, es['kiosk.next']);
  await fill(page, es['kiosk.contact.email'], 'clienta@example.com');
  await press(page, es['ui.key.done']);
  await press(page, es['kiosk.next']);
  await seeTitle(page, es['kiosk.review.title']);
  const parts = page.locator('.review-part');
  expect(await parts.evaluateAll((all) => all.map((part) => part.getAttribute('aria-label')))).toEqual([es['way.carry-out'], es['way.ship']]);
  // Back to the items: what comes from afar is collected at the desk instead.
  await press(page, es['kiosk.review.change.ways'].replace('{way}', es['way.ship']));
  await choose(page, away, es['way.desk.short']);
  await press(page, es['kiosk.next']);
  await press(page, es['kiosk.next']);
  await press(page, es['kiosk.review.place']);
  await page.getByText(es['kiosk.placed.desk.title']).waitFor();
  const number = (await page.locator('.placed-number').textContent()) ?? '';
  await page.reload();
  await page.getByText(es['kiosk.placed.carry-out.title']).waitFor();
  await press(page, es['kiosk.placed.done']);
  return number;
}

/** Takes the money, sees what is handed over at once, and puts the rest ready at the desk. */
async function payAndPrepare(page: Page, number: string, { here, away }: Goods): Promise<void> {
  await press(page, es['kiosk.attract.staff']);
  await identify(page);
  await press(page, startsWith(es['staff.home.till']));
  await page.getByLabel(es['staff.till.field']).fill(number);
  await page.getByLabel(es['staff.till.field']).press('Enter');
  await press(page, es['staff.pay.card']);
  await page.getByRole('button', { name: /^Cobrado/ }).click();
  await page.locator('.take-along').getByText(here.title).waitFor();
  await press(page, es['staff.pay.desk']);
  await page.locator('.order-lines').getByText(away.title).waitFor();
  expect(await page.locator('.order-lines').getByText(here.title).count()).toBe(0);
  await press(page, es['staff.hand.prepare.ready']);
  await page.getByText(`${number} espera en el mostrador`).waitFor();
}

/** The customer's phone, with the page that the message about the desk leads to. */
async function phoneOfWhoIsCalled({ world, phone }: Stage, number: string): Promise<Page> {
  const mail = await until('the customer is called to the desk', 30_000, async () => {
    const folder = join(world.folder, 'hub', 'mailbox');
    const name = readdirSync(folder).find((file) => file.startsWith(`${number}-desk-ready`));
    return name === undefined
      ? false
      : readFileSync(join(folder, name), 'latin1')
          .replace(/=\r?\n/g, '')
          .replaceAll('=3D', '=');
  });
  const url = /https?:\/\/[^\s"<>]+\/p\/[\w-]+/.exec(mail)?.[0] ?? '';
  return await phone(url);
}

/** What the station has, as its product pages tell it. */
async function goods({ ask }: Stage): Promise<Goods> {
  return await ask(async (calls) => {
    const found: { here: Piece | null; away: Piece | null } = { here: null, away: null };
    const { items } = await calls.catalogue.search({ text: '', category: null, offset: 0, limit: 40 });
    for (const { productId } of items) {
      const product = await calls.catalogue.product({ productId });
      if (!product.ok || product.value.productId === found.here?.productId) continue;
      const { title, variants } = product.value;
      for (const { sku, stock, orderable } of variants) {
        const isHere = stock.some(({ kind, quantity }) => kind === 'here' && quantity > 0);
        if (isHere && found.away?.productId !== productId) found.here ??= { productId, sku, title };
        else if (!isHere && orderable && found.here?.productId !== productId) found.away ??= { productId, sku, title };
      }
      if (found.here !== null && found.away !== null) break;
    }
    if (found.here === null || found.away === null) throw new Error('the demo has nothing that lies here, or nothing that lies elsewhere');
    return { here: found.here, away: found.away };
  });
}

async function put(kiosk: Page, { productId, sku }: Piece): Promise<void> {
  await kiosk.evaluate(`location.hash = ${JSON.stringify(`#/kiosk/p/${productId}?sku=${encodeURIComponent(sku)}`)}`);
  await press(kiosk, es['kiosk.product.order']);
  await press(kiosk, es['kiosk.added.bag']);
  await seeTitle(kiosk, es['kiosk.bag.title']);
}

/** Presses a way of one line of the bag. The radio button itself is hidden; people press its label. */
async function choose(kiosk: Page, piece: Piece, way: string): Promise<void> {
  const line = kiosk.getByRole('listitem').filter({ hasText: piece.title });
  const label = line.locator('label', { has: kiosk.getByRole('radio', { name: startsWith(way) }) });
  await label.click();
  await line.getByRole('radio', { name: startsWith(way), checked: true }).waitFor();
}

async function fill(kiosk: Page, label: string, value: string): Promise<void> {
  await kiosk.getByRole('textbox', { name: label }).fill(value);
}
