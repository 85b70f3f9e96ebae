import type { Page } from 'playwright-core';
import { DEMO_STAFF, type DemoStaff } from '../../src/hub/demo/demo-shop.ts';
import { speak } from './customer.ts';
import { goToPlace, press, seeTitle, typeDigits } from './screen.ts';
import type { Stage } from './stage.ts';
import { es, filled, startsWith } from './words.ts';

const [assistant, manager, technician] = DEMO_STAFF;

/** The people of the demonstration's shop, by what they do. */
export const people = { assistant, manager: manager ?? assistant, technician: technician ?? assistant } as const;

/** Signs somebody in on the staff screen, with number and PIN, in the language of the flow. */
export async function signInAs({ staff, words, language }: Stage, who: DemoStaff): Promise<void> {
  await goToPlace(staff, '/staff');
  await speak(staff, language);
  await press(staff, words['staff.badge.number']);
  await typeDigits(staff, who.number);
  await press(staff, words['staff.number.next']);
  await typeDigits(staff, who.pin);
  await press(staff, words['staff.pin.enter']);
  await seeTitle(staff, filled(words['staff.home.title'], { name: who.name }));
}

/** Goes from the staff's start screen into one of its tasks. */
export function goToTask({ staff }: Stage, name: string): Promise<void> {
  return press(staff, startsWith(name));
}

/** Locks the staff screen, which then speaks the shop's language to whoever comes next. */
export async function signOut({ staff, words }: Stage): Promise<void> {
  await press(staff, words['staff.lock']);
  await seeTitle(staff, es['staff.badge.title']);
}

/** Holds a label to the keyboard-wedge scanner of a screen: keys, faster than any person. */
export async function scanLabel(page: Page, text: string): Promise<void> {
  await page.evaluate(`for (const key of [...${JSON.stringify(text)}, 'Enter']) {
    for (const type of ['keydown', 'keyup']) (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent(type, { key, code: 'Key' + key, bubbles: true, cancelable: true }));
  }`);
}
