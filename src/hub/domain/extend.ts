import type { SiloRules } from '../../contract/hub/silo.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { publishDirective } from '../db/directives.ts';
import { addEvents } from '../db/events.ts';
import type { StoredOrder } from '../db/orders.ts';
import type { StoredParcel } from '../db/parcels.ts';
import { lockPass } from '../db/passes.ts';
import { readStore } from '../db/stores.ts';
import { audit, type Happening } from './context.ts';
import { queueMessage } from './messages.ts';
import type { Refusal } from './refusal.ts';
import { findWaiting, type Waiting } from './waiting.ts';

const DAY_MS = 86_400_000;

/** A parcel with the deadline that a move would give it. */
interface Extension {
  readonly parcel: StoredParcel;
  readonly deadline: UnixMs;
}

/**
 * The parcels whose deadline the customer may move now, each with where to: those that wait, in time, have moves left, and whose code lives
 * longer than their deadline by a day at least. A deadline behind the end of the code would be a promise that no door keeps.
 */
export function extendable(waiting: Waiting, rules: SiloRules, now: UnixMs): readonly Extension[] {
  if (now >= waiting.until) return [];
  const latest = waiting.pass.expires * 1000;
  return waiting.parcels.flatMap((parcel) => {
    if (parcel.deadline === null || parcel.recall !== null || parcel.extensions >= rules.extensions) return [];
    const deadline = Math.min(parcel.deadline + rules.extensionDays * DAY_MS, latest);
    return deadline - parcel.deadline < DAY_MS ? [] : [{ parcel, deadline }];
  });
}

/** How often the deadlines of some parcels were moved, all together: it rises with every move, so that a repeated press is told from a new one. */
export function extensionsOf(parcels: readonly StoredParcel[]): number {
  return parcels.reduce((sum, parcel) => sum + parcel.extensions, 0);
}

/** Moves the deadline of an order's parcels once more, as their customer asked, and tells the silo. The order is locked. */
export async function extendDeadline(c: Happening, order: StoredOrder, used: number): Promise<Result<undefined, Refusal>> {
  const { tenantId } = order;
  const waiting = await findWaiting(c.tx, order, c.at);
  if (waiting === null) return err({ kind: 'not-now', message: 'nothing waits in a silo' });
  await lockPass(c.tx, tenantId, waiting.pass.passId);
  if (extensionsOf(waiting.parcels) !== used) return ok(undefined);
  const { rules } = await readStore(c.tx, tenantId, order.storeId);
  const extensions = extendable(waiting, rules, c.at);
  if (extensions.length === 0) return err({ kind: 'not-now', message: 'the deadline cannot be moved any more' });
  for (const { parcel, deadline } of extensions) {
    const moved = { ...parcel, deadline, extensions: parcel.extensions + 1 };
    await c.tx.query('UPDATE parcels SET deadline = $3, extensions = $4 WHERE tenant_id = $1 AND parcel_id = $2', [
      tenantId,
      parcel.parcelId,
      deadline,
      moved.extensions,
    ]);
    await publishDirective(c.tx, tenantId, moved);
    await addEvents(c.tx, tenantId, parcel.parcelId, [{ kind: 'extended', by: 'customer', at: c.at }]);
    await audit(c, 'parcel.extended', { parcelId: parcel.parcelId, deadline, extensions: moved.extensions });
  }
  await queueMessage(c, { orderId: order.orderId, kind: 'extended', about: `${waiting.parcels[0].parcelId}.${used + 1}`, happenedAt: c.at });
  return ok(undefined);
}
