import { err, ok, type Result } from '../../kernel/result.ts';
import { publishDirective } from '../db/directives.ts';
import type { StoredOrder } from '../db/orders.ts';
import { lockParcelsOfPass } from '../db/parcels.ts';
import { lockPass } from '../db/passes.ts';
import { audit, type Happening } from './context.ts';
import type { Refusal } from './refusal.ts';
import { findWaiting } from './waiting.ts';

/** A new PIN, and its hash for the silo. Made outside the transaction: hashing takes its time by design. */
export interface NewPin {
  readonly pin: string;
  readonly hash: string;
}

/**
 * Puts a new PIN in the place of the old one, for everything that the order's code opens. The silo hears it as a hash, which also ends a lock
 * after too many wrong tries; until it has heard, the old one stays good. The order is locked.
 */
export async function resetPin(c: Happening, order: StoredOrder, resets: number, fresh: NewPin): Promise<Result<undefined, Refusal>> {
  const { tenantId } = order;
  const waiting = await findWaiting(c.tx, order, c.at);
  if (waiting === null) return err({ kind: 'not-now', message: 'nothing waits in a silo' });
  const { passId } = waiting.pass;
  const pass = await lockPass(c.tx, tenantId, passId);
  if (pass === null || pass.pinResets !== resets) return ok(undefined);
  await c.tx.query('UPDATE passes SET pin = $3, pin_hash = $4, pin_resets = pin_resets + 1 WHERE tenant_id = $1 AND pass_id = $2', [
    tenantId,
    passId,
    fresh.pin,
    fresh.hash,
  ]);
  for (const parcel of await lockParcelsOfPass(c.tx, tenantId, passId)) {
    await c.tx.query('UPDATE parcels SET pin_hash = $3 WHERE tenant_id = $1 AND parcel_id = $2', [tenantId, parcel.parcelId, fresh.hash]);
    await publishDirective(c.tx, tenantId, { ...parcel, pinHash: fresh.hash });
  }
  await audit(c, 'pin.reset', { orderId: order.orderId, passId, resets: resets + 1 });
  return ok(undefined);
}
