import type { ReceiptBlock, ReceiptDocument } from '../../../contract/receipt.ts';
import type { Locale } from '../../../contract/schema.ts';
import type { ShiftClosed, ShiftCounts } from '../../../contract/shift.ts';
import { slipFormat } from '../till/format.ts';

/** What the paper of a shift says: for the drawer, with a line to sign on. It names staff and no customer. */
export interface ShiftPaper extends ShiftClosed {
  readonly storeName: string;
  readonly timeZone: string;
  /** Who closed it. */
  readonly by: string;
  /** The shop's language. */
  readonly locale: Locale;
  nameOf(staffId: string): string;
}

/** The paper, in the shop's language. */
export function shiftPaper(shift: ShiftPaper): ReceiptDocument {
  const { locale, storeName, timeZone, currency, from, to, people, cash, left, note, by } = shift;
  const say = words[locale];
  const format = slipFormat(locale, timeZone);
  const money = (minor: number) => format.money({ minor, currency });
  const line = (content: string, bold = false): ReceiptBlock => ({ kind: 'text', text: content, align: 'left', size: 'normal', bold });
  const pair = (name: string, value: string, bold = false): ReceiptBlock => ({ kind: 'pair', left: name, right: value, bold });
  const drawer =
    cash === null
      ? []
      : [
          { kind: 'rule' as const },
          pair(say.float, money(cash.float)),
          pair(say.expected, money(cash.expected)),
          pair(say.counted, money(cash.counted), true),
          pair(say.difference, money(cash.counted - cash.expected), true),
          ...(cash.reason === null ? [] : [line(say.reasons[cash.reason])]),
          pair(say.stays, money(cash.left)),
        ];
  return {
    title: `${say.title} ${format.dateTime(to)}`,
    blocks: [
      { kind: 'text', text: storeName, align: 'centre', size: 'large', bold: true },
      { kind: 'text', text: say.title, align: 'centre', size: 'normal', bold: false },
      pair(say.from, format.dateTime(from)),
      pair(say.to, format.dateTime(to)),
      ...people.slice(0, 20).flatMap((one) => [{ kind: 'rule' as const }, line(shift.nameOf(one.staffId), true), ...rows(one, say, money)]),
      ...drawer,
      { kind: 'rule' },
      pair(say.open, String(left.toPrepare + left.toHand + left.short + left.calls + left.doors)),
      ...(note === null ? [] : [line(note)]),
      { kind: 'space' },
      pair(say.signed, by),
      { kind: 'space' },
      { kind: 'rule' },
    ],
  };
}

function rows(one: ShiftCounts, say: Words, money: (minor: number) => string): ReceiptBlock[] {
  const sums = (['cashIn', 'cardIn', 'cashOut', 'cardOut'] as const).filter((key) => one[key].count > 0);
  const counts = (['orders', 'handed', 'changed', 'discounts', 'calls', 'loaded', 'takenOut'] as const).filter((key) => one[key] > 0);
  return [
    ...sums.map((key): ReceiptBlock => ({ kind: 'pair', left: `${say.did[key]} (${one[key].count})`, right: money(one[key].minor), bold: false })),
    ...counts.map((key): ReceiptBlock => ({ kind: 'pair', left: say.did[key], right: String(one[key]), bold: false })),
  ];
}

interface Words {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly float: string;
  readonly expected: string;
  readonly counted: string;
  readonly difference: string;
  readonly stays: string;
  readonly open: string;
  readonly signed: string;
  readonly reasons: Readonly<Record<'wrong-change' | 'wrong-tender' | 'paid-out' | 'unknown', string>>;
  readonly did: Readonly<Record<Exclude<keyof ShiftCounts, 'callsMs'>, string>>;
}

const words: Readonly<Record<Locale, Words>> = {
  es: {
    ...{ title: 'Cierre de turno', from: 'Desde', to: 'Hasta', float: 'Había en el cajón', expected: 'Debería haber', counted: 'Contado' },
    ...{ difference: 'Diferencia', stays: 'Queda en el cajón', open: 'Queda pendiente', signed: 'Cerrado por' },
    reasons: { 'wrong-change': 'Cambio mal dado', 'wrong-tender': 'Cobrado de otra forma', 'paid-out': 'Pago de la tienda', unknown: 'Motivo desconocido' },
    did: {
      ...{ cashIn: 'Cobrado en efectivo', cardIn: 'Cobrado con tarjeta', cashOut: 'Devuelto en efectivo', cardOut: 'Devuelto en tarjeta' },
      ...{ orders: 'Pedidos hechos', handed: 'Entregas', changed: 'Pedidos cambiados', discounts: 'Descuentos', calls: 'Llamadas atendidas' },
      ...{ loaded: 'Paquetes cargados', takenOut: 'Paquetes sacados' },
    },
  },
  en: {
    ...{ title: 'End of shift', from: 'From', to: 'To', float: 'Was in the drawer', expected: 'Should be there', counted: 'Counted' },
    ...{ difference: 'Difference', stays: 'Stays in the drawer', open: 'Left to do', signed: 'Closed by' },
    reasons: { 'wrong-change': 'Wrong change given', 'wrong-tender': 'Paid another way', 'paid-out': 'Paid out by the shop', unknown: 'Reason unknown' },
    did: {
      ...{ cashIn: 'Taken in cash', cardIn: 'Taken by card', cashOut: 'Given back in cash', cardOut: 'Given back by card' },
      ...{ orders: 'Orders placed', handed: 'Handed over', changed: 'Orders changed', discounts: 'Discounts', calls: 'Calls answered' },
      ...{ loaded: 'Parcels loaded', takenOut: 'Parcels taken out' },
    },
  },
  pt: {
    ...{ title: 'Fecho de turno', from: 'Desde', to: 'Até', float: 'Havia na gaveta', expected: 'Devia haver', counted: 'Contado' },
    ...{ difference: 'Diferença', stays: 'Fica na gaveta', open: 'Fica por fazer', signed: 'Fechado por' },
    reasons: { 'wrong-change': 'Troco mal dado', 'wrong-tender': 'Pago de outra forma', 'paid-out': 'Pagamento da loja', unknown: 'Motivo desconhecido' },
    did: {
      ...{ cashIn: 'Recebido em numerário', cardIn: 'Recebido com cartão', cashOut: 'Devolvido em numerário', cardOut: 'Devolvido no cartão' },
      ...{ orders: 'Encomendas feitas', handed: 'Entregas', changed: 'Encomendas alteradas', discounts: 'Descontos', calls: 'Pedidos de ajuda' },
      ...{ loaded: 'Volumes carregados', takenOut: 'Volumes retirados' },
    },
  },
  ca: {
    ...{ title: 'Tancament de torn', from: 'Des de', to: 'Fins a', float: 'Hi havia al calaix', expected: "Hi hauria d'haver", counted: 'Comptat' },
    ...{ difference: 'Diferència', stays: 'Queda al calaix', open: 'Queda pendent', signed: 'Tancat per' },
    reasons: {
      'wrong-change': 'Canvi mal donat',
      'wrong-tender': "Cobrat d'una altra manera",
      'paid-out': 'Pagament de la botiga',
      unknown: 'Motiu desconegut',
    },
    did: {
      ...{ cashIn: 'Cobrat en efectiu', cardIn: 'Cobrat amb targeta', cashOut: 'Tornat en efectiu', cardOut: 'Tornat amb targeta' },
      ...{ orders: 'Comandes fetes', handed: 'Lliuraments', changed: 'Comandes canviades', discounts: 'Descomptes', calls: 'Crides ateses' },
      ...{ loaded: 'Paquets carregats', takenOut: 'Paquets trets' },
    },
  },
};
