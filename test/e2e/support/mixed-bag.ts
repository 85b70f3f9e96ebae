import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { lumaOfPicture } from '../../../scripts/demo/camera-feed.ts';
import { arrive, leaveWithThanks, openByCode } from '../../../scripts/demo/customer.ts';
import { loadOrder, mailAbout as readyMail } from '../../../scripts/demo/prepare.ts';
import { sameDoor, untilEmptied } from '../../../scripts/demo/proof.ts';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import { identify } from '../../../scripts/demo/staff-steps.ts';
import { type Stage, untilDoorsRest } from '../../../scripts/demo/stage.ts';
import { es, startsWith } from '../../../scripts/demo/words.ts';
import { lock, toFirstScreen } from './at-the-kiosk.ts';
import { phoneFromMail, reloadUntil } from './mailbox.ts';

/** One bag from the kiosk over till, desk, silo and parcel service to the customer's phone, on the stage of a file that plays in Spanish. */
export function mixedBagTest(stage: () => Stage): void {
  describe('a bag whose items go their own ways', () => {
    it('is chosen item by item, paid at the till, taken along, called for at the desk, collected at the silo and sent home', async () => {
      const { staff: page } = stage();
      const bag = await goods(stage());
      await toFirstScreen(stage());
      const number = await orderInParts(page, bag);
      await payAndPrepare(page, number, bag);
      const phone = await phoneOfWhoIsCalled(stage(), number);
      await phone.getByText(es['phone.part.carry-out.handed-over']).waitFor();
      await phone.getByText(es['phone.part.desk.ready']).waitFor();
      await press(page, es['staff.hand.open'].replace('{number}', number));
      await press(page, es['staff.hand.give.done']);
      await page.getByText(`${number} está entregado.`).waitFor();
      await lock(page);
      await loadAndCollect(stage(), number);
      await reloadUntil(phone, es['phone.part.silo'], es['phone.part.silo.handed-over']);
      const states = await phone.locator('.phone-part').evaluateAll((all) => all.map((part) => part.getAttribute('data-state')));
      expect([...states].sort()).toEqual(['handed-over', 'handed-over', 'handed-over', 'preparing']);
      await phone.close();
    });
  });
}

/** A product with a variant that lies in this shop, and three with one that must come from elsewhere. */
interface Goods {
  readonly here: Piece;
  readonly away: Piece;
  readonly locker: Piece;
  readonly home: Piece;
}
interface Piece {
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
}

/** Orders one to take along, one for the silo, one home, and one first home, then to the desk. Answers the order's number. */
async function orderInParts(page: Page, { here, away, locker, home }: Goods): Promise<string> {
  await press(page, es['kiosk.attract.start']);
  await page.getByLabel(es['kiosk.search']).waitFor();
  for (const piece of [here, away, locker, home]) await put(page, piece);
  await press(page, es['kiosk.bag.checkout']);
  await seeTitle(page, es['kiosk.delivery.title']);
  await press(page, es['kiosk.ways.each']);
  await choose(page, here, es['way.carry-out.short']);
  await choose(page, locker, es['way.silo.short']);
  for (const piece of [away, home]) await choose(page, piece, es['way.ship.short']);
  await press(page, es['kiosk.next']);
  await fill(page, es['kiosk.address.name'], 'Ana Gil');
  await fill(page, es['kiosk.address.street'], 'Mayor, 1');
  await fill(page, es['kiosk.address.postcode'], '28013');
  await fill(page, es['kiosk.address.city'], 'Madrid');
  await press(page, es['ui.key.done']);
  await press(page, es['kiosk.next']);
  await fill(page, es['kiosk.contact.email'], 'mezcla@example.com');
  await press(page, es['ui.key.done']);
  await press(page, es['kiosk.next']);
  await seeTitle(page, es['kiosk.review.title']);
  const parts = await page.locator('.review-part').evaluateAll((all) => all.map((part) => part.getAttribute('aria-label')));
  expect([...parts].sort()).toEqual([es['way.carry-out'], es['way.silo'], es['way.ship']].sort());
  // Back to the items: what comes from afar is collected at the desk instead.
  await press(page, es['kiosk.review.change.ways'].replace('{way}', es['way.ship']));
  await choose(page, away, es['way.desk.short']);
  await press(page, es['kiosk.next']);
  // Address and contact are known by now.
  await seeTitle(page, es['kiosk.address.title']);
  await press(page, es['kiosk.next']);
  await seeTitle(page, es['kiosk.contact.title']);
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
async function payAndPrepare(page: Page, number: string, { here, away, locker, home }: Goods): Promise<void> {
  await press(page, es['kiosk.attract.staff']);
  await identify(page);
  await press(page, startsWith(es['staff.home.till']));
  await page.getByLabel(es['staff.till.field']).fill(number);
  await press(page, es['staff.till.find']);
  await press(page, es['staff.pay.card']);
  await page.getByRole('button', { name: /^Cobrado/ }).click();
  await page.locator('.take-along').getByText(here.title).waitFor();
  await press(page, es['staff.pay.desk']);
  await page.locator('.order-lines').getByText(away.title).waitFor();
  for (const { title } of [here, locker, home]) expect(await page.locator('.order-lines').getByText(title).count()).toBe(0);
  await press(page, es['staff.hand.prepare.ready']);
  await page.getByText(`${number} espera en el mostrador`).waitFor();
}

/** The piece for the silo is loaded in the background, and collected with the code of its message. */
async function loadAndCollect(stage: Stage, number: string): Promise<void> {
  const parcel = await loadOrder(stage, number);
  const { png } = await readyMail(stage, number);
  await untilDoorsRest();
  await arrive(stage);
  sameDoor(parcel.door, (await openByCode(stage, await lumaOfPicture(stage.browser, png))).number);
  stage.hands.close(parcel.door);
  await leaveWithThanks(stage);
  await untilEmptied(stage, [parcel.door]);
}

/** The customer's phone, with the page that the message about the desk leads to. */
async function phoneOfWhoIsCalled(stage: Stage, number: string): Promise<Page> {
  return await phoneFromMail(stage, number, 'desk-ready');
}

/** What the station has, as its product pages tell it. */
async function goods({ ask }: Stage): Promise<Goods> {
  const found = await ask(async (calls) => {
    const here: Piece[] = [];
    const away: Piece[] = [];
    const { items } = await calls.catalogue.search({ text: '', category: null, offset: 0, limit: 40 });
    for (const { productId } of items) {
      const product = await calls.catalogue.product({ productId });
      if (!product.ok) continue;
      const { title, variants } = product.value;
      const isHere = ({ stock }: (typeof variants)[number]) => stock.some(({ kind, quantity }) => kind === 'here' && quantity > 0);
      const near = here.length === 0 ? variants.find(isHere) : undefined;
      const far = variants.find((variant) => variant.orderable && !isHere(variant));
      if (near !== undefined) here.push({ productId, sku: near.sku, title });
      else if (far !== undefined) away.push({ productId, sku: far.sku, title });
    }
    return { here, away };
  });
  const [here] = found.here;
  const [away, locker, home] = found.away;
  if (here === undefined || away === undefined || locker === undefined || home === undefined)
    throw new Error('the demo has too little that lies here or elsewhere');
  return { here, away, locker, home };
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
