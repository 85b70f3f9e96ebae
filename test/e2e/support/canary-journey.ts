import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { findShirt, giveEmail, place, toContact } from '../../../scripts/demo/kiosk-steps.ts';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import { type Stage, untilSynced } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { until } from '../../../scripts/world/until.ts';
import { crockfordCheck } from '../../../src/kernel/crockford.ts';
import { leaveOrder, toFirstScreen } from './at-the-kiosk.ts';

/** What one shopper types and nobody else ever does. A search that finds goods is typed after it, as people mend a word. */
const canaries = ['canariobusca', 'Canarionombre', 'Canariocalle', 'Canariociudad', 'canario.correo', 'canarix'] as const;

/** What others type, with an order and to find one. */
const later = ['CANARIOX', '612 77 31 94', '612773194', 'canario.busca', 'K1-77777-7'] as const;

/** A short code that is nobody's here, as it is typed and as it is read out, and a PIN. */
const shortCode = `CANAR7X2${crockfordCheck('CANAR7X2')}`;
const pin = '918273';
const atSilo = [shortCode, [...shortCode].join(' '), pin];

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

    it('is nowhere after an order, after a look for one, and after a code and a PIN at the silo', async () => {
      const { staff: kiosk, silo, world } = stage();
      await toFirstScreen(stage());
      await press(kiosk, es['kiosk.attract.start']);
      await orderByPhone(kiosk);
      expect(await heapHolds(kiosk, later)).not.toEqual([]);
      await leaveOrder(stage());
      await press(kiosk, es['after.find.open']);
      await kiosk.getByLabel(es['after.find.number']).fill('K1-77777-7');
      await kiosk.getByRole('textbox', { name: es['after.find.email'] }).fill('canario.busca@example.com');
      await press(kiosk, es['ui.key.done']);
      await press(kiosk, es['after.find.do']);
      await kiosk.getByText(es['after.find.number.wrong']).waitFor();
      await typeAtSilo(silo);
      await toFirstScreen(stage());
      expect(await pageHolds(kiosk, later)).toEqual([]);
      expect(await pageHolds(silo, atSilo)).toEqual([]);
      await vi.waitFor(async () => expect(await heapHolds(kiosk, later)).toEqual([]), { timeout: 30_000, interval: 500 });
      await vi.waitFor(async () => expect(await heapHolds(silo, atSilo)).toEqual([]), { timeout: 30_000, interval: 500 });
      // The hub has the order, and its customer the message; the station keeps nothing of it once it was sent.
      await untilSynced(stage());
      const typed = [...later, ...atSilo];
      const kept = () => [join(world.folder, 'station'), join(world.folder, 'logs')].flatMap((folder) => filesHolding(folder, typed));
      await until('the station has wiped its journal', 30_000, async () => kept().length === 0);
      expect(filesHolding(await profileOf(stage()), typed)).toEqual([]);
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

/** Tries a coupon and orders a piece for the lockers, with a phone number. */
async function orderByPhone(kiosk: Page): Promise<void> {
  await findShirt(kiosk);
  await press(kiosk, es['benefit.add']);
  await kiosk.getByRole('textbox', { name: es['benefit.code.field'] }).fill('CANARIOX');
  await press(kiosk, es['ui.key.done']);
  await press(kiosk, es['benefit.code.use']);
  await kiosk.getByText(es['benefit.code.mistyped']).waitFor();
  await press(kiosk, es['ui.back']);
  await seeTitle(kiosk, es['kiosk.bag.title']);
  await press(kiosk, es['kiosk.bag.checkout']);
  await toContact(kiosk);
  await kiosk.locator('label', { has: kiosk.getByRole('radio', { name: es['kiosk.contact.phone'] }) }).click();
  await kiosk.getByRole('textbox', { name: es['kiosk.contact.phone'] }).fill('612 77 31 94');
  await press(kiosk, es['kiosk.next']);
  await place(kiosk);
}

/** Types a short code and a PIN that open nothing, and goes. */
async function typeAtSilo(silo: Page): Promise<void> {
  await press(silo, es['silo.ready.pin']);
  await seeTitle(silo, es['silo.code.title']);
  // Slower than a scanner.
  await silo.keyboard.type(shortCode, { delay: 60 });
  expect(await heapHolds(silo, atSilo)).not.toEqual([]);
  await press(silo, es['silo.code.next']);
  await seeTitle(silo, es['silo.pin.title']);
  await silo.keyboard.type(pin, { delay: 60 });
  await press(silo, es['silo.pin.open']);
  await press(silo, es['silo.refused.again']);
  await silo.locator('.ready').waitFor();
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
async function pageHolds(kiosk: Page, words: readonly string[] = canaries): Promise<readonly string[]> {
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
  return held(`${all}\n${JSON.stringify(await historyOf(kiosk))}`, words);
}

async function historyOf(kiosk: Page): Promise<readonly unknown[]> {
  const browser = await kiosk.context().newCDPSession(kiosk);
  const { entries } = await browser.send('Page.getNavigationHistory');
  await browser.detach();
  return entries;
}

/** The canaries in the page's memory, after a collection. */
async function heapHolds(kiosk: Page, words: readonly string[] = canaries): Promise<readonly string[]> {
  const session = await kiosk.context().newCDPSession(kiosk);
  try {
    return held(await heapOf(session), words);
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

function held(text: string, words: readonly string[]): readonly string[] {
  return words.filter((canary) => text.includes(canary));
}

/** The files below a folder that hold a canary: databases, their journals and backups, logs, mails. */
function filesHolding(folder: string, words: readonly string[] = canaries): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .filter((path) => held(readFileSync(path, 'latin1'), words).length > 0);
}
