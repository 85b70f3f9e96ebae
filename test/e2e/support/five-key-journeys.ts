import { describe, expect, it } from 'vitest';
import type { SizeClass } from '../../../src/contract/schema.ts';
import { closeDoor, doorOnScreen } from '../../../scripts/demo/customer.ts';
import { collectByCall, lookIntoOne, mailAbout, waitingOrder } from '../../../scripts/demo/prepare.ts';
import { sameDoor, statusOf, untilDoors, untilEmptied } from '../../../scripts/demo/proof.ts';
import { seeTitle } from '../../../scripts/demo/screen.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es, startsWith } from '../../../scripts/demo/words.ts';
import { toFirstScreen } from './at-the-kiosk.ts';
import { fiveKeyPad } from './five-key-pad.ts';

/** Whole journeys by somebody who uses the keypad and never touches the screen, on the stage of a file that plays in Spanish. */
export function fiveKeyJourneys(stage: () => Stage): void {
  describe('with five keys and no touch', () => {
    it('a shopper finds a piece, orders it for the lockers and has its number', async () => {
      const kiosk = stage().staff;
      const keys = fiveKeyPad(kiosk);
      await toFirstScreen(stage());
      await keys.press(es['kiosk.attract.start']);
      await kiosk.getByLabel(es['kiosk.search']).waitFor();
      await keys.type(es['kiosk.search'], 'camisa');
      await keys.press(/^camisa.*€/i);
      await kiosk.getByRole('radiogroup', { name: es['kiosk.product.size'] }).waitFor();
      await keys.press(new RegExp(`${es['kiosk.product.shop']}|${es['kiosk.product.warehouse']}`));
      await keys.press(es['kiosk.product.order']);
      await seeTitle(kiosk, es['kiosk.added.title']);
      await keys.press(es['kiosk.added.bag']);
      await seeTitle(kiosk, es['kiosk.bag.title']);
      await keys.press(es['kiosk.bag.checkout']);
      await seeTitle(kiosk, es['kiosk.delivery.title']);
      await keys.press(startsWith(es['way.silo']));
      await keys.press(es['kiosk.next']);
      await seeTitle(kiosk, es['kiosk.contact.title']);
      await keys.type(es['kiosk.contact.email'], 'ana@a.es');
      await keys.press(es['kiosk.next']);
      await seeTitle(kiosk, es['kiosk.review.title']);
      await keys.press(es['kiosk.review.place']);
      await seeTitle(kiosk, new RegExp(es['kiosk.placed.number']));
      await keys.press(es['kiosk.placed.done']);
      await kiosk.locator('.placed-number').waitFor({ state: 'detached' });
    });

    it('a shopper changes their mind: Help is there, Back leads out of it, and the order is left', async () => {
      const kiosk = stage().staff;
      const keys = fiveKeyPad(kiosk);
      await toFirstScreen(stage());
      await keys.press(es['kiosk.attract.start']);
      await kiosk.getByLabel(es['kiosk.search']).waitFor();
      await keys.help();
      await seeTitle(kiosk, es['ui.help']);
      await keys.back();
      await kiosk.getByRole('dialog').waitFor({ state: 'detached' });
      // From wherever somebody is in a long list, Back leads to its beginning, where leaving is.
      await keys.back();
      await keys.press(es['kiosk.leave']);
      await seeTitle(kiosk, es['kiosk.attract.title']);
    });

    it('a customer opens their door with short code and PIN', async () => {
      const { silo } = stage();
      const keys = fiveKeyPad(silo);
      const order = await waitingOrder(stage(), 1, 'teclas@example.com');
      const mail = await mailAbout(stage(), order.number);
      await silo.locator('.ready').waitFor({ timeout: 40_000 });
      await keys.press(es['silo.ready.pin']);
      await seeTitle(silo, es['silo.code.title']);
      await keys.typeOn(es['silo.code.keys'], mail.shortCode);
      await keys.press(es['silo.code.next']);
      await seeTitle(silo, es['silo.pin.title']);
      await keys.typeOn(es['ui.keypad'], mail.pin);
      await keys.press(es['silo.pin.open']);
      await seeTitle(silo, es['silo.open.title'], 40_000);
      const door = await doorOnScreen(silo);
      sameDoor(order.parcels[0].door, door);
      closeDoor(stage(), door);
      await seeTitle(silo, es['silo.thanks.title'], 40_000);
      await keys.press(startsWith(es['silo.thanks.done']));
      await untilEmptied(stage(), [door]);
    });

    it('a customer brings a piece back', async () => {
      const { silo } = stage();
      const keys = fiveKeyPad(silo);
      const order = await waitingOrder(stage(), 1, 'teclas.devuelve@example.com');
      await collectByCall(stage(), order);
      for (const size of new Set([await sizeOf(stage(), order.parcels[0].door), 'M'] as const)) await lookIntoOne(stage(), size);
      await silo.locator('.ready').waitFor({ timeout: 40_000 });
      await keys.press(es['return.begin']);
      await seeTitle(silo, es['return.identify.title']);
      stage().world.bank.tell({ scan: { code: order.parcels[0].code } });
      await seeTitle(silo, es['return.goods.title']);
      await silo.locator('.return-line[data-chosen="true"]').first().waitFor();
      await keys.press(/1/);
      await seeTitle(silo, es['return.reason.title']);
      await keys.press(es['return.reason.size']);
      await keys.press(es['return.size.open']);
      await seeTitle(silo, es['return.open.title'], 40_000);
      const door = await doorOnScreen(silo);
      closeDoor(stage(), door);
      await seeTitle(silo, es['return.ask.title'], 40_000);
      await keys.press(es['return.ask.placed']);
      await seeTitle(silo, es['return.done.title'], 20_000);
      expect(await silo.locator('.return-receipt strong').textContent()).toMatch(/\S/);
      await keys.press(es['return.done.end']);
      await untilDoors(stage(), `door ${door} is on the books as full`, [door], (state) => state === 'occupied');
    });
  });
}

/** The size of a door's compartment: what was in it will fit into another of the same. */
async function sizeOf(stage: Stage, number: number): Promise<SizeClass> {
  const found = (await statusOf(stage)).doors.find(({ door }) => door.number === number);
  if (found === undefined) throw new Error(`There is no door ${number}.`);
  return found.door.size;
}
