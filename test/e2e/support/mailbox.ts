import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { linkIn, waitForMail } from '../../../scripts/demo/mail.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';

/** The message of this kind about an order, once the hub has sent it, as a person reads it. */
export function mailAbout(stage: Stage, number: string, kind: string): Promise<string> {
  return waitForMail(join(stage.world.folder, 'hub', 'mailbox'), number, kind);
}

/** The customer's phone with the order's page, opened by the link of a message of this kind. */
export async function phoneFromMail(stage: Stage, number: string, kind: string): Promise<Page> {
  return await stage.phone(linkIn(await mailAbout(stage, number, kind)));
}

/** Loads a phone's page again until these words stand on it; with `beside`, until they stand on the same card's line. */
export async function reloadUntil(phone: Page, words: string, beside?: string): Promise<void> {
  const shown = beside === undefined ? phone.getByText(words).first() : phone.getByRole('listitem').filter({ hasText: words }).filter({ hasText: beside });
  for (let tries = 0; tries < 30 && (await shown.count()) === 0; tries++) {
    await phone.reload();
    // The page shows at once what it knows, and what it asked for a moment later.
    await shown.waitFor({ timeout: 2_000 }).catch(() => undefined);
  }
  await shown.waitFor();
}
