import type { Slide } from '../../contract/slides.ts';
import { done, err, type Result } from '../../kernel/result.ts';

/** Why a shop's slides are not taken, and which of them. */
export interface SlideProblem {
  readonly slideId: string;
  readonly kind: 'twice' | 'never-shown' | 'tells-a-price';
}

/**
 * An amount of money in a text: digits beside a currency's sign, its code or its name. A slide hangs for weeks, also where nobody can reach the hub,
 * so a price on it is wrong some day; the goods' own page always has the one that holds.
 */
const PRICE = /(?:[$€£]|\b(?:EUR|USD|GBP|ARS|CLP|MXN))\s?\d|\d\s?(?:[$€£]|(?:EUR|USD|GBP|ARS|CLP|MXN|euros?|pesos?|d[oóò]l(?:are?|ar)s)\b)/iu;

/** Judges what a schema cannot: each slide once, on some day at least, and without a price. */
export function judgeSlides(slides: readonly Slide[]): Result<undefined, SlideProblem> {
  const seen = new Set<string>();
  for (const { slideId, from, until, headline, words = {} } of slides) {
    if (seen.has(slideId)) return err({ slideId, kind: 'twice' });
    seen.add(slideId);
    if (from !== undefined && until !== undefined && until < from) return err({ slideId, kind: 'never-shown' });
    if ([...Object.values(headline), ...Object.values(words)].some((text) => PRICE.test(text))) return err({ slideId, kind: 'tells-a-price' });
  }
  return done;
}
