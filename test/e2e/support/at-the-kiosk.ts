import type { Page } from 'playwright-core';
import { goToPlace, press, seeTitle } from '../../../scripts/demo/screen.ts';
import { signIn, takePayment } from '../../../scripts/demo/staff-steps.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { untilSomethingCanBeOrdered } from '../../../scripts/world/goods.ts';

/** Goes to the kiosk's first screen, where nobody's session is open, on a page that holds nothing of the last one. */
export async function toFirstScreen({ staff, ask }: Stage): Promise<void> {
  await ask(async (calls) => void (await calls.kiosk.end({})));
  await goToPlace(staff, '/');
  await seeFirstScreen(staff);
}

/** Waits for the kiosk's first screen. A page that is about to be loaded anew takes no touch. */
export async function seeFirstScreen(kiosk: Page): Promise<void> {
  await kiosk.locator('body:not([inert])').getByRole('button', { name: es['kiosk.attract.start'], exact: true }).waitFor();
}

/** Somebody ordered a piece for the silo and stands before its number. Answers it. */
export async function placeByCall({ staff, ask }: Stage, email: string): Promise<string> {
  await ask(async (calls) => {
    const sku = await untilSomethingCanBeOrdered(calls);
    await calls.kiosk.start({ locale: 'es' });
    await calls.kiosk.add({ sku });
    await calls.kiosk.setFulfilment({ fulfilment: { kind: 'silo' } });
    await calls.kiosk.setContact({ contact: { kind: 'email', email } });
    await calls.kiosk.place({});
  });
  await goToPlace(staff, '/kiosk');
  return (await staff.locator('.placed-number').textContent()) ?? '';
}

/** Leaves the order on the screen, which ends the session. */
export async function leaveOrder({ staff }: Stage): Promise<void> {
  await press(staff, es['kiosk.placed.done']);
  await staff.locator('.placed-number').waitFor({ state: 'detached' });
  await seeFirstScreen(staff);
}

/** The staff take the money for an order on their screen, and lock it again. Answers the words of the button that confirmed the sum. */
export async function payAtTill(stage: Stage, number: string): Promise<string> {
  await toFirstScreen(stage);
  await signIn(stage.staff);
  const words = await takePayment(stage.staff, number);
  await lock(stage.staff);
  return words;
}

/** Locks the staff's screen, from wherever it is. */
export async function lock(staff: Page): Promise<void> {
  await press(staff, es['staff.lock']);
  await seeTitle(staff, es['staff.badge.title']);
}
