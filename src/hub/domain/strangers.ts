import type { Operation } from '../../contract/events/operations.ts';
import { num } from '../db/rows.ts';
import { alarm, type EffectContext } from './context.ts';

/** The alarm of a sale's step by somebody whose work it is not in that shop. */
export const STRANGER = 'staff-not-of-shop';

/**
 * Looks whether whoever took money, handed goods over or lowered a sum sells in the shop of the station that tells it. What happened stays as it is: money was
 * taken and goods are gone, whoever did it, and somebody who left the shop last week may have done it the week before. People look. A shop of which the hub
 * knows nobody is not judged.
 */
export async function tellOfStranger(c: EffectContext, op: Operation): Promise<void> {
  const act = actOf(op);
  if (act === null) return;
  const { staffId, orderId } = act;
  const [row] = await c.tx.query(
    `SELECT count(*)::integer AS people, (count(*) FILTER (WHERE key = $3 AND value->'roles' ?| array['assistant', 'manager']))::integer AS sells
     FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'staff' AND scope = $2 AND jsonb_typeof(value) = 'object'`,
    [c.station.tenantId, c.station.storeId, staffId],
  );
  if (num(row, 'people') === 0 || num(row, 'sells') > 0) return;
  await alarm(c, STRANGER, `${staffId}.${orderId}.${op.kind}`, { orderId, staffId, act: op.kind });
}

function actOf(op: Operation): { readonly staffId: string; readonly orderId: string } | null {
  switch (op.kind) {
    case 'payment.taken':
    case 'goods.ready':
    case 'goods.handed':
    case 'order.discounted':
    case 'discount.undone':
      return { staffId: op.staffId, orderId: op.orderId };
    case 'order.placed':
      return op.assistedBy === undefined ? null : { staffId: op.assistedBy, orderId: op.orderId };
    default:
      return null;
  }
}
