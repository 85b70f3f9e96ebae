import { describe, expect, it } from 'vitest';
import { encodeReceipt } from '../../../../hardware/peripherals/printer/esc-pos-encoding.ts';
import { characterOf } from '../../../../hardware/wire/code-pages.ts';
import { printableText } from '../../../../hardware/wire/printable.ts';
import { type ReturnReason, recallReason, returnReason } from '../../../../src/contract/hub/silo.ts';
import type { OrderSummary } from '../../../../src/contract/orders.ts';
import { type ReceiptDocument, receiptDocument } from '../../../../src/contract/receipt.ts';
import type { Locale } from '../../../../src/contract/schema.ts';
import { recallFound, roundEntry } from '../../../../src/contract/station/load-views.ts';
import type { Bundle } from '../../../../src/core/returns/return-flow.ts';
import { languages } from '../../../../src/kernel/language.ts';
import { listPaper } from '../../../../src/station/app/load/list-paper.ts';
import { roundPaper } from '../../../../src/station/app/load/round-paper.ts';
import { loadSlip } from '../../../../src/station/app/load/slip.ts';
import { afterPaper } from '../../../../src/station/app/orders/order-receipt.ts';
import { recallPaper } from '../../../../src/station/app/recall/recall-paper.ts';
import { returnReceiptDocument } from '../../../../src/station/app/returns/return-receipt.ts';
import { giftSlip } from '../../../../src/station/app/till/gift-slip.ts';
import { orderSlip, paymentReceipt } from '../../../../src/station/app/till/slips.ts';

const AT = Date.UTC(2026, 3, 1, 10, 5);
const common = { storeName: 'Pasillo', timeZone: 'Europe/Madrid', at: AT };
const picture = { kind: 'drawing', garment: 'shirt', colour: '#ffffff', pattern: 'plain' } as const;
const order: OrderSummary = {
  orderId: '01900000-0000-7000-8000-00000000aaaa',
  holder: null,
  number: 'K1-00042-0',
  status: 'placed',
  placedAt: AT,
  lines: [{ sku: 'C', title: 'Camisa', size: 'M', colour: 'Celeste', picture, quantity: 2, unitPrice: { minor: 12_995, currency: 'EUR' } }],
  total: { minor: 25_990, currency: 'EUR' },
  fulfilmentKind: 'silo',
  locale: 'es',
};

const door = { compartmentId: 'c', number: 12, size: 'M', column: 0, row: 0 } as const;
const entry = { parcelId: order.orderId, number: order.number, door, size: 'M', at: AT, canUndo: false } as const;
const item = { parcelId: order.orderId, kind: 'order', number: order.number, receipt: null, reason: 'expired', door, since: AT } as const;

/** Every paper that a station prints, in every shape that has words of its own. */
function papersIn(locale: Locale): readonly ReceiptDocument[] {
  const spoken = { ...order, locale };
  const after = { ...common, locale, number: order.number, receipt: '0123-ABCD', lines: order.lines };
  const bundle = (reason: ReturnReason): Bundle => ({
    ...{ number: order.number, orderId: null, pieces: 1, returnId: null, size: null, email: null },
    goods: [{ sku: 'C', title: 'Camisa', size: 'M', colour: 'Celeste', picture, quantity: 1, max: 2, reason }],
  });
  return [
    ...(['silo', 'ship'] as const).flatMap((fulfilmentKind) => [
      orderSlip({ ...common, order: { ...spoken, fulfilmentKind }, tillCode: 'PT1:X', placedOffline: true }),
      paymentReceipt({ ...common, order: { ...spoken, fulfilmentKind }, tender: 'card', takenAt: AT }),
      paymentReceipt({ ...common, order: { ...spoken, fulfilmentKind }, tender: 'cash', takenAt: AT }),
    ]),
    giftSlip({ ...common, order: spoken }),
    afterPaper({ ...after, told: { what: 'withdraw', pieces: [] } }),
    afterPaper({ ...after, told: { what: 'claim', claim: { sku: 'C', quantity: 1, fault: 'seam', wish: 'repair', words: '' } } }),
    loadSlip({ ...common, orderNumber: order.number, locale, doorNumber: 12, code: 'LK1:X', shortCode: '7K3M9QRTX', expires: AT / 1000 }),
    roundPaper({ ...common, locale, entries: roundEntry.shape.state.options.map((state) => ({ ...entry, state })) }),
    recallPaper({ ...common, locale, items: recallReason.options.map((reason) => ({ item: { ...item, reason }, found: null })) }),
    recallPaper({ ...common, locale, items: recallFound.options.map((found) => ({ item: { ...item, number: null }, found })) }),
    ...returnReason.options.map((reason) =>
      returnReceiptDocument({ ...common, locale, receipt: 'R-0042', bundle: bundle(reason), doorNumber: 12, depositedAt: AT }),
    ),
    listPaper({ ...common, locale, title: 'x', total: 'x', lines: [] }),
  ];
}

/** Every piece of text on a paper, and how wide its letters are. */
function textsOf({ title, blocks }: ReceiptDocument): readonly (readonly [text: string, width: number])[] {
  const widths = { normal: 1, large: 2, huge: 3 } as const;
  const parts = blocks.flatMap((block): (readonly [string, number])[] => {
    if (block.kind === 'text') return [[block.text, widths[block.size]]];
    if (block.kind === 'qr') return [[block.caption, 1]];
    return block.kind === 'pair'
      ? [
          [block.left, 1],
          [block.right, 1],
        ]
      : [];
  });
  return [[title, 2], ...parts];
}

/** What a printer's paper reads: every byte as its code page has it. */
function printed(document: ReceiptDocument, codepage: 'cp858' | 'windows1252'): string {
  return [...encodeReceipt(document, { columns: 42, codepage })].map((byte) => characterOf(codepage, byte)).join('');
}

describe.each(languages)('every paper in %s', (locale) => {
  const papers = papersIn(locale);

  it('is one that the printer takes', () => {
    expect(papers.filter((paper) => !receiptDocument.safeParse(paper).success)).toEqual([]);
  });

  it('has no letter that a code page of receipt printers lacks', () => {
    for (const codepage of ['cp858', 'windows1252'] as const) {
      const changed = papers.flatMap((paper) =>
        textsOf(paper).filter(([text]) => printableText(text, codepage) !== text.replaceAll('’', "'").replaceAll('–', '-')),
      );
      // The second page has both signs itself.
      expect(codepage === 'cp858' ? changed : changed.filter(([text]) => !/[’–]/.test(text))).toEqual([]);
    }
  });

  it('has no word that the narrowest paper would have to break, and no name that its value leaves no room for', () => {
    const narrow = 32;
    const broken = papers.flatMap((paper) => textsOf(paper).flatMap(([text, width]) => text.split(/\s+/).filter((word) => word.length * width > narrow)));
    expect(broken).toEqual([]);
    const crowded = papers.flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'pair' && block.left.length + 1 + block.right.length > narrow && !/^\d/.test(block.left) ? [`${block.left} ${block.right}`] : [],
      ),
    );
    expect(crowded).toEqual([]);
  });
});

it.each([
  ['pt', 'Peças', 'Comprovativo de devolução'],
  ['ca', 'Peces', 'Resguard de devolució'],
  ['es', 'Prendas', 'Resguardo de devolución'],
] as const)('the letters of %s come out of the printer right', (locale, ...expected) => {
  const papers = papersIn(locale);
  for (const codepage of ['cp858', 'windows1252'] as const) {
    const all = papers.map((paper) => printed(paper, codepage)).join('\n');
    for (const words of expected) expect(all).toContain(words);
    for (const words of { pt: ['Cartão', 'NÃO', 'não'], ca: ['cancel·lat', 'Càrrega', 'connexió'], es: ['existencias'] }[locale]) expect(all).toContain(words);
  }
});
