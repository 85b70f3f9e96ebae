import { assertNever } from '../../kernel/assert-never.ts';
import type { Money } from '../../kernel/money.ts';
import type { StoredOrder } from '../db/orders.ts';
import { formatMoment, formatMoney, formatShortMoment } from './format.ts';
import { button, type Html, type LineView, notice, orderTable, page, paragraph } from './mail-html.ts';
import type { RenderedMessage } from './mails.ts';
import { nextOf } from './way-words.ts';
import { stockTexts, type StockTexts } from './stock-texts.ts';

/** Pieces of an order, as its customer knows them. */
export interface NamedPieces {
  readonly title: string;
  readonly detail: string;
  readonly quantity: number;
}

/** What is new about the stock of an order, with what only that needs. Times in Unix milliseconds. */
export type StockNewsItem =
  | { readonly kind: 'short'; readonly missing: readonly NamedPieces[]; readonly until: number; readonly giveBack: Money; readonly paid: boolean }
  | { readonly kind: 'restocked' }
  | { readonly kind: 'moved'; readonly places: readonly string[] }
  /** `rejected`: the shop could not give it; `rerouted`: it goes another way now, as was agreed. */
  | { readonly kind: 'changed'; readonly because: 'customer' | 'rejected' | 'rerouted'; readonly giveBack: Money | null }
  | { readonly kind: 'expired' }
  /** `failed`: the bank did not take it; else a till had taken it. */
  | { readonly kind: 'money-owed'; readonly amount: Money; readonly failed: boolean }
  | { readonly kind: 'money-back'; readonly amount: Money; readonly paid: boolean };

/** What such a message is made from. `url` is the order's own page. */
export interface StockMailFacts {
  readonly order: StoredOrder;
  readonly storeName: string;
  readonly timeZone: string;
  readonly url: string;
}

/** Writes a message about the stock of an order in its language. */
export function renderStockMail(facts: StockMailFacts, news: StockNewsItem): RenderedMessage {
  const { order, storeName, url } = facts;
  const { locale } = order;
  const t = stockTexts[locale];
  const draft = write(facts, t, news);
  const footer = t.footer(storeName);
  const sections: readonly Html[] = [
    paragraph(draft.lead),
    ...(draft.facts.length === 0 ? [] : [notice(draft.factsTitle, draft.facts)]),
    ...(draft.next === null ? [] : [paragraph(draft.next)]),
    ...(draft.table && order.status !== 'cancelled' ? [tableOf(order, t)] : []),
    button(draft.button, url),
  ];
  const text = [
    draft.title,
    '',
    draft.lead,
    ...draft.facts.map((fact) => `- ${fact}`),
    ...(draft.next === null ? [] : ['', draft.next]),
    '',
    `${t.order} ${order.number}`,
  ];
  return {
    subject: draft.subject,
    html: page({ locale, preview: draft.lead, store: storeName, title: draft.title, sections, footer }),
    text: [...text, '', url, '', footer, ''].join('\n'),
    sms: `${storeName}: ${draft.sms} ${url}`,
  };
}

interface Draft {
  readonly subject: string;
  readonly title: string;
  readonly lead: string;
  readonly factsTitle: string;
  readonly facts: readonly string[];
  readonly next: string | null;
  readonly button: string;
  readonly sms: string;
  readonly table: boolean;
}

function write({ order, timeZone }: StockMailFacts, t: StockTexts, news: StockNewsItem): Draft {
  const { number, locale } = order;
  const plain = { factsTitle: '', facts: [], button: t.seeOrder, table: true };
  switch (news.kind) {
    case 'short': {
      const money = formatMoney(news.giveBack, locale);
      const until = formatMoment(news.until, locale, timeZone);
      const next = `${t.short.choose(until)} ${news.paid ? t.short.silencePaid(money) : t.short.silenceUnpaid(money)}`;
      const { subject, title, lead } = t.short;
      const facts = news.missing.map((one) => [`${one.quantity} × ${one.title}`, one.detail].filter((part) => part !== '').join(' · '));
      return {
        subject: subject(number),
        title,
        lead,
        factsTitle: t.short.missing,
        facts,
        next,
        button: t.short.button,
        sms: t.short.sms(number, formatShortMoment(news.until, locale, timeZone)),
        table: false,
      };
    }
    case 'restocked':
      return { ...plain, ...said(t.restocked, number), next: null };
    case 'moved':
      return { ...plain, ...said(t.moved, number), next: news.places.length === 0 ? null : t.moved.from(news.places) };
    case 'changed': {
      const next = news.giveBack === null ? null : t.changed.giveBack(formatMoney(news.giveBack, locale));
      const words = order.status === 'cancelled' ? t.changed.nothingLeft : t.changed;
      if (news.because === 'rerouted' && order.status !== 'cancelled')
        return { ...plain, ...said({ ...words, lead: t.changed.rerouted }, number), factsTitle: words.title, facts: [...nextOf(order)], next };
      if (news.because === 'rejected') return { ...plain, ...said({ ...words, lead: `${t.changed.rejected} ${words.lead}` }, number), next };
      return { ...plain, ...said(words, number), next };
    }
    case 'expired':
      return { ...plain, ...said(t.expired, number), next: t.expired.next(number) };
    case 'money-owed': {
      const words = news.failed ? t.moneyOwed.failed : t.moneyOwed.till;
      const lead = words.lead(formatMoney(news.amount, locale));
      return { ...plain, ...said({ subject: t.moneyOwed.subject, title: words.title, lead }, number), next: t.moneyOwed.next, table: false };
    }
    case 'money-back': {
      const amount = formatMoney(news.amount, locale);
      const words = news.paid ? t.moneyBack.paid : t.moneyBack.declined;
      return { ...plain, ...said({ ...words, lead: words.lead(amount) }, number), next: null, table: false };
    }
    default:
      return assertNever(news);
  }
}

interface Words {
  readonly subject: (number: string) => string;
  readonly title: string;
  readonly lead: string;
}

function said({ subject, title, lead }: Words, number: string) {
  return { subject: subject(number), title, lead, sms: `${subject(number)}. ${lead}` };
}

function tableOf(order: StoredOrder, t: StockTexts): Html {
  const { number, total, locale } = order;
  const lines = order.lines.map(
    (line): LineView => ({
      colour: line.picture.colour,
      title: line.title,
      detail: [line.colour, line.size, `${t.quantity}: ${line.quantity}`].filter((part) => part !== null && part !== '').join(' · '),
      price: formatMoney({ minor: line.unitPrice.minor * line.quantity, currency: line.unitPrice.currency }, locale),
    }),
  );
  return orderTable({ label: t.order, number, lines, totalLabel: t.total, total: formatMoney(total, locale) });
}
