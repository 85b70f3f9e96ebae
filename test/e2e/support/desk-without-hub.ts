import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { press, seeTitle, typeDigits } from '../../../scripts/demo/screen.ts';
import { people, signInAs, signOut } from '../../../scripts/demo/staff-floor.ts';
import { takePayment } from '../../../scripts/demo/staff-steps.ts';
import { type Stage, untilSynced } from '../../../scripts/demo/stage.ts';
import { es, filled, startsWith } from '../../../scripts/demo/words.ts';
import { until } from '../../../scripts/world/until.ts';
import { leaveOrder, placeByCall, toFirstScreen } from './at-the-kiosk.ts';
import { type AuditEntry, auditHead, auditSince } from './station-audit.ts';

/** What staff do at the desk without the hub, on the stage of a file that plays in Spanish. */
export function deskWithoutHub(stage: () => Stage): void {
  describe('a manager at the desk while the hub is away', () => {
    it('takes money, is told what has to wait, finds the door again after the lock, counts the drawer and prints the shift once more', async () => {
      const { staff, world } = stage();
      await toFirstScreen(stage());
      const number = await placeByCall(stage(), 'sin.central@example.com');
      await leaveOrder(stage());
      await untilSynced(stage());
      await world.stopHub();
      const before = auditHead(world.folder);
      await signInAs(stage(), people.manager);
      await takePayment(staff, number);
      await seesWhatWaits(staff, number);
      await locksWithADoor(stage(), number);
      await countsTheDrawer(staff);
      await signOut(stage());
      await world.startHub();
      await untilSynced(stage());
      const acts = await recordUntil(stage(), before, /^(staff|order|payment|shift|list|door\.answered)/, 2);
      const named = ({ kind, facts }: AuditEntry) => `${kind} ${String(facts['staffId'] ?? facts['staff'] ?? '-')}`;
      expect(acts.filter(({ kind }) => !kind.startsWith('list.')).map(named)).toEqual([
        'staff.signed-in marcos',
        'order.looked-up marcos',
        'payment.taken marcos',
        'order.looked-up marcos',
        'staff.signed-out marcos',
        'staff.signed-in marcos',
        'door.answered marcos',
        'shift.closed marcos',
        'shift.printed marcos',
        'staff.signed-out marcos',
      ]);
      const looked = acts.filter(({ kind }) => kind === 'list.looked-at');
      expect(new Set(looked.map(({ facts }) => facts['list']))).toEqual(new Set(['to-prepare', 'shift']));
      expect(acts.find(({ kind }) => kind === 'shift.closed')?.facts).toMatchObject({ counted: 100, left: 0, reason: 'unknown' });
      expect(JSON.stringify(acts)).not.toMatch(/sin\.central|@/);
    });
  });
}

/** Only the hub can change an order and give money back: the screens say so instead of trying. */
async function seesWhatWaits(staff: Page, number: string): Promise<void> {
  await staff.evaluate(`location.hash = '#/staff/change/${number}'`);
  await staff.getByText(es['staff.change.offline']).waitFor();
  expect(await staff.getByRole('button', { name: startsWith(es['staff.change.resend']) }).isDisabled()).toBe(true);
  await staff.evaluate("location.hash = '#/staff/money'");
  await seeTitle(staff, es['staff.money.offline.title']);
}

/** Locks the screen in the middle of a load. Whoever finds it reads which door it is; the manager goes on with the question about it. */
async function locksWithADoor({ staff, ask, hands }: Stage, number: string): Promise<void> {
  await staff.evaluate("location.hash = '#/staff/orders'");
  await press(staff, filled(es['staff.orders.open'], { number }));
  await press(staff, es['staff.prepare.open']);
  await seeTitle(staff, es['staff.load.open.title'], 40_000);
  await press(staff, es['staff.lock']);
  await seeTitle(staff, es['staff.badge.title']);
  const left = staff.locator('.left-doors');
  const words = (await left.getByText(/puerta \d+ se ha quedado abierta/i).textContent()) ?? '';
  expect(await staff.locator('body').textContent()).not.toContain(number);
  hands.close(Number(/\d+/.exec(words)?.[0]));
  await left.getByText(/ya está cerrada/).waitFor();
  await press(staff, es['staff.badge.number']);
  await typeDigits(staff, people.manager.number);
  await press(staff, es['staff.number.next']);
  await typeDigits(staff, people.manager.pin);
  await press(staff, es['staff.pin.enter']);
  await seeTitle(staff, es['staff.load.ask.title'], 40_000);
  expect(await staff.locator('.left-doors').count()).toBe(0);
  await press(staff, startsWith(es['staff.load.changed-mind']));
  await staff.getByRole('heading', { name: es['staff.load.ask.title'] }).waitFor({ state: 'detached' });
  await ask(async (calls) => void (await calls.staff.closeLoad({})));
}

/** A euro lies in the drawer of which nobody knows why; nothing stays for the next shift. The paper is printed again from the next one's screen. */
async function countsTheDrawer(staff: Page): Promise<void> {
  await staff.evaluate("location.hash = '#/staff/shift'");
  await seeTitle(staff, es['staff.shift.title']);
  await amount(staff, es['staff.shift.counted'], '1');
  await staff.getByText(es['staff.shift.reason.unknown'], { exact: true }).click();
  await amount(staff, es['staff.shift.stays'], '0');
  await press(staff, es['staff.shift.do']);
  await seeTitle(staff, es['staff.shift.done.title']);
  await press(staff, es['staff.home']);
  await staff.evaluate("location.hash = '#/staff/shift'");
  await press(staff, es['staff.shift.print.before']);
  await staff.getByText(es['staff.shift.print.done'], { exact: true }).waitFor();
}

async function amount(staff: Page, field: string, value: string): Promise<void> {
  await staff.getByRole('textbox', { name: field }).fill(value);
}

/** What the station wrote down of these kinds since entry `after`, once so many people have signed out. */
async function recordUntil({ world }: Stage, after: number, kinds: RegExp, signedOut: number): Promise<readonly AuditEntry[]> {
  return await until('the record has it all', 20_000, async () => {
    const seen = auditSince(world.folder, after).filter(({ kind }) => kinds.test(kind));
    return seen.filter(({ kind }) => kind === 'staff.signed-out').length >= signedOut ? seen : false;
  });
}
