import type { OrderLine } from '../../src/contract/orders.ts';
import type { StaffOrder } from '../../src/contract/station/views.ts';

/** Three lines with different pictures; they add up to 129.85 euros. */
export const sampleLines: OrderLine[] = [
  line('LIN-CAM-AZ-M', 'Camisa de lino', 'M', 'Azul cielo', { garment: 'shirt', colour: '#9dc3e6', pattern: 'stripes' }, 1, 3_995),
  line('VAQ-REC-IN-40', 'Vaquero recto de talle alto', '40', 'Índigo', { garment: 'jeans', colour: '#2f4a73', pattern: 'denim' }, 1, 4_995),
  line('JER-LAN-CR-L', 'Jersey de lana merina', 'L', 'Crudo', { garment: 'jumper', colour: '#efe6d2', pattern: 'knit' }, 1, 3_995),
];

/** The order of most scenes. */
export const sampleOrder: StaffOrder = order('00042-7', 'placed', sampleLines, 9);

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
