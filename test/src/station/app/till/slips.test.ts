import { describe, expect, it } from 'vitest';
import type { OrderSummary } from '../../../../../src/contract/orders.ts';
import { type ReceiptDocument, receiptDocument } from '../../../../../src/contract/receipt.ts';
import { languages } from '../../../../../src/kernel/language.ts';
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

describe('the slip of an order that nobody has to pay any more', () => {
  it.each([
    ['paid', 'Pagado'],
    ['ready', 'Pagado'],
    ['collected', 'Pagado'],
    ['cancelled', 'Pedido anulado'],
  ] as const)('that is %s: says so, and has no code for the till', (status, said) => {
    expect(words(slip({ status })).slice(6)).toEqual([
      'Total | 1259,90 €',
      said,
      'Recogida en las taquillas de esta tienda',
      'K1-00042-0',
      'Documento sin valor fiscal',
    ]);
  });
});

/** Three lines, each its own way; the shirt goes to the lockers. */
const mixed: Partial<OrderSummary> = {
  lines: order.lines.flatMap((line) => [
    { ...line, sku: 'BUF', title: 'Bufanda', size: null, colour: null, quantity: 1, unitPrice: { minor: 1995, currency: 'EUR' }, way: 'ship' as const },
    { ...line, quantity: 1 },
    { ...line, sku: 'GOR', title: 'Gorro', size: null, colour: null, quantity: 1, unitPrice: { minor: 995, currency: 'EUR' }, way: 'carry-out' as const },
  ]),
  delivery: [
    { way: 'carry-out', cost: { minor: 0, currency: 'EUR' }, from: '2026-11-22', until: '2026-11-22' },
    { way: 'silo', cost: { minor: 0, currency: 'EUR' }, from: '2026-11-24', until: '2026-11-24' },
    { way: 'ship', cost: { minor: 395, currency: 'EUR' }, from: '2026-11-25', until: '2026-11-27' },
  ],
  discounts: [{ couponId: 'c1', name: 'HOLA5', amount: { minor: 500, currency: 'EUR' } }],
  total: { minor: 65_880, currency: 'EUR' },
};

describe('the papers of an order whose lines go several ways', () => {
  it('put lines under their way with the promised days, named so that they are right tomorrow too, and say what the total is made of', () => {
    expect(words(slip(mixed)).slice(4, -3)).toEqual([
      'Para llevar ahora',
      '1 x Gorro | 9,95 €',
      'Recogida en las taquillas de esta tienda',
      'Listo el martes 24 de noviembre',
      '1 x Camisa Oxford | 629,95 €',
      '    M · Celeste',
      'Envío a domicilio',
      'Llega entre el miércoles 25 y el viernes 27 de noviembre',
      '1 x Bufanda | 19,95 €',
      'Prendas | 659,85 €',
      'Envío | 3,95 €',
      'HOLA5 | -5,00 €',
      'Total | 658,80 €',
      'Pendiente de pago en caja',
    ]);
  });

  it('say once it is paid what happens next with each', () => {
    const receipt = paymentReceipt({ ...common, order: { ...order, ...mixed, locale: 'en' }, tender: 'card', takenAt: order.placedAt });
    expect(words(receipt).slice(-4)).toEqual([
      'To take along: it is yours.',
      'We will send your code when the order is in the lockers.',
      'We will tell you when the order leaves the warehouse.',
      'Not a tax document',
    ]);
  });

  it('say that delivery is free where it is', () => {
    const free = { delivery: [{ way: 'ship' as const, cost: { minor: 0, currency: 'EUR' }, from: '2026-11-25', until: '2026-11-25' }] };
    expect(words(slip({ ...free, fulfilmentKind: 'ship' })).slice(6, -3)).toEqual([
      'Prendas | 1259,90 €',
      'Envío | Gratis',
      'Total | 1259,90 €',
      'Pendiente de pago en caja',
      'Envío a domicilio',
      'Llega el miércoles 25 de noviembre',
    ]);
  });
});

describe('the receipt of a payment', () => {
  it.each([
    ['es', 'cash', 'Pagado (Efectivo) | 1259,90 €'],
    ['es', 'card', 'Pagado (Tarjeta) | 1259,90 €'],
    ['en', 'cash', 'Paid (Cash) | €1,259.90'],
    ['en', 'card', 'Paid (Card) | €1,259.90'],
    ['pt', 'cash', 'Pago (Numerário) | 1259,90 €'],
    ['ca', 'card', 'Pagat (Targeta) | 1.259,90 €'],
  ] as const)('names the tender in %s: %s', (locale, tender, line) => {
    expect(words(paymentReceipt({ ...common, order: { ...order, locale }, tender, takenAt: order.placedAt }))).toContain(line);
  });
});

describe('every slip', () => {
  const longest = {
    ...order,
    lines: Array.from({ length: 50 }, () => ({ ...order.lines[0], title: 'x'.repeat(200), sku: 's', quantity: 20 })),
  } as OrderSummary;
  const all = languages.flatMap((locale) => [
    orderSlip({ ...common, order: { ...longest, locale }, tillCode: 'PT1:X', placedOffline: true }),
    paymentReceipt({ ...common, order: { ...longest, locale }, tender: 'card', takenAt: 0 }),
  ]);

  it('fits the contract, with the longest order too', () => {
    expect(all.map((document) => receiptDocument.safeParse(document).success)).toEqual(all.map(() => true));
  });

  it('is never called an invoice', () => {
    expect(all.filter((document) => /factura|fatura|invoice/i.test(JSON.stringify(document)))).toEqual([]);
  });
});

describe('amounts', () => {
  it('have the decimals of their currency and no blanks that a printer lacks', () => {
    const format = slipFormat('es', 'Europe/Madrid');
    expect([format.money({ minor: 2995, currency: 'EUR' }), format.money({ minor: 12_990, currency: 'CLP' })]).toEqual(['29,95 €', '$12.990']);
    const [portuguese, catalan] = [slipFormat('pt', 'Europe/Lisbon'), slipFormat('ca', 'Europe/Madrid')];
    expect([portuguese.money({ minor: 1_299_500, currency: 'EUR' }), catalan.money({ minor: 1_299_500, currency: 'EUR' })]).toEqual([
      '12 995,00 €',
      '12.995,00 €',
    ]);
  });
});
