import { scopeOf, stopsOf } from '../five-keys/stops.ts';
import { nameOf, textsIn } from './reading.ts';
import type { Part } from './said.ts';

/** A screen for the ear. */
export interface ScreenText {
  /** The same as long as it is the same screen. */
  readonly key: string;
  readonly kind: 'page' | 'dialog' | 'alertdialog';
  readonly title: string;
  /** All of its texts, in reading order, without the title. */
  readonly texts: readonly Part[];
  /** How much there is to go through. */
  readonly stops: number;
  /** Somebody should hear it now: a warning, or a sentence that was written as an alert. */
  readonly urgent: boolean;
}

/** Sentences that were written for the ear stand on the page for who listens; they take the place of the screen's own texts. */
const WRITTEN = '[data-said]';

/** A screen over the one that those sentences tell of: it is told by its own texts. */
const ITSELF = '[data-tells="itself"]';

/** What the page shows now: the topmost dialog, else the screen. Null while there is none, between two of them. */
export function screenText(page: Document): ScreenText | null {
  const scope = scopeOf(page);
  return scope === page.body ? pageText(page) : dialogText(scope);
}

function dialogText(dialog: HTMLElement): ScreenText {
  const title = nameOf(dialog);
  const kind = dialog.getAttribute('role') === 'alertdialog' ? 'alertdialog' : 'dialog';
  const texts = textsIn(dialog, dialog.querySelector('[slot="title"], h1, h2'));
  // Behind a cover nothing of what was said before can be heard again: it is an answer, after which the rest is forgotten.
  const urgent = kind === 'alertdialog' && dialog.closest('[data-timed="cover"]') === null;
  return { key: `${kind} ${title}`, kind, title, texts, stops: stopsOf(dialog).length, urgent };
}

function pageText(page: Document): ScreenText | null {
  const main = page.querySelector<HTMLElement>('main');
  const heading = main?.querySelector<HTMLElement>('h1, h2') ?? null;
  if (main === null) return null;
  const stops = stopsOf(page.body).length;
  const written = main.matches(ITSELF) ? undefined : [...page.querySelectorAll<HTMLElement>(WRITTEN)].find((one) => one.textContent !== '');
  if (written !== undefined) {
    const words = written.textContent ?? '';
    return { key: `said ${words}`, kind: 'page', title: '', texts: [{ words }], stops, urgent: written.getAttribute('role') === 'alert' };
  }
  if (heading === null) return null;
  const title = nameOf(heading);
  const step = page.querySelector<HTMLElement>('.frame-action');
  // The heading is said first, wherever it stands, and once.
  const texts = [...textsIn(main, heading), ...(step === null ? [] : textsIn(step))].filter(({ words }) => words !== title);
  return { key: `page ${main.dataset['screen'] ?? ''} ${title}`, kind: 'page', title, texts, stops, urgent: false };
}
