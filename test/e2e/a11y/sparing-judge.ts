import type { Page } from 'playwright-core';
import { accessibilityProblems, readDressed } from '../support/judge.ts';
import { changeColours, type Dress } from '../support/looks.ts';
import type { Signs } from '../support/signs.ts';

/** Judges screens one after the other, and asks axe nothing that it has answered already. */
export interface SparingJudge {
  /** What is wrong with the screen that the page shows, in each of these sets of colours. */
  readonly judge: (page: Page, dresses: readonly Dress[]) => Promise<readonly (readonly string[])[]>;
}

/** Rules that look at where things lie and how large they are. */
const LAYOUT = ['target-size', 'scrollable-region-focusable', 'css-orientation-lock'];
/** Rules that look at colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * A judge whose answers are those of `judgeScreen`. Most rules of axe read what the elements are and say, which no change of colours or size
 * changes: they are asked once for each screen and language, those about places whenever something lies in another place. The rule about
 * colours is the slow one: it is asked whenever there are words whose colour, size or ground nobody has asked about. Only what was found
 * right is remembered.
 */
export function sparingJudge(): SparingJudge {
  const known = { structures: new Set<string>(), layouts: new Set<string>(), colours: new Set<string>() };
  const layoutOf = ({ structure, layout }: Signs): string => `${structure} ${layout}`;
  const ask = async (page: Page, signs: Signs): Promise<readonly string[]> => {
    if (!known.structures.has(signs.structure)) return await accessibilityProblems(page);
    const rules = [...(known.layouts.has(layoutOf(signs)) ? [] : LAYOUT), ...(signs.colours.every((one) => known.colours.has(one)) ? [] : COLOURS)];
    return rules.length === 0 ? [] : await accessibilityProblems(page, rules);
  };
  const isKnown = (signs: Signs): boolean =>
    known.structures.has(signs.structure) && known.layouts.has(layoutOf(signs)) && signs.colours.every((one) => known.colours.has(one));
  return {
    judge: async (page, dresses) => {
      const all = await readDressed(page, dresses);
      const answers: (readonly string[])[] = [];
      for (const [at, dress] of dresses.entries()) {
        const one = all[at];
        if (one === undefined) throw new Error('the page did not answer for each set of colours');
        let found: readonly string[] = [];
        if (!isKnown(one.signs)) {
          await changeColours(page, dress);
          found = await ask(page, one.signs);
        }
        if (found.length === 0) {
          known.structures.add(one.signs.structure);
          known.layouts.add(layoutOf(one.signs));
          for (const colour of one.signs.colours) known.colours.add(colour);
        }
        answers.push([...found, ...one.problems]);
      }
      return answers;
    },
  };
}
