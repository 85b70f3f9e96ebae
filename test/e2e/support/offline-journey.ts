import { describe, expect, it } from 'vitest';
import { findShirt, giveEmail, place, toContact } from '../../../scripts/demo/kiosk-steps.ts';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import { signIn } from '../../../scripts/demo/staff-steps.ts';
import { type Stage, untilSynced } from '../../../scripts/demo/stage.ts';
import { es, like, startsWith } from '../../../scripts/demo/words.ts';
import { leaveOrder, lock, toFirstScreen } from './at-the-kiosk.ts';
import { phoneFromMail } from './mailbox.ts';

/** Somebody orders, pays and has their receipt while the hub is away all the time, on the stage of a file that plays in Spanish. */
export function offlineJourney(stage: () => Stage): void {
  describe('a shopper while the hub is away, from the first touch to the receipt', () => {
    it('is told at once that the till takes the money, orders, pays by the printed code, and hears from the hub when it is back', async () => {
      const kiosk = stage().staff;
      await stage().world.stopHub();
      await toFirstScreen(stage());
      await kiosk.getByText(es['pay.offline']).waitFor();
      await press(kiosk, es['kiosk.attract.start']);
      const product = await findShirt(kiosk);
      await press(kiosk, es['kiosk.bag.checkout']);
      await seeTitle(kiosk, es['kiosk.delivery.title']);
      expect(await kiosk.locator('label', { hasText: es['way.silo'] }).locator('.way-row-when').first().textContent()).toMatch(/\S/);
      await toContact(kiosk);
      await giveEmail(kiosk, 'sin.red@example.com');
      await kiosk.getByText(es['kiosk.review.offline']).waitFor();
      const number = await place(kiosk);
      await kiosk.getByText(es['kiosk.placed.pay'], { exact: true }).waitFor();
      await kiosk.locator('.placed-receipt').getByText(number).first().waitFor();
      expect(await kiosk.locator('.pay-way[data-way="phone"]').count()).toBe(0);
      await press(kiosk, es['kiosk.placed.print']);
      await kiosk.getByText(es['kiosk.placed.printed']).waitFor();
      const tillCode = await tillCodeOf(stage());
      await leaveOrder(stage());
      await payByScanner(stage(), tillCode);
      await stage().world.startHub();
      await untilSynced(stage());
      const phone = await phoneFromMail(stage(), number, 'paid');
      await seeTitle(phone, es['phone.status.paid.title']);
      await phone.getByText(product).first().waitFor();
      await phone.close();
    });
  });
}

/** What the printed code for the till says. */
function tillCodeOf({ ask }: Stage): Promise<string> {
  return ask(async (calls) => {
    for await (const view of await calls.kiosk.watch({})) {
      const code = view.session?.placed?.tillCode;
      if (code !== undefined) return code;
    }
    throw new Error('The station ended.');
  });
}

/** The staff hold the shopper's paper to the station's own scanner, and take the money. */
async function payByScanner({ staff, world }: Stage, tillCode: string): Promise<void> {
  await signIn(staff);
  await press(staff, startsWith(es['staff.home.till']));
  await staff.getByLabel(es['staff.till.field']).waitFor();
  world.bank.tell({ scan: { code: tillCode } });
  await press(staff, es['staff.pay.card']);
  await staff.getByRole('button', { name: like(es['staff.pay.confirm']) }).click();
  await seeTitle(staff, es['staff.pay.done.title']);
  await press(staff, es['staff.pay.next']);
  await lock(staff);
}
