import { GRID, scopeOf, stopsOf } from '../five-keys/stops.ts';
import { nameOf, nameOfGroup, readAlong, referredBy, secretOf } from './reading.ts';
import type { Part } from './said.ts';
import type { StopFacts, StopRole } from './stop-facts.ts';

/** Groups whose name is said when a person comes into them. */
const GROUP = '[role="radiogroup"], [role="group"], fieldset';

/** So much of what stands before a stop is said with it, in UTF-16 units: its line, not the page. */
const MOST_BEFORE = 200;

/** Where a person is: the stop, and the group around it. */
export interface Place {
  readonly stop: HTMLElement;
  readonly group: HTMLElement | null;
}

/** The stop that has the focus: a set of keys, one of its keys, a choice, a button. Null where the person is nowhere yet. */
export function placeIn(page: Document): Place | null {
  const here = page.activeElement;
  const scope = scopeOf(page);
  if (!(here instanceof HTMLElement) || here === page.body || !scope.contains(here)) return null;
  const isStop = here.closest(GRID) !== null || stopsOf(scope).includes(here);
  return isStop ? { stop: here, group: here.closest<HTMLElement>(GROUP) } : null;
}

/** Everything that is said of a stop. `from`: where the person was before; null: the screen itself was said just now, with all its texts. */
export function factsOf(page: Document, { stop, group }: Place, from: Place | null): StopFacts {
  const grid = stop.closest<HTMLElement>(GRID);
  // A button says by itself what it is for; a choice is nothing without what is chosen.
  const isOfGroup = grid !== null || stop instanceof HTMLInputElement;
  const groupName = group === null || !isOfGroup || from?.group === group ? null : nameOfGroup(group);
  if (grid !== null) return { ...nothingMore, ...keyFacts(grid, stop), group: groupName, before: [] };
  const secret = secretOf(stop);
  const role = roleOf(stop);
  const isWrong = stop.getAttribute('aria-invalid') === 'true';
  const described = referredBy(stop, 'aria-describedby');
  return {
    role,
    name: nameOf(stop),
    keys: [],
    ...(secret === null ? {} : { secret }),
    group: groupName,
    before: from === null || from.stop === stop ? [] : wordsBefore(page, stop).filter(({ words }) => words !== groupName),
    checked: checkedOf(stop),
    expanded: flag(stop, 'aria-expanded'),
    disabled: flag(stop, 'aria-disabled') === true && stop.dataset['busy'] !== 'true',
    busy: stop.dataset['busy'] === 'true' || flag(stop, 'aria-busy') === true,
    value: role === 'field' ? heldBy(stop) : null,
    problem: isWrong ? described : null,
    hint: isWrong ? null : described,
    at: positionOf(page, stop, role),
  };
}

/** What a field holds; only what is looked for is no secret. */
export function heldBy(field: HTMLElement): Part {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return { words: '' };
  const words = field.value;
  if (field instanceof HTMLInputElement && field.type === 'password') return { words, secret: 'pin' };
  const secret = secretOf(field) ?? (field.dataset['keys'] === 'search' ? null : 'personal');
  return secret === null ? { words } : { words, secret };
}

const nothingMore = { checked: null, expanded: null, disabled: false, busy: false, value: null, problem: null, hint: null, at: null } as const;

/** While a row is chosen its keys are said; within it, the key. What keys type is as secret as the field. */
function keyFacts(grid: HTMLElement, key: HTMLElement): Pick<StopFacts, 'role' | 'name' | 'keys' | 'secret'> {
  const secret = secretOf(grid);
  const own = secret === null ? {} : { secret };
  if (grid.dataset['five'] !== 'row') return { role: 'key', name: nameOf(key), keys: [], ...own };
  return { role: 'row', name: '', keys: [...grid.querySelectorAll<HTMLElement>('[data-five-row]')].map(nameOf), ...own };
}

function roleOf(stop: HTMLElement): StopRole {
  if (stop instanceof HTMLInputElement && stop.type === 'radio') return 'choice';
  if (stop instanceof HTMLInputElement && stop.type === 'checkbox') return 'tick';
  if (stop.matches('input, textarea, select')) return 'field';
  if (stop.matches('a[href]')) return 'link';
  if (stop.hasAttribute('aria-pressed')) return 'choice';
  return stop.matches('button, [role="button"]') ? 'button' : 'other';
}

function checkedOf(stop: HTMLElement): boolean | null {
  if (stop instanceof HTMLInputElement && (stop.type === 'radio' || stop.type === 'checkbox')) return stop.checked;
  return flag(stop, 'aria-pressed') ?? flag(stop, 'aria-checked');
}

function flag(element: HTMLElement, attribute: string): boolean | null {
  const value = element.getAttribute(attribute);
  return value === null ? null : value === 'true';
}

/** A choice is counted in its group, everything else on the screen. */
function positionOf(page: Document, stop: HTMLElement, role: StopRole): StopFacts['at'] {
  const group = role === 'choice' ? stop.closest<HTMLElement>('[role="radiogroup"]') : null;
  const stops = stopsOf(group ?? scopeOf(page));
  const index = stops.indexOf(stop) + 1;
  return index === 0 ? null : { index, count: stops.length };
}

/** The texts between the stop before and this one: the line to which it belongs. Of much text the end, which is nearest. */
function wordsBefore(page: Document, stop: HTMLElement): readonly Part[] {
  const area = stop.closest<HTMLElement>('main, .frame-action, [role="dialog"], [role="alertdialog"]');
  if (area === null || area === page.body) return [];
  const met = readAlong(area);
  const parts: Part[] = [];
  let length = 0;
  for (let at = met.findIndex((one) => one.kind === 'stop' && one.stop === stop) - 1; at >= 0; at--) {
    const one = met[at];
    if (one === undefined || one.kind === 'stop') break;
    length += one.part.words.length;
    if (length > MOST_BEFORE) break;
    parts.unshift(one.part);
  }
  return parts;
}
