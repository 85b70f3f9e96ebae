import type { Browser, Page } from 'playwright-core';
import { type Language, wordsIn } from '../../../scripts/demo/words.ts';
import { openPhone, playPhone } from '../support/phone-scene.ts';
import { openScene, playScene, type Scene, type SceneOptions } from '../support/scene.ts';
import type { Stop, Visitor, Walk } from './screen.ts';

/** How somebody goes through a walk. */
export interface WalkOptions extends Pick<SceneOptions, 'size' | 'text' | 'contrast' | 'theme'> {
  readonly language: Language;
}

/** A walk that is open at its beginning. */
export interface OpenWalk extends Scene {
  readonly visitor: Visitor;
}

/** Opens the page that a walk begins with. */
export async function openWalk(browser: Browser, url: string, walk: Walk, { language, ...looks }: WalkOptions): Promise<OpenWalk> {
  const scene =
    walk.area === 'phone'
      ? await openPhone(browser, url, walk.scene, { size: looks.size, language })
      : await openScene(browser, url, walk.scene, { ...looks, language, place: walk.place });
  return visitorOf(scene, language);
}

/** Opens the page that a walk begins with on a page that others were opened on before. */
export async function openWalkOn(page: Page, url: string, walk: Walk, { language, ...looks }: WalkOptions): Promise<OpenWalk> {
  const scene =
    walk.area === 'phone'
      ? await playPhone(page, url, walk.scene, language)
      : await playScene(page, url, walk.scene, { ...looks, language, place: walk.place });
  return visitorOf(scene, language);
}

function visitorOf(scene: Scene, language: Language): OpenWalk {
  return { ...scene, visitor: { page: scene.page, language, words: wordsIn(language) } };
}

/** The stops of a walk that are wanted, with those on the way to them. */
export function wayTo(walk: Walk, isWanted: (stop: Stop) => boolean): readonly Stop[] {
  const needed = new Set<Stop>();
  for (const [index, stop] of walk.stops.entries()) {
    if (!isWanted(stop)) continue;
    for (let at = index; at >= 0; at--) {
      const one = walk.stops[at];
      if (one === undefined) break;
      needed.add(one);
      if (one.follows !== true) break;
    }
  }
  return walk.stops.filter((stop) => needed.has(stop));
}
