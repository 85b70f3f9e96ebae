import type { Locale } from '../../contract/schema.ts';

/** Why somebody is called to a parcel; `reminder`, `extended` and `code` say first what is new. */
export type Call = 'ready' | 'another' | 'code' | 'reminder' | 'extended';

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
  };
  readonly paid: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: (total: string) => string;
    readonly paidOn: (date: string) => string;
    readonly tender: { readonly cash: string; readonly card: string; readonly online: string };
    /** What a page is not: a slip for the tax office. */
    readonly notInvoice: string;
  };
  /** What is new about the code that opens, by the reason for writing. */
  readonly calls: Readonly<Record<Call, CallTexts>>;
  readonly ready: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly codeAlt: string;
    readonly how: readonly string[];
    readonly noPhone: string;
    readonly shortCode: string;
    readonly pin: string;
    readonly doors: (doors: readonly number[]) => string;
    readonly until: (date: string) => string;
    /** Beside a reminder, where the deadline may still be moved. */
    readonly moreDays: string;
    readonly keep: string;
    readonly askStaff: (number: string) => string;
    readonly openCode: string;
    readonly sms: (p: {
      store: string;
      /** What is new, or null when the parcel itself is. */
      title: string | null;
      number: string;
      code: string;
      pin: string;
      doors: readonly number[];
      until: string;
      url: string;
    }) => string;
  };
  readonly collected: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: (date: string) => string;
    /** The same while other parcels of the order still wait. */
    readonly subjectPart: (number: string) => string;
    readonly titlePart: string;
    readonly leadPart: (date: string, left: number) => string;
    readonly notYou: string;
  };
  readonly recalled: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly expired: string;
    readonly taken: string;
    readonly nextTitle: string;
    readonly next: (number: string) => string;
  };
  readonly returned: {
    readonly subject: (receipt: string) => string;
    readonly title: string;
    readonly lead: (date: string) => string;
    readonly receipt: (receipt: string) => string;
    readonly refund: (amount: string) => string;
    readonly review: string;
    readonly duplicate: string;
    readonly footer: (store: string) => string;
  };
  readonly refunded: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: (amount: string, date: string) => string;
    readonly tender: { readonly cash: string; readonly card: string };
    /** The same when nothing is paid back. */
    readonly subjectDeclined: (number: string) => string;
    readonly titleDeclined: string;
    readonly leadDeclined: string;
    readonly receipt: (receipt: string) => string;
    readonly ask: (number: string) => string;
  };
}

/** The first words of a message with a code. */
export interface CallTexts {
  readonly subject: (number: string) => string;
  readonly title: string;
  readonly lead: (store: string) => string;
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
    payText: (number) => `Pasa por caja y enseña el código de tu resguardo o di tu número de pedido: ${number}. Puedes pagar en efectivo o con tarjeta.`,
  },
  paid: {
    subject: (number) => `Recibo del pedido ${number}`,
    title: 'Pago recibido, gracias',
    lead: (total) => `Hemos cobrado ${total}.`,
    paidOn: (date) => `Pagado el ${date}`,
    tender: { cash: 'En efectivo', card: 'Con tarjeta', online: 'Por internet' },
    notInvoice: 'Este recibo no es una factura. Si la necesitas, pídela en caja con tu número de pedido.',
  },
  calls: {
    ready: {
      subject: (number) => `Tu pedido ${number} te espera en la taquilla`,
      title: 'Ya puedes recogerlo',
      lead: (store) => `Tu pedido está en las taquillas de ${store}. Lo recoges tú, sin colas y en unos segundos.`,
    },
    another: {
      subject: (number) => `Otro paquete te espera: pedido ${number}`,
      title: 'Otro paquete te espera',
      lead: (store) => `Hemos puesto otro paquete para ti en las taquillas de ${store}. El código es el mismo: abre todas tus puertas, una detrás de otra.`,
    },
    code: {
      subject: (number) => `Tu código para el pedido ${number}`,
      title: 'Aquí tienes tu código',
      lead: (store) => `Nos has pedido otra vez el código para las taquillas de ${store}.`,
    },
    reminder: {
      subject: (number) => `Tu pedido ${number} sigue en la taquilla`,
      title: 'Te sigue esperando',
      lead: (store) => `Tu pedido está todavía en las taquillas de ${store}.`,
    },
    extended: {
      subject: (number) => `Tienes más días para tu pedido ${number}`,
      title: 'Plazo ampliado',
      lead: (store) => `Hecho: tu pedido te espera más tiempo en las taquillas de ${store}. El código es el mismo.`,
    },
  },
  ready: {
    subject: (number) => `Tu pedido ${number} te espera en la taquilla`,
    title: 'Ya puedes recogerlo',
    codeAlt: 'Código QR que abre la taquilla',
    how: [
      'Acerca este código a la cámara de la pantalla de las taquillas.',
      'La puerta se abre sola y la pantalla te enseña cuál es.',
      'Coge tu paquete y cierra la puerta. Ya está.',
    ],
    noPhone: '¿No te funciona el código? Escribe estos dos datos en la pantalla:',
    shortCode: 'Código corto',
    pin: 'PIN',
    doors: (doors) =>
      doors.length === 1
        ? `Es la puerta ${doors.join()}: busca el número grande en las taquillas.`
        : `Son las puertas ${and(doors, 'es')}: se abren una detrás de otra con el mismo código.`,
    until: (date) => `Puedes recogerlo hasta el ${date}.`,
    moreDays: '¿Necesitas más tiempo? Abre tu código y pulsa «Necesito más días».',
    keep: 'Quien tenga este código puede abrir la puerta. Compártelo solo con quien vaya a recoger por ti.',
    askStaff: (number) => `Di tu número de pedido, ${number}, a cualquier persona de la tienda y te lo dará.`,
    openCode: 'Abrir mi código',
    sms: (p) =>
      `${p.store}: ${p.title === null ? '' : `${p.title}. `}tu pedido ${p.number} está en ${p.doors.length === 1 ? 'la puerta' : 'las puertas'} ${and(p.doors, 'es')}. Tu código QR: ${p.url} O escribe ${p.code} y PIN ${p.pin}. Hasta el ${p.until}.`,
  },
  collected: {
    subject: (number) => `Has recogido tu pedido ${number}`,
    title: 'Recogido. Que lo disfrutes',
    lead: (date) => `La puerta se abrió y se cerró el ${date}. Con el código ya no queda nada por recoger.`,
    subjectPart: (number) => `Has recogido una parte de tu pedido ${number}`,
    titlePart: 'Recogido. Aún te espera más',
    leadPart: (date, left) =>
      `La puerta se abrió y se cerró el ${date}. ${left === 1 ? 'Te queda un paquete' : `Te quedan ${left} paquetes`} en las taquillas: el mismo código sigue abriendo.`,
    notYou: '¿No has sido tú ni alguien de tu parte? Avísanos en la tienda con tu número de pedido.',
  },
  recalled: {
    subject: (number) => `Hemos sacado tu pedido ${number} de la taquilla`,
    title: 'Tu pedido ya no está en la taquilla',
    expired: 'Se acabó el plazo para recogerlo y lo hemos sacado de la taquilla. No se ha perdido: lo tenemos en la tienda.',
    taken: 'Hemos tenido que sacarlo de la taquilla. No se ha perdido: lo tenemos en la tienda.',
    nextTitle: 'Qué hacer ahora',
    next: (number) =>
      `Di tu número de pedido, ${number}, a cualquier persona de la tienda: te lo entrega, lo vuelve a poner en la taquilla o te devuelve el dinero.`,
  },
  returned: {
    subject: (receipt) => `Resguardo de tu devolución ${receipt}`,
    title: 'Tenemos tu devolución',
    lead: (date) => `La dejaste en las taquillas el ${date}.`,
    receipt: (receipt) => `Resguardo ${receipt}`,
    refund: (amount) => `Te devolveremos ${amount} por el mismo medio con el que pagaste, en cuanto la revisemos. Como muy tarde, en 14 días.`,
    review: 'Una persona de la tienda la revisará y te dirá qué importe te corresponde.',
    duplicate: 'Estos artículos ya constaban como devueltos. Una persona de la tienda lo revisará.',
    footer: (store) => `Recibes este mensaje porque dejaste una devolución en ${store}. Guárdalo: es tu resguardo.`,
  },
  refunded: {
    subject: (number) => `Te hemos devuelto el dinero del pedido ${number}`,
    title: 'Dinero devuelto',
    lead: (amount, date) => `Te hemos devuelto ${amount} el ${date}.`,
    tender: { cash: 'En efectivo, en caja.', card: 'A la tarjeta con la que pagaste. Tu banco puede tardar unos días en mostrarlo.' },
    subjectDeclined: (number) => `Sobre tu devolución del pedido ${number}`,
    titleDeclined: 'No podemos devolverte el dinero',
    leadDeclined: 'Hemos revisado lo que dejaste y no podemos devolverte el dinero.',
    receipt: (receipt) => `Resguardo ${receipt}`,
    ask: (number) => `¿No lo ves claro? Pregunta en la tienda con tu número de pedido, ${number}.`,
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
  },
  paid: {
    subject: (number) => `Receipt for order ${number}`,
    title: 'Paid, thank you',
    lead: (total) => `We have received ${total}.`,
    paidOn: (date) => `Paid on ${date}`,
    tender: { cash: 'In cash', card: 'By card', online: 'Online' },
    notInvoice: 'This receipt is not an invoice. If you need one, ask for it at the till with your order number.',
  },
  calls: {
    ready: {
      subject: (number) => `Your order ${number} is waiting in the locker`,
      title: 'Ready to collect',
      lead: (store) => `Your order is in the lockers at ${store}. You collect it yourself: no queue, a few seconds.`,
    },
    another: {
      subject: (number) => `Another parcel waits: order ${number}`,
      title: 'Another parcel waits for you',
      lead: (store) => `We put another parcel for you into the lockers at ${store}. The code is the same: it opens all your doors, one after the other.`,
    },
    code: {
      subject: (number) => `Your code for order ${number}`,
      title: 'Here is your code',
      lead: (store) => `You asked for the code to the lockers at ${store} again.`,
    },
    reminder: {
      subject: (number) => `Your order ${number} is still in the locker`,
      title: 'It is still waiting for you',
      lead: (store) => `Your order is still in the lockers at ${store}.`,
    },
    extended: {
      subject: (number) => `You have more days for your order ${number}`,
      title: 'More time',
      lead: (store) => `Done: your order waits longer in the lockers at ${store}. The code is the same.`,
    },
  },
  ready: {
    subject: (number) => `Your order ${number} is waiting in the locker`,
    title: 'Ready to collect',
    codeAlt: 'QR code that opens the locker',
    how: [
      "Hold this code to the camera of the lockers' screen.",
      'The door opens by itself and the screen shows you which one it is.',
      'Take your parcel and close the door. That is all.',
    ],
    noPhone: 'The code does not work? Type these two on the screen:',
    shortCode: 'Short code',
    pin: 'PIN',
    doors: (doors) =>
      doors.length === 1
        ? `It is door ${doors.join()}: look for the large number on the lockers.`
        : `They are doors ${and(doors, 'en')}: they open one after the other with the same code.`,
    until: (date) => `You can collect it until ${date}.`,
    moreDays: 'You need more time? Open your code and press "I need more days".',
    keep: 'Whoever holds this code can open the door. Share it only with the person who collects for you.',
    askStaff: (number) => `Say your order number, ${number}, to anybody in the shop and they will hand it to you.`,
    openCode: 'Open my code',
    sms: (p) =>
      `${p.store}: ${p.title === null ? '' : `${p.title}. `}your order ${p.number} is behind ${p.doors.length === 1 ? 'door' : 'doors'} ${and(p.doors, 'en')}. Your QR code: ${p.url} Or type ${p.code} and PIN ${p.pin}. Until ${p.until}.`,
  },
  collected: {
    subject: (number) => `You collected your order ${number}`,
    title: 'Collected. Enjoy it',
    lead: (date) => `The door was opened and closed on ${date}. There is nothing left to collect with the code.`,
    subjectPart: (number) => `You collected a part of your order ${number}`,
    titlePart: 'Collected. There is more',
    leadPart: (date, left) =>
      `The door was opened and closed on ${date}. ${left === 1 ? 'One more parcel waits' : `${left} more parcels wait`} in the lockers: the same code still opens.`,
    notYou: 'It was not you, nor somebody for you? Tell us in the shop, with your order number.',
  },
  recalled: {
    subject: (number) => `We took your order ${number} out of the locker`,
    title: 'Your order is not in the locker any more',
    expired: 'The time to collect it was over, and we took it out of the locker. It is not lost: we keep it in the shop.',
    taken: 'We had to take it out of the locker. It is not lost: we keep it in the shop.',
    nextTitle: 'What to do now',
    next: (number) => `Say your order number, ${number}, to anybody in the shop: they hand it to you, put it into a locker again, or pay you back.`,
  },
  returned: {
    subject: (receipt) => `Receipt for your return ${receipt}`,
    title: 'We have your return',
    lead: (date) => `You left it in the lockers on ${date}.`,
    receipt: (receipt) => `Receipt ${receipt}`,
    refund: (amount) => `We will pay ${amount} back the way you paid, as soon as we have looked at it. Within 14 days at the latest.`,
    review: 'Somebody in the shop will look at it and tell you what you get back.',
    duplicate: 'These goods were noted as returned before. Somebody in the shop will look into it.',
    footer: (store) => `You get this message because you left a return at ${store}. Keep it: it is your receipt.`,
  },
  refunded: {
    subject: (number) => `We paid you back for order ${number}`,
    title: 'Paid back',
    lead: (amount, date) => `We paid ${amount} back to you on ${date}.`,
    tender: { cash: 'In cash, at the till.', card: 'To the card that you paid with. Your bank may take a few days to show it.' },
    subjectDeclined: (number) => `About your return of order ${number}`,
    titleDeclined: 'We cannot pay you back',
    leadDeclined: 'We looked at what you left and cannot pay you back.',
    receipt: (receipt) => `Receipt ${receipt}`,
    ask: (number) => `Something is not clear? Ask in the shop with your order number, ${number}.`,
  },
};

/** The texts of a language. */
export const messageTexts: Readonly<Record<Locale, MessageTexts>> = { es, en };

/** `3, 7 y 12`. */
function and(doors: readonly number[], locale: Locale): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(doors.map(String));
}
