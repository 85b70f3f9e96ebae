import type { ReceiptDocument } from '../../../contract/receipt.ts';
import type { Locale } from '../../../contract/schema.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import { regionOf } from '../../../kernel/language.ts';

/** A list of doors for whoever walks along them. */
export interface ListPaper {
  readonly title: string;
  readonly storeName: string;
  /** IANA name of the shop's time zone. */
  readonly timeZone: string;
  readonly locale: Locale;
  readonly at: UnixMs;
  readonly total: string;
  readonly lines: readonly { readonly left: string; readonly right: string }[];
}

/** A document has 200 blocks at most. */
const MOST_LINES = 190;

/** The list as the receipt printer prints it. */
export function listPaper({ title, storeName, timeZone, locale, at, total, lines }: ListPaper): ReceiptDocument {
  const time = new Intl.DateTimeFormat(regionOf[locale], { dateStyle: 'short', timeStyle: 'short', timeZone });
  return {
    title,
    blocks: [
      { kind: 'text', text: storeName, align: 'centre', size: 'normal', bold: true },
      { kind: 'text', text: title, align: 'centre', size: 'large', bold: true },
      { kind: 'text', text: time.format(at), align: 'centre', size: 'normal', bold: false },
      { kind: 'rule' },
      ...lines.slice(0, MOST_LINES).map(({ left, right }) => ({ kind: 'pair' as const, left, right, bold: false })),
      { kind: 'rule' },
      { kind: 'text', text: total, align: 'left', size: 'normal', bold: true },
    ],
  };
}
