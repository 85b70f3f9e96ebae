import type { Way } from '../../contract/orders.ts';
import type { Locale } from '../../contract/schema.ts';

/** What a message says of the ways that the goods of an order go, in one language. `when` is a part of a sentence: `el martes 24 de noviembre`. */
export interface WayTexts {
  /** How a way is called beside a line. */
  readonly names: Readonly<Record<Way, string>>;
  /** What comes after paying. */
  readonly after: Readonly<Record<Way, string>>;
  /** What comes now that it is paid. */
  readonly next: Readonly<Record<Way, string>>;
  /** The same of what is taken along, once staff handed it over. */
  readonly taken: string;
  readonly readyBy: (when: string) => string;
  readonly arrives: (when: string) => string;
  /** The first words where all of it is taken along: nothing has to be prepared. */
  readonly onlyToPay: string;
  readonly goods: string;
  readonly delivery: string;
  readonly free: string;
  readonly deskReady: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: (store: string) => string;
    readonly say: (number: string) => string;
    /** Where other parts of the order are still to come. */
    readonly rest: string;
  };
}

/** By language. */
export const wayTexts: Readonly<Record<Locale, WayTexts>> = {
  es: {
    names: { 'carry-out': 'Te lo llevas', desk: 'Mostrador', silo: 'Taquillas', ship: 'Envío' },
    after: {
      'carry-out': 'Lo que te llevas es tuyo en cuanto pagues: enséñalo en caja.',
      desk: 'Después te avisaremos cuando puedas recogerlo en el mostrador de la tienda.',
      silo: 'Después lo recogerás en las taquillas de la tienda. Te enviaremos el código que abre la puerta.',
      ship: 'Después lo enviaremos a la dirección que nos diste.',
    },
    next: {
      'carry-out': 'Enseña tu número de pedido en caja y llévate lo que es para llevar.',
      desk: 'Te avisaremos en cuanto te espere en el mostrador de la tienda.',
      silo: 'Te avisaremos en cuanto tu pedido esté en las taquillas, con el código para abrir la puerta.',
      ship: 'Ya estamos preparando tu envío.',
    },
    taken: 'Lo que te llevas de la tienda ya es tuyo.',
    readyBy: (when) => `Estará listo ${when}.`,
    arrives: (when) => `Llegará ${when}.`,
    onlyToPay: 'Solo falta pagarlo.',
    goods: 'Prendas',
    delivery: 'Envío',
    free: 'Gratis',
    deskReady: {
      subject: (number) => `Tu pedido ${number} te espera en el mostrador`,
      title: 'Ya puedes recogerlo',
      lead: (store) => `Te espera en el mostrador de ${store}.`,
      say: (number) => `Di tu número de pedido, ${number}, a cualquier persona de la tienda y te lo dará.`,
      rest: 'Lo demás del pedido llega por su lado: en su página ves cómo va.',
    },
  },
  en: {
    names: { 'carry-out': 'Taken along', desk: 'Desk', silo: 'Lockers', ship: 'Delivery' },
    after: {
      'carry-out': 'What you take along is yours as soon as you pay: show it at the till.',
      desk: "We will then tell you when you can collect it at the shop's desk.",
      silo: "You will then collect it at the shop's lockers. We will send you the code that opens the door.",
      ship: 'We will then send it to the address that you gave us.',
    },
    next: {
      'carry-out': 'Show your order number at the till and take along what is to take along.',
      desk: "We will write as soon as it waits at the shop's desk.",
      silo: 'We will write as soon as your order is in the lockers, with the code that opens the door.',
      ship: 'We are preparing your delivery.',
    },
    taken: 'What you took along from the shop is yours.',
    readyBy: (when) => `It will be ready ${when}.`,
    arrives: (when) => `It will arrive ${when}.`,
    onlyToPay: 'All that is left is to pay.',
    goods: 'Items',
    delivery: 'Delivery',
    free: 'Free',
    deskReady: {
      subject: (number) => `Your order ${number} waits at the desk`,
      title: 'Ready to collect',
      lead: (store) => `It is waiting at the desk of ${store}.`,
      say: (number) => `Say your order number, ${number}, to anybody in the shop and they will hand it to you.`,
      rest: 'The rest of the order comes by itself: its page shows how it is going.',
    },
  },
  pt: {
    names: { 'carry-out': 'Leva agora', desk: 'Balcão', silo: 'Cacifos', ship: 'Entrega' },
    after: {
      'carry-out': 'O que leva é seu assim que pagar: mostre-o na caixa.',
      desk: 'Depois avisamos quando puder levantá-lo no balcão da loja.',
      silo: 'Depois levanta-a nos cacifos da loja. Vamos enviar-lhe o código que abre a porta.',
      ship: 'Depois enviamos para a morada que nos deu.',
    },
    next: {
      'carry-out': 'Mostre o número da encomenda na caixa e leve o que é para levar.',
      desk: 'Avisamos assim que estiver à sua espera no balcão da loja.',
      silo: 'Avisamos assim que a sua encomenda estiver nos cacifos, com o código para abrir a porta.',
      ship: 'Já estamos a preparar a sua entrega.',
    },
    taken: 'O que levou da loja já é seu.',
    readyBy: (when) => `Fica pronta ${when}.`,
    arrives: (when) => `Chega ${when}.`,
    onlyToPay: 'Só falta pagá-la.',
    goods: 'Peças',
    delivery: 'Entrega',
    free: 'Grátis',
    deskReady: {
      subject: (number) => `A sua encomenda ${number} espera no balcão`,
      title: 'Já pode levantá-la',
      lead: (store) => `Está à sua espera no balcão de ${store}.`,
      say: (number) => `Diga o número da encomenda, ${number}, a qualquer pessoa da loja, que lha entregará.`,
      rest: 'O resto da encomenda chega à parte: na página dela vê como está.',
    },
  },
  ca: {
    names: { 'carry-out': "T'ho emportes", desk: 'Taulell', silo: 'Taquilles', ship: 'Enviament' },
    after: {
      'carry-out': "El que t'emportes és teu quan paguis: ensenya-ho a caixa.",
      desk: "Després t'avisarem quan ho puguis recollir al taulell de la botiga.",
      silo: "Després ho recolliràs a les taquilles de la botiga. T'enviarem el codi que obre la porta.",
      ship: "Després ho enviarem a l'adreça que ens vas donar.",
    },
    next: {
      'carry-out': "Ensenya el número de comanda a caixa i emporta't el que és per emportar.",
      desk: "T'avisarem quan t'esperi al taulell de la botiga.",
      silo: "T'avisarem quan la teva comanda sigui a les taquilles, amb el codi per obrir la porta.",
      ship: 'Ja preparem el teu enviament.',
    },
    taken: "El que t'has emportat de la botiga ja és teu.",
    readyBy: (when) => `Estarà a punt ${when}.`,
    arrives: (when) => `Arribarà ${when}.`,
    onlyToPay: 'Només falta pagar-la.',
    goods: 'Peces',
    delivery: 'Enviament',
    free: 'Gratis',
    deskReady: {
      subject: (number) => `La teva comanda ${number} t'espera al taulell`,
      title: 'Ja la pots recollir',
      lead: (store) => `T'espera al taulell de ${store}.`,
      say: (number) => `Digues el número de comanda, ${number}, a qualsevol persona de la botiga i te la donarà.`,
      rest: 'La resta de la comanda arriba per separat: a la seva pàgina veus com va.',
    },
  },
};
