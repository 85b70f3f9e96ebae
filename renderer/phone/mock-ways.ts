import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import type { Way } from '../../src/contract/orders.ts';
import { samplePromise } from '../kiosk/mock-ways.ts';
import { sampleLines } from '../staff/mock-orders.ts';

/** What the scenes change of an order whose lines go several ways: the first along from the till, the second to a locker, the third home. */
export function severalWays(states: readonly [taken: State, locker: State, sent: State]): Partial<PhoneOrder> {
  const ways: readonly Way[] = ['carry-out', 'silo', 'ship'];
  return {
    lines: sampleLines.map((line, index) => ({ ...line, way: ways[index] ?? 'ship' })),
    delivery: ways.map(samplePromise),
    discounts: [{ couponId: '00112233445566778899aabbccddeeff', name: 'Bienvenida', amount: { minor: 500, currency: 'EUR' } }],
    total: { minor: 12_880, currency: 'EUR' },
    parts: [
      { way: 'carry-out', state: states[0] },
      { way: 'silo', state: states[1] },
      { way: 'ship', state: states[2] },
    ],
  };
}

/** What the scenes change of an order that goes one way. */
export function oneWay(way: Way, state: State): Partial<PhoneOrder> {
  return { fulfilmentKind: way, delivery: [samplePromise(way)], parts: [{ way, state }] };
}

type State = NonNullable<PhoneOrder['parts']>[number]['state'];
