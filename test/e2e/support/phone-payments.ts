import { describe, expect, it } from 'vitest';
import { press, pressOnce, seeTitle } from '../../../scripts/demo/screen.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { leaveOrder, placeByCall } from './at-the-kiosk.ts';
import { mailAbout } from './mailbox.ts';

const EMAIL = 'paga.en.el.movil@example.com';

/** Shoppers who pay on their phones, on the stage of a file that plays in Spanish, with stand-ins of providers. */
export function phonePayments(stage: () => Stage): void {
  describe('an order at the kiosk, paid on the shopper’s phone', () => {
    it('falls from PayPal to a card without losing anything, while the kiosk follows; reloads change nothing', async () => {
      const kiosk = stage().staff;
      const { number, link } = await order(stage(), EMAIL);
      const phone = await stage().phone(link);
      await kiosk.getByText(es['pay.phone.looked']).waitFor();
      await press(phone, 'Pagar con PayPal');
      await kiosk.getByText(es['pay.phone.paying']).waitFor();
      await press(phone, 'Aceptar con una tarjeta sin saldo');
      await phone.getByText(es['phone.pay.failed']).waitFor();
      await kiosk.getByText(es['pay.phone.failed']).waitFor();
      await Promise.all([phone.reload(), kiosk.reload()]);
      // A provider that takes long to make its page leaves the shopper where they were, and they press once more.
      await pressOnce(phone, 'Pagar con tarjeta', 'Probar con una tarjeta sin saldo');
      await press(phone, 'Probar con una tarjeta sin saldo');
      await phone.getByRole('alert').waitFor();
      await press(phone, 'Pagar con una tarjeta buena');
      await seeTitle(phone, es['pay.link.paid.title']);
      await kiosk.getByText(es['kiosk.placed.paid.title']).waitFor();
      expect([new URL(phone.url()).pathname, await kiosk.locator('.pay-way').count()]).toEqual([new URL(link).pathname, 0]);
      await mailAbout(stage(), number, 'paid');
      await leaveOrder(stage());
      await phone.close();
    });

    it('is paid by whoever left the kiosk first, late, with the hub and the station stopped in between', async () => {
      const kiosk = stage().staff;
      const { number, link } = await order(stage(), EMAIL);
      const phone = await stage().phone(link);
      await press(phone, 'Pagar con la tarjeta Pasillo');
      await phone.getByRole('heading', { name: 'Tarjeta de la tienda' }).waitFor();
      await leaveOrder(stage());
      await kiosk.locator('.placed-number').waitFor({ state: 'detached' });
      await stage().world.stopHub();
      await press(phone, 'Pagar').catch(() => undefined);
      await stage().world.startHub();
      await phone.goto(link);
      await seeTitle(phone, es['pay.link.paid.title'], 40_000);
      await mailAbout(stage(), number, 'paid');
      await phone.close();
    });
  });
}

/** A shopper orders at the kiosk, and stands before the number, the code for the phone and the one for the till. Answers the number and the phone's link. */
async function order(stage: Stage, email: string): Promise<{ readonly number: string; readonly link: string }> {
  const number = await placeByCall(stage, email);
  await stage.staff.getByRole('heading', { name: es['pay.phone.title'] }).waitFor();
  const link = await stage.staff.locator('.pay-demo span').textContent();
  if (link === null) throw new Error('the kiosk shows no link');
  return { number, link };
}
