import type { UnixMs } from '../../kernel/clock.ts';
import type { Database, Transaction } from '../db/database.ts';
import { num } from '../db/rows.ts';

const DAY_MS = 86_400_000;
/** Whatever an order still waits for: nobody is kept beyond two years after the last that happened to it. */
const LONGEST_DAYS = 730;
/** How long what was written down for people to look into is kept, and names of couriers and staff beside what they did. */
const TRACE_DAYS = 90;
/** Orders erased in one transaction. */
const BATCH = 500;

/**
 * Erases what says who somebody is once nothing is left to do for which it was asked. The order itself stays: it belongs to the books.
 *
 * ```
 *  placed ... last door, payment, return, money      + days in which it may come back     + the shop's days
 *    |-------------------|---------------------------------------|-------------------------------|  contact, address, holder erased
 *                        |  something is left to do: a parcel waits, money is owed, a return is announced, a message is due: nothing is erased
 *                        |------------------------------- two years --------------------------------------------------------|  erased anyhow
 * ```
 *
 * Bodies of rejected operations, what mail servers said of addresses, names of couriers and of staff beside old calls, and what staff
 * wrote beside discounts end after ninety days, their notes about members after two years.
 * Answers how many rows lost a person.
 */
export async function forgetPeople(db: Database, now: UnixMs): Promise<number> {
  let erased = 0;
  for (let batch = BATCH; batch === BATCH; erased += batch) batch = await db.transaction((tx) => eraseContacts(tx, now));
  return erased + (await db.transaction((tx) => eraseTraces(tx, now - TRACE_DAYS * DAY_MS)));
}

/** The last that happened to an order, and whether anything is left to do for its customer. */
const ORDERS_WITH_CONTACT = `
  SELECT o.tenant_id, o.order_id,
    greatest(
      o.placed_at,
      (SELECT max(p.taken_at) FROM payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.order_id),
      (SELECT max(greatest(p.loaded_at, p.collected_at, p.ended_at)) FROM parcels p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.order_id),
      (SELECT max(greatest((h->>'readyAt')::bigint, (h->>'handedAt')::bigint)) FROM jsonb_array_elements(o.hand_overs) h),
      (SELECT max(greatest(r.deposited_at, r.settled_at)) FROM refunds r WHERE r.tenant_id = o.tenant_id AND r.order_id = o.order_id),
      (SELECT max(greatest(w.at, w.settled_at)) FROM withdrawals w WHERE w.tenant_id = o.tenant_id AND w.order_id = o.order_id),
      (SELECT max(greatest(c.made_at, c.answered_at)) FROM claims c WHERE c.tenant_id = o.tenant_id AND c.order_id = o.order_id),
      (SELECT max(greatest(m.owed_at, m.settled_at)) FROM money_back m WHERE m.tenant_id = o.tenant_id AND m.order_id = o.order_id),
      (SELECT max(r.changed_at) FROM provider_refunds r WHERE r.tenant_id = o.tenant_id AND r.order_id = o.order_id),
      (SELECT max(p.looked_at) FROM online_payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.order_id AND p.stage->>'kind' IN ('refunding', 'refunded'))
    ) AS last_at,
    CASE WHEN o.status IN ('collected', 'paid') THEN coalesce((s.silo_rules->>'returnDays')::integer, 30) ELSE 0 END
      + CASE WHEN o.fulfilment->>'kind' = 'ship' OR o.ship_to IS NOT NULL THEN 14 ELSE 0 END + s.contact_days AS days,
    o.status = 'ready' OR (o.status = 'paid' AND o.fulfilment->>'kind' IN ('silo', 'desk'))
      OR (o.status IN ('paid', 'collected') AND o.lines @> '[{"way": "desk"}]'::jsonb
        AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(o.hand_overs) h WHERE h->>'way' = 'desk' AND h ? 'handedAt'))
      OR EXISTS (SELECT 1 FROM parcels p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.order_id AND p.kind = 'order' AND p.status = 'stored')
      OR EXISTS (SELECT 1 FROM refunds r WHERE r.tenant_id = o.tenant_id AND r.order_id = o.order_id AND r.settled IS NULL)
      OR EXISTS (SELECT 1 FROM withdrawals w WHERE w.tenant_id = o.tenant_id AND w.order_id = o.order_id AND w.settled IS NULL
        AND w.state NOT IN ('cancelled', 'brought-back'))
      OR EXISTS (SELECT 1 FROM money_back m WHERE m.tenant_id = o.tenant_id AND m.order_id = o.order_id AND m.settled IS NULL)
      OR EXISTS (SELECT 1 FROM provider_refunds r WHERE r.tenant_id = o.tenant_id AND r.order_id = o.order_id AND r.stage->>'kind' IN ('requested', 'pending'))
      OR EXISTS (SELECT 1 FROM online_payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.order_id AND p.stage->>'kind' IN ('unknown', 'refunding'))
      OR EXISTS (SELECT 1 FROM stock_shorts t WHERE t.tenant_id = o.tenant_id AND t.order_id = o.order_id)
      OR EXISTS (SELECT 1 FROM claims c WHERE c.tenant_id = o.tenant_id AND c.order_id = o.order_id AND c.state IN ('received', 'accepted'))
      OR EXISTS (SELECT 1 FROM return_permits r WHERE r.tenant_id = o.tenant_id AND r.order_id = o.order_id AND r.state = 'open')
      OR EXISTS (SELECT 1 FROM messages m WHERE m.tenant_id = o.tenant_id AND m.order_id = o.order_id AND m.state = 'pending') AS is_open
  FROM orders o JOIN stores s ON s.tenant_id = o.tenant_id AND s.store_id = o.store_id
  WHERE o.contact IS NOT NULL`;

/** What a customer wrote of what is broken may name somebody; the claim itself stays. */
const CLAIM_WORDS = `UPDATE claims SET words = '' WHERE words <> ''
  AND (tenant_id, order_id) IN (SELECT one->>0, one->>1 FROM jsonb_array_elements($1::jsonb) AS one)`;

async function eraseContacts(tx: Transaction, now: UnixMs): Promise<number> {
  const rows = await tx.query(
    `UPDATE orders SET contact = NULL, holder = NULL, ship_to = NULL, extras = extras - 'memberId',
       fulfilment = CASE WHEN fulfilment->>'kind' = 'ship' THEN '{"kind":"ship","address":null}'::jsonb ELSE fulfilment - 'needsLowDoor' END
     WHERE (tenant_id, order_id) IN (
       SELECT tenant_id, order_id FROM (${ORDERS_WITH_CONTACT}) known
       WHERE last_at + CASE WHEN is_open THEN ${LONGEST_DAYS} ELSE least(days, ${LONGEST_DAYS}) END * ${DAY_MS}::bigint < $1
       ORDER BY tenant_id, order_id LIMIT ${BATCH}
     ) RETURNING tenant_id, order_id`,
    [now],
  );
  if (rows.length > 0) await tx.query(CLAIM_WORDS, [JSON.stringify(rows.map((row) => [row['tenant_id'], row['order_id']]))]);
  for (const tenantId of new Set(rows.map((row) => row['tenant_id']))) {
    const count = rows.filter((row) => row['tenant_id'] === tenantId).length;
    await tx.query(`INSERT INTO audit (tenant_id, kind, at, facts) VALUES ($1, 'contacts.erased', $2, jsonb_build_object('orders', $3::integer))`, [
      String(tenantId),
      now,
      count,
    ]);
  }
  return rows.length;
}

/** What was kept beside other things, each by its own time. */
const TRACES: readonly string[] = [
  "UPDATE operations SET body = NULL WHERE body IS NOT NULL AND outcome = 'rejected' AND received_at < $1",
  "UPDATE messages SET problem = NULL, contact = NULL WHERE state <> 'pending' AND (problem IS NOT NULL OR contact IS NOT NULL) AND ended_at < $1",
  "UPDATE couriers SET name = '-' WHERE revoked_at < $1 AND name <> '-'",
  'UPDATE help_calls SET answered_by = NULL WHERE answered_by IS NOT NULL AND called_at < $1',
  'UPDATE staff_discounts SET note = NULL WHERE note IS NOT NULL AND given_at < $1',
  `DELETE FROM member_notes WHERE at < $1::bigint - ${(LONGEST_DAYS - TRACE_DAYS) * DAY_MS}::bigint`,
];

async function eraseTraces(tx: Transaction, before: UnixMs): Promise<number> {
  let erased = 0;
  for (const statement of TRACES) {
    const [row] = await tx.query(`WITH gone AS (${statement} RETURNING 1) SELECT count(*)::integer AS n FROM gone`, [before]);
    erased += num(row, 'n');
  }
  return erased;
}
