import type { Operation } from '../../src/contract/events/operations.ts';
import { orderNumber } from '../../src/core/orders/order-number.ts';
import { uuidV7 } from '../../src/kernel/ids.ts';
import { systemClock, systemRandom } from '../../src/shells/node-world.ts';

/**
 * What is drained. `facts` (a compartment was seen empty) have a small effect at the hub: alarms end, an audit entry is written. `orders` have
 * nearly the largest: stock is held, a message is written, and the order comes back to the shop's stations.
 */
export const LOADS = ['facts', 'orders'] as const;
/** One of the loads. */
export type Load = (typeof LOADS)[number];

/** Products that are there for orders. */
export const GOODS = 1000;

/** One operation of a load; `n` makes its order number, which no other order of that station has. */
export function operationOf(load: Load, stationCode: string, n: number): Operation {
  const at = systemClock.now();
  if (load === 'facts') return { kind: 'compartment.marked', compartmentId: `1-${String(n % 24).padStart(2, '0')}`, mark: 'verified-empty', at };
  const price = { minor: 2995, currency: 'EUR' };
  const picture = { kind: 'drawing', garment: 'shirt', colour: '#2244aa', pattern: 'plain' } as const;
  return {
    kind: 'order.placed',
    orderId: uuidV7<'order'>(at, systemRandom),
    number: orderNumber(stationCode, n),
    placedAt: at,
    lines: [{ sku: `P${n % GOODS}`, title: 'Camisa', size: 'M', colour: 'Azul', picture, quantity: 1, unitPrice: price }],
    total: price,
    fulfilment: { kind: 'silo' },
    contact: { kind: 'email', email: 'ana@example.com' },
    locale: 'es',
    placedOffline: true,
  };
}
