import type { OrderSummary } from '../../../contract/orders.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../contract/receipt.ts';
import { slipFormat } from './format.ts';

/** What the receipt that goes with a present says. */
export interface GiftSlip {
  readonly storeName: string;
  readonly order: Pick<OrderSummary, 'number' | 'placedAt' | 'lines' | 'locale'>;
  readonly timeZone: string;
}

/**
 * The receipt that goes with a present: what it is, where and when it was bought, and the number by which it can be exchanged. No price, no total, no
 * code that pays or opens anything, and nobody's name. In the order's language.
 */
export function giftSlip({ storeName, order, timeZone }: GiftSlip): ReceiptDocument {
  const words = giftWords[order.locale];
  const format = slipFormat(order.locale, timeZone);
  return {
    title: `${words.title} ${order.number}`,
    blocks: [
      text(storeName, { size: 'large', bold: true, align: 'centre' }),
      text(words.title, { align: 'centre' }),
      { kind: 'space' },
      { kind: 'pair', left: words.number, right: order.number, bold: true },
      { kind: 'pair', left: words.date, right: format.dateTime(order.placedAt), bold: false },
      { kind: 'rule' },
      ...order.lines.flatMap((line) => {
        const options = [line.size, line.colour].filter((option) => option !== null).join(' · ');
        return [text(`${line.quantity} x ${line.title}`), ...(options === '' ? [] : [text(`    ${options}`)])];
      }),
      { kind: 'rule' },
      text(words.exchange),
      { kind: 'space' },
      { kind: 'qr', data: order.number, caption: words.caption },
      text(words.notTax, { align: 'centre' }),
    ],
  };
}

const giftWords = {
  es: {
    title: 'Tique regalo',
    number: 'Pedido',
    date: 'Fecha',
    exchange: 'Puedes cambiarlo en la tienda con este tique. No muestra ningún precio.',
    caption: 'Número del pedido',
    notTax: 'Este tique no es una factura.',
  },
  en: {
    title: 'Gift receipt',
    number: 'Order',
    date: 'Date',
    exchange: 'It can be exchanged in the shop with this receipt. It shows no price.',
    caption: 'Order number',
    notTax: 'This receipt is not an invoice.',
  },
  pt: {
    title: 'Talão de oferta',
    number: 'Encomenda',
    date: 'Data',
    exchange: 'Pode trocá-lo na loja com este talão. Não mostra nenhum preço.',
    caption: 'Número da encomenda',
    notTax: 'Este talão não é uma fatura.',
  },
  ca: {
    title: 'Tiquet regal',
    number: 'Comanda',
    date: 'Data',
    exchange: 'El pots canviar a la botiga amb aquest tiquet. No mostra cap preu.',
    caption: 'Número de la comanda',
    notTax: 'Aquest tiquet no és una factura.',
  },
} as const;

function text(content: string, look: Partial<Omit<Extract<ReceiptBlock, { kind: 'text' }>, 'kind' | 'text'>> = {}): ReceiptBlock {
  return { kind: 'text', text: content, align: 'left', size: 'normal', bold: false, ...look };
}
