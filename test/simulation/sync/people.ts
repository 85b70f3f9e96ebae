import type { Operation, OrderPlaced } from '../../../src/contract/events/operations.ts';
import { orderNumber } from '../../../src/core/orders/order-number.ts';
import { type OrderId, type ParcelId, uuidV7 } from '../../../src/kernel/ids.ts';
import { done, expectOk } from '../../../src/kernel/result.ts';
import type { OrderRow, ParcelRow, StoreWriter } from '../../../src/station/ports/store.ts';
import type { FireStation } from './fire-station.ts';

/** What a station's place in the shop gives to what happens there. */
export interface Place {
  readonly code: string;
  readonly bank: number;
}

/** One thing that somebody does at a station, if there is anything of the kind to do. */
export type Act = (station: FireStation, place: Place) => void;

/** Somebody orders. */
export const order: Act = (station, place) => {
  const { chance } = station.parts;
  const at = station.now();
  const orderId = idOf<'order'>(station);
  const quantity = chance.int(1, 2);
  const row: OrderRow = {
    orderId,
    number: orderNumber(place.code, chance.int(1, 99_000)),
    status: 'placed',
    placedAt: at,
    lines: [lineOf(quantity)],
    total: { minor: 2500 * quantity, currency: 'EUR' },
    fulfilmentKind: 'silo',
    locale: 'es',
    paidHere: false,
    holder: null,
  };
  const { paidHere: _p, status: _s, fulfilmentKind: _f, holder: _h, lines, ...rest } = row;
  const placed: OrderPlaced = {
    ...rest,
    lines: [...lines],
    kind: 'order.placed',
    fulfilment: { kind: 'silo' },
    contact: { kind: 'email', email: `p${chance.int(1, 9)}@example.com` },
    placedOffline: false,
  };
  see(station, placed, (tx) => tx.putOrder(row));
};

/** Somebody pays at this till, whichever station the order was made at. */
export const pay: Act = (station) => {
  const row = find(station, (found) => found.status === 'placed');
  if (row === null) return;
  const paid: Operation = {
    kind: 'payment.taken',
    paymentId: idOf<'payment'>(station),
    orderId: row.orderId,
    tender: 'card',
    amount: row.total,
    staffId: 'ana',
    takenAt: station.now(),
  };
  see(station, paid, (tx) => tx.putOrder({ ...row, status: 'paid', paidHere: true }));
};

/** Staff put an order's parcel into a compartment here. */
export const load: Act = (station, place) => {
  const { ledger, chance } = station.parts;
  const row = find(station, (found) => found.status === 'paid' && !ledger.isLoaded(found.orderId));
  if (row === null) return;
  const at = station.now();
  const parcelId = idOf<'parcel'>(station);
  const operation: Operation = {
    kind: 'parcel.loaded',
    parcelId,
    orderId: row.orderId,
    bank: place.bank,
    compartmentId: '1-07',
    doorNumber: 7,
    size: 'M',
    passId: Buffer.from(chance.bytes(16)).toString('hex'),
    staffId: 'ana',
    loadedAt: at,
    deadline: null,
  };
  see(station, operation, (tx) => {
    tx.putParcel(parcelOf(parcelId, row.orderId as OrderId, 'order', at));
    tx.setOrderStatus(row.orderId as OrderId, 'ready');
  });
};

/** Somebody takes their parcel out. */
export const collect: Act = (station) => {
  const parcel = station.store.read.parcelsInside().find(({ kind, status }) => kind === 'order' && status === 'stored');
  if (parcel === undefined || parcel.orderId === null) return;
  const { orderId } = parcel;
  const at = station.now();
  const operation: Operation = {
    kind: 'parcel.collected',
    parcelId: parcel.parcelId,
    orderId,
    intentId: idOf<'intent'>(station),
    passId: null,
    delegateId: null,
    commandId: null,
    compartmentId: '1-07',
    openedAt: at,
    closedAt: at,
  };
  see(station, operation, (tx) => {
    tx.putParcel({ ...parcel, status: 'collected', collectedAt: at });
    tx.setOrderStatus(orderId, 'collected');
  });
};

/** Somebody brings one piece back, with more pieces than they bought now and then. */
export const bringBack: Act = (station, place) => {
  const row = find(station, (found) => found.status === 'collected');
  if (row === null) return;
  const at = station.now();
  const parcelId = idOf<'parcel'>(station);
  const operation: Operation = {
    kind: 'return.deposited',
    parcelId,
    returnId: null,
    orderId: row.orderId,
    lines: [{ sku: SKU, quantity: 1, reason: 'size' }],
    bank: place.bank,
    compartmentId: '1-09',
    doorNumber: 9,
    size: 'M',
    receipt: 'R-7K3M',
    contact: null,
    locale: 'es',
    depositedAt: at,
  };
  see(station, operation, (tx) => tx.putParcel(parcelOf(parcelId, row.orderId as OrderId, 'return', at)));
};

/** The one SKU that is ordered here. */
export const SKU = 'shirt-M';

/** One commit, as the station's use-cases make it, and a note in the world's own book once it stands. */
function see(station: FireStation, operation: Operation, work: (tx: StoreWriter) => void): void {
  const { store } = station;
  expectOk(
    store.commit((tx) => {
      work(tx);
      tx.enqueue(operation, station.now());
      tx.audit({ kind: operation.kind, at: station.now(), facts: {} });
      return done;
    }),
    'what a person did',
  );
  const last = store.waiting(1_000_000).at(-1);
  if (last === undefined) throw new Error('it is in the outbox');
  station.parts.ledger.add(last.operationId, station.parts.stationId, operation);
}

function find(station: FireStation, fits: (row: OrderRow) => boolean): OrderRow | null {
  const rows = station.parts.ledger.orderIds.flatMap((id) => station.store.read.order(id as OrderId) ?? []).filter(fits);
  return rows.length === 0 ? null : station.parts.chance.pick(rows);
}

function idOf<Brand extends string>(station: FireStation) {
  return uuidV7<Brand>(station.now(), (size) => station.parts.chance.bytes(size));
}

function lineOf(quantity: number): OrderRow['lines'][number] {
  return {
    sku: SKU,
    title: 'Camisa',
    size: 'M',
    colour: 'Azul',
    picture: { kind: 'drawing', garment: 'shirt', colour: '#2244aa', pattern: 'plain' },
    quantity,
    unitPrice: { minor: 2500, currency: 'EUR' },
  };
}

function parcelOf(parcelId: ParcelId, orderId: OrderId, kind: ParcelRow['kind'], at: number): ParcelRow {
  return {
    parcelId,
    kind,
    orderId,
    passId: null,
    holder: null,
    size: 'M',
    status: 'stored',
    doorNumber: kind === 'order' ? 7 : 9,
    loadedAt: at,
    collectedAt: null,
    deadline: null,
    recall: null,
    ended: null,
  };
}
