import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findShirt, giveEmail, place, toContact } from '../../../scripts/demo/kiosk-steps.ts';
import { press, seeTitle, typeDigits } from '../../../scripts/demo/screen.ts';
import { goToTask, people, signInAs, signOut } from '../../../scripts/demo/staff-floor.ts';
import { type Stage, untilSynced } from '../../../scripts/demo/stage.ts';
import { es, filled, like, startsWith } from '../../../scripts/demo/words.ts';
import { until } from '../../../scripts/world/until.ts';
import type { DiscountLimits } from '../../../src/contract/discounts.ts';
import { systemClock } from '../../../src/hub/clock.ts';
import { demoConfig } from '../../../src/hub/demo-hub.ts';
import { choose, giveBack, takeOver } from './assist-journey.ts';
import { leaveOrder, toFirstScreen } from './at-the-kiosk.ts';
import { type AuditEntry, auditHead, auditSince } from './station-audit.ts';

const { assistant, manager, technician } = people;
/** What the shop lets be taken off once its hub is back: less than the station knows. */
const STRICTER: DiscountLimits = { assistant: 5, manager: 15 };

/** A discount that is too much, on the stage of a file that plays in Spanish. The hub is left with the stricter limits: whoever stops it next brings the usual ones back. */
export function refusedDiscount(stage: () => Stage): void {
  describe('a discount that is too much', () => {
    it('is not given beyond the limits; one that a new rule of the hub refuses is taken back at the till, and the full price stands on screen and paper', async () => {
      const { staff: kiosk, world } = stage();
      await toFirstScreen(stage());
      await press(kiosk, es['kiosk.attract.start']);
      await findShirt(kiosk);
      const full = amount(await kiosk.locator('.bag-price .price').first().textContent());
      const less = full - Math.floor((full * 20) / 100);
      await untilSynced(stage());
      await world.stopHub();
      const before = auditHead(world.folder);
      await takeOver(kiosk);
      await isRefused(kiosk, full);
      await isGivenWithAManager(kiosk);
      expect(amount(await kiosk.locator('.bag-price .price > span').first().textContent())).toBe(less);
      await press(kiosk, es['kiosk.bag.checkout']);
      await toContact(kiosk);
      await giveEmail(kiosk, 'rebajada@example.com');
      const number = await place(kiosk);
      await giveBack(kiosk);
      await leaveOrder(stage());
      await world.startHub(await setupFile(stage(), STRICTER));
      await untilSynced(stage());
      await signInAs(stage(), assistant);
      await goToTask(stage(), es['staff.home.till']);
      await isTakenBack(stage(), number, { full, less });
      await isPaid(kiosk, number, full);
      await signOut(stage());
      await untilSynced(stage());
      const orderId = expect.any(String);
      const money = { minor: full, currency: 'EUR', staffId: assistant.staffId, orderId };
      const both = { list: full, minor: less, staffId: assistant.staffId, secondId: manager.staffId };
      expect(await recordOf(stage(), before)).toMatchObject([
        { kind: 'discount.given', facts: both },
        { kind: 'order.placed', facts: { minor: less, number, placedOffline: true } },
        { kind: 'order.marked-down', facts: both },
        { kind: 'discount.undone', facts: money },
        { kind: 'payment.taken', facts: { ...money, tender: 'card' } },
      ]);
    });
  });
}

/** Half the price is more than anybody here may take off; twenty per cent wants a second person, who is somebody else. */
async function isRefused(kiosk: Page, full: number): Promise<void> {
  await press(kiosk, startsWith(es['assist.line.name']));
  await seeTitle(kiosk, es['assist.discount.title']);
  expect(await kiosk.getByRole('radio', { name: /^40 %/ }).count()).toBe(0);
  await choose(kiosk, es['assist.discount.other']);
  await kiosk.getByRole('textbox', { name: es['assist.discount.price'] }).fill(String(Math.round(full / 2)));
  await choose(kiosk, es['assist.reason.goodwill']);
  await press(kiosk, es['assist.discount.apply']);
  await isInSight(kiosk, es['assist.problem.above-limit']);
  await choose(kiosk, /^20 %/);
  await press(kiosk, es['assist.discount.apply']);
  await second(kiosk, assistant);
  // Nobody else can be tried with the PIN of whoever was wrong: it begins again with a number.
  await seeTitle(kiosk, es['assist.second.number.title']);
  await kiosk.getByText(es['assist.problem.same-person']).waitFor();
  await second(kiosk, technician);
  await seeTitle(kiosk, es['assist.second.number.title']);
  await kiosk.getByText(es['assist.second.above-limit']).waitFor();
}

/** The words are there, and not above what can be seen of the screen. */
async function isInSight(kiosk: Page, words: string): Promise<void> {
  await kiosk.getByText(words).waitFor();
  const topOf = (selector: string) => `document.querySelector('${selector}').getBoundingClientRect().top`;
  const top = await kiosk.evaluate<number>(`${topOf('.banner[role="alert"]')} - ${topOf('main')}`);
  expect(top).toBeGreaterThanOrEqual(0);
}

/** The manager types number and PIN where the assistant's own were not enough. */
async function isGivenWithAManager(kiosk: Page): Promise<void> {
  await second(kiosk, manager);
  await seeTitle(kiosk, es['kiosk.bag.title']);
  await kiosk.locator('.bag-price .price-before').waitFor();
}

async function second(kiosk: Page, { number, pin }: typeof assistant): Promise<void> {
  await seeTitle(kiosk, es['assist.second.number.title']);
  await typeDigits(kiosk, number);
  await press(kiosk, es['assist.second.next']);
  await seeTitle(kiosk, es['assist.second.pin.title']);
  await typeDigits(kiosk, pin);
  await press(kiosk, es['assist.discount.apply']);
}

/** The till takes no money for it until its discount is gone. */
async function isTakenBack({ staff }: Stage, number: string, { full, less }: { readonly full: number; readonly less: number }): Promise<void> {
  await staff.getByLabel(es['staff.till.field']).fill(number);
  await press(staff, es['staff.till.find']);
  await seeTitle(staff, filled(es['staff.order.title'], { number }));
  await staff.getByText(es['assist.till.refused']).waitFor();
  const total = staff.locator('.till-order-total .price');
  expect(amount(await total.textContent())).toBe(less);
  expect(await staff.getByRole('button', { name: es['staff.pay.card'], exact: true }).count()).toBe(0);
  await press(staff, es['assist.till.undo']);
  await staff.getByText(es['assist.till.refused']).waitFor({ state: 'detached' });
  expect(amount(await total.textContent())).toBe(full);
  expect(await staff.locator('.price-before').count()).toBe(0);
}

/** What the button asks for, what the receipt says line by line, and what was taken are the full price. */
async function isPaid(staff: Page, number: string, full: number): Promise<void> {
  await press(staff, es['staff.pay.card']);
  const confirm = staff.getByRole('button', { name: like(es['staff.pay.confirm']) });
  expect(amount(await confirm.textContent())).toBe(full);
  await confirm.click();
  await seeTitle(staff, es['staff.pay.done.title']);
  const paper = (await staff.locator('.receipt').textContent()) ?? '';
  expect(paper).toContain(number);
  expect(new Set([...paper.matchAll(/(\d+,\d\d)\s?€/g)].map(([, price]) => amount(price ?? '')))).toEqual(new Set([full]));
  await press(staff, es['staff.pay.next']);
}

/** The demonstration's shop as a setup file, with these limits. */
async function setupFile({ world }: Stage, discounts: DiscountLimits): Promise<string> {
  const { tenants } = await demoConfig(systemClock, 2 ** 15);
  const path = join(world.folder, 'stricter.json');
  writeFileSync(path, JSON.stringify(tenants.map((tenant) => ({ ...tenant, stores: tenant.stores.map((store) => ({ ...store, discounts })) }))[0]));
  return path;
}

/** What the station wrote down of prices and money since entry `after`, once both have signed out. */
async function recordOf({ world }: Stage, after: number): Promise<readonly AuditEntry[]> {
  const seen = await until('the record has it all', 20_000, async () => {
    const all = auditSince(world.folder, after);
    return all.filter(({ kind }) => kind === 'staff.signed-out').length === 2 ? all : false;
  });
  return seen.filter(({ kind }) => /^(discount|payment|order\.(placed|marked-down))/.test(kind));
}

/** `39,95 €` is 3995. */
function amount(words: string | null): number {
  return Number(/[\d.,]+/.exec(words ?? '')?.[0].replace(/\D/g, ''));
}
