import type { Page } from 'playwright-core';

/** Presses the button with these words. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).click();
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
