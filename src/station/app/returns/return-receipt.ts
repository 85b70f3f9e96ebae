import type { Locale } from '../../../contract/schema.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../contract/receipt.ts';
import type { ReturnReason } from '../../../contract/hub/silo.ts';
import { chosen, countPieces } from '../../../core/returns/goods.ts';
import type { Bundle } from '../../../core/returns/return-flow.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import { slipFormat } from '../till/format.ts';

/** What the receipt of a return says. It names nobody, and promises no sum: that is for who looks at the goods. */
export interface ReturnReceipt {
  readonly storeName: string;
  readonly locale: Locale;
  readonly receipt: string;
  readonly bundle: Bundle;
  readonly doorNumber: number;
  readonly depositedAt: UnixMs;
  readonly timeZone: string;
}

/** The paper that a customer takes home when their goods lie behind the door. In the language of the screen. */
export function returnReceiptDocument(of: ReturnReceipt): ReceiptDocument {
  const say = words[of.locale];
  const { bundle } = of;
  const goods = chosen(bundle.goods);
  const pieces = bundle.goods.length === 0 ? bundle.pieces : countPieces(goods);
  return {
    title: `${say.title} ${of.receipt}`,
    blocks: [
      text(of.storeName, { size: 'large', bold: true }),
      text(say.title, {}),
      { kind: 'space' },
      text(of.receipt, { size: 'huge', bold: true }),
      { kind: 'space' },
      { kind: 'pair', left: say.date, right: slipFormat(of.locale, of.timeZone).dateTime(of.depositedAt), bold: false },
      ...(bundle.number === null ? [] : [pair(say.order, bundle.number)]),
      pair(say.door, String(of.doorNumber)),
      { kind: 'rule' },
      ...goods.flatMap(({ quantity, title, size, colour, reason }): ReceiptBlock[] => {
        const options = [size, colour, reason === null ? null : say.reasons[reason]].filter((option) => option !== null).join(' · ');
        return [text(`${quantity} x ${title}`, { align: 'left' }), text(`    ${options}`, { align: 'left' })];
      }),
      { kind: 'pair', left: say.pieces, right: String(pieces), bold: true },
      { kind: 'rule' },
      text(say.next, { align: 'left' }),
      text(say.keep, { align: 'left' }),
      text(say.notTax, {}),
    ],
  };
}

interface Words {
  readonly title: string;
  readonly date: string;
  readonly order: string;
  readonly door: string;
  readonly pieces: string;
  readonly next: string;
  readonly keep: string;
  readonly notTax: string;
  readonly reasons: Readonly<Record<ReturnReason, string>>;
}

const words: Readonly<Record<Locale, Words>> = {
  es: {
    title: 'Resguardo de devolución',
    date: 'Fecha',
    order: 'Pedido',
    door: 'Puerta',
    pieces: 'Prendas',
    next: 'Miramos lo que has dejado y te devolvemos el dinero por donde pagaste. Te avisamos con un mensaje.',
    keep: 'Guarda este número hasta entonces.',
    notTax: 'Documento sin valor fiscal',
    reasons: { size: 'talla', 'not-as-described': 'no es como se describe', damaged: 'defecto', 'changed-mind': 'cambio de idea', other: 'otro motivo' },
  },
  en: {
    title: 'Return receipt',
    date: 'Date',
    order: 'Order',
    door: 'Door',
    pieces: 'Pieces',
    next: 'We look at what you left and pay you back the way you paid. A message tells you when.',
    keep: 'Keep this number until then.',
    notTax: 'Not a tax document',
    reasons: { size: 'size', 'not-as-described': 'not as described', damaged: 'damaged', 'changed-mind': 'changed my mind', other: 'another reason' },
  },
  pt: {
    title: 'Comprovativo de devolução',
    date: 'Data',
    order: 'Encomenda',
    door: 'Porta',
    pieces: 'Peças',
    next: 'Vemos o que deixou e devolvemos-lhe o dinheiro pelo meio com que pagou. Avisamos com uma mensagem.',
    keep: 'Guarde este número até lá.',
    notTax: 'Documento sem valor fiscal',
    reasons: { size: 'tamanho', 'not-as-described': 'não é como descrito', damaged: 'defeito', 'changed-mind': 'mudança de ideias', other: 'outro motivo' },
  },
  ca: {
    title: 'Resguard de devolució',
    date: 'Data',
    order: 'Comanda',
    door: 'Porta',
    pieces: 'Peces',
    next: "Mirem el que has deixat i et tornem els diners pel mitjà amb què vas pagar. T'avisem amb un missatge.",
    keep: 'Guarda aquest número fins aleshores.',
    notTax: 'Document sense valor fiscal',
    reasons: { size: 'talla', 'not-as-described': 'no és com es descriu', damaged: 'defecte', 'changed-mind': "canvi d'idea", other: 'un altre motiu' },
  },
};

function pair(left: string, right: string): ReceiptBlock {
  return { kind: 'pair', left, right, bold: true };
}

function text(content: string, look: Partial<Omit<Extract<ReceiptBlock, { kind: 'text' }>, 'kind' | 'text'>>): ReceiptBlock {
  return { kind: 'text', text: content, align: 'centre', size: 'normal', bold: false, ...look };
}
