import { describe, expect, it } from 'vitest';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import { type Stage, untilSynced } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { untilSomethingCanBeOrdered } from '../../../scripts/world/goods.ts';
import { mailAbout } from './mailbox.ts';

const EMAIL = 'bolsa.en.el.movil@example.com';

/** A shopper who takes the bag along and orders it on their phone, on the stage of a file that plays in Spanish, with stand-ins of providers. */
export function bagJourney(stage: () => Stage): void {
  describe('a bag that somebody took along on their phone', () => {
    it('is ordered and paid there, and the kiosk that showed it knows of the order', async () => {
      const phone = await stage().phone(await bagAddress(stage()));
      await press(phone, es['bag.order.begin']);
      await seeTitle(phone, es['bag.order.title']);
      await press(phone, es['bag.order.next']);
      await phone.getByText(es['kiosk.contact.email.wrong']).waitFor();
      await phone.getByRole('textbox', { name: es['kiosk.contact.email'] }).fill(EMAIL);
      await press(phone, es['bag.order.next']);
      await seeTitle(phone, es['bag.order.confirm.title']);
      await press(phone, es['bag.order.confirm']);
      await phone.getByRole('button', { name: 'Pagar con la tarjeta Pasillo', exact: true }).waitFor();
      const words = ((await phone.getByRole('main').textContent()) ?? '').replaceAll('\u2011', '-');
      const number = /ZZ-[0-9]{5}-[0-9A-Z]/.exec(words)?.[0] ?? '';
      expect(new URL(phone.url()).pathname).toMatch(/^\/p\//);
      await press(phone, 'Pagar con la tarjeta Pasillo');
      await phone.getByRole('heading', { name: 'Tarjeta de la tienda' }).waitFor();
      await press(phone, 'Pagar');
      await seeTitle(phone, es['phone.status.paid.title'], 40_000);
      await mailAbout(stage(), number, 'paid');
      await untilSynced(stage());
      await phone.close();
    });
  });
}

/** The address that a kiosk shows as a code for a bag with one piece. */
function bagAddress({ ask }: Stage): Promise<string> {
  return ask(async (calls) => {
    const sku = await untilSomethingCanBeOrdered(calls);
    await calls.kiosk.start({ locale: 'es' });
    await calls.kiosk.add({ sku });
    const code = await calls.kiosk.bagCode({});
    await calls.kiosk.end({});
    if (!code.ok) throw new Error(`the kiosk gives no code: ${code.error.kind}`);
    return code.value.url;
  });
}
