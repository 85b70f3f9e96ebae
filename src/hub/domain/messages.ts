import type { Contact } from '../../contract/orders.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Happening } from './context.ts';

/**
 * News of an order's stock. `short`: something is missing, choose; `restocked`: it is there after all; `moved`: it comes from farther than was said; `changed`: the
 * order is as they decided, or as silence did; `expired`: it was not paid in time; `money-owed`: a till took money that was
 * not needed, and it goes back; `money-back`: money without goods was paid back, or will not be.
 */
export const stockMessageKinds = ['short', 'restocked', 'moved', 'changed', 'expired', 'money-owed', 'money-back'] as const;
export type StockMessageKind = (typeof stockMessageKinds)[number];

/**
 * What a message tells. `desk-ready`: it lies at the shop's desk; `another`: one more parcel waits behind the code that the person has; `code`: the code once more, because they asked;
 * `extended`: the deadline was moved; `recalled`: the parcel was taken out; `returned`: the receipt of what they brought back; `refunded`: their money
 * is back, or will not be; `withdrawn`, `withdrawal-settled`: the receipt of a withdrawal, and what became of its money; `claimed`, `claim-answered`: the
 * same of what is claimed under the guarantee.
 */
export type MessageKind =
  | StockMessageKind
  | 'received'
  | 'paid'
  | 'ready'
  | 'desk-ready'
  | 'another'
  | 'code'
  | 'reminder'
  | 'extended'
  | 'recalled'
  | 'collected'
  | 'returned'
  | 'refunded'
  | 'withdrawn'
  | 'withdrawal-settled'
  | 'claimed'
  | 'claim-answered'
  | 'opt-in'
  | 'member-code';
export const messageKinds: readonly MessageKind[] = [
  ...stockMessageKinds,
  'received',
  'paid',
  'ready',
  'desk-ready',
  'another',
  'code',
  'reminder',
  'extended',
  'recalled',
  'collected',
  'returned',
  'refunded',
  'withdrawn',
  'withdrawal-settled',
  'claimed',
  'claim-answered',
  'opt-in',
  'member-code',
];

/** The steps of an order before its parcels, which confirm it in writing: news of an earlier one are old once a later one was queued. */
export const STEPS: readonly MessageKind[] = ['received', 'paid'];
/** Later news that name the whole order, so that they can confirm it where no step did. */
const LATER: ReadonlySet<MessageKind> = new Set(['ready', 'desk-ready', 'another', 'code', 'reminder', 'extended', 'recalled', 'collected']);

/** Does it confirm the order, whatever was told before? */
export function isConfirming(kind: MessageKind): boolean {
  return STEPS.includes(kind);
}

/** Can it confirm the order? */
export function confirms(kind: MessageKind): boolean {
  return isConfirming(kind) || LATER.has(kind);
}

/**
 * What a message is to tell. `about` is the order's or the parcel's id, with a number behind a dot where the same may be told again;
 * `happenedAt` when it happened, by the station's clock. `contact` where it does not go to the order's: it is forgotten once it was sent.
 */
export interface NewsItem {
  readonly orderId: string | null;
  readonly kind: MessageKind;
  readonly about: string;
  readonly happenedAt: UnixMs;
  readonly contact?: Contact | null;
}

/** News older than this come from a station that was away, and more of them may be right behind. In milliseconds. */
const OLD_MS = 30_000;
/** How long such news wait for those behind them, so that nobody is called to a parcel that was collected meanwhile. */
const SETTLE_MS = 15_000;

/** Queues a message in the transaction of what it tells. The same news is queued once, however often its operation arrives. */
export async function queueMessage(c: Happening, { orderId, kind, about, happenedAt, contact = null }: NewsItem): Promise<void> {
  await c.tx.query(
    `INSERT INTO messages (tenant_id, message_id, order_id, kind, about, state, created_at, next_at, contact)
     VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7, $8::jsonb) ON CONFLICT DO NOTHING`,
    [c.station.tenantId, `${kind}-${about}`, orderId, kind, about, c.at, nextAt(c, happenedAt), contact === null ? null : JSON.stringify(contact)],
  );
}

/** Queues messages that go to the contacts of their orders, in one statement; see `queueMessage`. */
export async function queueMessages(c: Happening, news: readonly (Omit<NewsItem, 'contact' | 'orderId'> & { readonly orderId: string })[]): Promise<void> {
  const rows = news.map(({ orderId, kind, about, happenedAt }) => ({ id: `${kind}-${about}`, order: orderId, kind, about, next: nextAt(c, happenedAt) }));
  await c.tx.query(
    `INSERT INTO messages (tenant_id, message_id, order_id, kind, about, state, created_at, next_at)
     SELECT $1::text, m.id, m."order", m.kind, m.about, 'pending', $2::bigint, m.next
     FROM json_to_recordset($3::json) AS m(id text, "order" text, kind text, about text, next bigint) ON CONFLICT DO NOTHING`,
    [c.station.tenantId, c.at, JSON.stringify(rows)],
  );
}

function nextAt({ at }: Happening, happenedAt: UnixMs): UnixMs {
  return at - happenedAt > OLD_MS ? at + SETTLE_MS : at;
}
