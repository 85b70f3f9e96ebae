import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { headOffice } from '../../../scripts/demo/head-office.ts';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import { goToTask, people, signInAs, signOut } from '../../../scripts/demo/staff-floor.ts';
import { type Stage, untilSynced } from '../../../scripts/demo/stage.ts';
import { es, filled, like, startsWith } from '../../../scripts/demo/words.ts';
import { must, payOrder } from '../../../scripts/world/order-calls.ts';
import { until } from '../../../scripts/world/until.ts';
import { choose } from './assist-journey.ts';
import { toFirstScreen } from './at-the-kiosk.ts';
import { mailAbout, phoneFromMail } from './mailbox.ts';
import { type AuditEntry, auditHead, auditSince } from './station-audit.ts';

const { assistant } = people;

/** Staff who prepare an order and cannot find a piece of it, on the stage of a file that plays in Spanish. */
export function pieceNotFound(stage: () => Stage): void {
  describe('an assistant who cannot find a piece of an order', () => {
    it('has it come from another shop, which has it on its list, then gives the order at the desk, and the customer is told of both', async () => {
      const { staff, world } = stage();
      await toFirstScreen(stage());
      const pieces = await hereAndElsewhere(stage());
      const { number, orderId } = await paidOrderOf(stage(), pieces, 'no.la.encuentran@example.com');
      await untilSynced(stage());
      const before = auditHead(world.folder);
      await signInAs(stage(), assistant);
      await goToTask(stage(), es['staff.home.orders']);
      await press(staff, filled(es['staff.orders.open'], { number }));
      await seeTitle(staff, es['staff.prepare.title']);
      await press(staff, es['staff.change.open']);
      await seeTitle(staff, filled(es['staff.change.title'], { number }));
      await bringFromElsewhere(staff, pieces.lost);
      await isOnTheListOfAnother(stage(), { sku: pieces.lost.sku, orderId });
      expect(await mailAbout(stage(), number, 'moved')).toMatch(/Viene de: \S/);
      await cannotComeTwice(staff, pieces.lost);
      // Back to what was being prepared, which says what is not to be looked for here.
      await press(staff, es['ui.back']);
      await seeTitle(staff, es['staff.prepare.title']);
      await staff.getByText(filled(es['staff.stock.moved'], { what: pieces.lost.name })).waitFor();
      await press(staff, es['staff.change.open']);
      await giveAtTheDesk(staff);
      expect(await mailAbout(stage(), number, 'changed')).toContain('Como acordamos contigo');
      const phone = await phoneFromMail(stage(), number, 'changed');
      await phone.close();
      // It is nothing for the lockers any more, and something for the desk.
      await press(staff, es['ui.back']);
      await staff.getByRole('heading', { name: new RegExp(`${es['staff.orders.title']}|${es['staff.orders.empty.title']}`) }).waitFor();
      await staff.getByRole('button', { name: filled(es['staff.orders.open'], { number }) }).waitFor({ state: 'detached' });
      await press(staff, es['staff.home']);
      await goToTask(stage(), es['staff.home.desk']);
      await press(staff, filled(es['staff.hand.open'], { number }));
      await staff.getByText(filled(es['staff.stock.moved'], { what: pieces.lost.name })).waitFor();
      await signOut(stage());
      const by = { staffId: assistant.staffId, orderId };
      expect(await changesOf(stage(), before)).toMatchObject([
        { kind: 'order.rerouted', facts: { ...by, to: 'elsewhere', reason: 'not-found', pieces: 1 } },
        { kind: 'order.rerouted', facts: { ...by, to: 'desk', from: 'silo', agreed: 'by-phone', days: 3 } },
      ]);
    });
  });
}

interface Piece {
  readonly sku: string;
  readonly title: string;
  /** With size and colour, as a list names it. */
  readonly name: string;
}

/** One of the two is chosen, and why it does not come. */
async function bringFromElsewhere(staff: Page, { title }: Piece): Promise<void> {
  await press(staff, startsWith(es['staff.change.elsewhere']));
  await seeTitle(staff, es['staff.change.elsewhere']);
  const go = staff.getByRole('button', { name: es['staff.change.elsewhere.do'], exact: true });
  await staff.getByText(es['staff.change.none']).waitFor();
  expect(await go.isDisabled()).toBe(true);
  await press(staff, filled(es['ui.quantity.more'], { name: title }));
  await choose(staff, es['staff.change.reason.not-found']);
  await go.click();
  await staff.getByText(es['staff.change.said.elsewhere']).waitFor();
}

/** What comes from another place was not to be found here: the screen says so, and nothing is changed. */
async function cannotComeTwice(staff: Page, { title }: Piece): Promise<void> {
  await press(staff, startsWith(es['staff.change.elsewhere']));
  await press(staff, filled(es['ui.quantity.more'], { name: title }));
  await press(staff, es['staff.change.elsewhere.do']);
  await staff.getByText(es['staff.change.problem.not-here']).waitFor();
  await press(staff, es['ui.back']);
  await seeTitle(staff, like(es['staff.change.title']));
}

/** The customer was called, and comes to the desk in three days. */
async function giveAtTheDesk(staff: Page): Promise<void> {
  await press(staff, startsWith(es['staff.change.reroute']));
  await seeTitle(staff, es['staff.change.reroute']);
  const go = staff.getByRole('button', { name: es['staff.change.reroute.do'], exact: true });
  await choose(staff, es['staff.way.desk']);
  await choose(staff, 'En 3 días');
  expect(await go.isDisabled()).toBe(true);
  await choose(staff, es['staff.change.agreed.by-phone']);
  await go.click();
  await staff.getByText(es['staff.change.said.reroute']).waitFor();
}

/** The other place's list, as head office sees it too: the order holds the piece there, and nothing of it here. */
async function isOnTheListOfAnother(stage: Stage, { sku, orderId }: { readonly sku: string; readonly orderId: string }): Promise<void> {
  const holds = (await headOffice(stage).stockOf(sku)).holds.filter((hold) => hold.orderId === orderId);
  expect(holds).toMatchObject([{ paid: true, quantity: 1 }]);
  expect(holds[0]?.locationId).not.toBe('gran-via');
}

/** Two pieces that lie in this shop; the first can come from another place as well. */
async function hereAndElsewhere({ ask }: Stage): Promise<{ readonly lost: Piece; readonly found: Piece }> {
  return await ask(async (calls) => {
    let found: Piece | null = null;
    const { items } = await calls.catalogue.search({ text: '', category: null, offset: 0, limit: 40 });
    for (const { productId } of items) {
      const product = await calls.catalogue.product({ productId });
      if (!product.ok) continue;
      const { title, variants } = product.value;
      const isThere = (variant: (typeof variants)[number], isWanted: (kind: string) => boolean) =>
        variant.stock.some(({ kind, quantity }) => isWanted(kind) && quantity > 1);
      const here = variants.filter((variant) => isThere(variant, (kind) => kind === 'here'));
      const both = here.find((variant) => isThere(variant, (kind) => kind !== 'here'));
      if (found !== null && both !== undefined) return { lost: pieceOf(title, both), found };
      const [one] = here;
      if (one !== undefined) found ??= pieceOf(title, one);
    }
    throw new Error('the demo has too little that lies here');
  });
}

function pieceOf(title: string, { sku, size, colour }: { readonly sku: string; readonly size: string | null; readonly colour: string | null }): Piece {
  return { sku, title, name: `${title} (${[size, colour].filter((part) => part !== null).join(', ')})` };
}

/** Somebody ordered both for the lockers, and paid. */
async function paidOrderOf({ ask }: Stage, { lost, found }: { readonly lost: Piece; readonly found: Piece }, email: string) {
  return await ask(async (calls) => {
    must('begin a session', await calls.kiosk.start({ locale: 'es' }));
    for (const { sku } of [found, lost]) must('put it into the bag', await calls.kiosk.add({ sku }));
    must('choose the silo', await calls.kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }));
    must('give an address', await calls.kiosk.setContact({ contact: { kind: 'email', email } }));
    must('place the order', await calls.kiosk.place({}));
    const number = await numberOf(calls);
    must('end the session', await calls.kiosk.end({}));
    must('sign in', await calls.staff.signIn({ badge: assistant.number, pin: assistant.pin }));
    const order = must('find the order', await calls.staff.findOrder({ code: number }));
    await payOrder(calls, order);
    must('sign out', await calls.staff.signOut({}));
    return order;
  });
}

async function numberOf(calls: Parameters<Parameters<Stage['ask']>[0]>[0]): Promise<string> {
  for await (const view of await calls.kiosk.watch({})) {
    const number = view.session?.placed?.number;
    if (number !== undefined) return number;
  }
  throw new Error('The station ended while an order was placed.');
}

/** How orders were changed since entry `after`, as the station wrote it down. */
async function changesOf({ world }: Stage, after: number): Promise<readonly AuditEntry[]> {
  const seen = await until('they have signed out', 20_000, async () => {
    const all = auditSince(world.folder, after);
    return all.some(({ kind }) => kind === 'staff.signed-out') ? all : false;
  });
  return seen.filter(({ kind }) => /^order\.(rerouted|rejected|resent)/.test(kind));
}
