import type { Page } from 'playwright-core';
import { es, type Words, wordsIn } from '../../scripts/demo/words.ts';
import type { MeasuredPage } from './measured-page.ts';

const LOOKED_FOR = 'camisa';
const EMAIL = 'a@b.es';

/** From the first screen to the review of an order, by touch, with all that shoppers do on their way; ends where it began. */
export async function walkJourney(measured: MeasuredPage): Promise<void> {
  const { page, during } = measured;
  await during('start', () => tap(page, es['kiosk.attract.start']));
  await page.locator('.tile').first().waitFor();
  await measured.scroll();
  await page.getByLabel(es['kiosk.search']).tap();
  for (const letter of LOOKED_FOR) await during('typing', () => tap(page, letter));
  await during('typing', () => tap(page, es['ui.key.done']));
  await page
    .getByText(/camisa/i)
    .first()
    .waitFor();
  await filter(measured);
  await during('language', () => speak(page, es, 'English'));
  await during('language', () => speak(page, wordsIn('en'), 'Español'));
  await measured.scroll();
  await order(measured);
}

async function filter({ page, during }: MeasuredPage): Promise<void> {
  await during('filter', () => tap(page, es['find.filters']));
  const chip = page.locator('.filter-chips').last().locator('.filter-chip').first();
  await during('filter', () => chip.tap());
  await during('filter', () => chip.tap());
  await during('filter', () => page.getByRole('button', { name: es['ui.close'] }).first().tap());
}

async function order({ page, during }: MeasuredPage): Promise<void> {
  await during('product', () => page.getByRole('main').locator('.tile').first().tap());
  await page.getByRole('radiogroup', { name: es['kiosk.product.size'] }).waitFor();
  const elsewhere = new RegExp(`${es['kiosk.product.shop']}|${es['kiosk.product.warehouse']}`);
  const size = page.locator('label', { has: page.getByRole('radio', { name: elsewhere }) }).first();
  await during('size', () => size.tap());
  await during('add', () => tap(page, es['kiosk.product.order']));
  await during('add', () => tap(page, es['kiosk.added.bag']));
  await during('checkout', () => tap(page, es['kiosk.bag.checkout']));
  const silo = page.locator('label', { has: page.getByRole('radio', { name: new RegExp(es['way.silo']) }) }).first();
  await during('checkout', () => silo.tap());
  await during('checkout', () => tap(page, es['kiosk.next']));
  await page.getByRole('textbox', { name: es['kiosk.contact.email'] }).tap();
  await page.getByRole('textbox', { name: es['kiosk.contact.email'] }).fill(EMAIL.slice(0, -1));
  await during('typing', () => tap(page, EMAIL.slice(-1)));
  await during('checkout', () => tap(page, es['ui.key.done']));
  await during('checkout', () => tap(page, es['kiosk.next']));
  await page.getByRole('heading', { name: es['kiosk.review.title'] }).first().waitFor();
  await during('back', () => tap(page, es['ui.back']));
}

async function speak(page: Page, words: Words, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${words['ui.language']}: `) }).tap();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).tap();
}

async function tap(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().tap();
}
