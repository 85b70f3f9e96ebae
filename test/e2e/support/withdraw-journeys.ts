import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bringBackAtSilo } from '../../../scripts/demo/flows/return.ts';
import { lumaOfCode } from '../../../scripts/demo/camera-feed.ts';
import { collectByCall, lookIntoOne, waitingOrder } from '../../../scripts/demo/prepare.ts';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import { type Stage, untilSynced } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { leaveOrder, payAtTill, placeByCall, toFirstScreen } from './at-the-kiosk.ts';
import { mailAbout, phoneFromMail, reloadUntil } from './mailbox.ts';

/** The law's button at an order of the shop. */
const button = 'Desistir del contrato aquí';
/** A day and a time of day, as a message writes them. */
const dayAndTime = /el \S+, \d{1,2} de \S+[^.]*\d{1,2}:\d{2}/;

/** Customers who change their mind (directive 2011/83, article 11a), on the stage of a file that plays in Spanish. */
export function withdrawJourneys(stage: () => Stage): void {
  describe('withdrawing from an order', () => {
    it('is done in two steps on the phone once it is paid, and acknowledged with day and time', async () => {
      const number = await placeByCall(stage(), 'paga.y.desiste@example.com');
      await leaveOrder(stage());
      await payAtTill(stage(), number);
      const phone = await phoneFromMail(stage(), number, 'paid');
      await withdrawOnPhone(phone);
      await phone.getByText(/^Te devolveremos .+ como muy tarde el/).waitFor();
      expect(await mailAbout(stage(), number, 'withdrawn')).toMatch(dayAndTime);
      expect(await phone.getByRole('button', { name: button, exact: true }).count()).toBe(0);
      await phone.close();
    });

    it('leads a collected piece back into the silo, and says so on the phone', async () => {
      const order = await waitingOrder(stage(), 1, 'desiste.y.devuelve@example.com');
      await collectByCall(stage(), order);
      await lookIntoOne(stage(), 'M');
      const phone = await phoneFromMail(stage(), order.number, 'collected');
      await withdrawOnPhone(phone);
      await phone.getByText(/^Esperamos los artículos hasta el/).waitFor();
      expect(await mailAbout(stage(), order.number, 'withdrawn')).toMatch(dayAndTime);
      await bringBackAtSilo(stage(), lumaOfCode(order.parcels[0].code));
      await untilSynced(stage());
      await reloadUntil(phone, es['after.withdrawal.brought-back']);
      await phone.close();
    });

    it('takes two steps at the kiosk, shows date and receipt, and is acknowledged by message', async () => {
      const kiosk = stage().staff;
      const email = 'desiste.aqui@example.com';
      const number = await placeByCall(stage(), email);
      await leaveOrder(stage());
      await mailAbout(stage(), number, 'received');
      await lookFor(stage(), number, email);
      await kiosk.locator('.order-status', { hasText: es['after.order.status.placed'] }).waitFor();
      await press(kiosk, button);
      await press(kiosk, es['after.withdraw.next']);
      await seeTitle(kiosk, es['after.withdraw.confirm.title']);
      await press(kiosk, es['after.withdraw.confirm']);
      await seeTitle(kiosk, es['after.receipt.withdraw.title']);
      await kiosk.getByText(es['after.receipt.withdraw.online']).waitFor();
      expect(await mailAbout(stage(), number, 'withdrawn')).toMatch(dayAndTime);
      await press(kiosk, es['after.order.back']);
      await kiosk.locator('.order-status', { hasText: es['after.order.status.cancelled'] }).waitFor();
      expect(await kiosk.getByRole('button', { name: button, exact: true }).count()).toBe(0);
    });

    it('is taken at the kiosk with the hub away, shows nothing of the order, and counts when the hub is back', async () => {
      const kiosk = stage().staff;
      const email = 'desiste.sin.red@example.com';
      const number = await placeByCall(stage(), email);
      await leaveOrder(stage());
      await mailAbout(stage(), number, 'received');
      await stage().world.stopHub();
      await lookFor(stage(), number, email);
      await seeTitle(kiosk, es['after.find.unchecked.title']);
      await press(kiosk, button);
      await press(kiosk, es['after.withdraw.confirm']);
      await kiosk.getByText(es['after.receipt.withdraw.offline']).waitFor();
      await press(kiosk, es['after.order.close']);
      await stage().world.startHub();
      expect(await mailAbout(stage(), number, 'withdrawn')).toMatch(dayAndTime);
    });
  });
}

async function withdrawOnPhone(phone: Page): Promise<void> {
  await press(phone, button);
  await press(phone, es['after.withdraw.next']);
  await seeTitle(phone, es['after.withdraw.confirm.title']);
  await press(phone, es['after.withdraw.confirm']);
  await phone.getByText(es['after.withdraw.done']).waitFor();
  await phone.getByText(/^Declarado el .+\d{1,2}:\d{2}/).waitFor();
}

/** They come back to the kiosk and look for their order, by its number and the address that they gave. */
async function lookFor(stage: Stage, number: string, email: string): Promise<void> {
  const kiosk = stage.staff;
  await toFirstScreen(stage);
  await press(kiosk, es['after.find.open']);
  await seeTitle(kiosk, es['after.find.title']);
  await kiosk.getByRole('textbox', { name: es['after.find.number'] }).fill(number);
  await kiosk.getByRole('textbox', { name: es['after.find.email'] }).fill(email);
  await press(kiosk, es['ui.key.done']);
  await press(kiosk, es['after.find.do']);
}
