import type { Locale } from '../../src/contract/schema.ts';
import type { Door } from '../../src/contract/station/place-views.ts';
import type { SiloState, SiloView } from '../../src/contract/station/silo-views.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { formatText, type TextValues } from '../i18n/format.ts';
import { doorNumbers } from './door-numbers.ts';
import { isReturn, type ReturnState } from './return-state.ts';
import { spokenOfReturn } from './spoken-return.ts';
import { thanksKey } from './thanks-key.ts';
import { whereOf, type Words } from './where-of.ts';

/** What is said when a state begins. */
export interface Spoken {
  readonly words: string;
  /** Something needs attention now, so it is said before anything else. */
  readonly urgent: boolean;
}

/** What the silo says aloud of what it shows: whole sentences, for every state, enough to go on without seeing the screen. */
export function spokenOf(locale: Locale, view: Pick<SiloView, 'at' | 'bank' | 'state'>): Spoken {
  const { at, bank, state } = view;
  const text: Words = (key, values) => formatText(locale, key, values);
  const parts = isReturn(state) ? spokenOfReturn(locale, text, bank, state) : partsOf(text, at, bank, state);
  return { words: sentences(parts), urgent: isUrgent(state) };
}

function partsOf(text: Words, at: number, bank: readonly Door[], state: Exclude<SiloState, ReturnState>): readonly string[] {
  switch (state.kind) {
    case 'ready':
      return readyParts(text, state);
    case 'checking':
      return [text('silo.checking.title'), text('silo.checking.body')];
    case 'refused':
      return refusedParts(text, state);
    case 'wait':
      return [text('silo.say.wait', { seconds: Math.max(1, Math.ceil((state.until - at) / 1000)) }), text('silo.wait.body')];
    case 'pin':
      return [...(state.wrong ? [text('collect.pin.wrong')] : []), text('collect.pin.title'), text('collect.pin.body')];
    case 'locked':
      return [text('collect.locked.title'), text(state.codeWorks ? 'collect.locked.works' : 'collect.locked.ask')];
    case 'unsure':
      return [text(`collect.unsure.${state.why}.title`, numberOf(state)), text('collect.unsure.body', numberOf(state))];
    case 'unavailable':
      return [text(`silo.unavailable.${state.reason}.title`), text(state.reason === 'starting' ? 'silo.unavailable.starting.body' : 'silo.unavailable.body')];
    case 'again':
      return [text('collect.again.title'), ...state.emptied.doors.map(({ number }) => text('collect.again.door', { number }))];
    case 'shut':
      return shutParts(text, state);
    case 'thanks':
      return thanksParts(text, state);
    case 'courier':
      return [text('silo.say.courier')];
    case 'courier-pin':
      return [...(state.wrong ? [text('courier.pin.wrong')] : []), text('courier.pin.title'), text('courier.pin.body')];
    case 'opening':
    case 'open':
    case 'did-not-open':
    case 'next':
    case 'close-door':
    case 'remote':
      return doorParts(text, bank, state);
    default:
      return assertNever(state);
  }
}

type StateOf<K extends SiloState['kind']> = Extract<SiloState, { readonly kind: K }>;

function readyParts(text: Words, { openDoor, collectOnly }: StateOf<'ready'>): readonly string[] {
  const open = openDoor === undefined ? [] : [text('collect.ready.open-door', { number: openDoor.number })];
  return [...open, text('silo.say.ready'), ...(collectOnly === true ? [text('collect.ready.collect-only')] : [])];
}

function refusedParts(text: Words, { reason, shop }: StateOf<'refused'>): readonly string[] {
  const isShop = reason === 'other-silo' && shop !== undefined;
  return [isShop ? text('collect.refused.shop.title', { shop }) : text(`silo.refused.${reason}.title`), text(`silo.refused.${reason}.body`)];
}

function shutParts(text: Words, { doors, why, called, phone }: StateOf<'shut'>): readonly string[] {
  const count = doors.length;
  return [
    text('collect.shut.title', { count, numbers: doorNumbers(text, doors) }),
    text(`collect.shut.${why}`, { count }),
    text(called ? 'collect.shut.called' : 'collect.shut.ask'),
    ...(phone === null ? [] : [text('collect.shut.phone', { phone })]),
  ];
}

function thanksParts(text: Words, state: StateOf<'thanks'>): readonly string[] {
  const { left, reported, shut = [] } = state;
  const first = left > 0 ? text('collect.say.thanks.left', { left }) : text(shut.length > 0 ? 'silo.thanks.title' : 'silo.say.thanks');
  return [
    first,
    ...(reported === null ? [] : [text(thanksKey(state), numberOf(state))]),
    ...(shut.length === 0 ? [] : [text('collect.thanks.shut', { count: shut.length, numbers: doorNumbers(text, shut) })]),
  ];
}

type AtDoor = StateOf<'opening' | 'open' | 'did-not-open' | 'next' | 'close-door' | 'remote'>;

function doorParts(text: Words, bank: readonly Door[], state: AtDoor): readonly string[] {
  const words = { ...numberOf(state), where: whereOf(text, bank, state.door) };
  switch (state.kind) {
    case 'opening':
      return [...countParts(text, state), text('silo.say.opening', words), words.where];
    case 'open':
      return openParts(text, state, words);
    case 'did-not-open':
      return stuckParts(text, state, words);
    case 'next':
      return [text('collect.say.next', words), text('collect.next.body', { left: state.left })];
    case 'close-door':
      return [text('collect.say.close', words), text(`collect.close.${state.why}`)];
    case 'remote':
      return remoteParts(text, state, words);
    default:
      return assertNever(state);
  }
}

interface DoorWords extends TextValues {
  readonly number: number;
  readonly where: string;
}

/** Which of several parcels it is, so that nobody goes away with one of two. */
function countParts(text: Words, { parcels }: Pick<StateOf<'open'>, 'parcels'>): readonly string[] {
  return parcels.of === 1 ? [] : [text('collect.count', { ...parcels })];
}

function openParts(text: Words, state: StateOf<'open'>, words: DoorWords): readonly string[] {
  const { reminders, seen, again, called, reported } = state;
  const aside = called ? [text('collect.open.called')] : [];
  if (!seen) return [text('collect.open.unseen'), ...aside];
  if (reminders > 0) return [text('collect.say.reminder', words), ...aside];
  if (reported?.keep === 'put-back') return [text('collect.open.put-back'), text('silo.open.close')];
  if (reported !== null) return [text(reported.keep === 'take' ? 'collect.open.taken' : 'collect.open.empty')];
  return again
    ? [text('collect.open.again'), words.where, text('collect.open.look'), text('silo.open.close')]
    : [...countParts(text, state), text('silo.say.open', words)];
}

function stuckParts(text: Words, { why, canRetry, reported }: StateOf<'did-not-open'>, words: DoorWords): readonly string[] {
  const safe = text(reported ? 'collect.stuck.reported' : 'silo.stuck.safe');
  if (why !== 'stuck') return [text(`collect.stuck.${why}.title`, words), text(`collect.stuck.${why}.body`), safe];
  return [text('collect.say.stuck', words), text(canRetry ? 'silo.stuck.body' : 'silo.stuck.end.body'), safe];
}

function remoteParts(text: Words, { phase, reason, purpose }: StateOf<'remote'>, words: DoorWords): readonly string[] {
  switch (phase) {
    case 'opening':
      return [text('remote.say.opening', { ...words, reason }), text('remote.not-you')];
    case 'open':
      return [text('remote.say.open', words), text(`remote.open.${purpose}`), text('remote.not-you')];
    case 'closed':
      return [text('remote.closed')];
    case 'did-not-open':
      return [text('remote.did-not-open', words), text('remote.did-not-open.body')];
    default:
      return assertNever(phase);
  }
}

function numberOf({ door }: { readonly door: Door }): { readonly number: number } {
  return { number: door.number };
}

function isUrgent({ kind }: SiloState): boolean {
  const kinds: readonly SiloState['kind'][] = ['refused', 'did-not-open', 'shut', 'unsure', 'unavailable', 'return-refused', 'return-stuck', 'return-unsure'];
  return kinds.includes(kind);
}

/** One sentence after the other, each with its end. */
function sentences(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map((part) => (/[.?!…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
