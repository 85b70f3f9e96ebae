import type { SiloState } from './silo-views.ts';

type Kind = SiloState['kind'];

/**
 * After these the same person may try again, or do something else: an answer to a code that opened nothing, and the beginning of a return. After all
 * others (a door that opened, or did not, or was left open; a door that was opened from afar; a courier's work) a silo is ready again only when
 * its person has finished, or has walked away.
 */
const goesOn: ReadonlySet<Kind> = new Set<Kind>([
  ...(['ready', 'checking', 'refused', 'wait', 'locked', 'unavailable'] as const),
  ...(['return-identify', 'return-checking', 'return-refused', 'return-wait'] as const),
]);

/** Nobody is being served: whoever comes may begin, or a door stands open that is nobody's, or no door can be reached. */
const atRest: ReadonlySet<Kind> = new Set<Kind>(['ready', 'unavailable', 'close-door']);

/** Is the person gone whom the silo showed `before`, so that their language and text size go with them? */
export function personEnds(before: Kind | null, now: Kind | null): boolean {
  return now === 'ready' && before !== null && !goesOn.has(before);
}

/** Is nobody in the middle of anything at the silo, so that its page may go? */
export function isAtRest(now: Kind): boolean {
  return atRest.has(now);
}
