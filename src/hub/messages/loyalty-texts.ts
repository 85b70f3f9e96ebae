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
      footer: (store) => `Recibes este mensaje porque esta dirección se escribió en un quiosco de ${store}.`,
    },
    member: {
      subject: (name) => `Tu código de socio de ${name}`,
      title: 'Tu código de socio',
      lead: 'Enséñalo en la tienda: en el quiosco o en la caja. Vale en el móvil y también impreso.',
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
      footer: (store) => `You get this message because this address was typed at a kiosk of ${store}.`,
    },
    member: {
      subject: (name) => `Your member code for ${name}`,
      title: 'Your member code',
      lead: 'Show it in the shop, at the kiosk or at the till. It works on your phone and on paper.',
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
};
