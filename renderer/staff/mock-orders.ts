import type { PartState } from '../../src/contract/delivery.ts';
import type { OrderLine } from '../../src/contract/orders.ts';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { samplePromise } from '../kiosk/mock-ways.ts';

/** Three lines with different pictures; they add up to 129.85 euros. */
export const sampleLines: OrderLine[] = [
  line('LIN-CAM-AZ-M', 'Camisa de lino', 'M', 'Azul cielo', { garment: 'shirt', colour: '#9dc3e6', pattern: 'stripes' }, 1, 3_995),
  line('VAQ-REC-IN-40', 'Vaquero recto de talle alto', '40', 'Índigo', { garment: 'jeans', colour: '#2f4a73', pattern: 'denim' }, 1, 4_995),
  line('JER-LAN-CR-L', 'Jersey de lana merina', 'L', 'Crudo', { garment: 'jumper', colour: '#efe6d2', pattern: 'knit' }, 1, 3_995),
];

/** The order of most scenes. */
export const sampleOrder: StaffOrder = order('00042-7', 'placed', sampleLines, 9);

/** The same, with sixty per cent off its first line, to which the hub does not agree. */
export const sampleRefused: StaffOrder = {
  ...sampleOrder,
  lines: sampleLines.map((one, index) => (index === 0 ? { ...one, listPrice: one.unitPrice, unitPrice: { minor: 1_598, currency: 'EUR' } } : one)),
  total: { minor: 10_588, currency: 'EUR' },
  discountRefused: true,
};

/** Orders that wait to be gathered. */
export const samplePrepare: readonly StaffOrder[] = [
  { ...sampleOrder, status: 'paid' },
  order(
    '00041-K',
    'paid',
    [line('BOT-CHE-NE-39', 'Botín Chelsea', '39', 'Negro', { garment: 'boots', colour: '#2a2725', pattern: 'leather' }, 1, 8_995)],
    26,
    'L',
  ),
  order(
    '00039-3',
    'paid',
    [line('BUF-LAN-RO-U', 'Bufanda de cuadros', null, 'Rojo', { garment: 'scarf', colour: '#a63a34', pattern: 'checks' }, 2, 1_995)],
    190,
    'S',
  ),
];

/** Orders that are handed over at the desk: one lies ready, one is to be gathered, one was paid on the phone. */
export const sampleDesk: readonly StaffOrder[] = [
  { ...order('00038-5', 'paid', sampleLines.slice(0, 1), 300), ...byHand('desk', 'ready') },
  { ...order('00043-V', 'paid', sampleLines.slice(1), 12), ...byHand('desk', 'preparing') },
  { ...order('00044-C', 'paid', sampleLines.slice(2), 2), ...byHand('carry-out', 'preparing') },
];

/** An order whose lines go three ways, with what that costs and a coupon. */
export const sampleMixed: StaffOrder = {
  ...sampleOrder,
  ...severalWays(['waiting-payment', 'waiting-payment', 'waiting-payment']),
  lines: sampleLines.map((line, index) => ({ ...line, way: (['carry-out', 'silo', 'ship'] as const)[index] ?? 'ship' })),
};

/** The same once it is paid: what was taken along is gone, a parcel waits in a locker, one is on its way. */
export const sampleMixedPaid: StaffOrder = { ...sampleMixed, ...severalWays(['handed-over', 'ready', 'preparing']), status: 'ready' };

function byHand(way: 'desk' | 'carry-out', state: PartState): Partial<StaffOrder> {
  return { fulfilmentKind: way, parts: [{ way, state }], delivery: [samplePromise(way)] };
}

function severalWays([taken, locker, sent]: readonly [PartState, PartState, PartState]): Partial<StaffOrder> {
  return {
    delivery: (['carry-out', 'silo', 'ship'] as const).map(samplePromise),
    discounts: [{ couponId: '00112233445566778899aabbccddeeff', name: 'Bienvenida', amount: { minor: 500, currency: 'EUR' } }],
    total: { minor: 12_880, currency: 'EUR' },
    parts: [
      { way: 'carry-out', state: taken },
      { way: 'silo', state: locker },
      { way: 'ship', state: sent },
    ],
  };
}

function order(tail: string, status: StaffOrder['status'], lines: OrderLine[], minutesAgo: number, size: StaffOrder['size'] = 'M'): StaffOrder {
  const minor = lines.reduce((total, { unitPrice, quantity }) => total + unitPrice.minor * quantity, 0);
  return {
    orderId: `0192f0c1-7b6e-7d3a-9c1e-0000000${tail.slice(0, 5)}`,
    number: `K1-${tail}`,
    status,
    placedAt: Date.now() - minutesAgo * 60_000,
    lines,
    total: { minor, currency: 'EUR' },
    fulfilmentKind: 'silo',
    size,
  };
}

function line(
  sku: string,
  title: string,
  size: string | null,
  colour: string,
  picture: Omit<OrderLine['picture'], 'kind'>,
  quantity: number,
  minor: number,
): OrderLine {
  return { sku, title, size, colour, picture: { kind: 'drawing', ...picture }, quantity, unitPrice: { minor, currency: 'EUR' } };
}

/** Orders that miss something: one whose customer is asked, one whose customer waits. */
export const sampleShort: readonly StaffOrder[] = [
  { ...sampleOrder, stock: { state: 'short', missing: missingOf(sampleOrder), moved: [], answerBy: Date.now() + 3 * 86_400_000 } },
  {
    ...sampleOrder,
    orderId: '01900000-0000-7000-8000-0000000000c2',
    number: 'K1-00044-9',
    status: 'paid',
    stock: { state: 'waits', missing: missingOf(sampleOrder), moved: [], answerBy: null },
  },
];

function missingOf({ lines }: StaffOrder): NonNullable<StaffOrder['stock']>['missing'] {
  return lines.slice(0, 1).map(({ sku, title, size, colour }) => ({ sku, title, size, colour, pieces: 1 }));
}
