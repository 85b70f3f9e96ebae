import type { ClaimFault, ClaimState, ClaimWish } from '../../contract/hub/after.ts';
import type { Law } from '../../core/orders/legal-clock.ts';
import type { Locale } from '../../contract/schema.ts';

/** What messages say of the time after the sale, in one language. Placeholders are arguments; nothing here is HTML. */
export interface AfterTexts {
  /** Told with the confirmation of every order: how to withdraw, and for how long the shop answers for what it sold. */
  readonly rights: (p: { readonly law: Law; readonly days: number; readonly months: number }) => string;
  readonly withdrawn: {
    readonly subject: (number: string) => string;
    readonly title: string;
    /** The acknowledgement that the law asks for: what was declared, with date and time. */
    readonly lead: (number: string, date: string) => string;
    readonly cancelled: string;
    readonly refundDue: (amount: string, date: string) => string;
    readonly goodsAwaited: (date: string) => string;
    readonly howBack: string;
    readonly review: string;
    readonly keep: string;
  };
  readonly settled: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: (amount: string, date: string) => string;
    readonly tender: { readonly cash: string; readonly card: string };
    readonly titleDeclined: string;
    readonly leadDeclined: string;
    readonly ask: (number: string) => string;
  };
  readonly claimed: {
    readonly subject: (claim: string) => string;
    readonly title: string;
    readonly lead: (claim: string, date: string) => string;
    readonly what: (title: string, quantity: number) => string;
    readonly next: string;
    readonly keep: string;
  };
  readonly answered: {
    readonly subject: (claim: string) => string;
    readonly title: Readonly<Record<Exclude<ClaimState, 'received'>, string>>;
    readonly says: string;
  };
  readonly fault: Readonly<Record<ClaimFault, string>>;
  readonly wish: Readonly<Record<ClaimWish, string>>;
}

const es: AfterTexts = {
  rights: ({ law, days, months }) => {
    const how = law === 'ar' ? '«Botón de arrepentimiento»' : law === 'cl' ? '«Ejercer el retracto aquí»' : '«Desistir del contrato aquí»';
    const free = law === 'ar' ? ', sin ningún coste' : '';
    const guarantee = months % 12 === 0 ? `${months / 12} años` : `${months} meses`;
    return `Puedes echarte atrás sin dar motivos${free}: hasta ${days} días después de tener todo lo que pediste. Abre tu pedido y pulsa ${how}, o búscalo en la pantalla de la tienda. Lo que te lleves de la tienda en el momento queda fuera. Si algo sale defectuoso, respondemos durante ${guarantee}.`;
  },
  withdrawn: {
    subject: (number) => `Acuse de tu desistimiento: pedido ${number}`,
    title: 'Has desistido del contrato',
    lead: (number, date) => `Recibimos tu desistimiento del pedido ${number} el ${date}. Es por estos artículos:`,
    cancelled: 'El pedido queda anulado. No habías pagado nada, así que no hay nada que devolver.',
    refundDue: (amount, date) => `El pedido queda anulado. Te devolveremos ${amount} por el mismo medio con el que pagaste, como muy tarde el ${date}.`,
    goodsAwaited: (date) => `Devuélvenos los artículos como muy tarde el ${date}. Cuando los tengamos, te devolvemos el dinero por el mismo medio.`,
    howBack:
      'Tráelos a la tienda o a cualquiera de nuestras taquillas: en tu pedido puedes crear el código que abre la puerta. Si aún no te han llegado, no hace falta que los aceptes.',
    review: 'Una persona de la tienda lo revisará y te escribirá.',
    keep: 'Guarda este mensaje: es tu justificante.',
  },
  settled: {
    subject: (number) => `El dinero de tu desistimiento: pedido ${number}`,
    title: 'Dinero devuelto',
    lead: (amount, date) => `Te hemos devuelto ${amount} el ${date}.`,
    tender: { cash: 'En efectivo, en caja.', card: 'A la tarjeta o a la cuenta con la que pagaste. Puede tardar unos días en verse.' },
    titleDeclined: 'No podemos devolverte el dinero',
    leadDeclined: 'Hemos revisado tu desistimiento y no podemos devolverte el dinero.',
    ask: (number) => `¿No lo ves claro? Pregunta en la tienda con tu número de pedido, ${number}.`,
  },
  claimed: {
    subject: (claim) => `Tu reclamación ${claim}`,
    title: 'Tenemos tu reclamación',
    lead: (claim, date) => `Anotamos la reclamación ${claim} el ${date}.`,
    what: (title, quantity) => (quantity === 1 ? title : `${quantity} × ${title}`),
    next: 'Una persona de la tienda la mirará y te contestará aquí. No hace falta que traigas el artículo hasta entonces.',
    keep: 'Guarda este mensaje: es tu justificante.',
  },
  answered: {
    subject: (claim) => `Respuesta a tu reclamación ${claim}`,
    title: { accepted: 'Aceptamos tu reclamación', declined: 'No aceptamos tu reclamación', done: 'Tu reclamación está resuelta' },
    says: 'La tienda te dice',
  },
  fault: {
    broken: 'Se ha roto',
    seam: 'Costura o tejido',
    closure: 'Cremallera, botón o cierre',
    colour: 'Color o tinte',
    'not-as-described': 'No es como se anunciaba',
    incomplete: 'Falta una parte',
    other: 'Otra cosa',
  },
  wish: { repair: 'Reparación', replacement: 'Cambio por otro', 'money-back': 'Devolución del dinero' },
};

const en: AfterTexts = {
  rights: ({ law, days, months }) => {
    const how = law === 'ar' ? '“Botón de arrepentimiento”' : law === 'cl' ? '“Withdraw here (retracto)”' : '“Withdraw from contract here”';
    const free = law === 'ar' ? ', at no cost' : '';
    const guarantee = months % 12 === 0 ? `${months / 12} years` : `${months} months`;
    return `You may change your mind without a reason${free}: until ${days} days after you have everything that you ordered. Open your order and press ${how}, or find it on the screen in the shop. What you take along from the shop at once is not included. If something turns out faulty, we answer for it for ${guarantee}.`;
  },
  withdrawn: {
    subject: (number) => `Your withdrawal is received: order ${number}`,
    title: 'You have withdrawn from the contract',
    lead: (number, date) => `We received your withdrawal from order ${number} on ${date}. It is for these articles:`,
    cancelled: 'The order is cancelled. You had not paid anything, so there is nothing to pay back.',
    refundDue: (amount, date) => `The order is cancelled. We pay back ${amount} the way you paid, on ${date} at the latest.`,
    goodsAwaited: (date) => `Please give the articles back on ${date} at the latest. When we have them we pay back the money the way you paid.`,
    howBack:
      'Bring them to the shop or to any of our lockers: on your order’s page you can make the code that opens the door. If they have not reached you yet, you need not accept them.',
    review: 'Somebody from the shop will look at it and write to you.',
    keep: 'Keep this message: it is your proof.',
  },
  settled: {
    subject: (number) => `The money of your withdrawal: order ${number}`,
    title: 'Money paid back',
    lead: (amount, date) => `We paid back ${amount} on ${date}.`,
    tender: { cash: 'In cash, at the till.', card: 'To the card or the account that you paid with. It may take some days to show.' },
    titleDeclined: 'We cannot pay the money back',
    leadDeclined: 'We looked at your withdrawal and cannot pay the money back.',
    ask: (number) => `Is this not clear? Ask in the shop with your order number, ${number}.`,
  },
  claimed: {
    subject: (claim) => `Your claim ${claim}`,
    title: 'We have your claim',
    lead: (claim, date) => `We noted claim ${claim} on ${date}.`,
    what: (title, quantity) => (quantity === 1 ? title : `${quantity} × ${title}`),
    next: 'Somebody from the shop will look at it and answer you here. You need not bring the article before that.',
    keep: 'Keep this message: it is your proof.',
  },
  answered: {
    subject: (claim) => `An answer to your claim ${claim}`,
    title: { accepted: 'We accept your claim', declined: 'We do not accept your claim', done: 'Your claim is settled' },
    says: 'The shop says',
  },
  fault: {
    broken: 'It broke',
    seam: 'Seam or fabric',
    closure: 'Zip, button or clasp',
    colour: 'Colour or dye',
    'not-as-described': 'It is not as described',
    incomplete: 'A part is missing',
    other: 'Something else',
  },
  wish: { repair: 'Repair', replacement: 'Replacement', 'money-back': 'Money back' },
};

const pt: AfterTexts = {
  rights: ({ law, days, months }) => {
    const how = law === 'ar' ? '«Botón de arrepentimiento»' : law === 'cl' ? '«Exercer aqui o direito de livre resolução»' : '«Resolver o contrato aqui»';
    const free = law === 'ar' ? ', sem qualquer custo' : '';
    const guarantee = months % 12 === 0 ? `${months / 12} anos` : `${months} meses`;
    return `Pode desistir sem indicar o motivo${free}: até ${days} dias depois de ter tudo o que encomendou. Abra a sua encomenda e toque em ${how}, ou procure-o no ecrã da loja. O que levar logo da loja fica de fora. Se algo tiver defeito, respondemos durante ${guarantee}.`;
  },
  withdrawn: {
    subject: (number) => `Aviso de receção da livre resolução: encomenda ${number}`,
    title: 'Exerceu o direito de livre resolução',
    lead: (number, date) => `Recebemos a livre resolução do contrato da encomenda ${number} no dia ${date}. É para estes artigos:`,
    cancelled: 'A encomenda fica anulada. Não tinha pago nada, por isso não há nada a devolver.',
    refundDue: (amount, date) => `A encomenda fica anulada. Vamos devolver-lhe ${amount} pelo mesmo meio com que pagou, o mais tardar no dia ${date}.`,
    goodsAwaited: (date) => `Devolva-nos os artigos o mais tardar no dia ${date}. Quando os tivermos, devolvemos-lhe o dinheiro pelo mesmo meio.`,
    howBack:
      'Traga-os à loja ou a qualquer um dos nossos cacifos: na sua encomenda pode criar o código que abre a porta. Se ainda não lhe chegaram, não precisa de os aceitar.',
    review: 'Uma pessoa da loja vai verificar e escrever-lhe.',
    keep: 'Guarde esta mensagem: é o seu comprovativo.',
  },
  settled: {
    subject: (number) => `O dinheiro da sua livre resolução: encomenda ${number}`,
    title: 'Dinheiro devolvido',
    lead: (amount, date) => `Devolvemos-lhe ${amount} no dia ${date}.`,
    tender: { cash: 'Em numerário, na caixa.', card: 'Para o cartão ou a conta com que pagou. Pode demorar alguns dias a aparecer.' },
    titleDeclined: 'Não podemos devolver-lhe o dinheiro',
    leadDeclined: 'Verificámos o seu pedido de livre resolução e não podemos devolver-lhe o dinheiro.',
    ask: (number) => `Tem dúvidas? Pergunte na loja com o número da encomenda, ${number}.`,
  },
  claimed: {
    subject: (claim) => `A sua reclamação ${claim}`,
    title: 'Temos a sua reclamação',
    lead: (claim, date) => `Registámos a reclamação ${claim} no dia ${date}.`,
    what: (title, quantity) => (quantity === 1 ? title : `${quantity} × ${title}`),
    next: 'Uma pessoa da loja vai vê-la e responder-lhe aqui. Não é preciso trazer o artigo até lá.',
    keep: 'Guarde esta mensagem: é o seu comprovativo.',
  },
  answered: {
    subject: (claim) => `Resposta à sua reclamação ${claim}`,
    title: { accepted: 'Aceitamos a sua reclamação', declined: 'Não aceitamos a sua reclamação', done: 'A sua reclamação está resolvida' },
    says: 'A loja diz-lhe',
  },
  fault: {
    broken: 'Partiu-se ou rasgou-se',
    seam: 'Costura ou tecido',
    closure: 'Fecho, botão ou colchete',
    colour: 'Cor ou tinta',
    'not-as-described': 'Não é como anunciado',
    incomplete: 'Falta uma parte',
    other: 'Outra coisa',
  },
  wish: { repair: 'Reparação', replacement: 'Troca por outro', 'money-back': 'Devolução do dinheiro' },
};

const ca: AfterTexts = {
  rights: ({ law, days, months }) => {
    const how = law === 'ar' ? '«Botón de arrepentimiento»' : law === 'cl' ? '«Exercir el desistiment aquí»' : '«Desistir del contracte aquí»';
    const free = law === 'ar' ? ', sense cap cost' : '';
    const guarantee = months % 12 === 0 ? `${months / 12} anys` : `${months} mesos`;
    return `Pots fer-te enrere sense donar motius${free}: fins a ${days} dies després de tenir tot el que vas demanar. Obre la teva comanda i toca ${how}, o busca-ho a la pantalla de la botiga. El que t'emportis de la botiga al moment en queda fora. Si alguna cosa surt defectuosa, responem durant ${guarantee}.`;
  },
  withdrawn: {
    subject: (number) => `Justificant de recepció del teu desistiment: comanda ${number}`,
    title: 'Has desistit del contracte',
    lead: (number, date) => `Vam rebre el teu desistiment de la comanda ${number} el dia ${date}. És per aquests articles:`,
    cancelled: 'La comanda queda anul·lada. No havies pagat res, així que no hi ha res per tornar.',
    refundDue: (amount, date) => `La comanda queda anul·lada. Et tornarem ${amount} pel mateix mitjà amb què vas pagar, com a molt tard el dia ${date}.`,
    goodsAwaited: (date) => `Torna'ns els articles com a molt tard el dia ${date}. Quan els tinguem, et tornarem els diners pel mateix mitjà.`,
    howBack:
      "Porta'ls a la botiga o a qualsevol de les nostres taquilles: a la teva comanda pots crear el codi que obre la porta. Si encara no t'han arribat, no cal que els acceptis.",
    review: "Una persona de la botiga ho revisarà i t'escriurà.",
    keep: 'Guarda aquest missatge: és el teu justificant.',
  },
  settled: {
    subject: (number) => `Els diners del teu desistiment: comanda ${number}`,
    title: 'Diners tornats',
    lead: (amount, date) => `T'hem tornat ${amount} el dia ${date}.`,
    tender: { cash: 'En efectiu, a caixa.', card: "A la targeta o al compte amb què vas pagar. Pot trigar uns dies a veure-s'hi." },
    titleDeclined: 'No et podem tornar els diners',
    leadDeclined: 'Hem revisat el teu desistiment i no et podem tornar els diners.',
    ask: (number) => `No ho veus clar? Pregunta a la botiga amb el número de comanda, ${number}.`,
  },
  claimed: {
    subject: (claim) => `La teva reclamació ${claim}`,
    title: 'Tenim la teva reclamació',
    lead: (claim, date) => `Vam anotar la reclamació ${claim} el dia ${date}.`,
    what: (title, quantity) => (quantity === 1 ? title : `${quantity} × ${title}`),
    next: "Una persona de la botiga la mirarà i et contestarà aquí. Fins aleshores no cal que portis l'article.",
    keep: 'Guarda aquest missatge: és el teu justificant.',
  },
  answered: {
    subject: (claim) => `Resposta a la teva reclamació ${claim}`,
    title: { accepted: 'Acceptem la teva reclamació', declined: 'No acceptem la teva reclamació', done: 'La teva reclamació està resolta' },
    says: 'La botiga et diu',
  },
  fault: {
    broken: "S'ha trencat",
    seam: 'Costura o teixit',
    closure: 'Cremallera, botó o tanca',
    colour: 'Color o tint',
    'not-as-described': "No és com s'anunciava",
    incomplete: 'Falta una part',
    other: 'Una altra cosa',
  },
  wish: { repair: 'Reparació', replacement: 'Canvi per un altre', 'money-back': 'Devolució dels diners' },
};

/** The texts of the time after the sale, by language. */
export const afterTexts: Readonly<Record<Locale, AfterTexts>> = { es, en, pt, ca };
