import type { Page } from 'playwright-core';

/** Presses the button with these words. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).click();
}

/** Presses a button that goes away under the finger, and waits for the one that takes its place. */
export async function pressOnce(page: Page, name: string, next: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  const after = page.getByRole('button', { name: next, exact: true });
  // Only a press that is known to have done nothing is repeated.
  for (let tries = 0; tries < 3 && (await after.count()) === 0; tries++) await button.click({ timeout: 4_000 }).catch(() => undefined);
  await after.waitFor();
}

/** Waits until these words stand on the screen as its heading. */
export async function seeTitle(page: Page, name: string | RegExp, withinMs = 20_000): Promise<void> {
  await page
    .getByRole('heading', { name, ...(typeof name === 'string' ? { exact: true } : {}) })
    .first()
    .waitFor({ timeout: withinMs });
}

/** Types digits on the number pad of the screen. */
export async function typeDigits(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click();
}

/** Takes a page to a place of its own, `/silo`. A page whose person has just gone is being loaded anew: then it is told again. */
export async function goToPlace(page: Page, place: string): Promise<void> {
  const go = (): Promise<unknown> => page.evaluate(`location.hash = ${JSON.stringify(`#${place}`)}`);
  await go().catch(go);
}
