import type { BoxOffer } from '../../contract/loyalty/loyalty.ts';
import type { Locale } from '../../contract/schema.ts';

/** What one mail asks for. */
interface AskTexts {
  readonly subject: string;
  readonly title: string;
  readonly lead: string;
}

/** What mails about the newsletter, boxes and membership say, in one language. Placeholders are arguments; nothing here is HTML. */
export interface LoyaltyTexts {
  readonly every: Readonly<Record<BoxOffer['every'], string>>;
  readonly optIn: {
    readonly newsletter: AskTexts;
    readonly membership: AskTexts;
    readonly box: (name: string, price: string, every: string, store: string) => AskTexts;
    readonly button: string;
    readonly notYou: string;
    readonly footer: (store: string) => string;
  };
  readonly member: {
    readonly subject: (name: string) => string;
    readonly title: string;
    readonly lead: string;
    readonly codeAlt: string;
    readonly howTitle: string;
    readonly how: readonly string[];
    readonly button: string;
    readonly footer: (name: string) => string;
  };
}

/** The texts by language. */
export const loyaltyTexts: Readonly<Record<Locale, LoyaltyTexts>> = {
  es: {
    every: { month: 'al mes', quarter: 'al trimestre' },
    optIn: {
      newsletter: {
        subject: 'Confirma que quieres recibir novedades',
        title: '¿Quieres recibir nuestras novedades?',
        lead: 'En la tienda alguien dejó esta dirección para recibir novedades y ofertas por correo. Confírmalo y te las enviaremos. Puedes dejar de recibirlas cuando quieras.',
      },
      membership: {
        subject: 'Confirma que quieres ser socio',
        title: '¿Te haces socio?',
        lead: 'En la tienda alguien dejó esta dirección para hacerse socio. Confírmalo y te enviaremos tu código: con él sumas puntos y no tienes que volver a escribir tus datos.',
      },
      box: (name, price, every, store) => ({
        subject: `Confirma tu suscripción: ${name}`,
        title: name,
        lead: `En ${store} alguien dejó esta dirección para suscribirse a «${name}», por ${price} ${every}. Dinos adónde la enviamos y confírmalo. No se cobra nada antes del primer envío y puedes dejarlo cuando quieras.`,
      }),
      button: 'Ver y confirmar',
      notYou: 'Si no fuiste tú, no hagas nada: sin confirmar no pasa nada y borramos esta dirección en siete días.',
      footer: (store) => `Recibes este mensaje porque esta dirección se escribió en una pantalla de ${store}.`,
    },
    member: {
      subject: (name) => `Tu código de socio de ${name}`,
      title: 'Tu código de socio',
      lead: 'Enséñalo en la tienda: en una pantalla o en la caja. Vale en el móvil y también impreso.',
      codeAlt: 'Tu código de socio en QR',
      howTitle: 'Con él',
      how: ['Sumas puntos con cada compra y los usas cuando quieras.', 'No tienes que volver a escribir tu correo.', 'No lleva tu nombre ni tus datos.'],
      button: 'Ver mis puntos',
      footer: (name) => `Recibes este mensaje porque eres socio de ${name}.`,
    },
  },
  en: {
    every: { month: 'a month', quarter: 'every three months' },
    optIn: {
      newsletter: {
        subject: 'Confirm that you want our news',
        title: 'Would you like our news?',
        lead: 'Somebody in the shop left this address to get news and offers by e-mail. Confirm it and we will send them. You can stop them whenever you like.',
      },
      membership: {
        subject: 'Confirm that you want to be a member',
        title: 'Become a member?',
        lead: 'Somebody in the shop left this address to become a member. Confirm it and we will send you your code: with it you earn points and need not type your details again.',
      },
      box: (name, price, every, store) => ({
        subject: `Confirm your subscription: ${name}`,
        title: name,
        lead: `Somebody at ${store} left this address to subscribe to "${name}", for ${price} ${every}. Tell us where to send it and confirm. Nothing is charged before the first box, and you can stop whenever you like.`,
      }),
      button: 'See and confirm',
      notYou: 'If it was not you, do nothing: without your confirmation nothing happens, and we erase this address in seven days.',
      footer: (store) => `You get this message because this address was typed on a screen of ${store}.`,
    },
    member: {
      subject: (name) => `Your member code for ${name}`,
      title: 'Your member code',
      lead: 'Show it in the shop, on a screen or at the till. It works on your phone and on paper.',
      codeAlt: 'Your member code as a QR',
      howTitle: 'With it',
      how: [
        'You earn points with everything you buy, and use them when you like.',
        'You need not type your e-mail again.',
        'It holds neither your name nor your details.',
      ],
      button: 'See my points',
      footer: (name) => `You get this message because you are a member of ${name}.`,
    },
  },
  pt: {
    every: { month: 'por mês', quarter: 'por trimestre' },
    optIn: {
      newsletter: {
        subject: 'Confirme que quer receber novidades',
        title: 'Quer receber as nossas novidades?',
        lead: 'Na loja, alguém deixou este endereço para receber novidades e ofertas por e-mail. Confirme e vamos enviá-las. Pode deixar de as receber quando quiser.',
      },
      membership: {
        subject: 'Confirme que quer ser membro',
        title: 'Quer ser membro?',
        lead: 'Na loja, alguém deixou este endereço para se tornar membro. Confirme e enviamos-lhe o seu código: com ele soma pontos e não tem de voltar a escrever os seus dados.',
      },
      box: (name, price, every, store) => ({
        subject: `Confirme a sua subscrição: ${name}`,
        title: name,
        lead: `Em ${store}, alguém deixou este endereço para subscrever «${name}», por ${price} ${every}. Diga-nos para onde a enviamos e confirme. Não se cobra nada antes do primeiro envio e pode desistir quando quiser.`,
      }),
      button: 'Ver e confirmar',
      notYou: 'Se não fez este pedido, não faça nada: sem confirmação nada acontece e apagamos este endereço em sete dias.',
      footer: (store) => `Recebe esta mensagem porque este endereço foi escrito num ecrã de ${store}.`,
    },
    member: {
      subject: (name) => `O seu código de membro de ${name}`,
      title: 'O seu código de membro',
      lead: 'Mostre-o na loja: num ecrã ou na caixa. Serve no telemóvel e também impresso.',
      codeAlt: 'O seu código de membro em QR',
      howTitle: 'Com ele',
      how: ['Soma pontos com cada compra e usa-os quando quiser.', 'Não tem de voltar a escrever o seu e-mail.', 'Não traz o seu nome nem os seus dados.'],
      button: 'Ver os meus pontos',
      footer: (name) => `Recebe esta mensagem porque é membro de ${name}.`,
    },
  },
  ca: {
    every: { month: 'al mes', quarter: 'al trimestre' },
    optIn: {
      newsletter: {
        subject: 'Confirma que vols rebre novetats',
        title: 'Vols rebre les nostres novetats?',
        lead: 'A la botiga algú va deixar aquesta adreça per rebre novetats i ofertes per correu. Confirma-ho i te les enviarem. Pots deixar de rebre-les quan vulguis.',
      },
      membership: {
        subject: 'Confirma que vols ser soci',
        title: 'Et fas soci?',
        lead: "A la botiga algú va deixar aquesta adreça per fer-se soci. Confirma-ho i t'enviarem el teu codi: amb ell sumes punts i no has de tornar a escriure les teves dades.",
      },
      box: (name, price, every, store) => ({
        subject: `Confirma la teva subscripció: ${name}`,
        title: name,
        lead: `A ${store} algú va deixar aquesta adreça per subscriure's a «${name}», per ${price} ${every}. Digue'ns on l'enviem i confirma-ho. No es cobra res abans del primer enviament i ho pots deixar quan vulguis.`,
      }),
      button: 'Veure i confirmar',
      notYou: 'Si no vas ser tu, no facis res: sense confirmar no passa res i esborrem aquesta adreça en set dies.',
      footer: (store) => `Reps aquest missatge perquè aquesta adreça es va escriure en una pantalla de ${store}.`,
    },
    member: {
      subject: (name) => `El teu codi de soci de ${name}`,
      title: 'El teu codi de soci',
      lead: "Ensenya'l a la botiga: en una pantalla o a caixa. Val al mòbil i també imprès.",
      codeAlt: 'El teu codi de soci en QR',
      howTitle: 'Amb ell',
      how: [
        'Sumes punts amb cada compra i els fas servir quan vulguis.',
        'No has de tornar a escriure el teu correu.',
        'No porta el teu nom ni les teves dades.',
      ],
      button: 'Veure els meus punts',
      footer: (name) => `Reps aquest missatge perquè ets soci de ${name}.`,
    },
  },
};
