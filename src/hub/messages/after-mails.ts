import { times } from '../../kernel/money.ts';
import { regionOf } from '../../kernel/language.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { claimNumberOf, type StoredClaim } from '../db/claims.ts';
import type { StoredOrder } from '../db/orders.ts';
import type { StoredWithdrawal } from '../db/withdrawals.ts';
import { type AfterTexts, afterTexts } from './after-texts.ts';
import { formatMoment, formatMoney } from './format.ts';
import { button, type Html, type LineView, notice, orderTable, page, paragraph } from './mail-html.ts';
import type { RenderedMessage } from './mails.ts';
import { messageTexts } from './texts.ts';

/** What there is to tell after the sale. */
export type AfterNews =
  | { readonly kind: 'withdrawn' | 'withdrawal-settled'; readonly withdrawal: StoredWithdrawal }
  | { readonly kind: 'claimed' | 'claim-answered'; readonly claim: StoredClaim };

/** What such a message is made from. `url` is the order's own page. */
export interface AfterFacts {
  readonly order: StoredOrder;
  readonly storeName: string;
  readonly timeZone: string;
  readonly url: string;
}

interface Draft {
  readonly subject: string;
  readonly title: string;
  readonly sections: readonly Html[];
  readonly text: readonly string[];
}

/** Writes a message in the order's language. What withdraws or claims is told in full: the message is the customer's proof. */
export function renderAfterMail(facts: AfterFacts, news: AfterNews): RenderedMessage {
  const { locale } = facts.order;
  const { subject, title, sections, text } = write(facts, news, afterTexts[locale]);
  const { footer, seeOrder } = messageTexts[locale];
  const end = footer(facts.storeName);
  return {
    subject,
    html: page({ locale, preview: text[0] ?? title, store: facts.storeName, title, sections: [...sections, button(seeOrder, facts.url)], footer: end }),
    text: [title, '', ...text, '', facts.url, '', end, ''].join('\n'),
    sms: `${facts.storeName}: ${text.filter((line) => line !== '').join(' ')} ${facts.url}`,
  };
}

function write(facts: AfterFacts, news: AfterNews, t: AfterTexts): Draft {
  switch (news.kind) {
    case 'withdrawn':
      return withdrawn(facts, t, news.withdrawal);
    case 'withdrawal-settled':
      return settled(facts, t, news.withdrawal);
    case 'claimed':
      return claimed(facts, t, news.claim);
    case 'claim-answered':
      return answered(facts, t, news.claim);
    default:
      return assertNever(news);
  }
}

function withdrawn(facts: AfterFacts, t: AfterTexts, one: StoredWithdrawal): Draft {
  const { order } = facts;
  const lead = t.withdrawn.lead(order.number, moment(facts, one.at));
  const goods = lineViews(facts, one);
  const { label, totalLabel } = tableWords(facts);
  const total = one.amount === null ? '-' : formatMoney(one.amount, order.locale);
  const next = nextSteps(facts, t, one);
  return {
    subject: t.withdrawn.subject(order.number),
    title: t.withdrawn.title,
    sections: [
      paragraph(lead),
      orderTable({ label, number: order.number, lines: goods, totalLabel, total }),
      notice(next[0] ?? '', next.slice(1)),
      paragraph(t.withdrawn.keep, 'soft'),
    ],
    text: [lead, '', ...goods.map((line) => `- ${line.title} (${line.detail})`), '', ...next, '', t.withdrawn.keep],
  };
}

/** What happens with goods and money; one thing first. */
function nextSteps(facts: AfterFacts, t: AfterTexts, { state, amount, refundBy, goodsUntil }: StoredWithdrawal): readonly string[] {
  switch (state) {
    case 'cancelled':
      return [t.withdrawn.cancelled];
    case 'refund-due':
      return [t.withdrawn.refundDue(amount === null ? '' : formatMoney(amount, facts.order.locale), day(facts, refundBy))];
    case 'goods-awaited':
    case 'brought-back':
      return [t.withdrawn.goodsAwaited(day(facts, goodsUntil)), t.withdrawn.howBack];
    case 'review':
      return [t.withdrawn.review];
    default:
      return assertNever(state);
  }
}

function settled(facts: AfterFacts, t: AfterTexts, one: StoredWithdrawal): Draft {
  const { order } = facts;
  const { amount = null, tender = null, at = one.at } = one.settled ?? {};
  const isPaid = amount !== null && tender !== null;
  const words = isPaid ? [t.settled.lead(formatMoney(amount, order.locale), moment(facts, at)), t.settled.tender[tender]] : [t.settled.leadDeclined];
  const ask = t.settled.ask(order.number);
  const title = isPaid ? t.settled.title : t.settled.titleDeclined;
  return { subject: t.settled.subject(order.number), title, sections: [notice(title, words), paragraph(ask)], text: [...words, '', ask] };
}

function claimed(facts: AfterFacts, t: AfterTexts, one: StoredClaim): Draft {
  const number = claimNumberOf(facts.order.number, one.number);
  const lead = t.claimed.lead(number, moment(facts, one.madeAt));
  const what = t.claimed.what(facts.order.lines.find(({ sku }) => sku === one.sku)?.title ?? one.sku, one.quantity);
  const details = [`${t.fault[one.fault]} · ${t.wish[one.wish]}`, ...(one.words === '' ? [] : [one.words])];
  return {
    subject: t.claimed.subject(number),
    title: t.claimed.title,
    sections: [paragraph(lead), notice(what, details), paragraph(t.claimed.next), paragraph(t.claimed.keep, 'soft')],
    text: [lead, '', what, ...details, '', t.claimed.next, '', t.claimed.keep],
  };
}

function answered(facts: AfterFacts, t: AfterTexts, one: StoredClaim): Draft {
  const number = claimNumberOf(facts.order.number, one.number);
  const state = one.state === 'received' ? 'accepted' : one.state;
  const says = one.answer ?? '';
  return {
    subject: t.answered.subject(number),
    title: t.answered.title[state],
    sections: [notice(t.answered.says, [says])],
    text: [`${number}: ${t.answered.title[state]}.`, '', `${t.answered.says}: ${says}`],
  };
}

function tableWords({ order }: AfterFacts): { readonly label: string; readonly totalLabel: string } {
  const t = messageTexts[order.locale];
  return { label: t.order, totalLabel: t.total };
}

function lineViews({ order }: AfterFacts, { lines }: StoredWithdrawal): readonly LineView[] {
  const { quantity: word } = messageTexts[order.locale];
  return lines.map(({ sku, quantity }) => {
    const bought = order.lines.find((line) => line.sku === sku);
    return {
      colour: bought?.picture.colour ?? '#e2dbd0',
      title: bought?.title ?? sku,
      detail: [bought?.colour, bought?.size, `${word}: ${quantity}`].filter((part) => typeof part === 'string' && part !== '').join(' · '),
      price: bought === undefined ? '' : formatMoney(times(bought.unitPrice, quantity), order.locale),
    };
  });
}

function moment({ order, timeZone }: AfterFacts, at: number): string {
  return formatMoment(at, order.locale, timeZone);
}

function day({ order, timeZone }: AfterFacts, at: number | null): string {
  if (at === null) return '';
  return new Intl.DateTimeFormat(regionOf[order.locale], { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(at);
}
