import { afterEach, describe, expect, it } from 'vitest';
import type { SizeClass } from '../../../src/contract/schema.ts';
import { closeDoor } from '../../../scripts/demo/customer.ts';
import { collectByCall, lookIntoOne, mailAbout, waitingOrder } from '../../../scripts/demo/prepare.ts';
import { statusOf, untilDoors, untilEmptied } from '../../../scripts/demo/proof.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { toFirstScreen } from './at-the-kiosk.ts';
import { earsAt, type Ears } from './ears.ts';

/** An order's number as it is said: `K 1, 0 0 0, 4 2, 7`. */
const NUMBER = /Tu número de pedido, ([0-9A-Z](?:,? [0-9A-Z])+)\./;

/** Which door, and where: `Puerta 14 abierta. En la parte alta, tercera columna desde la izquierda.` */
const DOOR = /Puerta (\d+) abierta\. En .+ columna desde la (?:izquierda|derecha)/;

/** Whole journeys of somebody who cannot see, with a headset and five keys, on the stage of a file that plays in Spanish. Nothing looks at the pages. */
export function spokenJourneys(stage: () => Stage): void {
  describe('by ear and five keys, with nothing to see', () => {
    let ears: Ears | null = null;
    let number = '';
    const email = 'o@a.es';

    afterEach(async () => {
      await ears?.stop();
      ears = null;
    });

    it('a shopper finds a piece, orders it for the lockers and hears its number', async () => {
      await toFirstScreen(stage());
      ears = await earsAt(stage().staff);
      await ears.start();
      await ears.press(es['kiosk.attract.start']);
      await ears.hear(/cosas que elegir/);
      await ears.press(/^Camisas, /);
      await ears.press(/^Camisa.*€/);
      await ears.press(new RegExp(`(${es['kiosk.product.shop']}|${es['kiosk.product.warehouse']}).*opción`));
      await ears.press(es['kiosk.product.order']);
      await ears.hear(es['kiosk.added.title']);
      await ears.press(es['kiosk.added.bag']);
      await ears.hear(es['kiosk.bag.title']);
      await ears.press(es['kiosk.bag.checkout']);
      await ears.hear(es['kiosk.delivery.title']);
      await ears.press(new RegExp(`^${es['way.silo']}.*opción`));
      await ears.press(es['kiosk.next']);
      await ears.hear(es['kiosk.contact.title']);
      await ears.type(es['kiosk.contact.email'], email);
      await ears.press(es['kiosk.next']);
      await ears.hear(es['kiosk.review.title']);
      await ears.press(es['kiosk.review.place']);
      number = numberIn(await ears.hear(NUMBER));
      const placed = await stage().ask(async (calls) => {
        for await (const view of await calls.kiosk.watch({})) return view.session?.placed?.number ?? '';
        return '';
      });
      expect(number).toBe(placed.replaceAll('-', ''));
      await ears.press(es['kiosk.placed.done']);
      await ears.hear(/Voz apagada/);
      await ears.start();
    });

    it('finds the order again by the number that was heard, and withdraws from it', async () => {
      await toFirstScreen(stage());
      ears = await earsAt(stage().staff);
      await ears.start();
      await ears.press(es['after.find.open']);
      await ears.hear(es['after.find.title']);
      await ears.type(es['after.find.number'], number.toLowerCase());
      await ears.type(new RegExp(`${es['after.find.email']}, campo`), email);
      await ears.press(es['after.find.do']);
      await ears.hear(/cosas que elegir/);
      await ears.press(/^Desistir del contrato aquí/);
      await ears.press(es['after.withdraw.next']);
      await ears.hear(es['after.withdraw.confirm.title']);
      await ears.press(es['after.withdraw.confirm']);
      await ears.hear(es['after.receipt.withdraw.title']);
    });

    it('a customer opens their door with short code and PIN, and hears where it is', async () => {
      const { silo } = stage();
      const order = await waitingOrder(stage(), 1, 'oidos@example.com');
      const mail = await mailAbout(stage(), order.number);
      await silo.locator('.ready').waitFor({ timeout: 40_000 });
      ears = await earsAt(silo);
      await ears.start();
      await ears.press(es['silo.ready.pin']);
      await ears.typeOn(es['silo.code.keys'], mail.shortCode);
      await ears.press(es['silo.code.next']);
      await ears.hear(es['silo.pin.title']);
      await ears.typeOn(es['ui.keypad'], mail.pin);
      await ears.press(es['silo.pin.open']);
      const [, door] = DOOR.exec(await ears.hear(DOOR)) ?? [];
      expect(Number(door)).toBe(order.parcels[0].door);
      closeDoor(stage(), Number(door));
      await ears.hear(es['silo.say.thanks']);
      await untilEmptied(stage(), [Number(door)]);
    });

    it('a customer brings a piece back', async () => {
      const { silo } = stage();
      const order = await waitingOrder(stage(), 1, 'oidos.devuelve@example.com');
      await collectByCall(stage(), order);
      await lookIntoOne(stage(), await sizeOf(stage(), order.parcels[0].door));
      await silo.locator('.ready').waitFor({ timeout: 40_000 });
      ears = await earsAt(silo);
      await ears.start();
      await ears.press(es['return.begin']);
      await ears.hear(/acerca el código de tu pedido/);
      stage().world.bank.tell({ scan: { code: order.parcels[0].code } });
      await ears.hear(es['return.goods.title']);
      await ears.press(/\b1\b.*botón/);
      await ears.hear(es['return.reason.title']);
      await ears.press(es['return.reason.size']);
      await ears.press(es['return.size.open']);
      const [, door] = /[Pp]uerta (\d+)/.exec(await ears.hear(/[Pp]uerta \d+ abierta/)) ?? [];
      closeDoor(stage(), Number(door));
      await ears.press(es['return.ask.placed']);
      await ears.hear(es['return.done.title']);
      await ears.press(es['return.done.end']);
      await untilDoors(stage(), `door ${door} is on the books as full`, [Number(door)], (state) => state === 'occupied');
    });
  });
}

function numberIn(heard: string): string {
  const [, said] = NUMBER.exec(heard) ?? [];
  return (said ?? '').replaceAll(/[ ,]/g, '');
}

/** The size of a door's compartment: what was in it will fit into another of the same. */
async function sizeOf(stage: Stage, number: number): Promise<SizeClass> {
  const found = (await statusOf(stage)).doors.find(({ door }) => door.number === number);
  if (found === undefined) throw new Error(`There is no door ${number}.`);
  return found.door.size;
}
