import type { PhoneOrder, PhoneReturns, PhoneSecondCode } from '../../src/contract/hub/phone.ts';
import type { PhonePayment } from '../../src/contract/hub/payments.ts';
import { err, ok } from '../../src/kernel/result.ts';
import { sampleCode } from '../silo/mock-scripts.ts';
import { sampleLines } from '../staff/mock-orders.ts';
import { argentine, beforeReceipt, calledOff, claimedFor, everythingAfter, withdrawnFrom, withGoods } from './mock-after.ts';
import { moneyStock, shortStock, waitingStock } from './mock-stock.ts';
import { oneWay, severalWays } from './mock-ways.ts';
import type { LoadSecondCode, OrderLink, PayLink } from './order-link.ts';

/** The names of the page's scenes: an order's page, then a second code's. */
export const phoneScenes: readonly string[] = [
  'phone-ready',
  'phone-ready-en',
  'phone-several',
  'phone-changed',
  'phone-two-silos',
  'phone-overdue',
  'phone-placed',
  'phone-pay',
  'phone-pay-open',
  'phone-pay-failed',
  'phone-pay-checking',
  'phone-pay-back',
  'phone-paid',
  'phone-paid-ship',
  'phone-paid-desk',
  'phone-ready-desk',
  'phone-paid-carry-out',
  'phone-placed-mixed',
  'phone-paid-mixed',
  'phone-ready-mixed',
  'phone-taken-out',
  'phone-missing',
  'phone-collected',
  'phone-returns',
  'phone-refunded',
  'phone-short',
  'phone-short-paid',
  'phone-short-waits',
  'phone-money-back',
  'phone-expired',
  'phone-cancelled',
  'phone-after',
  'phone-after-ar',
  'phone-after-all',
  'phone-called-off',
  'phone-unknown',
  'phone-offline',
  'phone-stale',
  'phone-refusing',
];
export const secondCodeScenes: readonly string[] = ['second-works', 'second-over', 'second-unknown', 'second-offline'];

/** The names of the scenes of the page behind a link to pay by. */
export const payLinkScenes: readonly string[] = [
  'pay-link',
  'pay-link-open',
  'pay-link-failed',
  'pay-link-checking',
  'pay-link-paid',
  'pay-link-closed',
  'pay-link-till',
  'pay-link-unknown',
  'pay-link-offline',
];

/** One of the scenes of an order's page by name; an unknown name throws. */
export function mockOrder(name: string): OrderLink {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`no phone scene is called ${name}; there are: ${Object.keys(scenes).join(', ')}`);
  return scene();
}

/** One of the scenes of a second code's page by name, or null. */
export function mockSecondCode(name: string): LoadSecondCode | null {
  return secondScenes[name]?.() ?? null;
}

/** One of the scenes of the page behind a link to pay by, or null. */
export function mockPayLink(name: string): PayLink | null {
  if (name === 'pay-link-unknown') return { ...offline, load: async () => err({ kind: 'unknown' }) };
  if (name === 'pay-link-offline') return { ...offline, load: async () => err({ kind: 'unreachable' }) };
  const payment = payScenes[name];
  if (payment === undefined) return null;
  const { payment: look, pay } = answering(order({}), payment());
  const page = { storeName: 'Pasillo · Gran Vía', locale: 'es', number: 'K1-00042-7' } as const;
  return { payment: look, pay, load: async () => ok({ ...page, payment: payment() }) };
}

const DAY = 86_400_000;
const now = Date.now();

const payScenes: Readonly<Record<string, () => PhonePayment>> = {
  'pay-link': () => payable,
  'pay-link-open': () => ({ ...payable, made: 1, last: attempt('open') }),
  'pay-link-failed': () => ({ ...payable, made: 1, last: attempt('failed') }),
  'pay-link-checking': () => ({ ...payable, made: 1, last: attempt('checking') }),
  'pay-link-paid': () => ({ ...payable, state: 'paid', ways: [], made: 1, last: attempt('paid') }),
  'pay-link-closed': () => ({ ...payable, state: 'closed', ways: [] }),
  'pay-link-till': () => atTheTill,
};

const scenes: Readonly<Record<string, () => OrderLink>> = {
  'phone-ready': () => answering(order({ status: 'ready', collect, parcels: [waiting] })),
  'phone-ready-en': () => answering(order({ status: 'ready', collect, parcels: [waiting], locale: 'en', theme: 'gallery' })),
  'phone-several': () => answering(order({ status: 'ready', collect: { ...collect, doors: [3, 14, 21], alsoOpens: 1 }, parcels: [collectedParcel, waiting] })),
  'phone-changed': () => answering(order({ status: 'ready', collect: changed, parcels: [waiting] })),
  'phone-two-silos': () => answering(order({ status: 'ready', collect, further: [{ ...further, doors: [2, 5] }], parcels: [waiting] })),
  'phone-overdue': () => answering(order({ status: 'ready', collect: { ...collect, until: now - 3_600_000, overdue: true, extension: noMore } })),
  'phone-placed': () => answering(order({ status: 'placed', after: beforeReceipt })),
  'phone-pay': () => answering(order({ status: 'placed' }), payable),
  'phone-pay-open': () => answering(order({ status: 'placed' }), { ...payable, made: 1, last: attempt('open') }),
  'phone-pay-failed': () => answering(order({ status: 'placed' }), { ...payable, made: 1, last: attempt('failed') }),
  'phone-pay-checking': () => answering(order({ status: 'placed' }), { ...payable, made: 1, last: attempt('checking') }),
  'phone-pay-back': () => answering(order({ status: 'paid' }), { ...payable, state: 'paid', ways: [], made: 2, givingBack, goingBack }),
  'phone-paid': () => answering(order({ status: 'paid' })),
  'phone-paid-ship': () => answering(order({ status: 'paid', fulfilmentKind: 'ship' })),
  'phone-paid-desk': () => answering(order({ status: 'paid', ...oneWay('desk', 'preparing') })),
  'phone-ready-desk': () => answering(order({ status: 'ready', ...oneWay('desk', 'ready') })),
  'phone-paid-carry-out': () => answering(order({ status: 'paid', ...oneWay('carry-out', 'preparing') })),
  'phone-placed-mixed': () => answering(order({ status: 'placed', ...severalWays(['waiting-payment', 'waiting-payment', 'waiting-payment']) })),
  'phone-paid-mixed': () => answering(order({ status: 'paid', ...severalWays(['handed-over', 'preparing', 'preparing']) })),
  'phone-ready-mixed': () => answering(order({ status: 'ready', collect, parcels: [waiting], ...severalWays(['handed-over', 'ready', 'preparing']) })),
  'phone-taken-out': () => answering(order({ status: 'paid', parcels: [takenOut] })),
  'phone-missing': () => answering(order({ status: 'paid', parcels: [{ ...takenOut, state: 'missing', reason: null }] })),
  'phone-collected': () => answering(order({ status: 'collected', parcels: [collectedParcel], returns: mayReturn })),
  'phone-returns': () => answering(order({ status: 'collected', parcels: [collectedParcel], returns: returning })),
  'phone-refunded': () =>
    answering(order({ status: 'collected', parcels: [collectedParcel], returns: { ...returning, codes: [], deposits: settledDeposits } })),
  'phone-short': () => answering(order({ status: 'placed', stock: shortStock })),
  'phone-short-paid': () => answering(order({ status: 'paid', stock: shortStock })),
  'phone-short-waits': () => answering(order({ status: 'paid', stock: waitingStock })),
  'phone-money-back': () => answering(order({ status: 'paid', stock: moneyStock })),
  'phone-expired': () => answering(order({ status: 'cancelled', stock: { missing: [], moneyBack: [], expired: true } })),
  'phone-cancelled': () => answering(order({ status: 'cancelled' })),
  'phone-after': () => answering(order({ status: 'collected', parcels: [collectedParcel], returns: mayReturn, after: withGoods })),
  'phone-after-ar': () => answering(order({ status: 'collected', after: argentine })),
  'phone-after-all': () => answering(order({ status: 'collected', after: everythingAfter })),
  'phone-called-off': () => answering(order({ status: 'cancelled', after: calledOff })),
  'phone-unknown': () => ({ ...offline, load: async () => err({ kind: 'unknown' }) }),
  'phone-offline': () => offline,
  'phone-stale': onceThenOffline,
  'phone-refusing': () => ({ ...answering(order({ status: 'ready', collect })), act: async () => err({ kind: 'too-often' }) }),
};

const secondScenes: Readonly<Record<string, () => LoadSecondCode>> = {
  'second-works': () => async () => ok(second),
  'second-over': () => async () => ok({ ...second, state: 'over', code: null, until: null }),
  'second-unknown': () => async () => err({ kind: 'unknown' }),
  'second-offline': () => async () => err({ kind: 'unreachable' }),
};

/** A hub that cannot be reached. */
const offline: OrderLink = {
  load: async () => err({ kind: 'unreachable' }),
  act: async () => err({ kind: 'unreachable' }),
  payment: async () => err({ kind: 'unreachable' }),
  pay: async () => err({ kind: 'unreachable' }),
};

/** A shop that takes nothing on the phone, and one that takes everything. */
const atTheTill: PhonePayment = { state: 'open', amount: { minor: 12_985, currency: 'EUR' }, ways: [], made: 0, last: null, givingBack: [] };
const payable: PhonePayment = {
  ...atTheTill,
  ways: [
    { way: 'paypal', kind: 'paypal', name: null },
    { way: 'card', kind: 'stripe', name: null },
    { way: 'own', kind: 'shop-card', name: { es: 'la tarjeta Pasillo', en: 'the Pasillo card', pt: 'o cartão Pasillo', ca: 'la targeta Pasillo' } },
  ],
};
const goingBack: PhonePayment['goingBack'] = (['requested', 'done', 'by-shop'] as const).map((state) => ({
  ...{ way: 'card', amount: { minor: 2_995, currency: 'EUR' }, state, at: now },
}));
const givingBack: PhonePayment['givingBack'] = [
  { way: 'card', amount: { minor: 12_985, currency: 'EUR' }, done: false },
  { way: 'paypal', amount: { minor: 12_985, currency: 'EUR' }, done: true },
];

function attempt(state: NonNullable<PhonePayment['last']>['state']): PhonePayment['last'] {
  return {
    way: 'card',
    state,
    pageUrl: state === 'open' ? '#provider' : null,
    begunAt: now,
  };
}

const noMore = { used: 1, left: 0, days: 2, known: true };

const collect: NonNullable<PhoneOrder['collect']> = {
  code: sampleCode,
  shortCode: '7K3M9QRTX',
  pin: '482913',
  pinResets: 0,
  pinKnown: true,
  doors: [14],
  alsoOpens: 0,
  until: now + 6 * DAY,
  overdue: false,
  extension: { used: 0, left: 1, days: 2, known: true },
  delegates: [],
  delegatesLeft: 3,
  delegatesEver: 12,
};

const further: PhoneOrder['further'][number] = { code: sampleCode, shortCode: '4H8NPQ2WX', pin: '551904', doors: [2], until: now + 5 * DAY };

const changed: PhoneOrder['collect'] = {
  ...collect,
  pin: '730164',
  pinResets: 1,
  pinKnown: false,
  until: now + 8 * DAY,
  extension: { used: 1, left: 0, days: 2, known: false },
  delegates: [
    { number: 1, path: '/p/d/Zk3vQ8w1xYb7Nn0pLs5tGA', madeAt: now - DAY, state: 'revoked', known: false },
    { number: 2, path: '/p/d/Yk3vQ8w1xYb7Nn0pLs5tGA', madeAt: now - 3_600_000, state: 'works', known: true },
  ],
  delegatesLeft: 2,
  delegatesEver: 10,
};

const waiting: PhoneOrder['parcels'][number] = { doorNumber: 14, state: 'waiting', reason: null, events: [{ at: now - DAY, kind: 'loaded', by: 'staff' }] };

const collectedParcel: PhoneOrder['parcels'][number] = {
  doorNumber: 3,
  state: 'collected',
  reason: null,
  events: [
    { at: now - 2 * DAY, kind: 'loaded', by: 'staff' },
    { at: now - 120_000, kind: 'opened', by: 'delegate' },
    { at: now - 60_000, kind: 'closed', by: 'delegate' },
  ],
};

const takenOut: PhoneOrder['parcels'][number] = {
  doorNumber: 14,
  state: 'taken-out',
  reason: 'expired',
  events: [
    { at: now - 8 * DAY, kind: 'loaded', by: 'staff' },
    { at: now - 3_600_000, kind: 'taken-out', by: 'staff' },
  ],
};

const mayReturn: PhoneReturns = {
  until: now + 28 * DAY,
  open: true,
  lines: sampleLines.map(({ sku, quantity }) => ({ sku, left: quantity })),
  made: 0,
  codes: [],
  deposits: [],
};

const returning: PhoneReturns = {
  ...mayReturn,
  made: 1,
  codes: [{ number: 1, code: sampleCode, lines: [{ sku: sampleLines[0]?.sku ?? '', quantity: 1, reason: 'size' }], expiresAt: now + 28 * DAY }],
  deposits: [
    {
      receipt: 'R-7K3M9Q',
      depositedAt: now - DAY,
      lines: [{ sku: sampleLines[1]?.sku ?? '', quantity: 1, reason: 'damaged' }],
      amount: { minor: 3_995, currency: 'EUR' },
      state: 'requested',
      tender: null,
      takenOutAt: now - 3_600_000,
      settledAt: null,
    },
  ],
};

/** The same goods when people have dealt with them: paid in both ways, declined, and not yet. */
const settledDeposits: PhoneReturns['deposits'] = returning.deposits.flatMap((deposit) => [
  { ...deposit, receipt: 'R-4H8NPQ', state: 'paid' as const, tender: 'card' as const, settledAt: now },
  { ...deposit, receipt: 'R-2WX8ZT', state: 'paid' as const, tender: 'cash' as const, settledAt: now },
  { ...deposit, receipt: 'R-9PLD3A', state: 'declined' as const, amount: null, settledAt: now },
  { ...deposit, receipt: 'R-1JKQ7V', state: 'review' as const, amount: null, takenOutAt: null },
]);

const second: PhoneSecondCode = { storeName: 'Pasillo · Gran Vía', locale: 'es', state: 'works', code: sampleCode, until: now + 20 * DAY };

function order(changes: Partial<PhoneOrder>): PhoneOrder {
  return {
    storeName: 'Pasillo · Gran Vía',
    helpPhone: '900 123 456',
    number: 'K1-00042-7',
    status: 'ready',
    placedAt: now - DAY,
    lines: sampleLines,
    total: { minor: 12_985, currency: 'EUR' },
    fulfilmentKind: 'silo',
    locale: 'es',
    collect: null,
    further: [],
    parcels: [],
    returns: null,
    ...changes,
  };
}

/** A hub that always shows this order, with what was asked for done to it. */
function answering(first: PhoneOrder, payment: PhonePayment = atTheTill): OrderLink {
  let shown = first;
  let paying = payment;
  return {
    load: async () => ok(shown),
    act: async (what) => {
      shown = acted(shown, what);
      return ok(shown);
    },
    payment: async () => ok(paying),
    pay: async (way) => {
      const opened = attempt('open');
      paying = { ...paying, made: paying.made + 1, last: opened === null ? null : { ...opened, way } };
      return ok(paying);
    },
  };
}

function acted(shown: PhoneOrder, what: string): PhoneOrder {
  const { collect: code, returns } = shown;
  if (what === 'withdraw' && shown.after !== undefined) return { ...shown, after: withdrawnFrom(shown.after) };
  if (what === 'claims' && shown.after !== undefined) return { ...shown, after: claimedFor(shown.after) };
  if (what === 'returns') return { ...shown, returns: returning };
  if (what.startsWith('returns/') && returns !== null) return { ...shown, returns: { ...returns, codes: [] } };
  if (code === null) return shown;
  if (what === 'extend') return { ...shown, collect: { ...code, until: code.until + 2 * DAY, extension: { ...noMore, known: false } } };
  if (what === 'pin') return { ...shown, collect: { ...code, pin: '730164', pinResets: code.pinResets + 1, pinKnown: false } };
  if (what === 'delegates') {
    const number = code.delegates.length + 1;
    const delegate = { number, path: '/p/d/Zk3vQ8w1xYb7Nn0pLs5tGA', madeAt: now, state: 'works', known: true } as const;
    return {
      ...shown,
      collect: { ...code, delegates: [...code.delegates, delegate], delegatesLeft: code.delegatesLeft - 1, delegatesEver: code.delegatesEver - 1 },
    };
  }
  const delegates = code.delegates.map((one) => (what === `delegates/${one.number}/revoke` ? { ...one, state: 'revoked' as const, known: false } : one));
  return { ...shown, collect: { ...code, delegates, delegatesLeft: Math.min(code.delegatesLeft + 1, code.delegatesEver) } };
}

/** Loads once; after that there is no network. */
function onceThenOffline(): OrderLink {
  let loaded = false;
  return {
    ...offline,
    load: async () => {
      if (loaded) return err({ kind: 'unreachable' });
      loaded = true;
      return ok(order({ collect }));
    },
  };
}
