import type { StoredOrder } from '../db/orders.ts';
import { showShortCode } from '../../core/passes/short-code.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { type Money, times } from '../../kernel/money.ts';
import { formatMoment, formatMoney, formatShortMoment } from './format.ts';
import { button, codePicture, type Html, type LineView, notice, orderTable, page, paragraph, steps, typedValues } from './mail-html.ts';
import { messageTexts } from './texts.ts';
import type { Call, MessageTexts } from './texts/message-texts.ts';
import { wayTexts } from './way-texts.ts';
import { hasRest, isAllTaken, nextOf, sumsOf, afterPaying, wayBeside } from './way-words.ts';

/** How the QR picture is named inside the mail. */
export const CODE_CID = 'code@pasillo';

/** What lets the customer in; null when the parcel has no usable pass and staff must help. Times in Unix milliseconds. */
export interface CollectFacts {
  readonly shortCode: string;
  readonly pin: string;
  /** The doors that the code opens, of this order. */
  readonly doors: readonly number[];
  readonly until: number;
  /** May the customer still move it? */
  readonly mayExtend: boolean;
}

/** The news, with the facts that only it needs. */
export type News =
  | { readonly kind: 'received' }
  | { readonly kind: 'paid'; readonly tender: 'cash' | 'card' | 'online' | 'nothing'; readonly takenAt: number }
  | { readonly kind: 'ready'; readonly collect: null }
  | { readonly kind: 'desk-ready' }
  | { readonly kind: Call; readonly collect: CollectFacts }
  | { readonly kind: 'recalled'; readonly expired: boolean }
  | { readonly kind: 'collected'; readonly collectedAt: number; readonly left: number }
  | { readonly kind: 'refunded'; readonly receipt: string; readonly amount: Money | null; readonly tender: 'cash' | 'card' | null; readonly at: number };

/** Everything that a message is made from. `url` is the order's own page. */
export interface MailFacts {
  readonly order: StoredOrder;
  readonly storeName: string;
  readonly timeZone: string;
  readonly url: string;
  readonly news: News;
  /** With a confirmation, and with whatever is written first of an order: how to withdraw from it, and the guarantee. Left out: nothing is said of them. */
  readonly rights?: string;
}

/** A rendered message. `sms` is what a phone gets instead of the mail. */
export interface RenderedMessage {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly sms: string;
}

interface Draft {
  readonly subject: string;
  readonly title: string;
  readonly sections: readonly Html[];
  readonly text: readonly string[];
  readonly sms: string;
}

/** Writes a message in the order's language. */
export function renderMessage(facts: MailFacts): RenderedMessage {
  const t = messageTexts[facts.order.locale];
  const draft = write(facts, t);
  const { subject, title, sms } = draft;
  const sections = [...draft.sections, ...rightsOf(facts)];
  const footer = t.footer(facts.storeName);
  const html = page({ locale: facts.order.locale, preview: draft.text[0] ?? title, store: facts.storeName, title, sections, footer });
  const text = [
    title,
    '',
    ...draft.text,
    ...rightsText(facts),
    '',
    ...(facts.news.kind === 'refunded' ? [`${t.order} ${facts.order.number}`] : orderText(facts, t)),
    '',
    facts.url,
    '',
    footer,
    '',
  ].join('\n');
  return { subject, html, text, sms };
}

function write(facts: MailFacts, t: MessageTexts): Draft {
  const { news } = facts;
  switch (news.kind) {
    case 'received':
      return received(facts, t);
    case 'paid':
      return paid(facts, t, news);
    case 'ready':
    case 'another':
    case 'code':
    case 'reminder':
    case 'extended':
      return news.collect === null ? readyAtDesk(facts, t) : call(facts, t, news.kind, news.collect);
    case 'desk-ready':
      return deskReady(facts, t);
    case 'recalled':
      return recalled(facts, t, news);
    case 'collected':
      return collected(facts, t, news);
    case 'refunded':
      return refunded(facts, t, news);
    default:
      return assertNever(news);
  }
}

function received(facts: MailFacts, t: MessageTexts): Draft {
  const { order } = facts;
  const { number } = order;
  const pay = t.received.payText(number);
  const then = afterPaying(order);
  const lead = isAllTaken(order) ? wayTexts[order.locale].onlyToPay : t.received.lead;
  return {
    subject: t.received.subject(number),
    title: t.received.title,
    sections: [paragraph(lead), notice(t.received.payTitle, [pay, ...then]), lines(facts, t), button(t.seeOrder, facts.url)],
    text: [lead, '', pay, ...then],
    sms: `${facts.storeName}: ${t.received.subject(number)}. ${pay} ${facts.url}`,
  };
}

function paid(facts: MailFacts, t: MessageTexts, news: Extract<News, { kind: 'paid' }>): Draft {
  const { order, timeZone } = facts;
  const isFree = news.tender === 'nothing';
  const lead = isFree ? t.paid.nothingDue : t.paid.lead(formatMoney(order.total, order.locale));
  const when = `${t.paid.paidOn(formatMoment(news.takenAt, order.locale, timeZone))} · ${t.paid.tender[news.tender]}`;
  const next = nextOf(order).join(' ');
  return {
    subject: t.paid.subject(order.number),
    title: isFree ? t.paid.nothingTitle : t.paid.title,
    sections: [paragraph(`${lead} ${next}`), lines(facts, t), paragraph(when, 'strong'), button(t.seeOrder, facts.url), paragraph(t.paid.notInvoice, 'soft')],
    text: [lead, when, next, '', t.paid.notInvoice],
    sms: `${facts.storeName}: ${t.order} ${order.number}. ${lead} ${next} ${facts.url}`,
  };
}

function call(facts: MailFacts, t: MessageTexts, kind: Call, collect: CollectFacts): Draft {
  const { order, timeZone } = facts;
  const shortCode = showShortCode(collect.shortCode);
  const until = t.ready.until(formatMoment(collect.until, order.locale, timeZone));
  const door = t.ready.doors(collect.doors);
  const words = t.calls[kind];
  const more = kind === 'reminder' && collect.mayExtend ? [t.ready.moreDays] : [];
  const lead = words.lead(facts.storeName);
  return {
    subject: words.subject(order.number),
    title: words.title,
    sections: [
      paragraph(lead),
      codePicture(CODE_CID, t.ready.codeAlt),
      button(t.ready.openCode, facts.url),
      steps(t.ready.how),
      notice(door, [until, ...more]),
      typedValues(t.ready.noPhone, [
        [t.ready.shortCode, shortCode],
        [t.ready.pin, collect.pin],
      ]),
      lines(facts, t),
      paragraph(t.ready.keep, 'soft'),
    ],
    text: [
      lead,
      '',
      ...t.ready.how.map((step, i) => `${i + 1}. ${step}`),
      '',
      door,
      until,
      ...more,
      '',
      t.ready.noPhone,
      `${t.ready.shortCode}: ${shortCode}`,
      `${t.ready.pin}: ${collect.pin}`,
      '',
      t.ready.keep,
    ],
    sms: t.ready.sms({
      store: facts.storeName,
      title: kind === 'ready' ? null : words.title,
      number: order.number,
      code: shortCode,
      pin: collect.pin,
      doors: collect.doors,
      until: formatShortMoment(collect.until, order.locale, timeZone),
      url: facts.url,
    }),
  };
}

/** The parcel is not in the silo any more: where it is, and what to say there. */
function recalled(facts: MailFacts, t: MessageTexts, news: Extract<News, { kind: 'recalled' }>): Draft {
  const { number } = facts.order;
  const lead = news.expired ? t.recalled.expired : t.recalled.taken;
  const next = t.recalled.next(number);
  return {
    subject: t.recalled.subject(number),
    title: t.recalled.title,
    sections: [paragraph(lead), notice(t.recalled.nextTitle, [next]), lines(facts, t), button(t.seeOrder, facts.url)],
    text: [lead, '', next],
    sms: `${facts.storeName}: ${t.recalled.subject(number)}. ${next} ${facts.url}`,
  };
}

/** The parcel is there and no code of ours opens it: people do. */
function readyAtDesk(facts: MailFacts, t: MessageTexts): Draft {
  const { number } = facts.order;
  const ask = t.ready.askStaff(number);
  return {
    subject: t.ready.subject(number),
    title: t.ready.title,
    sections: [paragraph(ask), lines(facts, t), button(t.seeOrder, facts.url)],
    text: [ask],
    sms: `${facts.storeName}: ${t.ready.title}. ${ask} ${facts.url}`,
  };
}

/** It waits at the desk: nothing opens by itself, a person hands it over. */
function deskReady(facts: MailFacts, t: MessageTexts): Draft {
  const { number, locale } = facts.order;
  const words = wayTexts[locale].deskReady;
  const lead = `${words.lead(facts.storeName)} ${words.say(number)}`;
  const rest = hasRest(facts.order) ? [words.rest] : [];
  return {
    subject: words.subject(number),
    title: words.title,
    sections: [paragraph(lead), ...rest.map((line) => paragraph(line)), lines(facts, t), button(t.seeOrder, facts.url)],
    text: [lead, ...rest],
    sms: `${facts.storeName}: ${words.subject(number)}. ${words.say(number)} ${facts.url}`,
  };
}

function collected(facts: MailFacts, t: MessageTexts, news: Extract<News, { kind: 'collected' }>): Draft {
  const { order, timeZone } = facts;
  const rest = news.left > 0;
  const lead = (rest ? t.collected.leadPart : t.collected.lead)(formatMoment(news.collectedAt, order.locale, timeZone), news.left);
  return {
    subject: rest ? t.collected.subjectPart(order.number) : t.collected.subject(order.number),
    title: rest ? t.collected.titlePart : t.collected.title,
    sections: [paragraph(lead), lines(facts, t), button(t.seeOrder, facts.url), paragraph(t.collected.notYou, 'soft')],
    text: [lead, '', t.collected.notYou],
    sms: `${facts.storeName}: ${rest ? t.collected.subjectPart(order.number) : t.collected.subject(order.number)}. ${t.collected.notYou}`,
  };
}

/** The money of a return is back, or will not be. The goods are not named: who reads along learns nothing of what was bought. */
function refunded(facts: MailFacts, t: MessageTexts, news: Extract<News, { kind: 'refunded' }>): Draft {
  const { order, timeZone } = facts;
  const { amount, tender } = news;
  const isPaid = amount !== null && tender !== null;
  const words = isPaid
    ? [t.refunded.lead(formatMoney(amount, order.locale), formatMoment(news.at, order.locale, timeZone)), t.refunded.tender[tender]]
    : [t.refunded.leadDeclined];
  const subject = (isPaid ? t.refunded.subject : t.refunded.subjectDeclined)(order.number);
  const receipt = t.refunded.receipt(news.receipt);
  const ask = t.refunded.ask(order.number);
  return {
    subject,
    title: isPaid ? t.refunded.title : t.refunded.titleDeclined,
    sections: [notice(receipt, words), paragraph(ask), button(t.seeOrder, facts.url)],
    text: [receipt, ...words, '', ask],
    sms: `${facts.storeName}: ${words.join(' ')} ${receipt}. ${ask} ${facts.url}`,
  };
}

function rightsOf({ rights }: MailFacts): readonly Html[] {
  return rights === undefined ? [] : [paragraph(rights, 'soft')];
}

function rightsText({ rights }: MailFacts): readonly string[] {
  return rights === undefined ? [] : ['', rights];
}

function lines(facts: MailFacts, t: MessageTexts): Html {
  const { number, total, locale } = facts.order;
  return orderTable({ label: t.order, number, lines: lineViews(facts, t), sums: sumsOf(facts.order), totalLabel: t.total, total: formatMoney(total, locale) });
}

function lineViews(facts: MailFacts, t: MessageTexts): readonly LineView[] {
  const { locale } = facts.order;
  return facts.order.lines.map((line) => ({
    colour: line.picture.colour,
    title: line.title,
    detail: [line.colour, line.size, `${t.quantity}: ${line.quantity}`, wayBeside(facts.order, line)]
      .filter((part) => part !== null && part !== '')
      .join(' · '),
    price: formatMoney(times(line.unitPrice, line.quantity), locale),
  }));
}

function orderText(facts: MailFacts, t: MessageTexts): readonly string[] {
  const { number, total, locale } = facts.order;
  const rows = lineViews(facts, t).map((line) => `- ${line.title} (${line.detail}): ${line.price}`);
  return [`${t.order} ${number}`, ...rows, ...sumsOf(facts.order).map(([name, amount]) => `${name}: ${amount}`), `${t.total}: ${formatMoney(total, locale)}`];
}
