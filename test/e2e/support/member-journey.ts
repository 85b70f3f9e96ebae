import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_COUPONS, DEMO_MEMBER } from '../../../src/hub/demo/demo-loyalty.ts';
import { lumaOfPicture } from '../../../scripts/demo/camera-feed.ts';
import { findShirt, place, toContact } from '../../../scripts/demo/kiosk-steps.ts';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es, filled } from '../../../scripts/demo/words.ts';
import { leaveOrder, payAtTill, toFirstScreen } from './at-the-kiosk.ts';
import { mailAbout, reloadUntil } from './mailbox.ts';

/** As the page writes an order's number: no line breaks it. */
const unbroken = (number: string): string => number.replaceAll('-', '\u2011');

/** A member buys at the kiosk with the code on their phone, on the stage of a file that plays in Spanish. */
export function memberJourney(stage: () => Stage): void {
  describe('a member at the kiosk', () => {
    it('is known by the code on their phone, types nothing but a coupon, spends points, pays at the till and earns others', async () => {
      const kiosk = stage().staff;
      const phone = await stage().phone(`${stage().world.hubUrl}/p/m/${DEMO_MEMBER.token}`);
      await phone.getByText(pointsWords(DEMO_MEMBER.points)).waitFor();
      await toFirstScreen(stage());
      await press(kiosk, es['kiosk.attract.start']);
      await findShirt(kiosk);
      await kiosk.evaluate("location.hash = '#/kiosk'");
      await findShirt(kiosk);
      await showMemberCode(stage(), phone);
      await enterCoupon(kiosk);
      await kiosk.getByText(/^Usar \d+ puntos$/).click();
      await press(kiosk, es['kiosk.bag.checkout']);
      await toContact(kiosk);
      await kiosk.getByText(es['benefit.contact.member.email']).waitFor();
      expect(await kiosk.getByRole('textbox').count()).toBe(0);
      await press(kiosk, es['kiosk.next']);
      await seeTitle(kiosk, es['kiosk.review.title']);
      await kiosk.getByText(es['benefit.review.member']).waitFor();
      const total = plain(await kiosk.locator('.review-total strong').textContent());
      const earned = /(\d+) punto/.exec((await kiosk.getByText(/Con este pedido sumas/).textContent()) ?? '')?.[1] ?? '';
      const used = /(\d+)/.exec((await kiosk.getByText(/^Usar \d+ puntos$/).textContent()) ?? '')?.[1] ?? '';
      const number = await place(kiosk);
      await leaveOrder(stage());
      expect(plain(await payAtTill(stage(), number))).toBe(filled(es['staff.pay.confirm'], { price: total }));
      expect(await mailAbout(stage(), number, 'paid')).toContain('To: socia@example.com');
      await reloadUntil(phone, `${es['member.page.earned']} · ${unbroken(number)}`);
      const entries = await phone
        .locator('.club-entries li')
        .filter({ hasText: unbroken(number) })
        .locator('strong')
        .allTextContents();
      expect([...entries].sort()).toEqual([`+${earned}`, `−${used}`]);
      await phone.getByText(pointsWords(DEMO_MEMBER.points - Number(used) + Number(earned))).waitFor();
      await phone.close();
    });
  });
}

/** Opens the bag's reader of codes and holds the phone, as it is, before the camera. */
export async function showMemberCode({ staff: kiosk, browser, camera }: Stage, phone: Page): Promise<void> {
  await press(kiosk, es['benefit.add']);
  await press(kiosk, es['benefit.code.camera']);
  camera.show(await lumaOfPicture(browser, await phone.locator('.club-code').screenshot()));
  try {
    await seeTitle(kiosk, es['benefit.read.member']);
  } finally {
    camera.clear();
  }
  await press(kiosk, es['benefit.read.bag']);
  await kiosk.getByText(es['benefit.member'], { exact: true }).waitFor();
}

async function enterCoupon(kiosk: Page): Promise<void> {
  await press(kiosk, es['benefit.add']);
  await kiosk.getByRole('textbox', { name: es['benefit.code.field'] }).fill(DEMO_COUPONS.welcome);
  await press(kiosk, es['ui.key.done']);
  await press(kiosk, es['benefit.code.use']);
  await seeTitle(kiosk, es['kiosk.bag.title']);
  await kiosk.getByText('Bienvenida: 10 %').waitFor();
}

function pointsWords(points: number): string {
  return `${points} puntos`;
}

/** Sums have spaces that do not break. */
function plain(words: string | null): string {
  return (words ?? '').replace(/\s/g, ' ').trim();
}
