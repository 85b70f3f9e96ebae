import type { UnixMs } from '../../kernel/clock.ts';
import type { Queryable } from '../db/database.ts';
import { deadlineOf, readStandstills, type Standstills } from '../db/downtimes.ts';
import type { StoredOrder } from '../db/orders.ts';
import { findParcelsOfPass, findStoredParcels, type StoredParcel } from '../db/parcels.ts';
import { findPass, opens, type OpeningPass } from '../db/passes.ts';

/** What waits for a customer behind one code. */
export interface Waiting {
  readonly pass: OpeningPass;
  /** The order's parcels that this code opens, first loaded first; never empty. */
  readonly parcels: readonly [StoredParcel, ...StoredParcel[]];
  /** When the first of them is taken out, or the code ends if that is sooner. */
  readonly until: UnixMs;
}

/**
 * What waits for an order's customer and the code that opens it, or null when there is no code to give: nothing is there, the order is not
 * paid, or only people can help. An order whose parcels lie behind two codes shows the one that was loaded last.
 */
export async function findWaiting(db: Queryable, order: StoredOrder, now: UnixMs): Promise<Waiting | null> {
  if (order.status !== 'ready') return null;
  const stored = (await findStoredParcels(db, order.tenantId, order.orderId)).filter((parcel) => parcel.bound && parcel.doorNumber !== null);
  const passId = stored.at(-1)?.passId ?? null;
  const pass = passId === null ? null : await findPass(db, order.tenantId, passId);
  const [first, ...rest] = stored.filter((parcel) => parcel.passId === passId);
  if (!opens(pass) || first === undefined) return null;
  const standstills = await readStandstills(db, order.tenantId, first.loadedAt ?? 0);
  return { pass, parcels: [first, ...rest], until: untilOf(pass, [first, ...rest], standstills, now) };
}

/** When the first of everything that a pass opens is taken out if nobody comes. */
export async function untilOfPass(db: Queryable, tenantId: string, pass: OpeningPass, now: UnixMs): Promise<UnixMs> {
  const parcels = await findParcelsOfPass(db, tenantId, pass.passId);
  const since = Math.min(now, ...parcels.map((parcel) => parcel.loadedAt ?? now));
  return untilOf(pass, parcels, await readStandstills(db, tenantId, since), now);
}

/** When the first of some parcels is taken out if nobody comes; never later than their code opens them. */
function untilOf(pass: OpeningPass, parcels: readonly StoredParcel[], standstills: Standstills, now: UnixMs): UnixMs {
  const deadlines = parcels.map((parcel) => deadlineOf(parcel, standstills, now) ?? pass.expires * 1000);
  return Math.min(pass.expires * 1000, ...deadlines);
}
