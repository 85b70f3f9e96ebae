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
};
