import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import { err, ok } from '../../src/kernel/result.ts';
import { sampleCode } from '../silo/mock-scripts.ts';
import { sampleLines } from '../staff/mock-orders.ts';
import type { LoadOrder } from './load-order.ts';

/** The names of the page's scenes. */
export const phoneScenes: readonly string[] = [
  'phone-ready',
  'phone-ready-en',
  'phone-placed',
  'phone-paid',
  'phone-paid-ship',
  'phone-collected',
  'phone-cancelled',
  'phone-unknown',
  'phone-offline',
  'phone-stale',
];

/** One of the page's scenes by name; an unknown name throws. */
export function mockOrder(name: string): LoadOrder {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`no phone scene is called ${name}; there are: ${Object.keys(scenes).join(', ')}`);
  return scene();
}

const scenes: Readonly<Record<string, () => LoadOrder>> = {
  'phone-ready': () => answering(order({ status: 'ready', collect })),
  'phone-ready-en': () => answering(order({ status: 'ready', collect, locale: 'en' })),
  'phone-placed': () => answering(order({ status: 'placed' })),
  'phone-paid': () => answering(order({ status: 'paid' })),
  'phone-paid-ship': () => answering(order({ status: 'paid', fulfilmentKind: 'ship' })),
  'phone-collected': () => answering(order({ status: 'collected' })),
  'phone-cancelled': () => answering(order({ status: 'cancelled' })),
  'phone-unknown': () => async () => err({ kind: 'unknown' }),
  'phone-offline': () => async () => err({ kind: 'unreachable' }),
  'phone-stale': onceThenOffline,
};

const collect: PhoneOrder['collect'] = {
  code: sampleCode,
  shortCode: '7K3M9QRTX',
  pin: '482913',
  pinResets: 0,
  pinKnown: true,
  doors: [14],
  alsoOpens: 0,
  until: Date.now() + 6 * 86_400_000,
  overdue: false,
  extension: { used: 0, left: 1, days: 2, known: true },
  delegates: [],
  delegatesLeft: 3,
};

function order(changes: Partial<PhoneOrder>): PhoneOrder {
  return {
    storeName: 'Pasillo · Gran Vía',
    helpPhone: null,
    number: 'K1-00042-7',
    status: 'ready',
    placedAt: Date.now() - 86_400_000,
    lines: sampleLines,
    total: { minor: 12_985, currency: 'EUR' },
    fulfilmentKind: 'silo',
    locale: 'es',
    collect: null,
    parcels: [],
    returns: null,
    ...changes,
  };
}

function answering(value: PhoneOrder): LoadOrder {
  return async () => ok(value);
}

/** Loads once; after that there is no network. */
function onceThenOffline(): LoadOrder {
  let loaded = false;
  return async () => {
    if (loaded) return err({ kind: 'unreachable' });
    loaded = true;
    return ok(order({ collect }));
  };
}
