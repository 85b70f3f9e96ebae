import type { UnixMs } from '../../kernel/clock.ts';
import { addDays, addMonths, endOfDay, type LocalDay, localDay, weekday } from '../../kernel/local-day.ts';

/**
 * How a contract was made. `shop`: at a kiosk or with staff, and paid at a till. `distance`: paid on the customer's own phone. Whether the law
 * gives a right of withdrawal for the first is argued about, so it is granted; which of the two it was is kept for whoever has to argue.
 */
export type Concluded = 'shop' | 'distance';

/** Whose rules count. `shop`: a country whose law is not known here, for which the shop grants what the European Union asks. */
export type Law = 'eu' | 'cl' | 'ar' | 'shop';

/** What the clock of an order is read from. Times in Unix milliseconds. */
export interface ClockFacts {
  /** ISO 3166-1, two letters: where the shop is. */
  readonly country: string;
  /** The shop's IANA time zone: periods end with a day there. */
  readonly timeZone: string;
  readonly concluded: Concluded;
  readonly placedAt: UnixMs;
  /** When the written confirmation, which says how to withdraw, went out; null: it has not. */
  readonly confirmedAt: UnixMs | null;
  /** When the last of it was handed over; null: something is still to come. */
  readonly receivedAt: UnixMs | null;
}

/** Until when a customer may withdraw from the contract without a reason. */
export interface WithdrawalClock {
  readonly law: Law;
  /** Does the law ask for it, or does the shop grant it? */
  readonly basis: 'law' | 'granted';
  /** The last moment; null: there is no end yet. */
  readonly until: UnixMs | null;
  /** `not-received`: the days begin with the hand-over. `not-informed`: nobody was told in writing, which makes the time longer. */
  readonly why: 'not-received' | 'counting' | 'not-informed';
  /** Days that the law counts from the hand-over. */
  readonly days: number;
  /** Does sending things back cost the customer nothing, whatever the way? */
  readonly freeReturn: boolean;
}

/** Until when the shop answers for goods that were not as they should be. `until` null: nothing was handed over yet. */
export interface GuaranteeClock {
  readonly months: number;
  readonly until: UnixMs | null;
}

/** The legal clock of one order. */
export interface LegalClock {
  readonly withdrawal: WithdrawalClock;
  readonly guarantee: GuaranteeClock;
}

/**
 * Reads the legal clock of an order. It is for orientation and errs to the customer's side; who is refused something is refused by a person.
 *
 * ```
 *  placed     confirmed      last piece handed over        +14 days                     +12 months
 *    |------------|-------------------|------------------------|----------------------------|
 *    |  free to withdraw at any time  |       EU: counting     |  EU: nobody was informed   |
 *                                     |------------ guarantee: ES 36 months, CL 6, AR 6 ... |
 * ```
 *
 * European Union: directive 2011/83, articles 9 and 10; periods end by regulation 1182/71, so a last day on a weekend moves to Monday
 * (other holidays are not known here). Chile: law 19.496, articles 3 bis and 12 A. Argentina: law 24.240, article 34, and Código Civil y
 * Comercial, articles 1110 and 1111. Guarantee: directive 2019/771, article 10; Spain RDL 1/2007, article 120; Chile law 19.496, article
 * 21; Argentina law 24.240, article 11.
 */
export function readLegalClock(facts: ClockFacts): LegalClock {
  return { withdrawal: readWithdrawal(facts), guarantee: readGuarantee(facts) };
}

/** May the customer withdraw at this moment, by the clock? */
export function isWithdrawalOpen({ until }: WithdrawalClock, now: UnixMs): boolean {
  return until === null || now <= until;
}

/** May the customer complain at this moment of what is broken, by the clock? */
export function isGuaranteeOpen({ until }: GuaranteeClock, now: UnixMs): boolean {
  return until !== null && now <= until;
}

/** The law of a country, as far as it is known here. */
export function lawOf(country: string): Law {
  if (country === 'CL') return 'cl';
  if (country === 'AR') return 'ar';
  return EUROPEAN.has(country) ? 'eu' : 'shop';
}

/** The European Union, and Iceland, Liechtenstein and Norway. */
const EUROPEAN = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(' '));

/** Months of guarantee where a country gives another number than the 24 of the European Union. */
const GUARANTEE_MONTHS: Readonly<Record<string, number>> = { ES: 36, PT: 36, SE: 36, CL: 6, AR: 6 };
const USUAL_GUARANTEE_MONTHS = 24;

const EU_DAYS = 14;
/** Directive 2011/83, article 10(1): so much longer when nobody was informed. */
const EU_LONGER_MONTHS = 12;
const SOUTH_AMERICAN_DAYS = 10;
/** Law 19.496, article 3 bis: without a written confirmation. */
const CHILEAN_LONG_DAYS = 90;

function readWithdrawal(facts: ClockFacts): WithdrawalClock {
  const law = lawOf(facts.country);
  const days = law === 'cl' || law === 'ar' ? SOUTH_AMERICAN_DAYS : EU_DAYS;
  // Chile gives it also to who bought in the shop what was not there to be looked at, which is what an endless aisle sells.
  const basis = law === 'cl' || (law !== 'shop' && facts.concluded === 'distance') ? 'law' : 'granted';
  const clock = { law, basis, days, freeReturn: law === 'ar' } as const;
  if (facts.receivedAt === null) return { ...clock, until: null, why: 'not-received' };
  return { ...clock, ...readEnd(law, { ...facts, receivedAt: facts.receivedAt }) };
}

type Received = ClockFacts & { readonly receivedAt: UnixMs };

function readEnd(law: Law, facts: Received): Pick<WithdrawalClock, 'until' | 'why'> {
  switch (law) {
    case 'cl':
      return readChileanEnd(facts);
    case 'ar':
      return readArgentineEnd(facts);
    case 'eu':
    case 'shop':
      return readEuropeanEnd(facts);
  }
}

/** Who is informed later than the goods came has fourteen days from then, and twelve months beyond the fourteen days at most. */
function readEuropeanEnd({ receivedAt, confirmedAt, timeZone }: Received): Pick<WithdrawalClock, 'until' | 'why'> {
  const lastDay = addDays(localDay(receivedAt, timeZone), EU_DAYS);
  const short = endOfDay(workingDay(lastDay), timeZone);
  const long = endOfDay(workingDay(addMonths(lastDay, EU_LONGER_MONTHS)), timeZone);
  if (confirmedAt === null) return { until: long, why: 'not-informed' };
  if (confirmedAt <= receivedAt) return { until: short, why: 'counting' };
  const fromThen = endOfDay(workingDay(addDays(localDay(confirmedAt, timeZone), EU_DAYS)), timeZone);
  return { until: Math.max(short, Math.min(fromThen, long)), why: 'counting' };
}

function readChileanEnd({ receivedAt, confirmedAt, timeZone }: Received): Pick<WithdrawalClock, 'until' | 'why'> {
  const from = (at: UnixMs, days: number) => endOfDay(addDays(localDay(at, timeZone), days), timeZone);
  const long = from(receivedAt, CHILEAN_LONG_DAYS);
  if (confirmedAt === null) return { until: long, why: 'not-informed' };
  const short = from(receivedAt, SOUTH_AMERICAN_DAYS);
  return { until: Math.max(short, Math.min(from(confirmedAt, SOUTH_AMERICAN_DAYS), long)), why: 'counting' };
}

/** Who was never informed keeps the right for good (Código Civil y Comercial, article 1111). */
function readArgentineEnd({ receivedAt, confirmedAt, timeZone }: Received): Pick<WithdrawalClock, 'until' | 'why'> {
  if (confirmedAt === null) return { until: null, why: 'not-informed' };
  const began = Math.max(receivedAt, confirmedAt);
  return { until: endOfDay(workingDay(addDays(localDay(began, timeZone), SOUTH_AMERICAN_DAYS)), timeZone), why: 'counting' };
}

function readGuarantee({ country, receivedAt, timeZone }: ClockFacts): GuaranteeClock {
  const months = GUARANTEE_MONTHS[country] ?? USUAL_GUARANTEE_MONTHS;
  if (receivedAt === null) return { months, until: null };
  return { months, until: endOfDay(addMonths(localDay(receivedAt, timeZone), months), timeZone) };
}

/** The day itself, or the Monday after a weekend. */
function workingDay(day: LocalDay): LocalDay {
  const name = weekday(day);
  if (name === 6) return addDays(day, 2);
  return name === 0 ? addDays(day, 1) : day;
}
