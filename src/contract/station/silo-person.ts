import type { SiloState } from './silo-views.ts';

type Kind = SiloState['kind'];

/**
 * These serve nobody, and after them the same person may try again, or do something else: an answer to a code that opened nothing, a door that is nobody's, and the beginning of a return. After
 * all others (a door that opened, or did not; a door that was opened from afar; a courier's work) a silo is ready again only when
 * its person has finished, or has walked away.
 */
const goesOn: ReadonlySet<Kind> = new Set<Kind>([
  ...(['ready', 'checking', 'refused', 'wait', 'locked', 'close-door', 'unavailable'] as const),
  ...(['return-identify', 'return-checking', 'return-refused', 'return-wait'] as const),
]);

/** These are shown after what somebody was served with, or over it, and do not say whether they are still there: the next one's code that was not taken, a door that was left open. */
const passesOver: ReadonlySet<Kind> = new Set<Kind>(['checking', 'refused', 'close-door', 'unavailable']);

/** Nobody is being served: whoever comes may begin, or a door stands open that is nobody's, or no door can be reached. */
const atRest: ReadonlySet<Kind> = new Set<Kind>(['ready', 'unavailable', 'close-door']);

/** What a silo shows, as far as it says whom it is shown to. */
export interface SiloShown {
  readonly kind: Kind;
  /** The number of the visit; null: the station has served nobody since it started. */
  readonly visit: number | null;
}

/** Who stands at a silo, as far as anybody can tell: what they were shown last, and whether they were served with anything. */
export interface SiloPerson extends SiloShown {
  readonly served: boolean;
}

/** Of whom nothing is known: a page that was just loaded. */
export const nobodyMet: SiloPerson = { kind: 'ready', visit: null, served: false };

/**
 * Who stands there once this is shown, and whether that is somebody else than `before`, whose language and text size go with them: because the silo is ready again after it served
 * them, or because it begins to serve another, with no ready screen between. What was chosen before anybody was served is of whoever then shows their code. The same object when
 * nothing changed.
 */
export function nextPerson(before: SiloPerson, { kind, visit: shown }: SiloShown): { readonly person: SiloPerson; readonly isAnother: boolean } {
  const visit = shown ?? before.visit;
  if (kind === before.kind && visit === before.visit) return { person: before, isAnother: false };
  const isAnother = before.served && (kind === 'ready' || visit !== before.visit);
  const wasServed = before.served && !isAnother && passesOver.has(kind);
  return { person: { kind, visit, served: wasServed || !goesOn.has(kind) }, isAnother };
}

/** The same person, who has just chosen how they want the screen. Where nobody is being served it is not the one who was: whoever comes keeps what they choose. */
export function afterChoice(person: SiloPerson): SiloPerson {
  return person.served && atRest.has(person.kind) ? { ...person, served: false } : person;
}

/** Is nobody in the middle of anything at the silo, so that its page may go? */
export function isAtRest(now: Kind): boolean {
  return atRest.has(now);
}
