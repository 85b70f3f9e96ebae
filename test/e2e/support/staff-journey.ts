import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { arrive } from '../../../scripts/demo/customer.ts';
import { goToPlace, press, seeTitle } from '../../../scripts/demo/screen.ts';
import { goToTask, people, signInAs, signOut } from '../../../scripts/demo/staff-floor.ts';
import { takePayment } from '../../../scripts/demo/staff-steps.ts';
import { type Stage, untilSynced } from '../../../scripts/demo/stage.ts';
import { es, like, startsWith } from '../../../scripts/demo/words.ts';
import { until } from '../../../scripts/world/until.ts';
import { leaveOrder, placeByCall, toFirstScreen } from './at-the-kiosk.ts';

/** A manager answers a call from the queue, looks for money that is owed, and closes the shift; the record says so. On the stage of a file that plays in Spanish. */
export function staffJourney(stage: () => Stage): void {
  describe('a manager at the desk', () => {
    it('answers a call out of the queue, and closes the shift, each with its line on the record', async () => {
      const { silo, staff, world } = stage();
      const before = recordOf(world.folder).length;
      await goToPlace(staff, '/staff');
      await signInAs(stage(), people.manager);
      await goToTask(stage(), es['staff.home.help']);
      await seeTitle(staff, es['help.queue.empty.title']);
      await arrive(stage());
      await press(silo, es['ui.help']);
      await press(silo, es['help.call']);
      await seeTitle(staff, es['help.queue.title']);
      await staff.getByText('Recogiendo en las taquillas').waitFor();
      await press(staff, es['help.staff.answer']);
      await silo.getByText(like(es['help.coming'])).first().waitFor();
      await press(staff, es['help.queue.helped']);
      await seeTitle(staff, es['help.queue.empty.title']);
      await silo.keyboard.press('Escape');
      await press(staff, es['staff.home']);
      await goToTask(stage(), es['staff.home.money']);
      await staff.getByRole('heading', { level: 1 }).waitFor();
      await press(staff, es['staff.home']);
      await goToTask(stage(), es['staff.home.shift']);
      await seeTitle(staff, es['staff.shift.title']);
      await staff.getByText(es['staff.shift.drawer.no'], { exact: true }).click();
      await press(staff, es['staff.shift.do']);
      await seeTitle(staff, es['staff.shift.done.title']);
      await press(staff, es['staff.home']);
      await signOut(stage());
      await until('the record has it all', 20_000, async () =>
        recordOf(world.folder)
          .slice(before)
          .some(({ kind }) => kind === 'staff.signed-out'),
      );
      const acts = recordOf(world.folder)
        .slice(before)
        .filter(({ kind }) => /^(staff|help|shift)\./.test(kind));
      expect(acts.map(({ kind, facts }) => `${kind} ${String(facts['staffId'] ?? facts['staff'] ?? '-')}`)).toEqual([
        'staff.signed-in marcos',
        'help.called -',
        'help.answered marcos',
        'help.ended marcos',
        'shift.closed marcos',
        'staff.signed-out marcos',
      ]);
    });

    it('tells a customer again, gives up what is not there, and gives their money back, each with its line on the record', async () => {
      const { staff, world } = stage();
      await toFirstScreen(stage());
      const number = await placeByCall(stage(), 'no.esta@example.com');
      await leaveOrder(stage());
      const before = recordOf(world.folder).length;
      await signInAs(stage(), people.manager);
      await takePayment(staff, number);
      await untilSynced(stage());
      await staff.evaluate(`location.hash = '#/staff/change/${number}'`);
      await press(staff, startsWith(es['staff.change.resend']));
      await staff.getByText(es['staff.change.said.resend']).waitFor();
      await press(staff, startsWith(es['staff.change.reject']));
      await press(staff, es['staff.change.reject.do']);
      await staff.getByText(es['staff.change.said.reject']).waitFor();
      await staff.evaluate("location.hash = '#/staff/money'");
      const owed = staff.getByRole('article').filter({ hasText: number });
      await owed.getByRole('button', { name: es['staff.money.card'], exact: true }).click();
      await press(staff, es['staff.money.yes']);
      await owed.waitFor({ state: 'detached' });
      await press(staff, es['staff.home']);
      await signOut(stage());
      const acts = () =>
        recordOf(world.folder)
          .slice(before)
          .filter(({ kind }) => /^(staff|payment|order|money)\./.test(kind));
      await until('the record has it all', 20_000, async () => acts().some(({ kind }) => kind === 'staff.signed-out'));
      expect(acts().map(({ kind, facts }) => `${kind} ${String(facts['staffId'] ?? facts['staff'] ?? '-')}`)).toEqual([
        'staff.signed-in marcos',
        'order.looked-up marcos',
        'payment.taken marcos',
        'order.looked-up marcos',
        'order.resent marcos',
        'order.rejected marcos',
        'order.looked-up marcos',
        'money.giving marcos',
        'money.given marcos',
        'staff.signed-out marcos',
      ]);
    });
  });
}

interface Entry {
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What stands on the station's record. The station keeps its file to itself, so a copy is read. */
function recordOf(folder: string): readonly Entry[] {
  const name = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((one) => /(^|\/)station\.db$/.test(one));
  if (name === undefined) throw new Error('the station has no database');
  const copy = mkdtempSync(join(tmpdir(), 'pasillo-record-'));
  for (const end of ['', '-wal']) cpSync(join(folder, `${name}${end}`), join(copy, `station.db${end}`));
  const db = new Database(join(copy, 'station.db'));
  try {
    return db
      .prepare<[], { readonly event: string }>('SELECT event FROM audit ORDER BY seq')
      .all()
      .map(({ event }) => JSON.parse(event));
  } finally {
    db.close();
    rmSync(copy, { recursive: true, force: true });
  }
}
