import type { Locale } from '../../contract/schema.ts';
import { languageOfTag } from '../../kernel/language.ts';
import { times } from '../../kernel/money.ts';
import type { StoredOrder } from '../db/orders.ts';
import type { StoredRefund } from '../db/returns.ts';
import type { StoredStore } from '../db/stores.ts';
import { formatMoment, formatMoney } from './format.ts';
import { button, type LineView, notice, orderTable, page, paragraph } from './mail-html.ts';
import type { RenderedMessage } from './mails.ts';
import { messageTexts } from './texts.ts';

/** What the receipt of a return is made from. `url`: the order's page, for its own customer only. */
export interface ReturnFacts {
  readonly refund: StoredRefund & { readonly locale: string };
  readonly order: StoredOrder | null;
  readonly store: StoredStore;
  readonly url: string | null;
}

/** Writes the receipt of goods that were put into a silo, in the language that was spoken there. */
export function renderReturnReceipt({ refund, order, store, url }: ReturnFacts): RenderedMessage {
  const locale = languageOfTag(refund.locale);
  const t = messageTexts[locale];
  const lead = t.returned.lead(formatMoment(refund.depositedAt, locale, store.timeZone));
  const amount = refund.amount === null ? null : formatMoney(refund.amount, locale);
  const next = amount !== null ? t.returned.refund(amount) : refund.state === 'duplicate' ? t.returned.duplicate : t.returned.review;
  const views = lineViews(refund, order, (quantity) => `${t.quantity}: ${quantity}`, locale);
  const table = orderTable({ label: t.order, number: order?.number ?? '-', lines: views, totalLabel: t.total, total: amount ?? '-' });
  const receipt = t.returned.receipt(refund.receipt);
  const sections = [paragraph(lead), notice(receipt, [next]), ...(views.length === 0 ? [] : [table]), ...(url === null ? [] : [button(t.seeOrder, url)])];
  const footer = t.returned.footer(store.name);
  const rows = views.map((line) => `- ${line.title} (${line.detail})`);
  return {
    subject: t.returned.subject(refund.receipt),
    html: page({ locale, preview: lead, store: store.name, title: t.returned.title, sections, footer }),
    text: [t.returned.title, '', receipt, lead, next, '', ...rows, ...(url === null ? [] : ['', url]), '', footer, ''].join('\n'),
    sms: `${store.name}: ${t.returned.title}. ${receipt}. ${next}`,
  };
}

/** The goods by name where the order is known; else as many as were named, by their article number. */
function lineViews(refund: StoredRefund, order: StoredOrder | null, quantityText: (quantity: number) => string, locale: Locale): readonly LineView[] {
  const lines = refund.state === 'requested' ? refund.paidLines : refund.lines;
  return lines.map(({ sku, quantity }) => {
    const bought = order?.lines.find((line) => line.sku === sku);
    return {
      colour: bought?.picture.colour ?? '#e2dbd0',
      title: bought?.title ?? sku,
      detail: [bought?.colour, bought?.size, quantityText(quantity)].filter((part) => typeof part === 'string' && part !== '').join(' · '),
      price: bought === undefined ? '' : formatMoney(times(bought.unitPrice, quantity), locale),
    };
  });
}
