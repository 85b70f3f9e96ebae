import type { Page } from 'playwright-core';
import type { MockScript } from '../../../renderer/bridge/mock/mock-station.ts';
import type { Language, Words } from '../../../scripts/demo/words.ts';
import { drawn, playOn, showViews } from '../support/scene.ts';

/** Who looks: the page, and the words by which its reader finds what to press. */
export interface Visitor {
  readonly page: Page;
  readonly language: Language;
  readonly words: Words;
}

/** One screen, or one state of it. */
export interface Stop {
  readonly name: string;
  /** Brings it onto the page: from any other stop of its walk, unless it `follows`. */
  readonly go: (visitor: Visitor) => Promise<unknown>;
  /** It is reached from the stop before it alone. */
  readonly follows?: true;
}

/** The areas of the page. */
export type Area = 'kiosk' | 'silo' | 'staff' | 'phone';

/** A page that is opened on a scene, and the screens that are reached on it one after the other. */
export interface Walk {
  readonly area: Area;
  /** Says the same to everybody: a part of a file's name. */
  readonly name: string;
  readonly scene: string;
  /** The page's place, `/staff/till`; empty on the phone, whose page has one place. */
  readonly place: string;
  readonly stops: readonly Stop[];
}

/** What is on the page as soon as it is open. */
export const asOpened = async (): Promise<void> => undefined;

/** Shows other views, as the station would. */
export function showing(views: () => Pick<MockScript, 'kiosk' | 'silo' | 'staff'>): Stop['go'] {
  return ({ page }) => showViews(page, views());
}

/** Presses the button that is called so. */
export function pressing(name: (words: Words) => string | RegExp): Stop['go'] {
  return async ({ page, words }) => {
    const wanted = name(words);
    await page
      .getByRole('button', { name: wanted, exact: typeof wanted === 'string' })
      .first()
      .click();
    await drawn(page);
  };
}

/** Goes to another place of the page. */
export function going(place: string): Stop['go'] {
  return ({ page }) => page.evaluate(`location.hash = '#${place}'`);
}

/** Plays another scene, whose station answers in its own way, and goes to a place of it; `home` is where nothing of before is left open. */
export function playing(scene: string, home: string, place: string): Stop['go'] {
  return inTurn(
    going(home),
    ({ page }) => drawn(page),
    ({ page }) => playOn(page, scene),
    going(place),
    ({ page }) => drawn(page),
  );
}

/** One thing after the other. */
export function inTurn(...steps: readonly Stop['go'][]): Stop['go'] {
  return async (visitor) => {
    for (const step of steps) await step(visitor);
  };
}

/** Waits for an alert. */
export const alerted: Stop['go'] = ({ page }) => page.getByRole('alert').first().waitFor();

/** Waits for a heading of this level. */
export function headed(level: 1 | 2): Stop['go'] {
  return ({ page }) => page.getByRole('heading', { level }).first().waitFor();
}
