import type { Locale } from '../../contract/schema.ts';

interface NewsTexts {
  readonly subject: (number: string) => string;
  readonly title: string;
  readonly lead: string;
}

/** What messages about the stock of an order say, in one language. Placeholders are arguments; nothing here is HTML. */
export interface StockTexts {
  readonly order: string;
  readonly total: string;
  readonly quantity: string;
  readonly seeOrder: string;
  readonly footer: (store: string) => string;
  readonly short: NewsTexts & {
    readonly missing: string;
    readonly choose: (until: string) => string;
    readonly silencePaid: (money: string) => string;
    readonly silenceUnpaid: (money: string) => string;
    readonly button: string;
    readonly sms: (number: string, until: string) => string;
  };
  readonly restocked: NewsTexts;
  readonly moved: NewsTexts & { readonly from: (places: readonly string[]) => string };
  readonly changed: NewsTexts & {
    readonly giveBack: (money: string) => string;
    readonly nothingLeft: NewsTexts;
    /** First where the shop could not give it; instead where it goes another way. */
    readonly rejected: string;
    readonly rerouted: string;
  };
  readonly expired: NewsTexts & { readonly next: (number: string) => string };
  readonly moneyOwed: Pick<NewsTexts, 'subject'> & {
    readonly next: string;
    readonly till: { readonly title: string; readonly lead: (money: string) => string };
    readonly failed: { readonly title: string; readonly lead: (money: string) => string };
  };
  readonly moneyBack: Readonly<Record<'paid' | 'declined', Omit<NewsTexts, 'lead'> & { readonly lead: (money: string) => string }>>;
}

const es: StockTexts = {
  order: 'Pedido',
  total: 'Total',
  quantity: 'Cantidad',
  seeOrder: 'Ver mi pedido',
  footer: (store) => `Recibes este mensaje porque hiciste un pedido en ${store}. No hace falta que respondas.`,
  short: {
    subject: (number) => `Falta algo de tu pedido ${number}: tú decides`,
    title: 'Falta algo de tu pedido',
    lead: 'Lo sentimos: se agotó antes de que pudiéramos guardártelo. Puedes esperarlo, elegir otra talla u otro color, o dejarlo.',
    missing: 'No nos queda',
    choose: (until) => `Elige antes del ${until}.`,
    silencePaid: (money) => `Si no nos dices nada, lo quitamos del pedido y te devolvemos ${money}.`,
    silenceUnpaid: (money) => `Si no nos dices nada, lo quitamos del pedido y pagas ${money} menos.`,
    button: 'Elegir qué hacer',
    sms: (number, until) => `falta algo de tu pedido ${number}. Elige qué hacer antes del ${until}:`,
  },
  restocked: {
    subject: (number) => `Ya tenemos todo tu pedido ${number}`,
    title: 'Ya lo tenemos todo',
    lead: 'Lo que faltaba ha llegado y está guardado para ti. Seguimos con tu pedido.',
  },
  moved: {
    subject: (number) => `Tu pedido ${number} viene de otro sitio`,
    title: 'Lo traemos de otro sitio',
    lead: 'Lo que pediste ya no estaba en la tienda, así que lo traemos de otro sitio. Puede tardar algo más; te avisaremos en cuanto esté.',
    from: (places) => `Viene de: ${places.join(', ')}.`,
  },
  changed: {
    rejected: 'Lo sentimos: la tienda no ha podido preparar una parte de lo que pediste.',
    rerouted: 'Como acordamos contigo, lo recibirás de otra forma.',
    subject: (number) => `Hemos cambiado tu pedido ${number}`,
    title: 'Tu pedido ha cambiado',
    lead: 'Así queda tu pedido ahora.',
    giveBack: (money) => `Te devolvemos ${money}. Te escribiremos cuando esté hecho.`,
    nothingLeft: {
      subject: (number) => `Hemos anulado tu pedido ${number}`,
      title: 'Tu pedido está anulado',
      lead: 'No queda nada en él, así que no hay nada que pagar ni que recoger.',
    },
  },
  expired: {
    subject: (number) => `Hemos anulado tu pedido ${number}: no se pagó`,
    title: 'Tu pedido está anulado',
    lead: 'No nos ha llegado el pago a tiempo, así que hemos soltado lo que te guardábamos. No tienes que hacer nada.',
    next: (number) => `¿Lo pagaste? Enseña tu recibo y el número ${number} en la tienda y lo arreglamos.`,
  },
  moneyOwed: {
    subject: (number) => `Te debemos dinero de tu pedido ${number}`,
    next: 'Pásate por la tienda con tu número de pedido o espera a que te escribamos: te avisamos en cuanto esté hecho.',
    till: { title: 'En caja te cobramos de más', lead: (money) => `En la caja te cobramos ${money} que no hacía falta. Te los devolvemos.` },
    failed: {
      title: 'No pudimos devolverte el dinero',
      lead: (money) => `La forma en que pagaste no aceptó la devolución de ${money}. Te los devolvemos de otra manera.`,
    },
  },
  moneyBack: {
    paid: {
      subject: (number) => `Te hemos devuelto dinero de tu pedido ${number}`,
      title: 'Tu dinero está de vuelta',
      lead: (money) => `Te hemos devuelto ${money}.`,
    },
    declined: {
      subject: (number) => `Sobre la devolución de tu pedido ${number}`,
      title: 'No habrá devolución',
      lead: (money) => `No te devolvemos los ${money}. Si no estás de acuerdo, pregunta en la tienda.`,
    },
  },
};

const en: StockTexts = {
  order: 'Order',
  total: 'Total',
  quantity: 'Quantity',
  seeOrder: 'See my order',
  footer: (store) => `You get this message because you placed an order at ${store}. There is no need to reply.`,
  short: {
    subject: (number) => `Something in your order ${number} is missing: you choose`,
    title: 'Something is missing',
    lead: 'We are sorry: it sold out before we could keep it for you. You can wait for it, choose another size or colour, or leave it.',
    missing: 'We have none left of',
    choose: (until) => `Please choose before ${until}.`,
    silencePaid: (money) => `If we do not hear from you, we take it off the order and give you ${money} back.`,
    silenceUnpaid: (money) => `If we do not hear from you, we take it off the order and you pay ${money} less.`,
    button: 'Choose what to do',
    sms: (number, until) => `something in your order ${number} is missing. Choose what to do before ${until}:`,
  },
  restocked: {
    subject: (number) => `We have all of your order ${number} now`,
    title: 'We have everything now',
    lead: 'What was missing has come and is kept for you. We go on with your order.',
  },
  moved: {
    subject: (number) => `Your order ${number} comes from another place`,
    title: 'We bring it from another place',
    lead: 'What you ordered was no longer in the shop, so we bring it from another place. It may take a little longer; we will tell you when it is here.',
    from: (places) => `It comes from: ${places.join(', ')}.`,
  },
  changed: {
    rejected: 'We are sorry: the shop could not prepare some of what you ordered.',
    rerouted: 'As we agreed with you, you will get it another way.',
    subject: (number) => `We have changed your order ${number}`,
    title: 'Your order has changed',
    lead: 'This is your order now.',
    giveBack: (money) => `You get ${money} back. We will write to you when it is done.`,
    nothingLeft: {
      subject: (number) => `We have cancelled your order ${number}`,
      title: 'Your order is cancelled',
      lead: 'Nothing is left in it, so there is nothing to pay and nothing to collect.',
    },
  },
  expired: {
    subject: (number) => `We have cancelled your order ${number}: it was not paid`,
    title: 'Your order is cancelled',
    lead: 'No payment reached us in time, so we have let go of what we kept for you. There is nothing you need to do.',
    next: (number) => `Did you pay? Show your receipt and the number ${number} at the shop and we will put it right.`,
  },
  moneyOwed: {
    subject: (number) => `We owe you money for your order ${number}`,
    next: 'Come to the shop with your order number, or wait for us: we write as soon as it is done.',
    till: { title: 'The till took too much', lead: (money) => `The till took ${money} that was not needed. We pay it back to you.` },
    failed: { title: 'We could not pay you back', lead: (money) => `The way you paid did not take ${money} back. We pay it back to you in another way.` },
  },
  moneyBack: {
    paid: {
      subject: (number) => `We have paid you back for your order ${number}`,
      title: 'Your money is back',
      lead: (money) => `We have paid you ${money} back.`,
    },
    declined: {
      subject: (number) => `About the money for your order ${number}`,
      title: 'No money will be paid back',
      lead: (money) => `We do not pay back the ${money}. If you do not agree, please ask at the shop.`,
    },
  },
};

const pt: StockTexts = {
  order: 'Encomenda',
  total: 'Total',
  quantity: 'Quantidade',
  seeOrder: 'Ver a minha encomenda',
  footer: (store) => `Recebe esta mensagem porque fez uma encomenda em ${store}. Não é preciso responder.`,
  short: {
    subject: (number) => `Falta algo na sua encomenda ${number}: a escolha é sua`,
    title: 'Falta algo na sua encomenda',
    lead: 'Lamentamos: esgotou antes de o podermos guardar para si. Pode esperar, escolher outro tamanho ou outra cor, ou desistir.',
    missing: 'Já não temos',
    choose: (until) => `Escolha antes do dia ${until}.`,
    silencePaid: (money) => `Se não nos disser nada, retiramo-lo da encomenda e devolvemos-lhe ${money}.`,
    silenceUnpaid: (money) => `Se não nos disser nada, retiramo-lo da encomenda e paga menos ${money}.`,
    button: 'Escolher o que fazer',
    sms: (number, until) => `falta algo na sua encomenda ${number}. Escolha o que fazer antes do dia ${until}:`,
  },
  restocked: {
    subject: (number) => `Já temos toda a sua encomenda ${number}`,
    title: 'Já temos tudo',
    lead: 'O que faltava chegou e está guardado para si. Continuamos com a sua encomenda.',
  },
  moved: {
    subject: (number) => `A sua encomenda ${number} vem de outro sítio`,
    title: 'Trazemo-la de outro sítio',
    lead: 'O que encomendou já não estava na loja, por isso trazemo-lo de outro sítio. Pode demorar um pouco mais; avisamos assim que chegar.',
    from: (places) => `Vem de: ${places.join(', ')}.`,
  },
  changed: {
    rejected: 'Lamentamos: a loja não conseguiu preparar uma parte do que pediu.',
    rerouted: 'Como combinámos consigo, vai recebê-lo de outra forma.',
    subject: (number) => `Alterámos a sua encomenda ${number}`,
    title: 'A sua encomenda mudou',
    lead: 'A sua encomenda fica agora assim.',
    giveBack: (money) => `Devolvemos-lhe ${money}. Escrevemos-lhe quando estiver feito.`,
    nothingLeft: {
      subject: (number) => `Anulámos a sua encomenda ${number}`,
      title: 'A sua encomenda está anulada',
      lead: 'Já não tem nada, por isso não há nada para pagar nem para levantar.',
    },
  },
  expired: {
    subject: (number) => `Anulámos a sua encomenda ${number}: não foi paga`,
    title: 'A sua encomenda está anulada',
    lead: 'O pagamento não nos chegou a tempo, por isso libertámos o que lhe guardávamos. Não precisa de fazer nada.',
    next: (number) => `Pagou-a? Mostre o recibo e o número ${number} na loja e resolvemos.`,
  },
  moneyOwed: {
    subject: (number) => `Devemos-lhe dinheiro da sua encomenda ${number}`,
    next: 'Passe pela loja com o número da encomenda ou aguarde: escrevemos assim que estiver feito.',
    till: { title: 'Cobrámos a mais na caixa', lead: (money) => `Na caixa cobrámos-lhe ${money} que não eram devidos. Vamos devolvê-los.` },
    failed: {
      title: 'Não conseguimos devolver-lhe o dinheiro',
      lead: (money) => `A forma como pagou não aceitou a devolução de ${money}. Vamos devolvê-los de outra maneira.`,
    },
  },
  moneyBack: {
    paid: {
      subject: (number) => `Devolvemos-lhe dinheiro da sua encomenda ${number}`,
      title: 'O seu dinheiro está de volta',
      lead: (money) => `Devolvemos-lhe ${money}.`,
    },
    declined: {
      subject: (number) => `Sobre a devolução da sua encomenda ${number}`,
      title: 'Não haverá devolução',
      lead: (money) => `Não lhe devolvemos os ${money}. Se não concordar, pergunte na loja.`,
    },
  },
};

const ca: StockTexts = {
  order: 'Comanda',
  total: 'Total',
  quantity: 'Quantitat',
  seeOrder: 'Veure la meva comanda',
  footer: (store) => `Reps aquest missatge perquè vas fer una comanda a ${store}. No cal que responguis.`,
  short: {
    subject: (number) => `Falta alguna cosa de la teva comanda ${number}: tu decideixes`,
    title: 'Falta alguna cosa de la teva comanda',
    lead: "Ho sentim: s'ha exhaurit abans que te la poguéssim guardar. La pots esperar, triar una altra talla o un altre color, o deixar-la.",
    missing: 'No ens queda',
    choose: (until) => `Tria abans del dia ${until}.`,
    silencePaid: (money) => `Si no ens dius res, ho traiem de la comanda i et tornem ${money}.`,
    silenceUnpaid: (money) => `Si no ens dius res, ho traiem de la comanda i pagues ${money} menys.`,
    button: 'Triar què cal fer',
    sms: (number, until) => `falta alguna cosa de la teva comanda ${number}. Tria què cal fer abans del dia ${until}:`,
  },
  restocked: {
    subject: (number) => `Ja tenim tota la teva comanda ${number}`,
    title: 'Ja ho tenim tot',
    lead: 'El que faltava ha arribat i està guardat per a tu. Continuem amb la teva comanda.',
  },
  moved: {
    subject: (number) => `La teva comanda ${number} ve d'un altre lloc`,
    title: "La portem d'un altre lloc",
    lead: "El que vas demanar ja no era a la botiga, així que ho portem d'un altre lloc. Pot trigar una mica més; t'avisarem quan hi sigui.",
    from: (places) => `Ve de: ${places.join(', ')}.`,
  },
  changed: {
    rejected: 'Ho sentim: la botiga no ha pogut preparar una part del que vas demanar.',
    rerouted: 'Com vam acordar amb tu, ho rebràs d’una altra manera.',
    subject: (number) => `Hem canviat la teva comanda ${number}`,
    title: 'La teva comanda ha canviat',
    lead: 'La teva comanda ara queda així.',
    giveBack: (money) => `Et tornem ${money}. T'escriurem quan estigui fet.`,
    nothingLeft: {
      subject: (number) => `Hem anul·lat la teva comanda ${number}`,
      title: 'La teva comanda està anul·lada',
      lead: 'No hi queda res, així que no hi ha res per pagar ni per recollir.',
    },
  },
  expired: {
    subject: (number) => `Hem anul·lat la teva comanda ${number}: no es va pagar`,
    title: 'La teva comanda està anul·lada',
    lead: 'El pagament no ens ha arribat a temps, així que hem deixat anar el que et guardàvem. No has de fer res.',
    next: (number) => `La vas pagar? Ensenya el rebut i el número ${number} a la botiga i ho arreglarem.`,
  },
  moneyOwed: {
    subject: (number) => `Et devem diners de la teva comanda ${number}`,
    next: "Passa per la botiga amb el número de comanda o espera que t'escriguem: t'avisem tan bon punt estigui fet.",
    till: { title: "A la caixa t'hem cobrat de més", lead: (money) => `A la caixa t'hem cobrat ${money} que no calia. Te'ls tornem.` },
    failed: {
      title: 'No hem pogut tornar-te els diners',
      lead: (money) => `La manera com vas pagar no ha acceptat la devolució de ${money}. Te'ls tornem d'una altra manera.`,
    },
  },
  moneyBack: {
    paid: {
      subject: (number) => `T'hem tornat diners de la teva comanda ${number}`,
      title: 'Els teus diners tornen a ser teus',
      lead: (money) => `T'hem tornat ${money}.`,
    },
    declined: {
      subject: (number) => `Sobre la devolució de la teva comanda ${number}`,
      title: 'No hi haurà devolució',
      lead: (money) => `No et tornem els ${money}. Si no hi estàs d'acord, pregunta a la botiga.`,
    },
  },
};

/** The texts by language. */
export const stockTexts: Readonly<Record<Locale, StockTexts>> = { es, en, pt, ca };
