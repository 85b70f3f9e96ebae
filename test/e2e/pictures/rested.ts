import type { Page } from 'playwright-core';
import { drawn } from '../support/scene.ts';

/** Nothing changed on the page for this long: what was asked for has come. */
const STILL_MS = 120;
/** Longest wait: a screen that counts seconds is never quite still. */
const PATIENCE_MS = 2_000;

/** Waits until the page's words and pictures are there and nothing moves any more, or patience ends. */
export async function rested(page: Page): Promise<void> {
  await page.evaluate(source);
  await drawn(page);
}

/** Runs in the page, so it is text: the types of this folder know no document. */
const source = `(async () => {
  await document.fonts.ready;
  await new Promise((done) => {
    const end = () => { clearTimeout(still); clearTimeout(patience); observer.disconnect(); done(); };
    let still = setTimeout(end, ${STILL_MS});
    const patience = setTimeout(end, ${PATIENCE_MS});
    const observer = new MutationObserver(() => { clearTimeout(still); still = setTimeout(end, ${STILL_MS}); });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const pictures = [...document.images].filter((image) => image.loading !== 'lazy' || image.getBoundingClientRect().top < innerHeight);
  await Promise.race([
    Promise.all(pictures.map((image) => image.decode().catch(() => undefined))),
    new Promise((done) => setTimeout(done, ${PATIENCE_MS})),
  ]);
})()`;
