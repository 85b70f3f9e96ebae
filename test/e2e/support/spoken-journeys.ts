import { describe, expect, it } from 'vitest';
import { closeDoor } from '../../../scripts/demo/customer.ts';
import { collectByCall, lookIntoOne, mailAbout as readyMail, waitingOrder } from '../../../scripts/demo/prepare.ts';
import { untilDoors, untilEmptied } from '../../../scripts/demo/proof.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { toFirstScreen } from './at-the-kiosk.ts';
import { DOOR, doorIn, drawCurtain, listen, NUMBER, numberIn, placedNumber, screen, STOPS, written } from './by-ear.ts';
import { earsAt, type Ears } from './ears.ts';
import { mailAbout } from './mailbox.ts';

/** The number of a return's receipt, as it is said. */
const RECEIPT = /Tu número de resguardo es ([0-9A-Z][0-9A-Z, ]*)[.]/;

/**
 * Whole journeys of somebody who cannot see, with a headset and five keys, behind a curtain, on the stage of a file that plays in Spanish. Nothing looks
 * at the pages: which key comes next follows from what was said, and whether it was the right one is asked of station and hub.
 */
export function spokenJourneys(stage: () => Stage): void {
  describe('by ear and five keys, with nothing to see', () => {
    let number = '';
    const email = 'o@a.es';

    it('a shopper hides the screen, finds a piece, orders it for the lockers and hears its number', async () => {
      const { staff } = stage();
      await toFirstScreen(stage());
      const ears = await earsAt(staff);
      await listen(ears);
      await drawCurtain(ears);
      await orderByEar(ears, email);
      number = numberIn(await ears.hear(NUMBER));
      expect(number).toBe((await placedNumber(stage())).replaceAll('-', ''));
      expect(await staff.locator('.curtain').count()).toBe(1);
      await mailAbout(stage(), await placedNumber(stage()), 'received');
      await ears.press(es['kiosk.placed.done'], 'up');
      await ears.hear(es['speech.bye']);
    });

    it('a shopper finds their order by the number that they heard, and withdraws from it', async () => {
      await toFirstScreen(stage());
      const ears = await earsAt(stage().staff);
      await listen(ears);
      await ears.press(es['after.find.open']);
      await ears.hear(STOPS);
      await ears.type(es['after.find.number'], number);
      // Where nobody else hears it, an address is said as it was typed.
      expect(await ears.type(new RegExp(`${es['after.find.email']}, campo de texto`), email)).toContain(email);
      await ears.press(es['after.find.do'], 'up');
      await ears.hear(screen(es['after.order.status.placed']));
      await ears.press(/^Desistir del contrato aquí, botón/);
      await ears.hear(STOPS);
      await ears.press(es['after.withdraw.next'], 'up');
      await ears.hear(screen(es['after.withdraw.confirm.title']));
      await ears.press(es['after.withdraw.confirm'], 'up');
      await ears.hear(es['after.receipt.withdraw.title']);
      await mailAbout(stage(), written(number), 'withdrawn');
      await ears.key('F2');
      await ears.hear(es['speech.bye']);
    });

    it('a customer opens their door with short code and PIN, and hears where it is', async () => {
      const { silo } = stage();
      const order = await waitingOrder(stage(), 1, 'oidos@example.com');
      const mail = await readyMail(stage(), order.number);
      await silo.locator('.ready').waitFor({ timeout: 40_000 });
      const ears = await earsAt(silo);
      await listen(ears);
      await ears.press(es['silo.ready.pin'], 'up');
      await ears.hear(STOPS);
      await ears.typeOn(mail.shortCode);
      await ears.press(es['silo.code.next']);
      await ears.hear(STOPS);
      await ears.typeOn(mail.pin);
      await ears.press(es['silo.pin.open']);
      const door = doorIn(await ears.hear(DOOR));
      expect(door).toBe(order.parcels[0].door);
      closeDoor(stage(), door);
      await ears.hear(es['silo.say.thanks']);
      await untilEmptied(stage(), [door]);
      await silo.locator('.ready').waitFor({ timeout: 40_000 });
    });

    it('a customer brings a piece back', async () => {
      const { silo } = stage();
      const order = await waitingOrder(stage(), 1, 'oidos.devuelve@example.com');
      await collectByCall(stage(), order);
      await lookIntoOne(stage(), 'M');
      await silo.locator('.ready').waitFor({ timeout: 40_000 });
      const ears = await earsAt(silo);
      await listen(ears);
      await ears.press(es['return.begin'], 'up');
      await ears.hear(STOPS);
      stage().world.bank.tell({ scan: { code: order.parcels[0].code } });
      await ears.hear(screen(es['return.goods.title']));
      await ears.press(/\b1\b.*botón/);
      await ears.hear(screen(es['return.reason.title']));
      await ears.press(es['return.reason.size']);
      await ears.hear(STOPS);
      await ears.press(es['return.size.open']);
      const door = doorIn(await ears.hear(DOOR));
      closeDoor(stage(), door);
      await ears.hear(screen(`La puerta ${door} está cerrada.`));
      await ears.press(es['return.ask.placed']);
      const [, receipt = ''] = RECEIPT.exec(await ears.hear(RECEIPT)) ?? [];
      expect(receipt.replaceAll(/[ ,]/g, '')).toBe((await receiptAtStation(stage())).replaceAll('-', ''));
      await untilDoors(stage(), `door ${door} is on the books as full`, [door], (state) => state === 'occupied');
      await ears.press(es['return.done.end'], 'up');
    });
  });
}

async function orderByEar(ears: Ears, email: string): Promise<void> {
  await ears.press(es['kiosk.attract.start']);
  await ears.hear(STOPS);
  await ears.press(/^Camisas, /);
  await ears.press(/^Camisa .*€.*(botón|enlace)/);
  await ears.hear(STOPS);
  await ears.press(new RegExp(`(${es['kiosk.product.shop']}|${es['kiosk.product.warehouse']}).*opción`));
  await ears.press(es['kiosk.product.order']);
  await ears.hear(screen(es['kiosk.added.title']));
  await ears.press(es['kiosk.added.bag']);
  await ears.hear(screen(es['kiosk.bag.title']));
  await ears.press(es['kiosk.bag.checkout'], 'up');
  await ears.hear(screen(es['kiosk.delivery.title']));
  await ears.press(new RegExp(`^(.*[.:?] )?${es['way.silo']}.*opción`));
  await ears.press(es['kiosk.next'], 'up');
  await ears.hear(screen(es['kiosk.contact.title']));
  await ears.type(es['kiosk.contact.email'], email);
  await ears.press(es['kiosk.next'], 'up');
  await ears.hear(screen(es['kiosk.review.title']));
  await ears.press(es['kiosk.review.place'], 'up');
}

function receiptAtStation(stage: Stage): Promise<string> {
  return stage.ask(async (calls) => {
    for await (const { state } of await calls.silo.watch({})) return state.kind === 'return-done' ? state.receipt : state.kind;
    return '';
  });
}
