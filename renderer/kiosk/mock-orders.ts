import type { FoundOrder } from '../../src/contract/hub/found.ts';
import type { AfterReceipt, OrderView } from '../../src/contract/station/order-views.ts';
import type { MockAnswers } from '../bridge/mock/mock-station.ts';
import { done, err, ok } from '../../src/kernel/result.ts';
import { beforeReceipt, everythingAfter, withGoods } from '../phone/mock-after.ts';
import { sampleLines } from '../staff/mock-orders.ts';

const DAY = 86_400_000;
const now = Date.now();

const found: FoundOrder = {
  orderId: '018f0000-0000-7000-8000-0000000000aa',
  number: 'K1-00042-7',
  status: 'collected',
  placedAt: now - 3 * DAY,
  lines: sampleLines,
  total: { minor: 12_985, currency: 'EUR' },
  fulfilmentKind: 'silo',
  locale: 'es',
  waitingUntil: null,
  returnsUntil: now + 27 * DAY,
  after: withGoods,
};

function shown(order: Partial<FoundOrder>, change: Partial<Extract<OrderView, { readonly kind: 'shown' }>> = {}): OrderView {
  return { kind: 'shown', order: { ...found, ...order }, live: true, resent: false, receipt: null, ...change };
}

function receipt(what: AfterReceipt['what'], told: boolean): AfterReceipt {
  const title = what === 'withdraw' ? 'Acuse de desistimiento' : 'Resguardo de reclamación';
  const text = (content: string, size: 'normal' | 'large' = 'normal') => ({ kind: 'text', text: content, align: 'centre', size, bold: false }) as const;
  const blocks = [
    text('Pasillo · Gran Vía', 'large'),
    text(title),
    { kind: 'pair', left: 'Pedido', right: 'K1-00042-7', bold: true } as const,
    { kind: 'pair', left: 'Resguardo', right: '3F9A-22C1', bold: true } as const,
  ];
  return { what, receipt: '3F9A-22C1', at: now, told, document: { title: `${title} K1-00042-7`, blocks } };
}

/** What a shopper's order may look like at the kiosk, by the end of the scene's name. */
export const orderStates: Readonly<Record<string, OrderView>> = {
  asking: { kind: 'asking' },
  waiting: shown({ status: 'ready', waitingUntil: now + 6 * DAY, returnsUntil: null, after: beforeReceipt }),
  collected: shown({}),
  everything: shown({ after: everythingAfter, returnsUntil: null }),
  local: shown({}, { live: false }),
  resent: shown({ status: 'ready', waitingUntil: now + 6 * DAY, returnsUntil: null, after: beforeReceipt }, { resent: true }),
  withdrawn: shown({}, { receipt: receipt('withdraw', true) }),
  'withdrawn-offline': shown({}, { receipt: receipt('withdraw', false), live: false }),
  claimed: shown({}, { receipt: receipt('claim', true) }),
  unchecked: { kind: 'unchecked', number: 'K1-00042-7', receipt: null },
  'unchecked-withdrawn': { kind: 'unchecked', number: 'K1-00042-7', receipt: receipt('withdraw', false) },
};

/** A station that does what is asked. */
export const orderAnswers: NonNullable<MockAnswers['orders']> = {
  find: () => done,
  scan: () => ok({ number: 'K1-00042-7' }),
  withdraw: () => done,
  claim: () => done,
  resend: () => done,
  print: () => done,
  goOn: () => done,
  close: () => done,
};

/** One that finds nothing and does nothing. */
export const orderRefusals: NonNullable<MockAnswers['orders']> = {
  ...orderAnswers,
  find: () => err({ kind: 'no-match' }),
  scan: () => err({ kind: 'unreadable' }),
  withdraw: () => err({ kind: 'not-now' }),
  claim: () => err({ kind: 'storage' }),
  resend: () => err({ kind: 'too-often' }),
  print: () => err({ kind: 'paper-out' }),
};
