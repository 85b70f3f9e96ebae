import type { Garment, Model, Picture, SizeGuide } from '../../src/contract/catalogue.ts';
import { mediaName } from '../../src/contract/media.ts';
import { type Facets, type Filters, NO_FILTERS, type Sort, type Suggestion } from '../../src/contract/station/catalogue-views.ts';
import type { ProductCard, ProductDetail, VariantDetail } from '../../src/contract/station/views.ts';
import type { MockAnswers } from '../bridge/mock/mock-station.ts';
import { err, ok } from '../../src/kernel/result.ts';

type Line = readonly [
  id: string,
  title: string,
  category: string,
  garment: Garment,
  pattern: Picture['pattern'],
  cents: number,
  colours: readonly (readonly [string, string])[],
  here: boolean,
];

const LINES: readonly Line[] = [
  [
    'lino',
    'Camisa de lino cuello mao',
    'Camisas',
    'shirt',
    'plain',
    3_995,
    [
      ['Blanco', '#f7f5f0'],
      ['Verde oliva', '#6b6f45'],
      ['Celeste', '#a9c8e4'],
    ],
    false,
  ],
  [
    'marinera',
    'Camiseta marinera de manga corta',
    'Camisetas',
    'tshirt',
    'stripes',
    1_595,
    [
      ['Azul marino', '#1f2a44'],
      ['Rojo', '#b3322c'],
      ['Crudo', '#efe6d2'],
    ],
    true,
  ],
  [
    'vestido',
    'Vestido midi de flores',
    'Vestidos',
    'dress',
    'floral',
    5_995,
    [
      ['Rosa', '#e2a7a8'],
      ['Azul marino', '#26345c'],
    ],
    true,
  ],
  [
    'vaquero',
    'Vaquero recto de talle alto',
    'Vaqueros',
    'jeans',
    'denim',
    4_995,
    [
      ['Índigo', '#2f4a73'],
      ['Azul claro', '#7f9cc0'],
      ['Negro', '#242426'],
    ],
    false,
  ],
  [
    'americana',
    'Americana de lana fría',
    'Chaquetas',
    'jacket',
    'plain',
    8_995,
    [
      ['Camel', '#b58a58'],
      ['Antracita', '#3a3b40'],
    ],
    false,
  ],
  [
    'jersey',
    'Jersey de lana merina',
    'Jerséis',
    'jumper',
    'knit',
    3_995,
    [
      ['Crudo', '#e9ddc6'],
      ['Teja', '#a4553a'],
      ['Verde botella', '#1d4a3a'],
    ],
    true,
  ],
  [
    'falda',
    'Falda plisada',
    'Faldas',
    'skirt',
    'plain',
    3_595,
    [
      ['Burdeos', '#6a2334'],
      ['Beige', '#d3c0a2'],
    ],
    true,
  ],
  [
    'blusa',
    'Blusa de seda con lazada',
    'Blusas',
    'blouse',
    'plain',
    3_995,
    [
      ['Crudo', '#efe5d3'],
      ['Negro', '#222124'],
    ],
    false,
  ],
  [
    'abrigo',
    'Abrigo cruzado de paño',
    'Abrigos',
    'coat',
    'plain',
    12_995,
    [
      ['Azul marino', '#25304d'],
      ['Camel', '#b88d5d'],
    ],
    false,
  ],
  [
    'zapatillas',
    'Zapatillas de piel',
    'Calzado',
    'shoes',
    'leather',
    6_995,
    [
      ['Blanco', '#f2f0ea'],
      ['Verde oliva', '#6c7050'],
    ],
    true,
  ],
  [
    'botin',
    'Botín Chelsea',
    'Calzado',
    'boots',
    'leather',
    8_995,
    [
      ['Marrón', '#5a3624'],
      ['Negro', '#252325'],
    ],
    false,
  ],
  [
    'bolso',
    'Bolso de mano estructurado',
    'Bolsos',
    'bag',
    'leather',
    7_995,
    [
      ['Cuero', '#8a4a2b'],
      ['Negro', '#242224'],
    ],
    true,
  ],
  ['bufanda', 'Bufanda de cuadros', 'Accesorios', 'scarf', 'checks', 1_995, [['Rojo', '#a63a34']], true],
  ['sombrero', 'Sombrero de fieltro', 'Accesorios', 'hat', 'plain', 2_995, [['Gris', '#8b8a86']], false],
  [
    'pantalon',
    'Pantalón de pinzas',
    'Pantalones',
    'trousers',
    'plain',
    4_595,
    [
      ['Beige', '#cdb893'],
      ['Gris', '#77777a'],
    ],
    false,
  ],
  ['calcetines', 'Calcetines de lunares', 'Accesorios', 'socks', 'dots', 695, [['Mostaza', '#c79a2a']], true],
];

const SIZES: Readonly<Partial<Record<Garment, readonly string[]>>> = {
  shoes: ['36', '37', '38', '39', '40', '41'],
  boots: ['36', '37', '38', '39', '40'],
  jeans: ['34', '36', '38', '40', '42', '44'],
  trousers: ['34', '36', '38', '40', '42'],
};

/** A small shop for scenes: one garment of most kinds, with every state of stock among its sizes. */
export const sampleAnswers: Required<Pick<MockAnswers, 'catalogue'>> = {
  catalogue: {
    search: ({ text, category, filters, sort, offset, limit }) => {
      const typed = fitting(text, category);
      const corrected = typed.length === 0 && text.includes('camsia') ? text.replace('camsia', 'camisa') : null;
      const cards = corrected === null ? typed : fitting(corrected, category);
      const shown = ordered(cards.filter(passing(filters ?? NO_FILTERS)), sort ?? 'relevance');
      const suggestions: Suggestion[] = cards.length > 0 ? [] : suggested(text);
      return { items: shown.slice(offset, offset + limit), total: shown.length, isMore: false, corrected, suggestions };
    },
    facets: ({ text, category, filters }) => facetsOf(fitting(text, category), filters ?? NO_FILTERS),
    similar: ({ productId }) =>
      sampleCards()
        .filter((card) => card.productId !== productId)
        .slice(0, productId === 'sombrero' ? 0 : 6),
    scan: ({ code }) => {
      if (!/^\d{8,14}$/.test(code)) return err({ kind: 'unreadable' });
      return code === SAMPLE_LABEL ? ok({ productId: 'lino', sku: 'lino-Verde oliva-M' }) : err({ kind: 'unknown' });
    },
    categories: () =>
      [...new Set(LINES.map(([, , category]) => category))].map((category) => ({ category, count: LINES.filter((line) => line[2] === category).length })),
    product: ({ productId }) => {
      const line = LINES.find(([id]) => id === productId);
      return line === undefined ? err({ kind: 'not-found' }) : ok(detail(line));
    },
  },
};

/** The shop's station before it has any goods. */
export const nothingToSell: NonNullable<MockAnswers['catalogue']> = {
  search: () => ({ items: [], total: 0, isMore: false, corrected: null, suggestions: [] }),
};

/** A model whose file the scene's page does not serve, and a guide as a maker writes one. */
const SAMPLE_MODEL: Model = { glb: { hash: 'b'.repeat(64), type: 'glb', bytes: 20_000 } };
const SAMPLE_GUIDE: SizeGuide = {
  measures: ['Pecho', 'Largo de manga'],
  rows: ['XS', 'S', 'M', 'L', 'XL'].map((size, i) => ({ size, values: [`${80 + i * 6}-${84 + i * 6}`, String(58 + i)] })),
};

/** The label that the sample shop knows: the linen shirt, olive, size M. */
export const SAMPLE_LABEL = '2000001000250';

function fitting(text: string, category: string | null): readonly ProductCard[] {
  return sampleCards().filter((card) => (category === null || card.category === category) && card.title.toLowerCase().includes(text.toLowerCase()));
}

function passing({ sizes, places, price }: Filters): (card: ProductCard) => boolean {
  return (card) =>
    (sizes.length === 0 || card.sizes.some((size) => sizes.includes(size))) &&
    (places.length === 0 || !places.includes('here') || card.here) &&
    card.priceFrom.minor >= (price.from ?? 0) &&
    card.priceFrom.minor < (price.to ?? Number.POSITIVE_INFINITY);
}

function ordered(cards: readonly ProductCard[], sort: Sort): readonly ProductCard[] {
  if (sort === 'relevance') return cards;
  if (sort === 'new') return cards.toReversed();
  return cards.toSorted((one, two) => (one.priceFrom.minor - two.priceFrom.minor) * (sort === 'price-up' ? 1 : -1));
}

function suggested(text: string): Suggestion[] {
  const words = text.split(/\s+/).filter((word) => fitting(word, null).length > 0);
  return [
    ...words.map((word) => ({ kind: 'words' as const, text: word, count: fitting(word, null).length })),
    ...words.slice(0, 1).map((word) => ({ kind: 'category' as const, category: fitting(word, null)[0]?.category ?? '', count: 2 })),
  ];
}

function facetsOf(cards: readonly ProductCard[], filters: Filters): Facets {
  const counted = (without: Partial<Filters>) => cards.filter(passing({ ...filters, ...without }));
  const sizes = [...new Set(cards.flatMap((card) => card.sizes))];
  const half = counted({ price: NO_FILTERS.price });
  const cheap = half.filter((card) => card.priceFrom.minor < 4_000).length;
  return {
    total: counted({}).length,
    isMore: false,
    sizes: sizes.map((size) => ({ size, count: counted({ sizes: [] }).filter((card) => card.sizes.includes(size)).length })),
    colours: [
      { colour: 'black', count: 5 },
      { colour: 'grey', count: 2 },
      { colour: 'white', count: 3 },
      { colour: 'beige', count: 6 },
      { colour: 'blue', count: 4 },
      { colour: 'pink', count: 1 },
    ],
    places: [
      { place: 'here', count: counted({ places: [] }).filter((card) => card.here).length },
      { place: 'shop', count: counted({ places: [] }).length },
      { place: 'warehouse', count: counted({ places: [] }).length },
    ],
    prices: [
      { from: null, to: 4_000, count: cheap },
      { from: 4_000, to: null, count: half.length - cheap },
    ],
    currency: 'EUR',
  };
}

/** The products as the grid shows them. */
export function sampleCards(): readonly ProductCard[] {
  return LINES.map(([productId, title, category, garment, pattern, minor, colours, here]) => ({
    productId,
    title,
    brand: 'Pasillo',
    category,
    picture: { kind: 'drawing', garment, colour: colours[0]?.[1] ?? '#888888', pattern },
    priceFrom: { minor, currency: 'EUR' },
    priceTo: { minor, currency: 'EUR' },
    colours: colours.map(([, hex]) => hex),
    sizes: [...(SIZES[garment] ?? ['XS', 'S', 'M', 'L', 'XL'])],
    here,
  }));
}

function detail([productId, title, category, garment, pattern, minor, colours]: Line): ProductDetail {
  const sizes = SIZES[garment] ?? (garment === 'bag' || garment === 'scarf' || garment === 'hat' || garment === 'socks' ? [null] : ['XS', 'S', 'M', 'L', 'XL']);
  return {
    productId,
    title,
    brand: 'Pasillo',
    category,
    description:
      'Tejido natural de caída ligera, con costuras reforzadas y botones de nácar. Lavar a máquina en frío y secar en horizontal. Hecho en Portugal.',
    picture: { kind: 'drawing', garment, colour: colours[0]?.[1] ?? '#888888', pattern },
    today: dayFrom(Date.now(), 0),
    variants: colours.flatMap(([colour, colourHex]) => sizes.map((size, index) => variant({ productId, colour, colourHex, size, index, minor }))),
    ...(productId === 'bolso' ? { model: SAMPLE_MODEL, roomUrl: `https://hub.example/m/${mediaName(SAMPLE_MODEL.glb)}` } : {}),
    ...(productId === 'falda' ? { sizeGuide: SAMPLE_GUIDE } : {}),
  };
}

/** A day of the calendar so many days from now. */
function dayFrom(now: number, days: number): string {
  return new Date(now + days * 86_400_000).toISOString().slice(0, 10);
}

interface VariantSeed {
  readonly productId: string;
  readonly colour: string;
  readonly colourHex: string;
  readonly size: string | null;
  readonly index: number;
  readonly minor: number;
}

/** Sizes in turn: in other shops, here, only in the warehouse, nowhere, everywhere. */
function variant({ productId, colour, colourHex, size, index, minor }: VariantSeed): VariantDetail {
  const now = Date.now();
  const state = index % 5;
  const here = state === 1 || state === 4 ? 2 : 0;
  const shop = state === 0 || state === 4 ? 3 : 0;
  const warehouse = state === 2 || state === 4 ? 12 : 0;
  const places = [
    { locationId: 'gran-via', name: 'Gran Vía', kind: 'here' as const, quantity: here, asOf: now - 20_000 },
    { locationId: 'serrano', name: 'Serrano', kind: 'shop' as const, quantity: shop, asOf: now - 240_000 },
    { locationId: 'bilbao', name: 'Bilbao Casco Viejo', kind: 'shop' as const, quantity: Math.max(0, shop - 2), asOf: now - 240_000 },
    { locationId: 'getafe', name: 'Almacén de Getafe', kind: 'warehouse' as const, quantity: warehouse, asOf: now - 3_700_000 },
  ];
  return {
    sku: `${productId}-${colour}-${size ?? 'U'}`,
    size,
    colour,
    colourHex,
    price: { minor, currency: 'EUR' },
    compareAt: productId === 'vestido' ? { minor: minor + 2_000, currency: 'EUR' } : null,
    ...(productId === 'falda' ? { discontinued: true } : {}),
    stock: places,
    orderable: here + shop + warehouse > 0,
    ...(here > 0 || shop + warehouse === 0 ? {} : { arrives: { from: dayFrom(now, 1), until: dayFrom(now, shop > 0 ? 1 : 3) } }),
  };
}
