import type { Page } from 'playwright-core';
import type { Language } from '../../../scripts/demo/words.ts';
import type { Theme } from '../../../src/contract/schema.ts';
import { drawn, panels } from './scene.ts';

/** How much room a screen has, and how large its words are. */
export interface Room {
  readonly panel: keyof typeof panels;
  readonly text: '100' | '200';
}

/** The colours of a screen. */
export interface Dress {
  readonly contrast: 'normal' | 'high';
  readonly theme: Theme;
}

/** One way of looking at a screen. */
export interface Look extends Room, Dress {
  readonly language: Language;
}

/** The ways that together show every panel, each language, both themes, high contrast and the largest text. */
export const looks: readonly [Look, ...Look[]] = [
  { panel: 'portrait', text: '100', language: 'es', theme: 'linen', contrast: 'normal' },
  { panel: 'tablet', text: '200', language: 'pt', theme: 'gallery', contrast: 'normal' },
  { panel: 'landscape', text: '200', language: 'en', theme: 'linen', contrast: 'high' },
  { panel: 'landscape', text: '100', language: 'ca', theme: 'gallery', contrast: 'high' },
];

/** The look at this place of the row, which begins anew at its end. */
export function lookAt(place: number): Look {
  return looks[place % looks.length] ?? looks[0];
}

/** A look in a few words: `tablet 200 % pt gallery`. */
export function nameOfLook({ panel, text, language, theme, contrast }: Look): string {
  return `${panel} ${text} % ${language} ${theme}${contrast === 'high' ? ' high contrast' : ''}`;
}

/**
 * Dresses the screen that a page shows, in place: what a person chooses and a shop sets are marks on the document. Scenes that end a session
 * take its marks away, as the product has to, so a screen is dressed after it is reached.
 */
export async function dress(page: Page, { panel, ...look }: Room & Dress): Promise<void> {
  await wear(page, panels[panel], look);
}

/** Other colours on a screen that keeps its size: whoever asks for them next gets the new ones, without waiting until they are drawn. */
export async function changeColours(page: Page, { contrast, theme }: Dress): Promise<void> {
  await page.evaluate(`Object.assign(document.documentElement.dataset, ${JSON.stringify({ contrast, theme })})`);
}

/** As `dress`, in a window of any size. */
export async function wear(
  page: Page,
  size: { readonly width: number; readonly height: number },
  { text, contrast, theme }: Pick<Room, 'text'> & Dress,
): Promise<void> {
  const now = page.viewportSize();
  if (now?.width !== size.width || now.height !== size.height) await page.setViewportSize(size);
  await page.evaluate(`Object.assign(document.documentElement.dataset, ${JSON.stringify({ text, contrast, theme })})`);
  await drawn(page);
}
