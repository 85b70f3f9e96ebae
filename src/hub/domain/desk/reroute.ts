import type { DeskOutcome, DeskReroute } from '../../../contract/hub/staff-desk.ts';
import { usualDeliveryRules } from '../../../contract/hub/delivery.ts';
import { stationConfig } from '../../../contract/hub/sync.ts';
import { wayOf } from '../../../contract/order-ways.ts';
import type { Fulfilment, ShipAddress, Way } from '../../../contract/orders.ts';
import { countriesOf } from '../../../core/promises/bag-ways.ts';
import { reroute } from '../../../core/orders/reroute.ts';
import { piecesOf } from '../../../core/stock/give-up.ts';
import { findOpenlyWithdrawn } from '../../after/called-off.ts';
import { noteReroute } from '../../after/goods-out.ts';
import type { Queryable } from '../../db/database.ts';
import { parsed } from '../../db/rows.ts';
import { type ErasedShipping, routeOrder, type StoredOrder } from '../../db/orders.ts';
import { findParcelsOfOrder } from '../../db/parcels.ts';
import { lockStock } from '../../db/stock.ts';
import { audit } from '../context.ts';
import { queueMessage } from '../messages.ts';
import { reconcileLocked } from '../stock/reconcile.ts';
import { type DeskContext, openOrder, type Refused, whyNotChanged } from './desk-order.ts';

type OtherWay = Extract<DeskReroute, { readonly to: 'way' }>;

/**
 * A part of an order goes another way, as its customer agreed with whoever asks. The order costs what it did; stations and the customer are told, the
 * customer with the days that are promised now.
 */
export async function rerouteOrder(c: DeskContext, orderId: string, asked: OtherWay): Promise<DeskOutcome> {
  const opened = await openOrder(c, orderId, asked.staffId);
  if (!opened.ok) return opened.error;
  const order = opened.value;
  const why = (await whyNotChanged(c, order, asked.seen)) ?? (await whyNotRerouted(c, order, asked));
  if (why !== null) return why;
  const address = asked.address ?? addressOf(order);
  if (asked.way === 'ship' && (address === null || !(await sendsTo(c.tx, order, address.country)))) return 'no-address';
  const { fulfilmentKind, lines, delivery } = reroute(
    { ...order, fulfilmentKind: order.fulfilment.kind },
    { from: asked.from, to: asked.way, promise: { from: asked.today, until: asked.until } },
  );
  const { shipTo: _, ...rest } = order;
  const isSent = lines.some((line) => line.way === 'ship') && address !== null;
  const routed: StoredOrder = {
    ...rest,
    ...{ lines, delivery, fulfilment: fulfilmentOf(order, fulfilmentKind, address) },
    ...(isSent && fulfilmentKind !== 'ship' ? { shipTo: address } : {}),
  };
  await routeOrder(c.tx, routed);
  await noteReroute(c, order, { from: asked.from, to: asked.way });
  await audit(c, 'order.rerouted', { orderId, staffId: asked.staffId, to: asked.way, from: asked.from, agreed: asked.agreed, until: asked.until });
  await queueMessage(c, { orderId, kind: 'changed', about: `${orderId}.rerouted-${c.at}`, happenedAt: c.at });
  await lockStock(c.tx, order.tenantId);
  await reconcileLocked(c, routed, null);
  return 'done';
}

async function whyNotRerouted(c: DeskContext, order: StoredOrder, { from, way, today, until }: OtherWay): Promise<Refused | null> {
  if (from === way || until < today || !order.lines.some((line) => wayOf(line, order.fulfilment.kind) === from)) return 'changed';
  const withdrawn = await findOpenlyWithdrawn(c.tx, order);
  if (order.lines.some((line) => wayOf(line, order.fulfilment.kind) === from && piecesOf(withdrawn, line.sku) > 0)) return 'already';
  const handOver = order.handOvers?.find((one) => one.way === from);
  if (handOver?.handedAt !== undefined) return 'already';
  if (handOver?.readyAt !== undefined) return 'ready';
  // What was handed over of the way that it shall go now is over: nothing more goes that way.
  if (order.handOvers?.some((one) => one.way === way) === true) return 'already';
  const parcels = from === 'silo' || way === 'silo' ? await findParcelsOfOrder(c.tx, order.tenantId, order.orderId) : [];
  if (parcels.some(({ status }) => status === 'stored')) return 'in-locker';
  return parcels.some(({ status }) => status === 'collected') ? 'already' : null;
}

/** Does the shop send to this country at all? A shop that has told nothing sends as shops usually do. */
async function sendsTo(db: Queryable, { tenantId, storeId }: StoredOrder, country: string): Promise<boolean> {
  const [row] = await db.query("SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'config' AND scope = $2 AND key = 'station'", [
    tenantId,
    storeId,
  ]);
  const config = row === undefined ? null : parsed(row, 'value', stationConfig.nullable());
  return countriesOf({ rules: config?.delivery ?? usualDeliveryRules, home: config?.country ?? 'ES' }).includes(country);
}

function addressOf(order: StoredOrder): ShipAddress | null {
  return order.shipTo ?? (order.fulfilment.kind === 'ship' ? order.fulfilment.address : null);
}

function fulfilmentOf(order: StoredOrder, kind: Way, address: ShipAddress | null): Fulfilment | ErasedShipping {
  if (kind !== 'ship') return order.fulfilment.kind === kind ? order.fulfilment : { kind };
  return address === null ? { kind, address } : { kind, address };
}
