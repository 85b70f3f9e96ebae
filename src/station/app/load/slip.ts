import type { Locale } from '../../../contract/schema.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../contract/receipt.ts';
import { showShortCode } from '../../../core/passes/short-code.ts';
import { regionOf } from '../../../kernel/language.ts';

/** What the slip for a customer without a phone says. It names nobody. */
export interface LoadSlip {
  readonly storeName: string;
  readonly orderNumber: string;
  readonly locale: Locale;
  readonly doorNumber: number;
  /** The LK1 text that the silo reads. */
  readonly code: string;
  readonly shortCode: string;
  /** Unix seconds. */
  readonly expires: number;
  /** IANA name of the shop's time zone. */
  readonly timeZone: string;
}

/** The slip that opens: whoever holds it can collect, so it is shown to signed-in staff only and printed when asked for. */
export function loadSlip(slip: LoadSlip): ReceiptDocument {
  const say = words[slip.locale];
  const date = new Intl.DateTimeFormat(regionOf[slip.locale], { dateStyle: 'long', timeZone: slip.timeZone });
  return {
    title: `${say.title} ${slip.orderNumber}`,
    blocks: [
      centred(slip.storeName, 'large', true),
      centred(say.title, 'normal', false),
      { kind: 'space' },
      { kind: 'pair', left: say.order, right: slip.orderNumber, bold: true },
      { kind: 'pair', left: say.door, right: String(slip.doorNumber), bold: true },
      { kind: 'pair', left: say.until, right: date.format(slip.expires * 1000), bold: false },
      { kind: 'rule' },
      { kind: 'qr', data: slip.code, caption: say.show },
      centred(showShortCode(slip.shortCode), 'large', true),
      centred(say.pin, 'normal', false),
      centred(say.bearer, 'normal', false),
    ],
  };
}

const words = {
  es: {
    title: 'Recogida en las taquillas',
    order: 'Pedido',
    door: 'Puerta',
    until: 'Válido hasta',
    show: 'Enseña este código al lector de las taquillas',
    pin: 'O escribe este código corto y el PIN de tu mensaje',
    bearer: 'Quien tenga este papel puede recoger el pedido',
  },
  en: {
    title: 'Collect at the lockers',
    order: 'Order',
    door: 'Door',
    until: 'Valid until',
    show: 'Show this code to the reader of the lockers',
    pin: 'Or type this short code and the PIN of your message',
    bearer: 'Whoever holds this paper can collect the order',
  },
  pt: {
    title: 'Levantamento nos cacifos',
    order: 'Encomenda',
    door: 'Porta',
    until: 'Válido até',
    show: 'Mostre este código ao leitor dos cacifos',
    pin: 'Ou escreva este código curto e o PIN da sua mensagem',
    bearer: 'Quem tiver este papel pode levantar a encomenda',
  },
  ca: {
    title: 'Recollida a les taquilles',
    order: 'Comanda',
    door: 'Porta',
    until: 'Vàlid fins al',
    show: 'Ensenya aquest codi al lector de les taquilles',
    pin: 'O escriu aquest codi curt i el PIN del teu missatge',
    bearer: 'Qui tingui aquest paper pot recollir la comanda',
  },
} as const satisfies Readonly<Record<Locale, Readonly<Record<string, string>>>>;

function centred(text: string, size: 'normal' | 'large', bold: boolean): ReceiptBlock {
  return { kind: 'text', text, align: 'centre', size, bold };
}
