import type { BagCodeLine } from '../../src/contract/bag-code.ts';
import { encodeBag } from '../../src/contract/bag-code.ts';
import type { PhoneBag, PhoneBagOffer } from '../../src/contract/hub/phone-bag.ts';
import { err, ok } from '../../src/kernel/result.ts';
import type { BagLink } from './bag-link.ts';

/** The names of the scenes of a bag's page. */
export const bagScenes: readonly string[] = ['bag-phone', 'bag-phone-changed', 'bag-phone-empty', 'bag-phone-broken', 'bag-phone-offline'];

/** One of the scenes of a bag's page by name, or null. */
export function mockBag(name: string): BagLink | null {
  return scenes[name]?.() ?? null;
}

const scenes: Readonly<Record<string, () => BagLink>> = {
  'bag-phone': () => answering([shirt(1, 4), trousers(2, 9)]),
  'bag-phone-changed': () => answering([shirt(3, 2), trousers(1, 0), { sku: 'P900-1', quantity: 2, goods: null }]),
  'bag-phone-empty': () => answering([]),
  'bag-phone-broken': () => ({ ...answering([]), lines: null }),
  'bag-phone-offline': () => ({ ...answering([shirt(1, 4)]), load: async () => err({ kind: 'unreachable' }) }),
};

const euros = (minor: number) => ({ minor, currency: 'EUR' });

/** What such a bag costs, with two ways that it can go and one that it cannot. */
const sampleOffer: PhoneBagOffer = {
  goods: euros(13_985),
  ways: [
    { kind: 'offered', way: 'desk', cost: euros(0), freeFrom: null, from: '2026-11-24', until: '2026-11-25' },
    { kind: 'offered', way: 'ship', cost: euros(395), freeFrom: euros(20_000), from: '2026-11-25', until: '2026-11-27' },
    { kind: 'refused', way: 'silo', reason: 'too-big', lineIds: ['0'] },
  ],
  countries: ['ES', 'PT'],
  discounts: [{ couponId: '00112233445566778899aabbccddeeff', name: 'Bienvenida', amount: euros(1_398) }],
  troubles: [],
  newsletter: true,
  membership: true,
  today: '2026-11-23',
};

type Line = PhoneBag['lines'][number];

function answering(lines: readonly Line[]): BagLink {
  return {
    lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
    load: async () => ok({ storeName: 'Pasillo · Gran Vía', currency: 'EUR', lines: [...lines] }),
    urlOf: (now: readonly BagCodeLine[]) => {
      const url = encodeBag('https://hub.example/b/gran-via-1', now);
      return url.ok ? url.value : null;
    },
    offer: async () => ok(sampleOffer),
    order: async () => ok({ outcome: 'refused', why: 'promise-changed' }),
    open: () => undefined,
  };
}

function shirt(quantity: number, available: number): Line {
  return {
    sku: 'P001-1-M',
    quantity,
    goods: {
      ...{ title: 'Camisa de lino cuello mao', size: 'M', colour: 'Verde oliva', available },
      picture: { kind: 'drawing', garment: 'shirt', colour: '#6b6f45', pattern: 'plain' },
      unitPrice: { minor: 3995, currency: 'EUR' },
    },
  };
}

function trousers(quantity: number, available: number): Line {
  return {
    sku: 'P044-2-40',
    quantity,
    goods: {
      ...{ title: 'Vaquero recto de talle alto', size: '40', colour: 'Índigo', available },
      picture: { kind: 'drawing', garment: 'jeans', colour: '#2f4a73', pattern: 'denim' },
      unitPrice: { minor: 4995, currency: 'EUR' },
    },
  };
}
