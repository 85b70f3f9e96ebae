import type { OrderLine, OrderSummary } from '../../../contract/orders.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../contract/receipt.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import { times } from '../../../kernel/money.ts';
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

/** The slip that a shopper takes to the till: number, lines, total and the code that the till scans. In the order's language. */
export function orderSlip(slip: OrderSlip): ReceiptDocument {
  const { order } = slip;
  const words = slipWords[order.locale];
  const format = slipFormat(order.locale, slip.timeZone);
  return {
    title: `${words.orderTitle} ${order.number}`,
    blocks: [
      ...head(slip.storeName, words.orderTitle, order, words, format.dateTime(order.placedAt)),
      ...lineBlocks(order.lines, format),
      { kind: 'rule' },
      pair(words.total, format.money(order.total), true),
      text(words.payAtTill, { bold: true }),
      text(order.fulfilmentKind === 'silo' ? words.silo : words.ship),
      ...(slip.placedOffline ? [text(words.offline)] : []),
      { kind: 'space' },
      { kind: 'qr', data: slip.tillCode, caption: words.tillCaption },
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
      ...lineBlocks(order.lines, format),
      { kind: 'rule' },
      pair(words.total, format.money(order.total), true),
      pair(`${words.paid} (${receipt.tender === 'cash' ? words.cash : words.card})`, format.money(order.total)),
      { kind: 'space' },
      text(order.fulfilmentKind === 'silo' ? words.siloNext : words.shipNext),
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

function lineBlocks(lines: readonly OrderLine[], format: SlipFormat): ReceiptBlock[] {
  return lines.flatMap((line) => {
    const options = [line.size, line.colour].filter((option) => option !== null).join(' · ');
    const name = `${line.quantity} x ${line.title}`;
    const price = format.money(times(line.unitPrice, line.quantity));
    return options === '' ? [pair(name, price)] : [pair(name, price), text(`    ${options}`)];
  });
}

function pair(left: string, right: string, bold = false): ReceiptBlock {
  return { kind: 'pair', left, right, bold };
}

function text(content: string, look: Partial<Omit<Extract<ReceiptBlock, { kind: 'text' }>, 'kind' | 'text'>> = {}): ReceiptBlock {
  return { kind: 'text', text: content, align: 'left', size: 'normal', bold: false, ...look };
}
