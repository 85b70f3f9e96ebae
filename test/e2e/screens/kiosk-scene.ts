import { kioskScripts } from '../../../renderer/kiosk/mock-scripts.ts';
import type { Language, Words } from '../../../scripts/demo/words.ts';
import type { KioskView } from '../../../src/contract/station/views.ts';
import { shown, showViews } from '../support/scene.ts';
import { inTurn, type Stop } from './screen.ts';

/** The place first, so that a screen of before does not answer to the new session; and again, because a session that begins goes to its first screen. */
export function at(scene: string, place: string): Stop['go'] {
  const hash = JSON.stringify(`#${place}`);
  const goThere = `if (location.hash !== ${hash}) { history.replaceState(null, '', ${hash}); window.dispatchEvent(new HashChangeEvent('hashchange')); }`;
  return async ({ page, language }) => {
    await page.evaluate(goThere);
    await showViews(page, { kiosk: viewOf(scene, language) });
    await page.evaluate(goThere);
    await shown(page, 'h1');
  };
}

/** As `at`, after the screen was nobody's: what the last shopper opened, typed or chose for themselves is gone. */
export function afresh(scene: string, place: string): Stop['go'] {
  return inTurn(at('kiosk-attract', '/'), at(scene, place));
}

/** Within a session the screen speaks the session's language, which the station keeps. */
export function inItsLanguage(scene: string): Stop['go'] {
  return ({ page, language }) => showViews(page, { kiosk: viewOf(scene, language) });
}

/** Chooses one of several that is called so. */
export function choosing(name: (words: Words) => string): Stop['go'] {
  return ({ page, words }) =>
    page
      .getByRole('radio', { name: name(words) })
      .first()
      .check({ force: true });
}

function viewOf(scene: string, language: Language): KioskView {
  const { kiosk } = kioskScripts[scene]?.() ?? {};
  if (kiosk === undefined) throw new Error(`no scene is called ${scene}`);
  return kiosk.session === null ? kiosk : { ...kiosk, session: { ...kiosk.session, locale: language } };
}
