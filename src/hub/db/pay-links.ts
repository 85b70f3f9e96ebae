import type { UnixMs } from '../../kernel/clock.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { num, numOrNull, str } from './rows.ts';

/** A link to pay one order by. */
export interface PayLink {
  readonly token: string;
  readonly tenantId: string;
  readonly orderId: string;
  /** After it the link leads nowhere. */
  readonly until: UnixMs;
  /** When somebody first opened it; null: nobody has. */
  readonly lookedAt: UnixMs | null;
}

/** The link of an order, or null. It may be over. */
export async function findPayLink(db: Queryable, tenantId: string, orderId: string): Promise<PayLink | null> {
  const [row] = await db.query('SELECT * FROM pay_links WHERE tenant_id = $1 AND order_id = $2', [tenantId, orderId]);
  return row === undefined ? null : readLink(row);
}

/** The link with this token, if it is not over at `now`. */
export async function findLiveLink(db: Queryable, token: string, now: UnixMs): Promise<PayLink | null> {
  const [row] = await db.query('SELECT * FROM pay_links WHERE token = $1 AND until > $2', [token, now]);
  return row === undefined ? null : readLink(row);
}

/** Gives an order its link, or gives the one that it has more time. Two that do this at once end with one link. */
export async function keepPayLink(tx: Transaction, link: Omit<PayLink, 'lookedAt'>): Promise<PayLink> {
  const [row] = await tx.query(
    `INSERT INTO pay_links (token, tenant_id, order_id, until) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id, order_id) DO UPDATE SET until = greatest(pay_links.until, excluded.until) RETURNING *`,
    [link.token, link.tenantId, link.orderId, link.until],
  );
  if (row === undefined) throw new Error('a link vanished');
  return readLink(row);
}

/** Notes that somebody has opened a link, once. */
export async function notePayLinkLooked(db: Queryable, token: string, now: UnixMs): Promise<void> {
  await db.query('UPDATE pay_links SET looked_at = $2 WHERE token = $1 AND looked_at IS NULL', [token, now]);
}

/** Forgets the links that are over at a time. */
export async function forgetPayLinks(db: Queryable, now: UnixMs): Promise<void> {
  await db.query('DELETE FROM pay_links WHERE until <= $1', [now]);
}

function readLink(row: Row): PayLink {
  return {
    token: str(row, 'token'),
    tenantId: str(row, 'tenant_id'),
    orderId: str(row, 'order_id'),
    until: num(row, 'until'),
    lookedAt: numOrNull(row, 'looked_at'),
  };
}
