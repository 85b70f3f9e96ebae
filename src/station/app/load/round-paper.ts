import type { ReceiptDocument } from '../../../contract/receipt.ts';
import type { Locale } from '../../../contract/schema.ts';
import type { RoundEntry } from '../../../contract/station/load-views.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import { listPaper } from './list-paper.ts';
import { isLoaded } from './load-round.ts';

/** What the paper about a round of loading says. It names orders and doors, nobody's name and no code. */
export interface RoundPaper {
  readonly storeName: string;
  /** IANA name of the shop's time zone. */
  readonly timeZone: string;
  readonly locale: Locale;
  readonly at: UnixMs;
  /** The last parcel first, as the screen has them. */
  readonly entries: readonly RoundEntry[];
}

/** The list of a round, in the order in which the parcels were put in. */
export function roundPaper({ entries, ...paper }: RoundPaper): ReceiptDocument {
  const say = words[paper.locale];
  const inOrder = entries.toReversed();
  return listPaper({
    ...paper,
    title: say.title,
    total: `${say.total}: ${inOrder.filter(({ state }) => isLoaded(state)).length}`,
    lines: inOrder.map(({ door, number, state }) => ({ left: `${door.number}  ${number}`, right: say[state] })),
  });
}

const words = {
  es: {
    title: 'Carga de las taquillas',
    total: 'Paquetes',
    inside: 'dentro',
    unsure: 'por revisar',
    'taken-back': 'sacado',
    collected: 'recogido',
    interrupted: 'mirar dentro',
  },
  en: {
    title: 'Loaded into the lockers',
    total: 'Parcels',
    inside: 'inside',
    unsure: 'to be checked',
    'taken-back': 'taken back',
    collected: 'collected',
    interrupted: 'look inside',
  },
  pt: {
    title: 'Carga dos cacifos',
    total: 'Volumes',
    inside: 'dentro',
    unsure: 'por verificar',
    'taken-back': 'retirado',
    collected: 'levantado',
    interrupted: 'ver dentro',
  },
  ca: {
    title: 'Càrrega de les taquilles',
    total: 'Paquets',
    inside: 'dins',
    unsure: 'per revisar',
    'taken-back': 'tret',
    collected: 'recollit',
    interrupted: 'mirar dins',
  },
} as const satisfies Readonly<Record<Locale, Readonly<Record<string, string>>>>;
