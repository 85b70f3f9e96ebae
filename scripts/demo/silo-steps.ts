import type { Page } from 'playwright-core';
import { press, seeTitle } from './screen.ts';
import { es, startsWith } from './words.ts';

/** Stands before the camera with the code until the door opens, takes the parcel and closes the door. Answers the door's number. */
export async function collect(page: Page): Promise<number> {
  await press(page, startsWith(es['kiosk.attract.collect']));
  await seeTitle(page, es['silo.open.title'], 40_000);
  const map = page.getByRole('img', { name: new RegExp(es['ui.door.map'].split('{')[0] ?? '') });
  const words = (await map.first().getAttribute('aria-label')) ?? '';
  await seeTitle(page, es['silo.thanks.title'], 40_000);
  return Number(/\d+/.exec(words)?.[0]);
}
