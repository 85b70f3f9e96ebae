import { es, type Words, wordsIn } from '../../scripts/demo/words.ts';
import type { MeasuredPage } from './measured-page.ts';

const LOOKED_FOR = 'camisa';
const EMAIL = 'a@b.es';

/** From the first screen to the review of an order, by touch, with all that shoppers do on their way; ends where it began. */
export async function walkJourney(measured: MeasuredPage): Promise<void> {
  const { page, during } = measured;
  await during('start', () => tap(measured, es['kiosk.attract.start']));
  await page.locator('.tile').first().waitFor();
  await measured.scroll();
  await during('typing', () => measured.touch(page.getByLabel(es['kiosk.search'])));
  for (const letter of LOOKED_FOR) await during('typing', () => tap(measured, letter));
  await during('typing', () => tap(measured, es['ui.key.done']));
  await page
    .locator('.tile', { hasText: /camisa/i })
    .first()
    .waitFor();
  await filter(measured);
  await during('language', () => speak(measured, es, 'English'));
  await during('language', () => speak(measured, wordsIn('en'), 'Español'));
  await measured.scroll();
  await order(measured);
}

async function filter(measured: MeasuredPage): Promise<void> {
  const { page, during, touch } = measured;
  await during('filter', () => tap(measured, es['find.filters']));
  const chip = page.locator('.filter-chips').last().locator('.filter-chip').first();
  await during('filter', () => touch(chip));
  await during('filter', () => touch(chip));
  await during('filter', () => touch(page.getByRole('button', { name: es['ui.close'] }).first()));
}

async function order(measured: MeasuredPage): Promise<void> {
  const { page, during, touch } = measured;
  await during('product', () => touch(page.getByRole('main').locator('.tile').first()));
  await page.getByRole('radiogroup', { name: es['kiosk.product.size'] }).waitFor();
  const elsewhere = new RegExp(`${es['kiosk.product.shop']}|${es['kiosk.product.warehouse']}`);
  const size = page.locator('label', { has: page.getByRole('radio', { name: elsewhere }) }).first();
  await during('size', () => touch(size));
  await during('add', () => tap(measured, es['kiosk.product.order']));
  await during('add', () => tap(measured, es['kiosk.added.bag']));
  await during('checkout', () => tap(measured, es['kiosk.bag.checkout']));
  const silo = page.locator('label', { has: page.getByRole('radio', { name: new RegExp(es['way.silo']) }) }).first();
  await during('checkout', () => touch(silo));
  await during('checkout', () => tap(measured, es['kiosk.next']));
  await during('typing', () => touch(page.getByRole('textbox', { name: es['kiosk.contact.email'] })));
  await page.getByRole('textbox', { name: es['kiosk.contact.email'] }).fill(EMAIL.slice(0, -1));
  await during('typing', () => tap(measured, EMAIL.slice(-1)));
  await during('checkout', () => tap(measured, es['ui.key.done']));
  await during('checkout', () => tap(measured, es['kiosk.next']));
  await page.getByRole('heading', { name: es['kiosk.review.title'] }).first().waitFor();
  await during('back', () => tap(measured, es['ui.back']));
}

async function speak({ page, touch }: MeasuredPage, words: Words, name: string): Promise<void> {
  await touch(page.getByRole('button', { name: new RegExp(`^${words['ui.language']}: `) }));
  await touch(page.getByRole('dialog').getByRole('button', { name, exact: true }));
}

async function tap({ page, touch }: MeasuredPage, name: string): Promise<void> {
  await touch(page.getByRole('button', { name, exact: true }).first());
}
