import type { EffectContext } from './context.ts';

/** What a message tells, in the order in which an order goes through them. */
export type MessageKind = 'received' | 'paid' | 'ready' | 'collected';
export const messageKinds: readonly MessageKind[] = ['received', 'paid', 'ready', 'collected'];

/**
 * Queues a message in the transaction of what it tells. `about` is the order's or the parcel's id: the same news is queued once,
 * however often its operation arrives.
 */
export async function queueMessage(c: EffectContext, orderId: string, kind: MessageKind, about: string): Promise<void> {
  await c.tx.query(
    `INSERT INTO messages (tenant_id, message_id, order_id, kind, about, state, created_at, next_at)
     VALUES ($1, $2, $3, $4, $5, 'pending', $6, $6) ON CONFLICT DO NOTHING`,
    [c.station.tenantId, `${kind}-${about}`, orderId, kind, about, c.at],
  );
}
