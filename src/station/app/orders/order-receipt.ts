import type { ClaimWords, Pieces } from '../../../contract/hub/after.ts';
import type { OrderLine } from '../../../contract/orders.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../contract/receipt.ts';
import type { Locale } from '../../../contract/schema.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import { slipFormat } from '../till/format.ts';

/** What the paper of a withdrawal or of a claim says. It names nobody. */
export interface AfterPaper {
  readonly storeName: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly number: string;
  readonly receipt: string;
  readonly at: UnixMs;
  /** What was ordered, for the names; empty where nothing of the order may be shown. */
  readonly lines: readonly OrderLine[];
  readonly told: { readonly what: 'withdraw'; readonly pieces: readonly Pieces[] } | { readonly what: 'claim'; readonly claim: ClaimWords };
}

/** The name of a withdrawal or a claim on paper: the end of its id, by which the shop finds it. */
export function receiptOf(id: string): string {
  const end = id.replaceAll('-', '').slice(-8).toUpperCase();
  return `${end.slice(0, 4)}-${end.slice(4)}`;
}

/** The acknowledgement on paper, with date and time: it is in the customer's hands before any message is. */
export function afterPaper(paper: AfterPaper): ReceiptDocument {
  const say = words[paper.locale];
  const format = slipFormat(paper.locale, paper.timeZone);
  const title = say.title[paper.told.what];
  return {
    title: `${title} ${paper.number}`,
    blocks: [
      text(paper.storeName, { size: 'large', bold: true }),
      text(title, {}),
      { kind: 'space' },
      pair(say.order, paper.number),
      pair(say.date, format.dateTime(paper.at)),
      pair(say.receipt, paper.receipt),
      { kind: 'rule' },
      text(say.statement[paper.told.what], { align: 'left' }),
      ...goods(paper),
      { kind: 'rule' },
      text(say.next[paper.told.what], { align: 'left' }),
      text(say.keep, { align: 'left' }),
      text(say.notTax, {}),
    ],
  };
}

function goods({ told, lines, locale }: AfterPaper): ReceiptBlock[] {
  const pieces = told.what === 'withdraw' ? told.pieces : [{ sku: told.claim.sku, quantity: told.claim.quantity }];
  if (pieces.length === 0) return [text(words[locale].whole, { align: 'left', bold: true })];
  return pieces.map(({ sku, quantity }) => {
    const line = lines.find((one) => one.sku === sku);
    const name = line === undefined ? sku : [line.title, line.size, line.colour].filter((part) => part !== null).join(' · ');
    return text(`${quantity} x ${name}`.slice(0, 256), { align: 'left', bold: true });
  });
}

interface Words {
  readonly title: Readonly<Record<'withdraw' | 'claim', string>>;
  readonly order: string;
  readonly date: string;
  readonly receipt: string;
  readonly statement: Readonly<Record<'withdraw' | 'claim', string>>;
  readonly whole: string;
  readonly next: Readonly<Record<'withdraw' | 'claim', string>>;
  readonly keep: string;
  readonly notTax: string;
}

const words: Readonly<Record<Locale, Words>> = {
  es: {
    title: { withdraw: 'Acuse de desistimiento', claim: 'Resguardo de reclamación' },
    order: 'Pedido',
    date: 'Fecha y hora',
    receipt: 'Resguardo',
    statement: { withdraw: 'Se ha declarado el desistimiento del contrato, por:', claim: 'Se ha reclamado por:' },
    whole: 'Todo el pedido',
    next: {
      withdraw:
        'Te escribimos al contacto del pedido con lo que sigue. El dinero vuelve como pagaste, en 14 días como mucho; si ya tienes los artículos, cuando nos lleguen.',
      claim: 'Una persona de la tienda te contestará al contacto del pedido.',
    },
    keep: 'Guarda este papel: es tu justificante.',
    notTax: 'Documento sin valor fiscal',
  },
  en: {
    title: { withdraw: 'Withdrawal received', claim: 'Claim received' },
    order: 'Order',
    date: 'Date and time',
    receipt: 'Receipt',
    statement: { withdraw: 'Withdrawal from the contract was declared, for:', claim: 'A claim was made for:' },
    whole: 'The whole order',
    next: {
      withdraw:
        'We write to the contact of the order with what comes next. The money goes back the way you paid, within 14 days; if you have the articles, once we have them.',
      claim: 'Somebody from the shop will answer you at the contact of the order.',
    },
    keep: 'Keep this paper: it is your proof.',
    notTax: 'Not a tax document',
  },
  pt: {
    title: { withdraw: 'Aviso de livre resolução', claim: 'Comprovativo de reclamação' },
    order: 'Encomenda',
    date: 'Data e hora',
    receipt: 'Comprovativo',
    statement: { withdraw: 'Foi declarada a livre resolução do contrato, para:', claim: 'Foi feita uma reclamação de:' },
    whole: 'Toda a encomenda',
    next: {
      withdraw:
        'Escrevemos para o contacto da encomenda com o que se segue. O dinheiro volta como pagou, no máximo em 14 dias; se já tem os artigos, quando os recebermos.',
      claim: 'Uma pessoa da loja vai responder-lhe para o contacto da encomenda.',
    },
    keep: 'Guarde este papel: é o seu comprovativo.',
    notTax: 'Documento sem valor fiscal',
  },
  ca: {
    title: { withdraw: 'Justificant de desistiment', claim: 'Resguard de reclamació' },
    order: 'Comanda',
    date: 'Data i hora',
    receipt: 'Resguard',
    statement: { withdraw: "S'ha declarat el desistiment del contracte, per:", claim: "S'ha reclamat per:" },
    whole: 'Tota la comanda',
    next: {
      withdraw:
        "T'escrivim al contacte de la comanda amb el que segueix. Els diners tornen com vas pagar, en 14 dies com a molt; si ja tens els articles, quan ens arribin.",
      claim: 'Una persona de la botiga et contestarà al contacte de la comanda.',
    },
    keep: 'Guarda aquest paper: és el teu justificant.',
    notTax: 'Document sense valor fiscal',
  },
};

function pair(left: string, right: string): ReceiptBlock {
  return { kind: 'pair', left, right, bold: true };
}

function text(content: string, look: Partial<Omit<Extract<ReceiptBlock, { kind: 'text' }>, 'kind' | 'text'>>): ReceiptBlock {
  return { kind: 'text', text: content, align: 'centre', size: 'normal', bold: false, ...look };
}
