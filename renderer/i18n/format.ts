import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from '../../src/contract/schema.ts';
import type { UnixMs } from '../../src/kernel/clock.ts';
import { regionOf } from '../../src/kernel/language.ts';
import type { Money } from '../../src/kernel/money.ts';
import { moneyInWords } from '../../src/kernel/money-words.ts';
import { messagesOf } from './spoken.ts';
import type { TextKey } from './text-key.ts';

/** What stands in a message's places. */
export type TextValues = Readonly<Record<string, string | number>>;

const compiled = new Map<string, IntlMessageFormat>();
/** Messages without places: what a screen asks for most, again each time it is drawn. */
const plain = new Map<string, string>();

/** The message `key` in `locale`, a language that was loaded, with its places filled. */
export function formatText(locale: Locale, key: TextKey, values?: TextValues): string {
  const id = `${locale} ${key}`;
  if (values !== undefined) return String(messageOf(locale, key, id).format(values));
  let text = plain.get(id);
  if (text === undefined) {
    text = String(messageOf(locale, key, id).format());
    plain.set(id, text);
  }
  return text;
}

function messageOf(locale: Locale, key: TextKey, id: string): IntlMessageFormat {
  let message = compiled.get(id);
  if (message === undefined) {
    message = new IntlMessageFormat(messagesOf(locale)[key], regionOf[locale]);
    compiled.set(id, message);
  }
  return message;
}

/** An amount as people of `locale` write it: `29,95 €`. */
export function formatMoney(locale: Locale, amount: Money): string {
  return moneyInWords(locale, amount);
}

/** A time of day, with the date when it is not the day of `now`. */
export function formatTime(locale: Locale, at: UnixMs, now: UnixMs): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  const options: Intl.DateTimeFormatOptions = sameDay ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' };
  return new Intl.DateTimeFormat(regionOf[locale], options).format(at);
}

const AGES: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How long ago `at` was, in words: `hace 3 minutos`. Under a minute, and for clocks that disagree, it is just now. */
export function formatAge(locale: Locale, at: UnixMs, now: UnixMs): string {
  const age = now - at;
  const found = AGES.find(([, ms]) => age >= ms);
  if (found === undefined) return formatText(locale, 'ui.ago.now');
  const [unit, ms] = found;
  return new Intl.RelativeTimeFormat(regionOf[locale], { numeric: 'always' }).format(-Math.floor(age / ms), unit);
}
