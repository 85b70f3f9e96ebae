import type { PhoneShortage, PhoneStock } from '../../src/contract/stock.ts';
import { sampleLines } from '../staff/mock-orders.ts';

const now = Date.now();
const DAY = 86_400_000;
const [line] = sampleLines;
const price = line?.unitPrice ?? { minor: 3_995, currency: 'EUR' };
const shortage: PhoneShortage = {
  sku: line?.sku ?? '',
  short: 1,
  waits: false,
  until: now + 3 * DAY,
  giveBack: price,
  alternatives: [
    { sku: 'other-1', size: 'L', colour: 'Azul celeste', colourHex: '#9dbfe0', price },
    { sku: 'other-2', size: 'M', colour: 'Verde botella', colourHex: '#1f5c43', price: { ...price, minor: price.minor - 500 } },
  ],
};

/** Something is missing, and there are others. */
export const shortStock: PhoneStock = { missing: [shortage], moneyBack: [], expired: false };

/** The customer waits for it. */
export const waitingStock: PhoneStock = { missing: [{ ...shortage, waits: true, until: now + 30 * DAY }], moneyBack: [], expired: false };

/** Every state of money that goes back. */
export const moneyStock: PhoneStock = {
  missing: [],
  moneyBack: (['owed', 'paid', 'declined'] as const).map((state) => ({
    amount: price,
    why: 'sold-out',
    owedAt: now - DAY,
    state,
    settledAt: state === 'owed' ? null : now,
  })),
  expired: false,
};
