import type { ReceiptDocument } from '../../../contract/receipt.ts';
import type { RecallReason } from '../../../contract/hub/silo.ts';
import type { Locale } from '../../../contract/schema.ts';
import type { RecallFound, RecallItem } from '../../../contract/station/load-views.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import { listPaper } from '../load/list-paper.ts';

/** What the paper about taking out says. It names orders, receipts and doors, nobody's name and no code. */
export interface RecallPaper {
  readonly storeName: string;
  /** IANA name of the shop's time zone. */
  readonly timeZone: string;
  readonly locale: Locale;
  readonly at: UnixMs;
  readonly items: readonly { readonly item: RecallItem; readonly found: RecallFound | null }[];
}

/** The list, or the round with what was found behind each door. */
export function recallPaper({ items, ...paper }: RecallPaper): ReceiptDocument {
  const say = words[paper.locale];
  const taken = items.filter(({ found }) => found === 'taken').length;
  return listPaper({
    ...paper,
    title: say.title,
    total: `${say.total}: ${taken} / ${items.length}`,
    lines: items.map(({ item, found }) => ({
      left: `${item.door.number}  ${item.receipt ?? item.number ?? say.unknown}`,
      right: found === null ? say.reasons[item.reason] : say.found[found],
    })),
  });
}

interface Words {
  readonly title: string;
  readonly total: string;
  readonly unknown: string;
  readonly reasons: Readonly<Record<RecallReason, string>>;
  readonly found: Readonly<Record<RecallFound, string>>;
}

const words: Readonly<Record<Locale, Words>> = {
  es: {
    title: 'Sacar de las taquillas',
    total: 'Sacados',
    unknown: 'sin pedido',
    reasons: { expired: 'caducado', cancelled: 'cancelado', damaged: 'con problema', returned: 'devolución', requested: 'pedido por central' },
    found: { taken: 'sacado', missing: 'NO ESTABA', other: 'OTRA COSA', left: 'se queda', stuck: 'no abre', unsure: 'sin respuesta' },
  },
  en: {
    title: 'Take out of the lockers',
    total: 'Taken out',
    unknown: 'no order',
    reasons: { expired: 'expired', cancelled: 'cancelled', damaged: 'problem', returned: 'return', requested: 'head office' },
    found: { taken: 'taken out', missing: 'WAS NOT THERE', other: 'SOMETHING ELSE', left: 'stays', stuck: 'does not open', unsure: 'no answer' },
  },
  pt: {
    title: 'Retirar dos cacifos',
    total: 'Retirados',
    unknown: 'sem encomenda',
    reasons: { expired: 'caducado', cancelled: 'cancelado', damaged: 'com problema', returned: 'devolução', requested: 'pedido da sede' },
    found: { taken: 'retirado', missing: 'NÃO ESTAVA', other: 'OUTRA COISA', left: 'fica', stuck: 'não abre', unsure: 'sem resposta' },
  },
  ca: {
    title: 'Treure de les taquilles',
    total: 'Trets',
    unknown: 'sense comanda',
    reasons: { expired: 'caducat', cancelled: 'cancel·lat', damaged: 'amb problema', returned: 'devolució', requested: 'la central' },
    found: { taken: 'tret', missing: 'NO HI ERA', other: 'ALTRA COSA', left: "s'hi queda", stuck: 'no obre', unsure: 'sense resposta' },
  },
};
