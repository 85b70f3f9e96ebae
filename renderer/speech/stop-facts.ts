import type { TextValues } from '../i18n/format.ts';
import type { TextKey } from '../i18n/text-key.ts';
import type { Part, Secret } from './said.ts';
import { characterName } from './sign-name.ts';

/** What a person meets while they go through a screen. */
export type StopRole = 'button' | 'link' | 'field' | 'tick' | 'choice' | 'keys' | 'row' | 'key' | 'other';

/** Everything that is said of one stop. Texts are as they stand on the screen. */
export interface StopFacts {
  readonly role: StopRole;
  readonly name: string;
  /** The keys of a row. */
  readonly keys: readonly string[];
  readonly secret?: Secret;
  /** The group that it belongs to, said when one comes into it: "Size". */
  readonly group: string | null;
  /** What stands on the way from the stop before: the line of the bag to which the button belongs. */
  readonly before: readonly Part[];
  /** Is it ticked or chosen? Null where there is nothing to tick. */
  readonly checked: boolean | null;
  readonly expanded: boolean | null;
  readonly disabled: boolean;
  readonly busy: boolean;
  /** What a field holds, and for whose ears; null where there is nothing to hold. */
  readonly value: Part | null;
  readonly problem: string | null;
  readonly hint: string | null;
  /** Which of how many it is; null where counting does not help. */
  readonly at: { readonly index: number; readonly count: number } | null;
}

type Words = (key: TextKey, values?: TextValues) => string;

/** A stop in words: its group; in one breath name, role, state, value, what is wrong with it, position; and where it stands. */
export function partsOfStop(text: Words, facts: StopFacts): readonly Part[] {
  const { role, name, secret, group, at, value } = facts;
  const named = role === 'key' ? characterName(text, name) : role === 'row' ? facts.keys.map((key) => characterName(text, key)).join(', ') : name;
  const roleName = role === 'other' || role === 'key' ? '' : text(`speech.role.${role}`);
  // Which key of how many helps nobody who types.
  const position = at === null || role === 'key' ? '' : text('speech.position', { at: at.index, of: at.count });
  const pieces: readonly Part[] = [
    secret === undefined ? { words: named } : { words: named, secret },
    ...[roleName, ...statesOf(text, facts)].map((words) => ({ words })),
    ...(value === null ? [] : [value.words === '' ? { words: text('speech.empty') } : value]),
    ...[facts.problem ?? '', facts.hint ?? '', position].map((words) => ({ words })),
  ];
  // What it is comes first: whoever looks for something presses on before the rest.
  return [...(group === null || group === '' || group === name ? [] : [{ words: group }]), ...inOneBreath(pieces), ...facts.before];
}

function statesOf(text: Words, { role, checked, expanded, disabled, busy }: StopFacts): readonly string[] {
  return [
    checked === null ? '' : role === 'choice' ? text(checked ? 'speech.chosen' : 'speech.not-chosen') : text(checked ? 'speech.ticked' : 'speech.not-ticked'),
    expanded === null ? '' : text(expanded ? 'speech.expanded' : 'speech.collapsed'),
    disabled ? text('speech.disabled') : '',
    busy ? text('speech.busy') : '',
  ];
}

/** Neighbours that are for the same ears become one sentence. */
function inOneBreath(pieces: readonly Part[]): readonly Part[] {
  const joined: Part[] = [];
  for (const piece of pieces) {
    if (piece.words === '') continue;
    const last = joined.at(-1);
    if (last === undefined || last.secret !== piece.secret) joined.push(piece);
    else joined.splice(-1, 1, { ...last, words: `${last.words}${/[.?!…:;,]$/.test(last.words) ? '' : ','} ${piece.words}` });
  }
  return joined;
}
