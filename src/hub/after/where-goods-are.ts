import { leftOfLines } from '../../core/orders/withdraw.ts';
import { linesOf } from '../../core/orders/ways.ts';
import type { Queryable } from '../db/database.ts';
import { partedOf, type StoredOrder } from '../db/orders.ts';
import { findParcelsOfOrder } from '../db/parcels.ts';
import { findRefunds } from '../db/returns.ts';

/** Where goods of an order are, as far as anybody has told. */
export interface WhereGoodsAre {
  /** A parcel lies in a compartment. */
  readonly inSilo: boolean;
  /** They were put ready at a desk, and nobody has handed them over. */
  readonly atDesk: boolean;
  /** Their customer has some, and has not brought them back. What is sent is not known here. */
  readonly out: boolean;
}

/** Reads where the goods of an order are: who gives money back looks here first, so that not both are gone. */
export async function readWhereGoodsAre(db: Queryable, order: StoredOrder): Promise<WhereGoodsAre> {
  const parcels = (await findParcelsOfOrder(db, order.tenantId, order.orderId)).filter(({ kind }) => kind === 'order');
  const handOvers = order.handOvers ?? [];
  const parted = { lines: order.lines, fulfilmentKind: partedOf(order).fulfilmentKind };
  const handed = handOvers.flatMap(({ way, handedAt }) => (handedAt === undefined ? [] : linesOf(parted, way)));
  // Which pieces lay in which parcel nobody writes down: the first that was collected counts for all.
  const taken = parcels.some(({ status }) => status === 'collected') ? linesOf(parted, 'silo') : [];
  const refunds = await findRefunds(db, order.tenantId, order.orderId);
  const brought = refunds.filter(({ state }) => state !== 'duplicate').flatMap(({ lines }) => lines);
  return {
    inSilo: parcels.some(({ status }) => status === 'stored'),
    atDesk: handOvers.some(({ way, readyAt, handedAt }) => way === 'desk' && readyAt !== undefined && handedAt === undefined),
    out: leftOfLines([...handed, ...taken], brought).length > 0,
  };
}
