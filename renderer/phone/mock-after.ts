import type { AfterSale, Claim, Withdrawal } from '../../src/contract/hub/after.ts';
import { sampleLines } from '../staff/mock-orders.ts';

const DAY = 86_400_000;
const now = Date.now();
const left = sampleLines.map(({ sku, quantity }) => ({ sku, left: quantity }));
const sku = sampleLines[0]?.sku ?? '';

/** What may be done before anything was handed over: all of it or nothing. */
export const beforeReceipt: AfterSale = {
  withdrawal: {
    ...{ open: true, law: 'eu', basis: 'granted', until: null, why: 'not-received', days: 14, freeReturn: false, whole: true, lines: left, made: 0 },
  },
  withdrawals: [],
  guarantee: { open: false, months: 36, until: null, lines: [], made: 0 },
  claims: [],
};

/** What may be done with goods in hand. */
export const withGoods: AfterSale = {
  ...beforeReceipt,
  withdrawal: { ...beforeReceipt.withdrawal, until: now + 12 * DAY, why: 'counting', whole: false },
  guarantee: { open: true, months: 36, until: now + 1095 * DAY, lines: left, made: 0 },
};

/** The same in Argentina, whose button has a name of its own. */
export const argentine: AfterSale = { ...withGoods, withdrawal: { ...withGoods.withdrawal, law: 'ar', basis: 'law', days: 10, freeReturn: true } };

const withdrawn: Withdrawal = {
  ...{ number: 1, at: now - DAY, lines: [{ sku, quantity: 1 }], state: 'goods-awaited', amount: null, goodsUntil: now + 13 * DAY, refundBy: null },
  ...{ tender: null, settledAt: null },
};
const claimed: Claim = {
  ...{ number: 'K1-00042-7-G1', sku, quantity: 1, fault: 'seam', wish: 'repair', madeAt: now - DAY, state: 'received', answer: null, answeredAt: null },
};
const amount = { minor: 3_995, currency: 'EUR' };

/** Every state of a withdrawal and of a claim. */
export const everythingAfter: AfterSale = {
  ...withGoods,
  withdrawal: { ...withGoods.withdrawal, open: false, lines: [], made: 6 },
  withdrawals: [
    withdrawn,
    { ...withdrawn, number: 2, state: 'refund-due', amount, goodsUntil: null, refundBy: now + 13 * DAY },
    { ...withdrawn, number: 3, state: 'brought-back' },
    { ...withdrawn, number: 4, state: 'review', goodsUntil: null },
    { ...withdrawn, number: 5, state: 'paid', amount, tender: 'card', settledAt: now },
    { ...withdrawn, number: 6, state: 'declined', settledAt: now },
  ],
  claims: [
    claimed,
    { ...claimed, number: 'K1-00042-7-G2', state: 'accepted', answer: 'Tráelo a la tienda y te lo arreglamos en una semana.', answeredAt: now },
    { ...claimed, number: 'K1-00042-7-G3', state: 'declined', answer: 'Es desgaste por el uso: se ve en la suela.', answeredAt: now },
    { ...claimed, number: 'K1-00042-7-G4', state: 'done', answer: 'Ya está arreglado.', answeredAt: now },
  ],
};

/** An order whose customer withdrew before they had paid. */
export const calledOff: AfterSale = {
  ...beforeReceipt,
  withdrawal: { ...beforeReceipt.withdrawal, open: false, lines: [], made: 1 },
  withdrawals: [{ ...withdrawn, state: 'cancelled', goodsUntil: null }],
};

/** What pressing makes of it. */
export function withdrawnFrom(after: AfterSale): AfterSale {
  return { ...after, withdrawal: { ...after.withdrawal, open: false, lines: [], made: 1 }, withdrawals: [withdrawn] };
}

/** The same for a claim. */
export function claimedFor(after: AfterSale): AfterSale {
  return { ...after, guarantee: { ...after.guarantee, made: 1 }, claims: [claimed] };
}
