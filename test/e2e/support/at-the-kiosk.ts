import type { Page } from 'playwright-core';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import { signIn, takePayment } from '../../../scripts/demo/staff-steps.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { untilSomethingCanBeOrdered } from '../../../scripts/world/goods.ts';

/** Goes to the kiosk's first screen, where nobody's session is open. */
export async function toFirstScreen({ staff, ask }: Stage): Promise<void> {
  await ask(async (calls) => void (await calls.kiosk.end({})));
  await staff.evaluate("location.hash = '#/'");
  await staff.getByRole('button', { name: es['kiosk.attract.start'], exact: true }).waitFor();
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
  await staff.evaluate("location.hash = '#/kiosk'");
  return (await staff.locator('.placed-number').textContent()) ?? '';
}

/** Leaves the order on the screen, which ends the session. */
export async function leaveOrder({ staff }: Stage): Promise<void> {
  await press(staff, es['kiosk.placed.done']);
  await staff.locator('.placed-number').waitFor({ state: 'detached' });
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
