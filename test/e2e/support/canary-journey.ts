import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { findShirt, giveEmail } from '../../../scripts/demo/kiosk-steps.ts';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { until } from '../../../scripts/world/until.ts';
import { toFirstScreen } from './at-the-kiosk.ts';

/** What one shopper types and nobody else ever does. A search that finds goods is typed after it, as people mend a word. */
const canaries = ['canariobusca', 'Canarionombre', 'Canariocalle', 'Canariociudad', 'canario.correo', 'canarix'] as const;

/** Somebody types whatever a kiosk asks for and leaves without ordering; then the next person comes. On the stage of a file that plays in Spanish. */
export function canaryJourney(stage: () => Stage): void {
  describe('what one shopper typed', () => {
    it('is nowhere once the next one has begun: not on the page, nor behind it, not in its storage or memory, not in a file', async () => {
      const kiosk = stage().staff;
      await toFirstScreen(stage());
      const entriesBefore = (await historyOf(kiosk)).length;
      await press(kiosk, es['kiosk.attract.start']);
      await lookAround(kiosk);
      await typeEverything(kiosk);
      // As a check of the check: while they are there, they are found.
      expect(await heapHolds(kiosk)).toEqual(expect.arrayContaining(['Canarionombre', 'canarix']));
      expect(filesHolding(stage().world.folder)).not.toEqual([]);
      await press(kiosk, es['kiosk.leave']);
      await press(kiosk, es['kiosk.leave.yes']);
      await seeTitle(kiosk, es['kiosk.attract.title']);
      await press(kiosk, es['kiosk.attract.start']);
      await kiosk.getByLabel(es['kiosk.search']).waitFor();
      expect(await pageHolds(kiosk)).toEqual([]);
      // What a timer of the last screen still held is let go with it; what stays is a leak.
      await vi.waitFor(async () => expect(await heapHolds(kiosk)).toEqual([]), { timeout: 30_000, interval: 500 });
      // Nowhere leads back: neither a key of the browser nor its history.
      expect((await historyOf(kiosk)).length).toBe(entriesBefore);
      // Nor does what they wanted to take along come out of the clipboard.
      await kiosk.getByLabel(es['kiosk.search']).press('Control+v');
      expect(await kiosk.getByLabel(es['kiosk.search']).inputValue()).toBe('');
      await until('the station has wiped its journal', 30_000, async () => filesHolding(stage().world.folder).length === 0);
      expect(filesHolding(await profileOf(stage()))).toEqual([]);
      await toFirstScreen(stage());
    });
  });
}

/** Searches, scrolls what is found, looks at a piece, and comes back to the list. */
async function lookAround(kiosk: Page): Promise<void> {
  // Typed key by key, taken along and taken out again: what a browser could keep of it is in its clipboard, and in its memory of what can be undone.
  const search = kiosk.getByLabel(es['kiosk.search']);
  await search.pressSequentially('canariobusca', { delay: 40 });
  await search.press('Control+a');
  for (const key of ['Control+c', 'Control+x', 'Backspace']) await search.press(key);
  await kiosk.getByLabel(es['kiosk.search']).fill('camisa canarix');
  await kiosk.getByRole('main').hover();
  await kiosk.mouse.wheel(0, 400);
  await kiosk
    .getByRole('main')
    .getByRole('link', { name: /camisa/i })
    .first()
    .click();
  await kiosk.getByRole('radiogroup', { name: es['kiosk.product.size'] }).waitFor();
  await press(kiosk, es['ui.back']);
  await kiosk.getByLabel(es['kiosk.search']).waitFor();
}

async function typeEverything(kiosk: Page): Promise<void> {
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

/** Where the browser of the pages keeps what it writes to the disk. */
async function profileOf({ browser }: Stage): Promise<string> {
  const session = await browser.newBrowserCDPSession();
  const { commandLine } = await session.send('SystemInfo.getInfo');
  await session.detach();
  const folder = /--user-data-dir=(\S+)/.exec(commandLine)?.[1];
  if (folder === undefined) throw new Error('the browser does not say where its profile is');
  return folder;
}

/** The canaries in whatever a page can read again: itself, its address, its stores, the entries of its tab. */
async function pageHolds(kiosk: Page): Promise<readonly string[]> {
  const all = await kiosk.evaluate<string>(`(async () => [
    document.documentElement.outerHTML,
    [...document.querySelectorAll('input')].map((field) => field.value).join(' '),
    location.href,
    document.cookie,
    window.name,
    JSON.stringify({ ...sessionStorage }),
    JSON.stringify({ ...localStorage }),
    JSON.stringify(history.state),
  ].join('\\n'))()`);
  // A page that has neither of them has nothing in them.
  expect(await kiosk.evaluate<unknown>("(async () => [await indexedDB.databases(), 'caches' in window ? await caches.keys() : []])()")).toEqual([[], []]);
  return held(`${all}\n${JSON.stringify(await historyOf(kiosk))}`);
}

async function historyOf(kiosk: Page): Promise<readonly unknown[]> {
  const browser = await kiosk.context().newCDPSession(kiosk);
  const { entries } = await browser.send('Page.getNavigationHistory');
  await browser.detach();
  return entries;
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

/** The files below a folder that hold a canary: databases, their journals and backups, logs, mails. */
function filesHolding(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .filter((path) => held(readFileSync(path, 'latin1')).length > 0);
}
