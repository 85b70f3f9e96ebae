import type { Page } from 'playwright-core';
import { DEMO_STAFF } from '../../src/hub/demo/demo-shop.ts';
import { press, seeTitle, typeDigits } from './screen.ts';
import { es, like, startsWith } from './words.ts';

const [assistant] = DEMO_STAFF;

/** Goes to the staff's screens and signs in. */
export async function signIn(page: Page): Promise<void> {
  await press(page, es['kiosk.attract.staff']);
  await identify(page);
  await seeTitle(page, like(es['staff.home.title']));
}

/** Types the staff number and the PIN, as somebody who left the badge at home. */
export async function identify(page: Page): Promise<void> {
  await press(page, es['staff.badge.number']);
  await typeDigits(page, assistant.number);
  await press(page, es['staff.number.next']);
  await typeDigits(page, assistant.pin);
  await press(page, es['staff.pin.enter']);
}

/** Finds the order by its number and takes the money. Answers the words of the button that confirmed it. */
export async function takePayment(page: Page, order: string): Promise<string> {
  await press(page, startsWith(es['staff.home.till']));
  const field = page.getByLabel(es['staff.till.field']);
  await field.fill(order);
  await press(page, es['staff.till.find']);
  await press(page, es['staff.pay.card']);
  const confirm = page.getByRole('button', { name: like(es['staff.pay.confirm']) });
  const words = (await confirm.textContent()) ?? '';
  await confirm.click();
  await seeTitle(page, es['staff.pay.done.title']);
  await press(page, es['staff.pay.next']);
  return words.trim();
}

/** Opens a compartment for the order and says that the parcel is in it, once its door is closed. Answers the door's number. */
export async function loadParcel(page: Page, order: string): Promise<number> {
  await press(page, es['staff.home']);
  await press(page, startsWith(es['staff.home.orders']));
  await press(page, es['staff.orders.open'].replace('{number}', order));
  await press(page, es['staff.prepare.open']);
  await seeTitle(page, es['staff.load.ask.title'], 40_000);
  await press(page, es['staff.load.placed']);
  const title = page.getByRole('heading', { name: like(es['staff.load.done.title']) });
  await title.waitFor();
  return Number(/\d+/.exec((await title.textContent()) ?? '')?.[0]);
}

/** A picture of the code on the slip, as the printer would put it on paper. */
export function photographSlip(page: Page): Promise<Buffer> {
  return page.getByRole('img', { name: /QR/ }).screenshot();
}

/** Leaves the slip and locks the screen. */
export async function leave(page: Page): Promise<void> {
  await press(page, es['staff.load.next-parcel']);
  await press(page, es['staff.lock']);
}
