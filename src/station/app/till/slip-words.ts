import type { Way } from '../../../contract/orders.ts';
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
  /** How goods are had, by way; also the heading above their lines. */
  readonly ways: Readonly<Record<Way, string>>;
  /** What happens next once all is paid, by way. */
  readonly next: Readonly<Record<Way, string>>;
  readonly goods: string;
  readonly delivery: string;
  readonly free: string;
  /** Beside what staff took off a line. */
  readonly discount: string;
  /** When goods are there; `when` is a part of a sentence: `el martes 24 de noviembre`. */
  readonly arrives: (when: string) => string;
  readonly readyBy: (when: string) => string;
  readonly offline: string;
  readonly paid: string;
  readonly cancelled: string;
  readonly cash: string;
  readonly card: string;
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
    ways: {
      'carry-out': 'Para llevar ahora',
      desk: 'Recogida en el mostrador de esta tienda',
      silo: 'Recogida en las taquillas de esta tienda',
      ship: 'Envío a domicilio',
    },
    next: {
      'carry-out': 'Para llevar: ya es tuyo.',
      desk: 'Mostrador: te avisaremos cuando esté; di tu número de pedido.',
      silo: 'Te avisaremos con tu código cuando el pedido esté en las taquillas.',
      ship: 'Te avisaremos cuando el pedido salga del almacén.',
    },
    goods: 'Prendas',
    delivery: 'Envío',
    free: 'Gratis',
    discount: 'Descuento',
    arrives: (when) => `Llega ${when}`,
    readyBy: (when) => `Listo ${when}`,
    offline: 'Sin conexión al hacer el pedido: confirmaremos las existencias.',
    paid: 'Pagado',
    cancelled: 'Pedido anulado',
    cash: 'Efectivo',
    card: 'Tarjeta',
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
    ways: {
      'carry-out': 'To take along now',
      desk: "Collect at this shop's desk",
      silo: 'Collect at the lockers in this shop',
      ship: 'Delivery to your address',
    },
    next: {
      'carry-out': 'To take along: it is yours.',
      desk: 'Desk: we will tell you when it is there; say your order number.',
      silo: 'We will send your code when the order is in the lockers.',
      ship: 'We will tell you when the order leaves the warehouse.',
    },
    goods: 'Items',
    delivery: 'Delivery',
    free: 'Free',
    discount: 'Discount',
    arrives: (when) => `Arrives ${when}`,
    readyBy: (when) => `Ready ${when}`,
    offline: 'Ordered while offline: we will confirm the stock.',
    paid: 'Paid',
    cancelled: 'Order cancelled',
    cash: 'Cash',
    card: 'Card',
    notTax: 'Not a tax document',
  },
  pt: {
    orderTitle: 'Talão de encomenda',
    paymentTitle: 'Recibo de pagamento',
    orderNumber: 'Encomenda',
    date: 'Data',
    total: 'Total',
    payAtTill: 'Por pagar na caixa',
    tillCaption: 'Mostre este código na caixa',
    ways: {
      'carry-out': 'Para levar agora',
      desk: 'Levantamento no balcão desta loja',
      silo: 'Levantamento nos cacifos desta loja',
      ship: 'Entrega em casa',
    },
    next: {
      'carry-out': 'Para levar: já é seu.',
      desk: 'Balcão: avisamos quando estiver; diga o número da encomenda.',
      silo: 'Avisamos com o seu código quando a encomenda estiver nos cacifos.',
      ship: 'Avisamos quando a encomenda sair do armazém.',
    },
    goods: 'Peças',
    delivery: 'Entrega',
    free: 'Grátis',
    discount: 'Desconto',
    arrives: (when) => `Chega ${when}`,
    readyBy: (when) => `Pronta ${when}`,
    offline: 'Encomenda feita sem ligação: vamos confirmar o stock.',
    paid: 'Pago',
    cancelled: 'Encomenda anulada',
    cash: 'Numerário',
    card: 'Cartão',
    notTax: 'Documento sem valor fiscal',
  },
  ca: {
    orderTitle: 'Resguard de comanda',
    paymentTitle: 'Justificant de pagament',
    orderNumber: 'Comanda',
    date: 'Data',
    total: 'Total',
    payAtTill: 'Pendent de pagament a caixa',
    tillCaption: 'Ensenya aquest codi a caixa',
    ways: {
      'carry-out': 'Per emportar ara',
      desk: "Recollida al taulell d'aquesta botiga",
      silo: "Recollida a les taquilles d'aquesta botiga",
      ship: 'Enviament a casa',
    },
    next: {
      'carry-out': 'Per emportar: ja és teu.',
      desk: "Taulell: t'avisarem quan hi sigui; digues el número de comanda.",
      silo: "T'avisarem amb el teu codi quan la comanda sigui a les taquilles.",
      ship: "T'avisarem quan la comanda surti del magatzem.",
    },
    goods: 'Peces',
    delivery: 'Enviament',
    free: 'Gratis',
    discount: 'Descompte',
    arrives: (when) => `Arriba ${when}`,
    readyBy: (when) => `A punt ${when}`,
    offline: "Sense connexió en fer la comanda: confirmarem l'estoc.",
    paid: 'Pagat',
    cancelled: 'Comanda anul·lada',
    cash: 'Efectiu',
    card: 'Targeta',
    notTax: 'Document sense valor fiscal',
  },
};
