import { describe, expect, it } from 'vitest';
import type { OrderSummary } from '../../../../../src/contract/orders.ts';
import { type ReceiptDocument, receiptDocument } from '../../../../../src/contract/receipt.ts';
import { slipFormat } from '../../../../../src/station/app/till/format.ts';
import { orderSlip, paymentReceipt } from '../../../../../src/station/app/till/slips.ts';

const order: OrderSummary = {
  orderId: '01900000-0000-7000-8000-00000000aaaa',
  holder: null,
  number: 'K1-00042-0',
  status: 'placed',
  placedAt: Date.UTC(2026, 10, 22, 17, 5),
  lines: [
    {
      sku: 'CAM-M',
      title: 'Camisa Oxford',
      size: 'M',
      colour: 'Celeste',
      picture: { kind: 'drawing', garment: 'shirt', colour: '#ffffff', pattern: 'plain' },
      quantity: 2,
      unitPrice: { minor: 62_995, currency: 'EUR' },
    },
  ],
  total: { minor: 125_990, currency: 'EUR' },
  fulfilmentKind: 'silo',
  locale: 'es',
};
const common = { storeName: 'Pasillo Gran Vía', timeZone: 'Europe/Madrid' };
const slip = (changes: Partial<OrderSummary>, placedOffline = false) =>
  orderSlip({ ...common, order: { ...order, ...changes }, tillCode: 'PT1:X', placedOffline });

/** The words of a slip, a line per block. */
function words(document: ReceiptDocument): string[] {
  return document.blocks.flatMap((block) => {
    if (block.kind === 'text') return [block.text];
    if (block.kind === 'pair') return [`${block.left} | ${block.right}`];
    return block.kind === 'qr' ? [`[${block.data}] ${block.caption}`] : [];
  });
}

describe('the slip of an order', () => {
  it('says in Spanish what to pay and where, with the code that the till scans', () => {
    expect(words(slip({}))).toEqual([
      'Pasillo Gran Vía',
      'Resguardo de pedido',
      'Pedido | K1-00042-0',
      'Fecha | 22/11/26, 18:05',
      '2 x Camisa Oxford | 1259,90 €',
      '    M · Celeste',
      'Total | 1259,90 €',
      'Pendiente de pago en caja',
      'Recogida en las taquillas de esta tienda',
      '[PT1:X] Enseña este código en caja',
      'K1-00042-0',
      'Documento sin valor fiscal',
    ]);
  });

  it('says the same in English, and honestly that stock was not confirmed when it was placed offline', () => {
    expect(words(slip({ locale: 'en', fulfilmentKind: 'ship' }, true))).toEqual([
      'Pasillo Gran Vía',
      'Order slip',
      'Order | K1-00042-0',
      'Date | 22/11/2026, 18:05',
      '2 x Camisa Oxford | €1,259.90',
      '    M · Celeste',
      'Total | €1,259.90',
      'To be paid at the till',
      'Delivery to your address',
      'Ordered while offline: we will confirm the stock.',
      '[PT1:X] Show this code at the till',
      'K1-00042-0',
      'Not a tax document',
    ]);
  });
});

describe('the receipt of a payment', () => {
  it.each([
    ['es', 'cash', 'Pagado (Efectivo) | 1259,90 €'],
    ['es', 'card', 'Pagado (Tarjeta) | 1259,90 €'],
    ['en', 'cash', 'Paid (Cash) | €1,259.90'],
    ['en', 'card', 'Paid (Card) | €1,259.90'],
  ] as const)('names the tender in %s: %s', (locale, tender, line) => {
    expect(words(paymentReceipt({ ...common, order: { ...order, locale }, tender, takenAt: order.placedAt }))).toContain(line);
  });
});

describe('every slip', () => {
  const longest = {
    ...order,
    lines: Array.from({ length: 50 }, () => ({ ...order.lines[0], title: 'x'.repeat(200), sku: 's', quantity: 20 })),
  } as OrderSummary;
  const all = (['es', 'en'] as const).flatMap((locale) => [
    orderSlip({ ...common, order: { ...longest, locale }, tillCode: 'PT1:X', placedOffline: true }),
    paymentReceipt({ ...common, order: { ...longest, locale }, tender: 'card', takenAt: 0 }),
  ]);

  it('fits the contract, with the longest order too', () => {
    expect(all.map((document) => receiptDocument.safeParse(document).success)).toEqual([true, true, true, true]);
  });

  it('is never called an invoice', () => {
    expect(all.filter((document) => /factura|invoice/i.test(JSON.stringify(document)))).toEqual([]);
  });
});

describe('amounts', () => {
  it('have the decimals of their currency and no blanks that a printer lacks', () => {
    const format = slipFormat('es', 'Europe/Madrid');
    expect([format.money({ minor: 2995, currency: 'EUR' }), format.money({ minor: 12_990, currency: 'CLP' })]).toEqual(['29,95 €', '12.990 CLP']);
  });
});
