import { z } from 'zod';
import { moneyCause, type OwedMoney } from '../../../contract/hub/staff-desk.ts';
import type { Queryable, Row } from '../../db/database.ts';
import { findRefundOf } from '../../db/provider-refunds.ts';
import { type MoneyBackReason, moneyBackReason } from '../../../contract/stock.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import { num, numOrNull, parsed, str, strOrNull } from '../../db/rows.ts';
import type { StationIdentity } from '../context.ts';

/** So long a station of the shop may not have heard of a withdrawal before people give the money back instead of waiting for it. Milliseconds. */
const SILENT_MS = 86_400_000;

/** Longest list that staff are shown. */
const MOST = 200;

/**
 * What is owed to customers of a shop and not settled, what waits longest first: for withdrawals, for goods that came back (also where they were bought
 * elsewhere), and without goods. Each cause stands there once, whatever asks for it. What was paid on a phone waits for staff where its goods lie ready at the
 * desk: they see whether they do; and where a station has been silent for a day.
 */
export async function listOwed(db: Queryable, station: Pick<StationIdentity, 'tenantId' | 'storeId'>, now: UnixMs): Promise<OwedMoney[]> {
  return await readOwedRows(db, station, now, null);
}

async function readOwedRows(
  db: Queryable,
  { tenantId, storeId }: Pick<StationIdentity, 'tenantId' | 'storeId'>,
  now: UnixMs,
  one: Pick<OwedMoney, 'cause' | 'about'> | null,
): Promise<OwedMoney[]> {
  const rows = await db.query(
    `SELECT owed.*, o.number, EXISTS (SELECT 1 FROM till_given g WHERE g.tenant_id = $1 AND g.cause = owed.cause AND g.about = owed.about) AS given, (SELECT p.tender FROM payments p WHERE p.tenant_id = $1 AND p.order_id = owed.order_id ORDER BY p.taken_at LIMIT 1) AS tender FROM (
       SELECT 'withdrawal' AS cause, w.withdrawal_id AS about, w.order_id, w.amount_minor, w.currency, w.at AS owed_at, CASE WHEN w.told_at IS NULL AND w.received_at < $3 OR EXISTS (
             SELECT 1 FROM jsonb_array_elements(x.hand_overs) h WHERE h->>'way' = 'desk' AND h ? 'readyAt' AND NOT h ? 'handedAt') THEN 'here' ELSE 'due' END AS how,
           NULL AS why, x.store_id
         FROM withdrawals w JOIN orders x ON x.tenant_id = w.tenant_id AND x.order_id = w.order_id
         WHERE w.tenant_id = $1 AND w.settled IS NULL AND w.state IN ('refund-due', 'review')
       UNION ALL
       SELECT 'money', m.money_id, m.order_id, m.amount_minor, m.currency, m.owed_at,
           CASE WHEN m.goods_out_at IS NOT NULL THEN 'look' WHEN m.told_at IS NULL AND m.owed_at < $3 THEN 'here' ELSE 'due' END, m.why, x.store_id
         FROM money_back m JOIN orders x ON x.tenant_id = m.tenant_id AND x.order_id = m.order_id WHERE m.tenant_id = $1 AND m.settled IS NULL
       UNION ALL
       SELECT 'return', r.parcel_id, r.order_id, CASE WHEN r.currency IS NULL THEN NULL ELSE r.amount_minor END, r.currency, r.deposited_at,
           CASE WHEN r.state = 'requested' AND r.order_id IS NOT NULL AND r.currency IS NOT NULL THEN 'due' ELSE 'look' END, NULL, s.store_id
         FROM refunds r JOIN stations s ON s.tenant_id = r.tenant_id AND s.station_id = r.station_id
         WHERE r.tenant_id = $1 AND r.settled IS NULL AND r.state IN ('requested', 'review')
     ) owed LEFT JOIN orders o ON o.tenant_id = $1 AND o.order_id = owed.order_id
     WHERE owed.store_id = $2 AND ($4::text IS NULL OR (owed.cause = $4 AND owed.about = $5)) ORDER BY owed.owed_at, owed.about LIMIT ${MOST}`,
    [tenantId, storeId, now - SILENT_MS, one?.cause ?? null, one?.about ?? null],
  );
  const list: OwedMoney[] = [];
  for (const row of rows) list.push(await readOwed(db, tenantId, row));
  return list;
}

/** One of them, however many there are, or null: it is not owed to a customer of this shop, or not any more. */
export async function findOwed(db: Queryable, station: StationIdentity, one: Pick<OwedMoney, 'cause' | 'about'>, now: UnixMs): Promise<OwedMoney | null> {
  return (await readOwedRows(db, station, now, one))[0] ?? null;
}

async function readOwed(db: Queryable, tenantId: string, row: Row): Promise<OwedMoney> {
  const cause = parsed(row, 'cause', moneyCause);
  const about = str(row, 'about');
  const minor = numOrNull(row, 'amount_minor');
  const currency = strOrNull(row, 'currency');
  const amount = minor === null || currency === null ? null : { minor, currency };
  const why = parsed(row, 'why', moneyBackReason.nullable());
  const tender = parsed(row, 'tender', z.enum(['cash', 'card', 'online', 'nothing']).nullable());
  // What a till took, or a bank did not, is not the order's own payment: that is left alone.
  const paidWith = tender === 'nothing' || isBesideTheOrder(why) ? null : tender;
  const known = { cause, about, orderId: strOrNull(row, 'order_id'), number: strOrNull(row, 'number'), amount, why, owedAt: num(row, 'owed_at'), paidWith };
  const stage = (await findRefundOf(db, tenantId, { kind: cause, about }))?.stage ?? null;
  if (stage?.kind === 'refused') return { ...known, state: 'refused', problem: stage.why };
  if (stage !== null) return { ...known, state: 'coming', problem: null };
  if (amount === null || str(row, 'how') === 'look' || row['given'] === true) return { ...known, state: 'look', problem: null };
  const isHere = str(row, 'how') === 'here';
  return { ...known, state: !isHere && goesByItself(cause, paidWith) ? 'coming' : 'till', problem: null };
}

function isBesideTheOrder(why: MoneyBackReason | null): boolean {
  return why === 'paid-too-much' || why === 'not-needed' || why === 'refund-failed';
}

/** What was paid on a phone goes back that way without anybody's help; goods that came back are looked at first. */
function goesByItself(cause: OwedMoney['cause'], paidWith: OwedMoney['paidWith']): boolean {
  return paidWith === 'online' && cause !== 'return';
}
