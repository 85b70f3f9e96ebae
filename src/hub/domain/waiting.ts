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
 * What waits for an order's customer, by the codes that open it: one for each silo that holds parcels of the order, the one that was loaded
 * first first. Nothing where there is no code to give: the order is not paid, or only people can help.
 */
export async function findAllWaiting(db: Queryable, order: StoredOrder, now: UnixMs): Promise<readonly Waiting[]> {
  if (order.status !== 'ready') return [];
  const stored = (await findStoredParcels(db, order.tenantId, order.orderId)).filter((parcel) => parcel.bound && parcel.doorNumber !== null);
  const standstills = await readStandstills(db, order.tenantId, Math.min(now, ...stored.map((parcel) => parcel.loadedAt ?? now)));
  const found: Waiting[] = [];
  for (const [passId, parcels] of Map.groupBy(stored, (parcel) => parcel.passId)) {
    const pass = passId === null ? null : await findPass(db, order.tenantId, passId);
    const [first, ...rest] = parcels;
    if (opens(pass) && first !== undefined) found.push({ pass, parcels: [first, ...rest], until: untilOf(pass, parcels, standstills, now) });
  }
  return found;
}

/** The first of what waits; with `parcelId` the one that this parcel is of; or null. */
export async function findWaiting(db: Queryable, order: StoredOrder, now: UnixMs, parcelId: string | null = null): Promise<Waiting | null> {
  const all = await findAllWaiting(db, order, now);
  return all.find(({ parcels }) => parcelId === null || parcels.some((parcel) => parcel.parcelId === parcelId)) ?? null;
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
