import { partsOf, type WayPart } from '../../../contract/order-ways.ts';
import type { OrderLine, OrderSummary } from '../../../contract/orders.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../contract/receipt.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import { spanInWords } from '../../../kernel/day-words.ts';
import { sum, times } from '../../../kernel/money.ts';
import { type SlipFormat, slipFormat } from './format.ts';
import { type SlipWords, slipWords } from './slip-words.ts';

/** What the slip of a placed order says. It carries no name, address or contact. */
export interface OrderSlip {
  readonly storeName: string;
  readonly order: OrderSummary;
  /** The text of the QR that the till scans. */
  readonly tillCode: string;
  readonly placedOffline: boolean;
  readonly timeZone: string;
}

/**
 * The slip of an order: number, lines, total, and the code that the till scans while there is something to pay. Once it is paid, or nobody will pay
 * it any more, it says so in the code's place. In the order's language.
 */
export function orderSlip(slip: OrderSlip): ReceiptDocument {
  const { order } = slip;
  const words = slipWords[order.locale];
  const format = slipFormat(order.locale, slip.timeZone);
  const parts = partsOf(order);
  return {
    title: `${words.orderTitle} ${order.number}`,
    blocks: [
      ...head(slip.storeName, words.orderTitle, order, words, format.dateTime(order.placedAt)),
      ...goods(order, words, format),
      { kind: 'rule' },
      ...sums(order, words, format),
      text(order.status === 'placed' ? words.payAtTill : order.status === 'cancelled' ? words.cancelled : words.paid, { bold: true }),
      ...(parts.length === 1 ? parts.flatMap((part) => wayBlocks(part, order, words, {})) : []),
      ...(slip.placedOffline ? [text(words.offline)] : []),
      { kind: 'space' },
      ...(order.status === 'placed' ? [{ kind: 'qr', data: slip.tillCode, caption: words.tillCaption } as const] : []),
      text(order.number, { size: 'huge', bold: true, align: 'centre' }),
      text(words.notTax, { align: 'centre' }),
    ],
  };
}

/** What the receipt of a payment says. */
export interface PaymentReceipt {
  readonly storeName: string;
  readonly order: OrderSummary;
  readonly tender: 'cash' | 'card';
  readonly takenAt: UnixMs;
  readonly timeZone: string;
}

/** The receipt of a payment at the till. In the order's language. */
export function paymentReceipt(receipt: PaymentReceipt): ReceiptDocument {
  const { order } = receipt;
  const words = slipWords[order.locale];
  const format = slipFormat(order.locale, receipt.timeZone);
  return {
    title: `${words.paymentTitle} ${order.number}`,
    blocks: [
      ...head(receipt.storeName, words.paymentTitle, order, words, format.dateTime(receipt.takenAt)),
      ...goods(order, words, format),
      { kind: 'rule' },
      ...sums(order, words, format),
      pair(`${words.paid} (${receipt.tender === 'cash' ? words.cash : words.card})`, format.money(order.total)),
      { kind: 'space' },
      ...partsOf(order).map(({ way }) => text(words.next[way])),
      text(words.notTax, { align: 'centre' }),
    ],
  };
}

function head(storeName: string, title: string, order: OrderSummary, words: SlipWords, date: string): ReceiptBlock[] {
  return [
    text(storeName, { size: 'large', bold: true, align: 'centre' }),
    text(title, { align: 'centre' }),
    { kind: 'space' },
    pair(words.orderNumber, order.number, true),
    pair(words.date, date),
    { kind: 'rule' },
  ];
}

/** The lines; where they go several ways, under what each way is called and what was promised of it. */
function goods(order: OrderSummary, words: SlipWords, format: SlipFormat): ReceiptBlock[] {
  const parts = partsOf(order);
  if (parts.length === 1) return lineBlocks(order.lines, words, format);
  return parts.flatMap((part, index) => [
    ...(index === 0 ? [] : [{ kind: 'space' as const }]),
    ...wayBlocks(part, order, words, { bold: true }),
    ...lineBlocks(part.lines, words, format),
  ]);
}

/** What is carried out of the shop at once needs no day. */
function wayBlocks({ way, promise }: WayPart<OrderLine>, { locale }: OrderSummary, words: SlipWords, look: { readonly bold?: boolean }): ReceiptBlock[] {
  const name = text(words.ways[way], look);
  if (promise === null || way === 'carry-out') return [name];
  const when = spanInWords(locale, promise, null);
  return [name, text(way === 'ship' ? words.arrives(when) : words.readyBy(when))];
}

/** What the total is made of, where it is more than its lines. */
function sums({ lines, delivery = [], discounts = [], total }: OrderSummary, words: SlipWords, format: SlipFormat): ReceiptBlock[] {
  const all = pair(words.total, format.money(total), true);
  const costs = delivery.map(({ cost }) => cost).filter(({ minor }) => minor > 0);
  const isShipped = delivery.some(({ way }) => way === 'ship');
  if (costs.length === 0 && discounts.length === 0 && !isShipped) return [all];
  const goodsCost = sum(
    total.currency,
    lines.map((line) => times(line.unitPrice, line.quantity)),
  );
  const brought = costs.length === 0 ? words.free : format.money(sum(total.currency, costs));
  return [
    pair(words.goods, format.money(goodsCost)),
    ...(costs.length > 0 || isShipped ? [pair(words.delivery, brought)] : []),
    ...discounts.map(({ name, amount }) => pair(name, `-${format.money(amount)}`)),
    all,
  ];
}

function lineBlocks(lines: readonly OrderLine[], words: SlipWords, format: SlipFormat): ReceiptBlock[] {
  return lines.flatMap((line) => {
    const options = [line.size, line.colour].filter((option) => option !== null).join(' · ');
    const name = `${line.quantity} x ${line.title}`;
    const price = format.money(times(line.unitPrice, line.quantity));
    const off = (line.listPrice?.minor ?? 0) - line.unitPrice.minor;
    return [
      pair(name, price),
      ...(options === '' ? [] : [text(`    ${options}`)]),
      ...(off > 0 ? [text(`    ${words.discount} -${format.money({ minor: off * line.quantity, currency: line.unitPrice.currency })}`)] : []),
    ];
  });
}

function pair(left: string, right: string, bold = false): ReceiptBlock {
  return { kind: 'pair', left, right, bold };
}

function text(content: string, look: Partial<Omit<Extract<ReceiptBlock, { kind: 'text' }>, 'kind' | 'text'>> = {}): ReceiptBlock {
  return { kind: 'text', text: content, align: 'left', size: 'normal', bold: false, ...look };
}
