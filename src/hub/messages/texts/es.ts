import { doorList } from './door-list.ts';
import type { MessageTexts } from './message-texts.ts';

/** What messages to customers say in Spanish. */
export const esMessages: MessageTexts = {
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
    tender: { cash: 'En efectivo', card: 'Con tarjeta', online: 'Por internet', nothing: 'Sin nada que pagar' },
    nothingTitle: 'No tienes nada que pagar',
    nothingDue: 'Tus descuentos lo cubren todo: el pedido es tuyo y no se cobra nada.',
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
        : `Son las puertas ${doorList(doors, 'es')}: se abren una detrás de otra con el mismo código.`,
    until: (date) => `Puedes recogerlo hasta el ${date}.`,
    moreDays: '¿Necesitas más tiempo? Abre tu código y pulsa «Necesito más días».',
    keep: 'Quien tenga este código puede abrir la puerta. Compártelo solo con quien vaya a recoger por ti.',
    askStaff: (number) => `Di tu número de pedido, ${number}, a cualquier persona de la tienda y te lo dará.`,
    openCode: 'Abrir mi código',
    sms: (p) =>
      `${p.store}: ${p.title === null ? '' : `${p.title}. `}tu pedido ${p.number} está en ${p.doors.length === 1 ? 'la puerta' : 'las puertas'} ${doorList(p.doors, 'es')}. Tu código QR: ${p.url} O escribe ${p.code} y PIN ${p.pin}. Hasta el ${p.until}.`,
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
