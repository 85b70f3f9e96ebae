import type { Locale } from '../../../contract/schema.ts';

/** The words on printed slips. A slip is never called an invoice: it is none. */
export interface SlipWords {
  readonly orderTitle: string;
  readonly paymentTitle: string;
  readonly orderNumber: string;
  readonly date: string;
  readonly total: string;
  readonly payAtTill: string;
  readonly tillCaption: string;
  readonly silo: string;
  readonly ship: string;
  readonly offline: string;
  readonly paid: string;
  readonly cash: string;
  readonly card: string;
  readonly siloNext: string;
  readonly shipNext: string;
  readonly notTax: string;
}

/** By language. */
export const slipWords: Readonly<Record<Locale, SlipWords>> = {
  es: {
    orderTitle: 'Resguardo de pedido',
    paymentTitle: 'Justificante de pago',
    orderNumber: 'Pedido',
    date: 'Fecha',
    total: 'Total',
    payAtTill: 'Pendiente de pago en caja',
    tillCaption: 'Enseña este código en caja',
    silo: 'Recogida en las taquillas de esta tienda',
    ship: 'Envío a domicilio',
    offline: 'Sin conexión al hacer el pedido: confirmaremos las existencias.',
    paid: 'Pagado',
    cash: 'Efectivo',
    card: 'Tarjeta',
    siloNext: 'Te avisaremos con tu código cuando el pedido esté en las taquillas.',
    shipNext: 'Te avisaremos cuando el pedido salga del almacén.',
    notTax: 'Documento sin valor fiscal',
  },
  en: {
    orderTitle: 'Order slip',
    paymentTitle: 'Payment receipt',
    orderNumber: 'Order',
    date: 'Date',
    total: 'Total',
    payAtTill: 'To be paid at the till',
    tillCaption: 'Show this code at the till',
    silo: 'Collect at the lockers in this shop',
    ship: 'Delivery to your address',
    offline: 'Ordered while offline: we will confirm the stock.',
    paid: 'Paid',
    cash: 'Cash',
    card: 'Card',
    siloNext: 'We will send your code when the order is in the lockers.',
    shipNext: 'We will tell you when the order leaves the warehouse.',
    notTax: 'Not a tax document',
  },
};
