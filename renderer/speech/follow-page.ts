import type { TextValues } from '../i18n/format.ts';
import type { TextKey } from '../i18n/text-key.ts';
import { factsOf, type Place, placeIn, heldBy } from './describe-stop.ts';
import { matterOfRegion, REGION, wordsOfRegion } from './reading.ts';
import type { Listening, Part, Utterance } from './said.ts';
import { characterName } from './sign-name.ts';
import { type ScreenText, screenText } from './screen-text.ts';
import { partsOfStop } from './stop-facts.ts';

/** What following a page needs, and whom it tells. */
export interface FollowParts {
  readonly page: Document;
  /** Looks messages up in the language of the screen. */
  readonly text: (key: TextKey, values?: TextValues) => string;
  readonly listening: () => Listening;
  readonly say: (utterance: Utterance) => void;
  /** A warning has come: it is heard by who does not understand the words, too. */
  readonly onWarning: () => void;
}

/** Hears what the page shows and where the person is. */
export interface Follower {
  /** Looks at the page. `moved`: the person went up or down, and hears where they are even if that is the same. */
  look(moved: boolean): void;
  /** Something was typed into a field. */
  typed(field: HTMLElement): void;
  /** Says the whole screen with the next look, after `first`. */
  sayAll(first: readonly Part[]): void;
}

/** What is said at once. */
const ALERT = '[role="alert"], [aria-live="assertive"], .field-problem';

/** Sentences that are on the page for ears only: they belong to the screen. */
const FOR_EARS = '[data-said], .visually-hidden';

/**
 * Turns what changes on the page into things to say. A new screen is said whole: its title, its texts, how much there is to go through. Coming back from a
 * dialog to the screen below it, its title is enough. Then each stop as the person walks, and what announces itself.
 */
export function followPage(parts: FollowParts): Follower {
  const { page, text } = parts;
  let screen: ScreenText | null = null;
  let below: string | null = null;
  let place: Place | null = null;
  let said = '';
  let first: readonly Part[] | null = null;
  let echo: readonly Part[] = [];
  const heard = new WeakMap<HTMLElement, { readonly matter: string; readonly topic: string }>();
  let regions = 0;

  /** What announces itself and has changed since it was heard. */
  const changed = (isQuiet: (region: HTMLElement) => boolean): void => {
    for (const region of regionsOf(page)) {
      const before = heard.get(region) ?? { matter: '[]', topic: `region ${++regions}` };
      const now = { ...before, matter: matterOfRegion(region) };
      heard.set(region, now);
      if (now.matter === before.matter || isQuiet(region)) continue;
      parts.say({ parts: wordsOfRegion(region), urgency: region.matches(ALERT) ? 'alert' : 'status', topic: now.topic });
    }
  };
  const stopParts = (from: Place | null): readonly Part[] => (place === null ? [] : partsOfStop(text, factsOf(page, place, from)));
  /** The stop by itself, the same from wherever one comes. */
  const itself = (): string => JSON.stringify(stopParts(place));
  const enter = (next: ScreenText): void => {
    const isBack = first === null && next.kind === 'page' && below === next.key && screen !== null && screen.kind !== 'page';
    place = placeIn(page);
    const stop = stopParts(null);
    said = itself();
    const isPinKept = parts.listening() === 'open' && page.querySelector('[data-key-grid][data-private="pin"]') !== null;
    const pin = isPinKept ? [{ words: text('speech.pin') }] : [];
    const whole = isBack ? [] : [...next.texts, ...pin, { words: text('speech.stops', { count: next.stops }) }];
    if (next.kind === 'alertdialog') parts.onWarning();
    const title = next.title === '' ? [] : [{ words: next.title }];
    parts.say({ parts: [...(first ?? []), ...title, ...whole, ...stop], urgency: next.urgent ? 'alert' : 'answer', topic: 'screen' });
    if (next.kind === 'page') below = next.key;
    screen = next;
    first = null;
    echo = [];
    // What the new screen holds was said with it.
    changed((region) => next.kind !== 'page' || region.matches(`main *, .frame-action *, ${FOR_EARS}`));
  };
  return {
    look: (moved) => {
      const next = screenText(page);
      if (next === null) return;
      if (first !== null || next.key !== screen?.key) return enter(next);
      screen = next;
      changed((region) => region.matches('[data-said]'));
      const from = place;
      place = placeIn(page);
      const stop = stopParts(from);
      const now = itself();
      const isNew = now !== said;
      said = now;
      const words = [...echo, ...(moved || isNew ? stop : [])];
      echo = [];
      // A button whose work ends by itself must not interrupt what came of it.
      if (words.length > 0) parts.say({ parts: words, urgency: moved || from?.stop !== place?.stop ? 'answer' : 'status', topic: 'stop' });
    },
    typed: (field) => {
      const value = heldBy(field);
      const isOpen = value.secret === undefined || parts.listening() === 'private';
      echo = [{ words: isOpen ? lastOf(text, value.words) : text('speech.typed', { count: value.words.length }) }];
    },
    sayAll: (before) => {
      first = before;
    },
  };
}

/** What announces itself, within what the person can reach; a region in a region is part of it. */
function regionsOf(page: Document): readonly HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>(REGION)].filter(
    (region) => region.parentElement?.closest(REGION) === null && region.closest('[aria-hidden="true"], [inert], [hidden]') === null,
  );
}

function lastOf(text: FollowParts['text'], words: string): string {
  const last = [...words].at(-1);
  return last === undefined ? text('speech.empty') : characterName(text, last);
}
