import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_MEMBER } from '../../../src/hub/demo/demo-loyalty.ts';
import { findShirt } from '../../../scripts/demo/kiosk-steps.ts';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import { people } from '../../../scripts/demo/staff-floor.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es, filled, startsWith } from '../../../scripts/demo/words.ts';
import { until } from '../../../scripts/world/until.ts';
import { choose, giveBack, takeOver } from './assist-journey.ts';
import { toFirstScreen } from './at-the-kiosk.ts';
import { showMemberCode } from './member-journey.ts';
import { type AuditEntry, auditHead, auditSince } from './station-audit.ts';

const NOTE = 'Prefiere lino';

/** What staff do for a customer they know, on the stage of a file that plays in Spanish. */
export function memberBesideStaff(stage: () => Stage): void {
  describe('an assistant beside a member', () => {
    it('takes a discount back, sees orders and sizes, writes a note and erases it, and leaves nothing of that on the screen', async () => {
      const { staff: kiosk, world } = stage();
      const phone = await stage().phone(`${world.hubUrl}/p/m/${DEMO_MEMBER.token}`);
      await toFirstScreen(stage());
      await press(kiosk, es['kiosk.attract.start']);
      await findShirt(kiosk);
      const before = auditHead(world.folder);
      await takeOver(kiosk);
      await lowerAndTakeBack(kiosk);
      await showMemberCode(stage(), phone);
      await press(kiosk, es['assist.customer']);
      await kiosk.getByRole('region', { name: es['assist.customer.sizes'] }).getByText('M', { exact: true }).waitFor();
      await kiosk.getByRole('region', { name: es['assist.customer.orders'] }).waitFor();
      await writeAndErase(kiosk);
      await giveBack(kiosk);
      await kiosk.getByRole('region', { name: es['assist.customer.sizes'] }).waitFor({ state: 'detached' });
      await toFirstScreen(stage());
      await phone.close();
      const acts = await recordUntil(stage(), before, /^(staff|assist|discount)\./);
      const staffId = people.assistant.staffId;
      const { memberId } = DEMO_MEMBER;
      expect(acts.map(({ kind, facts }) => [kind, facts['staffId'], facts['memberId']])).toEqual([
        ['staff.signed-in', staffId, undefined],
        ['assist.began', staffId, undefined],
        ['discount.given', staffId, undefined],
        ['discount.taken-back', staffId, undefined],
        ['assist.looked-up', staffId, memberId],
        ['assist.noted', staffId, memberId],
        ['assist.note-erased', staffId, memberId],
        ['assist.ended', staffId, undefined],
        ['staff.signed-out', staffId, undefined],
      ]);
      expect(JSON.stringify(acts)).not.toMatch(/Prefiere|socia|@/);
    });
  });
}

/** Ten per cent, which an assistant may give alone, and the full price again. */
async function lowerAndTakeBack(kiosk: Page): Promise<void> {
  await press(kiosk, startsWith(es['assist.line.name']));
  await seeTitle(kiosk, es['assist.discount.title']);
  await choose(kiosk, /^10 %/);
  await choose(kiosk, es['assist.reason.display']);
  await press(kiosk, es['assist.discount.apply']);
  await kiosk.locator('.bag-price .price-before').waitFor();
  await press(kiosk, startsWith(es['assist.line.name']));
  await press(kiosk, es['assist.discount.remove']);
  await seeTitle(kiosk, es['kiosk.bag.title']);
  await kiosk.locator('.bag-price .price-before').waitFor({ state: 'detached' });
}

async function writeAndErase(kiosk: Page): Promise<void> {
  await kiosk.getByRole('textbox', { name: es['assist.customer.note'] }).fill(NOTE);
  await press(kiosk, es['ui.key.done']);
  await press(kiosk, es['assist.customer.note.add']);
  await press(kiosk, filled(es['assist.customer.note.erase.name'], { words: NOTE }));
  await kiosk.getByText(es['assist.customer.notes.none']).waitFor();
}

/** What the station wrote down of these kinds since entry `after`, once they have signed out. */
async function recordUntil({ world }: Stage, after: number, kinds: RegExp): Promise<readonly AuditEntry[]> {
  return await until('the record has it all', 20_000, async () => {
    const seen = auditSince(world.folder, after).filter(({ kind }) => kinds.test(kind));
    return seen.at(-1)?.kind === 'staff.signed-out' ? seen : false;
  });
}
