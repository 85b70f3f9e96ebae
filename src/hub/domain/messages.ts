import type { UnixMs } from '../../kernel/clock.ts';
import type { EffectContext } from './context.ts';

/** What a message tells, in the order in which an order goes through them. */
export type MessageKind = 'received' | 'paid' | 'ready' | 'collected';
export const messageKinds: readonly MessageKind[] = ['received', 'paid', 'ready', 'collected'];

/** What a message is to tell. `about` is the order's or the parcel's id; `happenedAt` when it happened, by the station's clock. */
export interface NewsItem {
  readonly orderId: string;
  readonly kind: MessageKind;
  readonly about: string;
  readonly happenedAt: UnixMs;
}

/** News older than this come from a station that was away, and more of them may be right behind. In milliseconds. */
const OLD_MS = 30_000;
/** How long such news wait for those behind them, so that nobody is called to a parcel that was collected meanwhile. */
const SETTLE_MS = 15_000;

/** Queues a message in the transaction of what it tells. The same news is queued once, however often its operation arrives. */
export async function queueMessage(c: EffectContext, { orderId, kind, about, happenedAt }: NewsItem): Promise<void> {
  const nextAt = c.at - happenedAt > OLD_MS ? c.at + SETTLE_MS : c.at;
  await c.tx.query(
    `INSERT INTO messages (tenant_id, message_id, order_id, kind, about, state, created_at, next_at)
     VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7) ON CONFLICT DO NOTHING`,
    [c.station.tenantId, `${kind}-${about}`, orderId, kind, about, c.at, nextAt],
  );
}
