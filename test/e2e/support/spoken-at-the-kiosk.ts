import { describe, expect, it } from 'vitest';
import { scanLabel } from '../../../scripts/demo/staff-floor.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { DEMO_COUPONS, DEMO_MEMBER } from '../../../src/hub/demo/demo-loyalty.ts';
import { toFirstScreen } from './at-the-kiosk.ts';
import { callAndBeHelped } from './call-by-ear.ts';
import { listen, NUMBER, numberIn, placedNumber, screen, STOPS } from './by-ear.ts';
import { earsAt, type Ears } from './ears.ts';
import type { Collected } from './spoken-at-the-silo.ts';

/** A piece by what stands on its label. */
const PIECE = { sku: 'P001-1-S', name: 'Camisa Oxford de algodón' } as const;

/** The number, and then that it is enough to say it at the till. */
const NUMBER_AT_TILL = new RegExp(`${NUMBER.source}.*di tu número`);

/** Journeys at the kiosk of somebody who cannot see, on the stage of a file that plays in Spanish. */
export function spokenAtTheKiosk(stage: () => Stage, collected: () => Collected): void {
  describe('at the kiosk by ear and five keys', () => {
    it('a shopper scans a label, searches and narrows, is known as a member, has a coupon, has it sent, as a gift, and hears what to say at the till', async () => {
      await toFirstScreen(stage());
      const ears = await earsAt(stage().staff);
      await listen(ears);
      await ears.press(es['kiosk.attract.start']);
      await ears.hear(STOPS);
      await scanTwoLabels(stage(), ears);
      await searchAndNarrow(ears);
      await beKnown(stage(), ears);
      await haveItSent(ears);
      await orderAsGift(ears);
      const heard = await ears.hear(NUMBER_AT_TILL);
      expect(numberIn(heard)).toBe((await placedNumber(stage())).replaceAll('-', ''));
      await ears.press(es['kiosk.placed.done'], 'up');
      await ears.hear(es['speech.bye']);
    });

    it('a customer claims for what they took home, calls somebody and hears that they come, and leaves', async () => {
      const { number, email } = collected();
      await toFirstScreen(stage());
      const ears = await earsAt(stage().staff);
      await listen(ears);
      await ears.press(es['after.find.open']);
      await ears.hear(screen(es['after.find.title']));
      await ears.type(es['after.find.number'], number.replaceAll('-', ''));
      await ears.type(new RegExp(`${es['after.find.email']}, campo de texto`), email);
      await ears.press(es['after.find.do'], 'up');
      await ears.hear(screen(es['after.order.status.collected']));
      await ears.press(es['phone.step.claim']);
      await ears.hear(screen(es['after.claim.title']));
      await ears.press(new RegExp(`${es['after.claim.fault.broken']}, opción`));
      await ears.press(new RegExp(`${es['after.claim.wish.replacement']}, opción`));
      await ears.press(es['after.claim.do'], 'up');
      await ears.hear(screen(es['after.receipt.claim.title']));
      await callAndBeHelped(stage(), ears);
      await ears.press(es['kiosk.leave']);
      await ears.hear(es['speech.bye']);
    });
  });
}

/** One label leads to its piece, another to another size of it: both are heard. */
async function scanTwoLabels({ staff }: Stage, ears: Ears): Promise<void> {
  await scanLabel(staff, 'P001-1-M');
  await ears.hear(screen(PIECE.name));
  await ears.press(es['product.guide']);
  await ears.hear(STOPS);
  await ears.key('Escape');
  await ears.hear(PIECE.name);
  await scanLabel(staff, PIECE.sku);
  await ears.hear(`${PIECE.name}. Celeste · S`);
  await ears.press(es['kiosk.product.order'], 'up');
  await ears.hear(screen(es['kiosk.added.title']));
  await ears.press(es['kiosk.added.more']);
  await ears.hear(STOPS);
}

/** Hears how many there are: of what was typed, and of what a filter leaves. */
async function searchAndNarrow(ears: Ears): Promise<void> {
  await ears.type(`${es['kiosk.search']}`, 'ox');
  await ears.hear(/\d+ prendas?/);
  await ears.press(es['find.filters']);
  await ears.hear(screen(es['find.filters']));
  await ears.press(/^(.*[.] )?M \(\d+\), opción/);
  await ears.hear(/opción, elegida/);
  await ears.hear(/\b\d+ prendas?\./);
  await ears.press(/^Ver \d+ prendas?, botón/, 'up');
  await ears.hear(/Qué buscas hoy/);
}

/** A member's code is held to the scanner, and a coupon is typed. */
async function beKnown({ staff, world }: Stage, ears: Ears): Promise<void> {
  await scanLabel(staff, await memberCode(world.hubUrl));
  await ears.hear(screen(es['benefit.read.member']));
  await ears.press(es['benefit.read.bag']);
  await ears.hear(screen(es['kiosk.bag.title']));
  await ears.press(es['benefit.add']);
  await ears.hear(screen(es['benefit.code.title']));
  await ears.type(es['benefit.code.field'], DEMO_COUPONS.welcome);
  await ears.press(es['benefit.code.use'], 'up');
  await ears.hear(screen(es['kiosk.bag.title']));
}

async function haveItSent(ears: Ears): Promise<void> {
  await ears.press(es['kiosk.bag.checkout'], 'up');
  await ears.hear(screen(es['kiosk.delivery.title']));
  await ears.press(new RegExp(`^(.*[.:?] )?${es['way.ship']}.*opción`));
  await ears.press(es['kiosk.next'], 'up');
  await ears.hear(screen(es['kiosk.address.title']));
  await ears.type(es['kiosk.address.name'], 'eva');
  await ears.type(es['kiosk.address.street'], 'sol1');
  await ears.type(es['kiosk.address.postcode'], '28001');
  await ears.type(es['kiosk.address.city'], 'vigo');
  await ears.press(es['kiosk.next'], 'up');
  await ears.hear(screen(es['kiosk.contact.title']));
  await ears.press(es['kiosk.next'], 'up');
}

async function orderAsGift(ears: Ears): Promise<void> {
  await ears.hear(screen(es['kiosk.review.title']));
  await ears.press(new RegExp(`${es['benefit.gift']}.*casilla, sin marcar`));
  await ears.hear(/casilla, marcada/);
  await ears.press(es['kiosk.review.place'], 'up');
}

/** What the code on the member's phone says. */
async function memberCode(hubUrl: string): Promise<string> {
  const answer = (await (await fetch(`${hubUrl}/v1/member/${DEMO_MEMBER.token}`)).json()) as { readonly code: string };
  return answer.code;
}
