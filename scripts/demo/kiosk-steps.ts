import type { Page } from 'playwright-core';
import { press, seeTitle } from './screen.ts';
import { es } from './words.ts';

/** What a shopper ordered. */
export interface Ordered {
  readonly number: string;
  readonly product: string;
}

/** Finds a shirt, chooses a size that is not in this shop, and orders it for the silo. */
export async function order(page: Page): Promise<Ordered> {
  await press(page, es['kiosk.attract.start']);
  const product = await findShirt(page);
  await press(page, es['kiosk.bag.checkout']);
  await toContact(page);
  await giveEmail(page, 'clienta@example.com');
  return { number: await place(page), product };
}

/** Searches for a shirt and puts a size of it that is not in this shop into the bag, which is on the screen then. Answers what it is called. */
export async function findShirt(page: Page): Promise<string> {
  await page.getByLabel(es['kiosk.search']).fill('camisa');
  await page
    .getByRole('main')
    .getByRole('link', { name: /camisa/i })
    .first()
    .click();
  await page.getByRole('radiogroup', { name: es['kiosk.product.size'] }).waitFor();
  const product = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await chooseMissingSize(page);
  await press(page, es['kiosk.product.order']);
  await press(page, es['kiosk.added.bag']);
  return product.trim();
}

/** Has everything brought to the silo, and goes on to where messages go. */
export async function toContact(page: Page): Promise<void> {
  await choose(page, new RegExp(es['way.silo']));
  await press(page, es['kiosk.next']);
}

/** Types where messages go, and goes on to the review. */
export async function giveEmail(page: Page, email: string): Promise<void> {
  await page.getByRole('textbox', { name: es['kiosk.contact.email'] }).fill(email);
  await press(page, es['ui.key.done']);
  await press(page, es['kiosk.next']);
}

/** Places the order that was reviewed. Answers its number. */
export async function place(page: Page): Promise<string> {
  await press(page, es['kiosk.review.place']);
  await seeTitle(page, new RegExp(es['kiosk.placed.number']));
  const number = /[0-9A-HJKMNP-TV-Z]{2}-[0-9]{5,8}-[0-9A-HJKMNP-TV-Z]/.exec((await page.getByRole('main').textContent()) ?? '')?.[0];
  if (number === undefined) throw new Error('The screen shows no order number.');
  return number;
}

/** Leaves the screen with the order number, which ends the session. */
export function finish(page: Page): Promise<void> {
  return press(page, es['kiosk.placed.done']);
}

/** A size that another shop or the warehouse has and this shop has not. */
async function chooseMissingSize(page: Page): Promise<void> {
  await choose(page, new RegExp(`${es['kiosk.product.shop']}|${es['kiosk.product.warehouse']}`));
}

/** Presses the first choice whose words match. The radio button itself is hidden; people press its label. */
async function choose(page: Page, name: RegExp): Promise<void> {
  await page
    .locator('label', { has: page.getByRole('radio', { name }) })
    .first()
    .click();
}
