import type { Locale } from '../../contract/schema.ts';

/** What a message says, in one language. Placeholders are arguments; nothing here is HTML. */
export interface MessageTexts {
  readonly order: string;
  readonly total: string;
  readonly quantity: string;
  readonly seeOrder: string;
  readonly footer: (store: string) => string;
  readonly received: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: string;
    readonly payTitle: string;
    readonly payText: (number: string) => string;
    readonly thenSilo: string;
    readonly thenShip: string;
  };
  readonly paid: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: (total: string) => string;
    readonly paidOn: (date: string) => string;
    readonly tender: { readonly cash: string; readonly card: string };
    readonly nextSilo: string;
    readonly nextShip: string;
    /** What a page is not: a slip for the tax office. */
    readonly notInvoice: string;
  };
  readonly ready: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: (store: string) => string;
    readonly codeAlt: string;
    readonly how: readonly string[];
    readonly noPhone: string;
    readonly shortCode: string;
    readonly pin: string;
    readonly door: (door: number) => string;
    readonly until: (date: string) => string;
    readonly keep: string;
    readonly askStaff: (number: string) => string;
    readonly openCode: string;
    readonly sms: (p: { store: string; number: string; code: string; pin: string; door: number; until: string; url: string }) => string;
  };
  readonly collected: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: (date: string) => string;
    readonly notYou: string;
  };
}

const es: MessageTexts = {
  order: 'Pedido',
  total: 'Total',
  quantity: 'Cantidad',
  seeOrder: 'Ver mi pedido',
  footer: (store) => `Recibes este mensaje porque hiciste un pedido en ${store}. No hace falta que respondas.`,
  received: {
    subject: (number) => `Hemos recibido tu pedido ${number}`,
    title: 'Tenemos tu pedido',
    lead: 'Solo falta pagarlo. En cuanto lo hagas, empezamos a prepararlo.',
    payTitle: 'Cómo pagar',
    payText: (number) => `Pasa por caja y enseña el código del tique o di tu número de pedido: ${number}. Puedes pagar en efectivo o con tarjeta.`,
    thenSilo: 'Después lo recogerás en las taquillas de la tienda. Te enviaremos el código que abre la puerta.',
    thenShip: 'Después lo enviaremos a la dirección que nos diste.',
  },
  paid: {
    subject: (number) => `Recibo del pedido ${number}`,
    title: 'Pago recibido, gracias',
    lead: (total) => `Hemos cobrado ${total}.`,
    paidOn: (date) => `Pagado el ${date}`,
    tender: { cash: 'En efectivo', card: 'Con tarjeta' },
    nextSilo: 'Te avisaremos en cuanto tu pedido esté en las taquillas, con el código para abrir la puerta.',
    nextShip: 'Ya estamos preparando tu envío.',
    notInvoice: 'Este recibo no es una factura. Si la necesitas, pídela en caja con tu número de pedido.',
  },
  ready: {
    subject: (number) => `Tu pedido ${number} te espera en la taquilla`,
    title: 'Ya puedes recogerlo',
    lead: (store) => `Tu pedido está en las taquillas de ${store}. Lo recoges tú, sin colas y en unos segundos.`,
    codeAlt: 'Código QR que abre la taquilla',
    how: [
      'Acerca este código a la cámara de la pantalla de las taquillas.',
      'La puerta se abre sola y la pantalla te enseña cuál es.',
      'Coge tu paquete y cierra la puerta. Ya está.',
    ],
    noPhone: '¿No te funciona el código? Escribe estos dos datos en la pantalla:',
    shortCode: 'Código corto',
    pin: 'PIN',
    door: (door) => `Es la puerta ${door}: busca el número grande en las taquillas.`,
    until: (date) => `Puedes recogerlo hasta el ${date}.`,
    keep: 'Quien tenga este código puede abrir la puerta. Compártelo solo con quien vaya a recoger por ti.',
    askStaff: (number) => `Di tu número de pedido, ${number}, a cualquier persona de la tienda y te lo dará.`,
    openCode: 'Abrir mi código',
    sms: (p) =>
      `${p.store}: tu pedido ${p.number} está en la puerta ${p.door}. Tu código QR: ${p.url} O escribe ${p.code} y PIN ${p.pin}. Hasta el ${p.until}.`,
  },
  collected: {
    subject: (number) => `Has recogido tu pedido ${number}`,
    title: 'Recogido. Que lo disfrutes',
    lead: (date) => `La puerta se abrió y se cerró el ${date}. El código ya no abre nada.`,
    notYou: '¿No has sido tú ni alguien de tu parte? Avísanos en la tienda con tu número de pedido.',
  },
};

const en: MessageTexts = {
  order: 'Order',
  total: 'Total',
  quantity: 'Quantity',
  seeOrder: 'See my order',
  footer: (store) => `You get this message because you placed an order at ${store}. There is no need to answer.`,
  received: {
    subject: (number) => `We have your order ${number}`,
    title: 'We have your order',
    lead: 'All that is left is to pay. As soon as you do, we start preparing it.',
    payTitle: 'How to pay',
    payText: (number) => `Go to the till and show the code on your slip, or say your order number: ${number}. You can pay in cash or by card.`,
    thenSilo: "You will then collect it at the shop's lockers. We will send you the code that opens the door.",
    thenShip: 'We will then send it to the address that you gave us.',
  },
  paid: {
    subject: (number) => `Receipt for order ${number}`,
    title: 'Paid, thank you',
    lead: (total) => `We have received ${total}.`,
    paidOn: (date) => `Paid on ${date}`,
    tender: { cash: 'In cash', card: 'By card' },
    nextSilo: 'We will write as soon as your order is in the lockers, with the code that opens the door.',
    nextShip: 'We are preparing your delivery.',
    notInvoice: 'This receipt is not an invoice. If you need one, ask for it at the till with your order number.',
  },
  ready: {
    subject: (number) => `Your order ${number} is waiting in the locker`,
    title: 'Ready to collect',
    lead: (store) => `Your order is in the lockers at ${store}. You collect it yourself: no queue, a few seconds.`,
    codeAlt: 'QR code that opens the locker',
    how: [
      "Hold this code to the camera of the lockers' screen.",
      'The door opens by itself and the screen shows you which one it is.',
      'Take your parcel and close the door. That is all.',
    ],
    noPhone: 'The code does not work? Type these two on the screen:',
    shortCode: 'Short code',
    pin: 'PIN',
    door: (door) => `It is door ${door}: look for the large number on the lockers.`,
    until: (date) => `You can collect it until ${date}.`,
    keep: 'Whoever holds this code can open the door. Share it only with the person who collects for you.',
    askStaff: (number) => `Say your order number, ${number}, to anybody in the shop and they will hand it to you.`,
    openCode: 'Open my code',
    sms: (p) => `${p.store}: your order ${p.number} is behind door ${p.door}. Your QR code: ${p.url} Or type ${p.code} and PIN ${p.pin}. Until ${p.until}.`,
  },
  collected: {
    subject: (number) => `You collected your order ${number}`,
    title: 'Collected. Enjoy it',
    lead: (date) => `The door was opened and closed on ${date}. The code opens nothing any more.`,
    notYou: 'It was not you, nor somebody for you? Tell us in the shop, with your order number.',
  },
};

/** The texts of a language. */
export const messageTexts: Readonly<Record<Locale, MessageTexts>> = { es, en };
