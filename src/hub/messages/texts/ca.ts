import { doorList } from './door-list.ts';
import type { MessageTexts } from './message-texts.ts';

/** What messages to customers say in Catalan. Dates begin with the day's number, after "el dia". */
export const caMessages: MessageTexts = {
  order: 'Comanda',
  total: 'Total',
  quantity: 'Quantitat',
  seeOrder: 'Veure la meva comanda',
  footer: (store) => `Reps aquest missatge perquè vas fer una comanda a ${store}. No cal que responguis.`,
  received: {
    subject: (number) => `Hem rebut la teva comanda ${number}`,
    title: 'Tenim la teva comanda',
    lead: 'Només falta pagar-la. Tan bon punt ho facis, començarem a preparar-la.',
    payTitle: 'Com es paga',
    payText: (number) => `Passa per caixa i ensenya el codi del tiquet o digues el número de comanda: ${number}. Pots pagar en efectiu o amb targeta.`,
  },
  paid: {
    subject: (number) => `Rebut de la comanda ${number}`,
    title: 'Pagament rebut, gràcies',
    lead: (total) => `Hem cobrat ${total}.`,
    paidOn: (date) => `Pagat el dia ${date}`,
    tender: { cash: 'En efectiu', card: 'Amb targeta', online: 'Per internet', nothing: 'Sense res a pagar' },
    nothingTitle: 'No has de pagar res',
    nothingDue: 'Els teus descomptes ho cobreixen tot: la comanda és teva i no es cobra res.',
    notInvoice: 'Aquest rebut no és una factura. Si la necessites, demana-la a caixa amb el número de comanda.',
  },
  calls: {
    ready: {
      subject: (number) => `La teva comanda ${number} t'espera a la taquilla`,
      title: 'Ja la pots recollir',
      lead: (store) => `La teva comanda és a les taquilles de ${store}. La reculls tu, sense cues i en uns segons.`,
    },
    another: {
      subject: (number) => `Un altre paquet t'espera: comanda ${number}`,
      title: "Un altre paquet t'espera",
      lead: (store) =>
        `Hem posat un altre paquet per a tu a les taquilles de ${store}. El codi és el mateix: obre totes les teves portes, una darrere l'altra.`,
    },
    code: {
      subject: (number) => `El teu codi per a la comanda ${number}`,
      title: 'Aquí tens el teu codi',
      lead: (store) => `Ens has tornat a demanar el codi per a les taquilles de ${store}.`,
    },
    reminder: {
      subject: (number) => `La teva comanda ${number} encara és a la taquilla`,
      title: "Encara t'espera",
      lead: (store) => `La teva comanda encara és a les taquilles de ${store}.`,
    },
    extended: {
      subject: (number) => `Tens més dies per a la teva comanda ${number}`,
      title: 'Termini ampliat',
      lead: (store) => `Fet: la teva comanda t'espera més temps a les taquilles de ${store}. El codi és el mateix.`,
    },
  },
  ready: {
    subject: (number) => `La teva comanda ${number} t'espera a la taquilla`,
    title: 'Ja la pots recollir',
    codeAlt: 'Codi QR que obre la taquilla',
    how: [
      'Acosta aquest codi a la càmera de la pantalla de les taquilles.',
      "La porta s'obre sola i la pantalla t'ensenya quina és.",
      'Agafa el paquet i tanca la porta. Ja està.',
    ],
    noPhone: 'No et funciona el codi? Escriu aquestes dues dades a la pantalla:',
    shortCode: 'Codi curt',
    pin: 'PIN',
    doors: (doors) =>
      doors.length === 1
        ? `És la porta ${doors.join()}: busca el número gran a les taquilles.`
        : `Són les portes ${doorList(doors, 'ca')}: s'obren una darrere l'altra amb el mateix codi.`,
    until: (date) => `La pots recollir fins al dia ${date}.`,
    moreDays: 'Necessites més temps? Obre el teu codi i toca «Necessito més dies».',
    keep: 'Qui tingui aquest codi pot obrir la porta. Comparteix-lo només amb qui hagi de recollir per tu.',
    askStaff: (number) => `Digues el número de comanda, ${number}, a qualsevol persona de la botiga i te la donarà.`,
    openCode: 'Obrir el meu codi',
    sms: (p) =>
      `${p.store}: ${p.title === null ? '' : `${p.title}. `}la teva comanda ${p.number} és a ${p.doors.length === 1 ? 'la porta' : 'les portes'} ${doorList(p.doors, 'ca')}. El teu codi QR: ${p.url} O escriu ${p.code} i PIN ${p.pin}. Fins al ${p.until}.`,
  },
  collected: {
    subject: (number) => `Has recollit la teva comanda ${number}`,
    title: 'Recollida. Que ho gaudeixis',
    lead: (date) => `La porta es va obrir i es va tancar el dia ${date}. Amb el codi ja no queda res per recollir.`,
    subjectPart: (number) => `Has recollit una part de la teva comanda ${number}`,
    titlePart: "Recollida. Encara n'hi ha més",
    leadPart: (date, left) =>
      `La porta es va obrir i es va tancar el dia ${date}. ${left === 1 ? 'Et queda un paquet' : `Et queden ${left} paquets`} a les taquilles: el mateix codi encara obre.`,
    notYou: "No has estat tu ni ningú de part teva? Avisa'ns a la botiga amb el número de comanda.",
  },
  recalled: {
    subject: (number) => `Hem tret la teva comanda ${number} de la taquilla`,
    title: 'La teva comanda ja no és a la taquilla',
    expired: "S'ha acabat el termini per recollir-la i l'hem treta de la taquilla. No s'ha perdut: la tenim a la botiga.",
    taken: "L'hem haguda de treure de la taquilla. No s'ha perdut: la tenim a la botiga.",
    nextTitle: 'Què has de fer ara',
    next: (number) =>
      `Digues el número de comanda, ${number}, a qualsevol persona de la botiga: te la dona, la torna a posar a la taquilla o et torna els diners.`,
  },
  returned: {
    subject: (receipt) => `Resguard de la teva devolució ${receipt}`,
    title: 'Tenim la teva devolució',
    lead: (date) => `La vas deixar a les taquilles el dia ${date}.`,
    receipt: (receipt) => `Resguard ${receipt}`,
    refund: (amount) => `Et tornarem ${amount} pel mateix mitjà amb què vas pagar, quan l'hàgim revisada. Com a molt tard, en 14 dies.`,
    review: 'Una persona de la botiga la revisarà i et dirà quin import et correspon.',
    duplicate: 'Aquests articles ja constaven com a tornats. Una persona de la botiga ho revisarà.',
    footer: (store) => `Reps aquest missatge perquè vas deixar una devolució a ${store}. Guarda'l: és el teu resguard.`,
  },
  refunded: {
    subject: (number) => `T'hem tornat els diners de la comanda ${number}`,
    title: 'Diners tornats',
    lead: (amount, date) => `T'hem tornat ${amount} el dia ${date}.`,
    tender: { cash: 'En efectiu, a caixa.', card: 'A la targeta amb què vas pagar. El banc pot trigar uns dies a mostrar-ho.' },
    subjectDeclined: (number) => `Sobre la teva devolució de la comanda ${number}`,
    titleDeclined: 'No et podem tornar els diners',
    leadDeclined: 'Hem revisat el que vas deixar i no et podem tornar els diners.',
    receipt: (receipt) => `Resguard ${receipt}`,
    ask: (number) => `No ho veus clar? Pregunta a la botiga amb el número de comanda, ${number}.`,
  },
};
