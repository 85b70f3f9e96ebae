import type { Migration } from '../migrate.ts';

/**
 * Beside what was taken for an order stands what of it went back, or is on its way, so that the database itself refuses more than came in. `back_before`: what had
 * gone back of another payment of the order before this one took its place.
 */
export const backCap: Migration = {
  number: 92,
  name: 'back-cap',
  statements: [
    'ALTER TABLE payments ADD COLUMN back_minor bigint NOT NULL DEFAULT 0, ADD COLUMN back_before bigint NOT NULL DEFAULT 0',
    // What went back too much before anybody counted stays as it is: nothing more goes back of it.
    `UPDATE payments p SET back_minor = least(p.amount_minor, b.minor) FROM (
       SELECT tenant_id, order_id, sum(minor)::bigint AS minor FROM (
         SELECT tenant_id, order_id, settled_minor AS minor FROM withdrawals WHERE settled = 'paid' AND settled_by NOT LIKE 'provider/%'
         UNION ALL SELECT tenant_id, order_id, settled_minor FROM refunds WHERE settled = 'paid' AND settled_by NOT LIKE 'provider/%'
         UNION ALL SELECT tenant_id, order_id, amount_minor FROM money_back
           WHERE settled = 'paid' AND settled_by NOT LIKE 'provider/%' AND why NOT IN ('not-needed', 'refund-failed')
         UNION ALL SELECT tenant_id, order_id, amount_minor FROM provider_refunds WHERE stage->>'kind' <> 'refused'
       ) gone WHERE order_id IS NOT NULL GROUP BY 1, 2
     ) b WHERE b.tenant_id = p.tenant_id AND b.order_id = p.order_id AND b.minor > 0 AND p.amount_minor >= 0`,
    'ALTER TABLE payments ADD CONSTRAINT payments_back_cap CHECK (back_minor <= amount_minor OR back_minor = 0)',
  ],
};
