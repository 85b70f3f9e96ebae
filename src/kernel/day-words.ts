import { type Language, regionOf } from './language.ts';

/** A calendar day, `2026-11-24`, in the shop's own calendar: no time and no zone. */
export type DayText = string;

/** From the first day to the last; the same twice is one day. */
export interface DaySpan {
  readonly from: DayText;
  readonly until: DayText;
}

/**
 * A span as a part of a sentence: `mañana`, `el martes 24 de noviembre`, `entre hoy y el jueves 26 de noviembre`. `today` is the shop's
 * day where the words are read at once; null on what is kept (paper, mails): `mañana` would be wrong there a day later.
 */
export function spanInWords(language: Language, span: DaySpan, today: DayText | null): string {
  const words = SENTENCES[language];
  const [first, last] = [dayOf(language, span.from, today), dayOf(language, span.until, today)];
  if (span.from === span.until) return first.isNear ? first.name : words.on(first.long);
  if (first.isNear && last.isNear) return words.either(first.name, last.name);
  if (first.isNear) return words.between(first.name, words.the(last.long));
  const from = sameMonth(span) ? first.short : first.long;
  return words.between(words.the(from), words.the(last.long));
}

/** The same in as few letters as can be, for a narrow place: `mañana`, `mar 24 nov`, `mar 24 – jue 26 nov`. */
export function spanInShort(language: Language, span: DaySpan, today: DayText | null): string {
  const [first, last] = [dayOf(language, span.from, today), dayOf(language, span.until, today)];
  const end = last.isNear ? last.name : last.brief;
  if (span.from === span.until) return end;
  if (first.isNear) return `${first.name} – ${end}`;
  return `${sameMonth(span) ? first.briefest : first.brief} – ${end}`;
}

interface Day {
  readonly isNear: boolean;
  /** `hoy` or `mañana`; the long name of any other day. */
  readonly name: string;
  readonly long: string;
  readonly short: string;
  readonly brief: string;
  readonly briefest: string;
}

interface Sentences {
  readonly today: string;
  readonly tomorrow: string;
  readonly the: (day: string) => string;
  readonly on: (day: string) => string;
  readonly either: (first: string, last: string) => string;
  readonly between: (first: string, last: string) => string;
}

const SENTENCES: Readonly<Record<Language, Sentences>> = {
  es: {
    today: 'hoy',
    tomorrow: 'mañana',
    the: (day) => `el ${day}`,
    on: (day) => `el ${day}`,
    either: (first, last) => `${first} o ${last}`,
    between: (first, last) => `entre ${first} y ${last}`,
  },
  en: {
    today: 'today',
    tomorrow: 'tomorrow',
    the: (day) => day,
    on: (day) => `on ${day}`,
    either: (first, last) => `${first} or ${last}`,
    between: (first, last) => `between ${first} and ${last}`,
  },
  pt: {
    today: 'hoje',
    tomorrow: 'amanhã',
    the: (day) => day,
    on: (day) => `${/^(s[áa]bado|domingo)/.test(day) ? 'no' : 'na'} ${day}`,
    either: (first, last) => `${first} ou ${last}`,
    // What stands between commas after the day of the week ends with one: entre terça-feira, 24, e quinta-feira, 26 de novembro.
    between: (first, last) => `entre ${first}${first.includes(',') ? ',' : ''} e ${last}`,
  },
  ca: {
    today: 'avui',
    tomorrow: 'demà',
    the: (day) => day,
    on: (day) => day,
    either: (first, last) => `${first} o ${last}`,
    between: (first, last) => `entre ${first} i ${last}`,
  },
};

function dayOf(language: Language, day: DayText, today: DayText | null): Day {
  const words = SENTENCES[language];
  const long = written(language, day, { weekday: 'long', day: 'numeric', month: 'long' });
  const away = today === null ? null : daysBetween(today, day);
  const near = away === 0 ? words.today : away === 1 ? words.tomorrow : null;
  return {
    isNear: near !== null,
    name: near ?? long,
    long,
    short: written(language, day, { weekday: 'long', day: 'numeric' }),
    brief: written(language, day, { weekday: 'short', day: 'numeric', month: 'short' }),
    briefest: written(language, day, { weekday: 'short', day: 'numeric' }),
  };
}

/** As the language's own rules have it, but for the little that a sentence or a narrow place changes. */
function written(language: Language, day: DayText, parts: Intl.DateTimeFormatOptions): string {
  const format = formatOf(regionOf[language], parts);
  switch (language) {
    case 'es':
    case 'en':
      // Spanish puts a comma behind the day of the week, which is one too many inside a sentence.
      return format.format(utcOf(day)).replace(/,/g, '');
    case 'pt':
      return parts.weekday === 'short' ? briefPortuguese(day, parts.month !== undefined) : format.format(utcOf(day));
    case 'ca': {
      const plain = format.format(utcOf(day)).replace(/[,.]/g, '');
      return parts.weekday === 'short' ? plain.replace(/ d(?:e |’)/, ' ') : plain;
    }
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** One of each kind: making one takes longer than a screen has for all its days. */
function formatOf(region: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${region} ${parts.weekday} ${parts.day} ${parts.month}`;
  let format = formats.get(id);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(region, { ...parts, timeZone: 'UTC' });
    formats.set(id, format);
  }
  return format;
}

/** `ter 24 nov`: the rules of Portugal write a day of the week as long as that and the month as a number, beside which nobody sees a day. */
function briefPortuguese(day: DayText, hasMonth: boolean): string {
  const name = (parts: Intl.DateTimeFormatOptions) => formatOf('pt-PT', parts).format(utcOf(day)).slice(0, 3);
  return [name({ weekday: 'long' }), String(Number(day.slice(8))), ...(hasMonth ? [name({ month: 'long' })] : [])].join(' ');
}

function sameMonth({ from, until }: DaySpan): boolean {
  return from.slice(0, 7) === until.slice(0, 7);
}

function daysBetween(from: DayText, until: DayText): number {
  return Math.round((utcOf(until) - utcOf(from)) / 86_400_000);
}

/** Midnight in UTC stands for the day: every calculation is between days of the same calendar. */
function utcOf(day: DayText): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return Date.UTC(year, month - 1, date);
}
