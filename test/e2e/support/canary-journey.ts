import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findShirt, giveEmail } from '../../../scripts/demo/kiosk-steps.ts';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { until } from '../../../scripts/world/until.ts';
import { toFirstScreen } from './at-the-kiosk.ts';

/** What one shopper types and nobody else ever does. */
const canaries = ['canariobusca', 'Canarionombre', 'Canariocalle', 'Canariociudad', 'canario.correo'] as const;

/** Somebody types whatever a kiosk asks for and leaves without ordering; then the next person comes. On the stage of a file that plays in Spanish. */
export function canaryJourney(stage: () => Stage): void {
  describe('what one shopper typed', () => {
    it('is nowhere once the next one has begun: not on the page, not in its storage or memory, not in a file', async () => {
      const kiosk = stage().staff;
      await toFirstScreen(stage());
      await press(kiosk, es['kiosk.attract.start']);
      await typeEverything(kiosk);
      // As a check of the check: while they are there, it is found.
      expect(await heapHolds(kiosk)).toContain('Canarionombre');
      await press(kiosk, es['kiosk.leave']);
      await press(kiosk, es['kiosk.leave.yes']);
      await seeTitle(kiosk, es['kiosk.attract.title']);
      await press(kiosk, es['kiosk.attract.start']);
      await kiosk.getByLabel(es['kiosk.search']).waitFor();
      expect(await pageHolds(kiosk)).toEqual([]);
      expect(await heapHolds(kiosk)).toEqual([]);
      await until('the station has wiped its journal', 30_000, async () => filesHolding(stage().world.folder).length === 0);
      await toFirstScreen(stage());
    });
  });
}

async function typeEverything(kiosk: Page): Promise<void> {
  await kiosk.getByLabel(es['kiosk.search']).fill('canariobusca');
  await findShirt(kiosk);
  await press(kiosk, es['kiosk.bag.checkout']);
  await kiosk
    .locator('label', { has: kiosk.getByRole('radio', { name: new RegExp(es['way.ship']) }) })
    .first()
    .click();
  await press(kiosk, es['kiosk.next']);
  await kiosk.getByLabel(es['kiosk.address.name']).fill('Canarionombre Pérez');
  await kiosk.getByLabel(es['kiosk.address.street']).fill('Canariocalle, 7');
  await kiosk.getByLabel(es['kiosk.address.postcode']).fill('28013');
  await kiosk.getByLabel(es['kiosk.address.city']).fill('Canariociudad');
  await press(kiosk, es['ui.key.done']);
  await press(kiosk, es['kiosk.next']);
  await giveEmail(kiosk, 'canario.correo@example.com');
  await seeTitle(kiosk, es['kiosk.review.title']);
}

/** The canaries in whatever a page can read again: itself, its address, its stores, the clipboard. */
async function pageHolds(kiosk: Page): Promise<readonly string[]> {
  const browser = await kiosk.context().newCDPSession(kiosk);
  await browser.send('Browser.grantPermissions', { permissions: ['clipboardReadWrite'] }).catch(() => undefined);
  await kiosk.bringToFront();
  const all = await kiosk.evaluate<string>(`(async () => [
    document.documentElement.outerHTML,
    [...document.querySelectorAll('input')].map((field) => field.value).join(' '),
    location.href,
    document.cookie,
    JSON.stringify({ ...sessionStorage }),
    JSON.stringify({ ...localStorage }),
    JSON.stringify(await indexedDB.databases()),
    JSON.stringify('caches' in window ? await caches.keys() : []),
    JSON.stringify(history.state),
    await navigator.clipboard?.readText().catch(() => '') ?? '',
  ].join('\\n'))()`);
  const { entries } = await browser.send('Page.getNavigationHistory');
  await browser.detach();
  return held(`${all}\n${JSON.stringify(entries)}`);
}

/** The canaries in the page's memory, after a collection. */
async function heapHolds(kiosk: Page): Promise<readonly string[]> {
  const session = await kiosk.context().newCDPSession(kiosk);
  try {
    return held(await heapOf(session));
  } finally {
    await session.detach();
  }
}

async function heapOf(session: CDPSession): Promise<string> {
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  return chunks.join('');
}

function held(text: string): readonly string[] {
  return canaries.filter((canary) => text.includes(canary));
}

/** The files below a folder that hold a canary: databases, their journals, logs, mails. */
function filesHolding(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .filter((path) => held(readFileSync(path, 'latin1')).length > 0);
}
