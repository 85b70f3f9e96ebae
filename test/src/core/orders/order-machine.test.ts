import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderStatus } from '../../../../src/contract/orders.ts';
import { type OrderEvent, type OrderState, stepOrder } from '../../../../src/core/orders/order-machine.ts';

const statuses: readonly OrderStatus[] = ['placed', 'paid', 'ready', 'collected', 'cancelled'];
const events: readonly OrderEvent['kind'][] = ['paid', 'stored', 'withdrawn', 'collected', 'cancelled', 'revoked'];

/** What each event makes of each status: a status, or the reason of the refusal. */
const silo: Readonly<Record<OrderStatus, readonly string[]>> = {
  placed: ['-> paid', 'not-paid', 'not-now placed', 'not-paid', '-> cancelled', '-> cancelled'],
  paid: ['already paid', '-> ready', 'not-now paid', '-> collected', 'refund-first', '-> cancelled'],
  ready: ['already ready', 'already ready', '-> paid', '-> collected', 'refund-first', '-> cancelled'],
  collected: ['already collected', '-> ready', 'not-now collected', 'already collected', 'refund-first', 'not-now collected'],
  cancelled: ['cancelled', 'cancelled', 'cancelled', 'cancelled', 'already cancelled', 'already cancelled'],
};
const ship: Readonly<Record<OrderStatus, readonly string[]>> = {
  placed: ['-> paid', 'not-for-silo', 'not-now placed', 'not-paid', '-> cancelled', '-> cancelled'],
  paid: ['already paid', 'not-for-silo', 'not-now paid', 'not-now paid', 'refund-first', '-> cancelled'],
  ready: ['already ready', 'not-for-silo', '-> paid', '-> collected', 'refund-first', '-> cancelled'],
  collected: ['already collected', 'not-for-silo', 'not-now collected', 'already collected', 'refund-first', 'not-now collected'],
  cancelled: ['cancelled', 'cancelled', 'cancelled', 'cancelled', 'already cancelled', 'already cancelled'],
};

function outcome(state: OrderState, kind: OrderEvent['kind']): string {
  const stepped = stepOrder(state, { kind });
  if (stepped.ok) return `-> ${stepped.value.status}`;
  return 'status' in stepped.error ? `${stepped.error.kind} ${stepped.error.status}` : stepped.error.kind;
}

describe('an order', () => {
  it.each([...statuses.map((status) => ['silo', status] as const), ...statuses.map((status) => ['ship', status] as const)])(
    'for the %s that is %s answers every event',
    (fulfilmentKind, status) => {
      const expected = (fulfilmentKind === 'silo' ? silo : ship)[status];
      expect(events.map((kind) => outcome({ status, fulfilmentKind }, kind))).toEqual(expected);
    },
  );

  it('is never ready or collected unless it was paid, never leaves cancelled, and leaves collected only for a late parcel', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), fc.constantFrom('silo', 'ship'), (sequence, fulfilmentKind) => {
        let state: OrderState = { status: 'placed', fulfilmentKind };
        let payments = 0;
        for (const kind of sequence) {
          const next = stepOrder(state, { kind });
          if (!next.ok) continue;
          if (kind === 'paid') payments++;
          expect(state.status).not.toBe('cancelled');
          if (state.status === 'collected') expect([kind, next.value.status]).toEqual(['stored', 'ready']);
          if (fulfilmentKind === 'ship') expect(['placed', 'paid', 'cancelled']).toContain(next.value.status);
          if (['paid', 'ready', 'collected'].includes(next.value.status)) expect(payments).toBe(1);
          state = next.value;
        }
        expect(payments).toBeLessThanOrEqual(1);
      }),
    );
  });
});
