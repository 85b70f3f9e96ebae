import { createHash, randomUUID } from 'node:crypto';
import type { OrderPlaced, ParcelCollected, ParcelLoaded, PaymentTaken } from '../../../../src/contract/events/operations.ts';
import type { ParcelRecalled, ReturnDeposited } from '../../../../src/contract/events/silo-operations.ts';
import { MAX_DELEGATE_IDS } from '../../../../src/contract/hub/silo.ts';
import type { PushedOperation, PushRequest } from '../../../../src/contract/hub/sync.ts';
import type { Database, Row } from '../../../../src/hub/db/database.ts';
import { applySetup } from '../../../../src/hub/db/setup.ts';
import type { StationIdentity } from '../../../../src/hub/domain/context.ts';
import { applyPush } from '../../../../src/hub/domain/push.ts';

/** When everything in these tests happens. */
export const NOW = 1_760_000_000_000;

/** A tenant with two shops; the first has two stations. All ids are new, so that tests may share a database. */
export interface World {
  readonly tenantId: string;
  readonly kiosk: StationIdentity;
  readonly second: StationIdentity;
  readonly otherShop: StationIdentity;
}

/** Writes a tenant into the database. */
export async function makeWorld(db: Database): Promise<World> {
  const tenantId = randomUUID();
  const id = tenantId.slice(0, 8);
  const store = (storeId: string, stations: { stationId: string; stationCode: string; bank: number; passPool: number }[]) => ({
    storeId,
    name: `Tienda ${storeId}`,
    currency: 'EUR',
    locationId: 'centro',
    stations,
    staff: [],
  });
  const station = (n: number) => ({ stationId: `${id}-${n}`, stationCode: `K${n}`, bank: n, passPool: 0 });
  const stores = [store('centro', [station(1), station(2)]), store('norte', [station(3)])];
  await applySetup(db, { tenantId, name: 'Moda', locations: [], stores }, 'https://hub.example');
  const identity = (n: number, storeId: string): StationIdentity => ({ tenantId, stationId: `${id}-${n}`, storeId, bank: n });
  return { tenantId, kiosk: identity(1, 'centro'), second: identity(2, 'centro'), otherShop: identity(3, 'norte') };
}

/** Marks a station as enrolled, with a key that nobody holds. */
export async function markEnrolled(db: Database, station: StationIdentity): Promise<void> {
  await db.query('UPDATE stations SET public_key = $2, enrolled_at = 1 WHERE station_id = $1', [station.stationId, 'A'.repeat(43)]);
}

/** A station's outbox: gives operations their places. */
export interface Outbox {
  readonly epoch: string;
  add(operation: unknown): PushedOperation;
  request(...operations: readonly PushedOperation[]): PushRequest;
}

/** An empty outbox in a new epoch. */
export function makeOutbox(firstSeq = 1): Outbox {
  const epoch = randomUUID();
  let seq = firstSeq;
  return {
    epoch,
    add: (operation) => pushed(seq++, operation),
    request: (...operations) => {
      const end = operations.at(-1)?.seq ?? 0;
      return { epoch, operations: [...operations], audit: { seq: end, hash: sha256(`${epoch}:${end}`) } };
    },
  };
}

/** One operation at a place. */
export function pushed(seq: number, operation: unknown, operationId: string = randomUUID()): PushedOperation {
  const body = typeof operation === 'string' ? operation : JSON.stringify(operation);
  return { seq, operationId, occurredAt: NOW, hash: sha256(body), body };
}

/** Applies a push as the hub does, and answers the outcomes as `seq outcome` or the refusal. */
export async function push(db: Database, station: StationIdentity, request: PushRequest, at = NOW): Promise<readonly string[]> {
  const done = await applyPush(db, { station, at, phoneToken: (tenantId, orderId) => sha256(`phone ${tenantId} ${orderId}`).slice(0, 22) }, request);
  if (!done.ok) return [done.error.kind];
  return done.value.outcomes.map(({ seq, outcome, reason }) => [seq, outcome, ...(reason === null ? [] : [reason])].join(' '));
}

/** An order of one line. */
export function placed(change: Partial<OrderPlaced> = {}): OrderPlaced {
  return {
    kind: 'order.placed',
    orderId: randomUUID(),
    number: 'K1-00042-7',
    placedAt: NOW,
    lines: [
      {
        sku: 'CAM-AZ-M',
        title: 'Camisa <Lino> & Cía',
        size: 'M',
        colour: 'Azul',
        picture: { kind: 'drawing', garment: 'shirt', colour: '#2255aa', pattern: 'plain' },
        quantity: 2,
        unitPrice: { minor: 2_995, currency: 'EUR' },
      },
    ],
    total: { minor: 5_990, currency: 'EUR' },
    fulfilment: { kind: 'silo' },
    contact: { kind: 'email', email: 'ana@example.com' },
    locale: 'es',
    placedOffline: false,
    ...change,
  };
}

/** The payment of an order, in full. */
export function paid(order: OrderPlaced, change: Partial<PaymentTaken> = {}): PaymentTaken {
  return {
    kind: 'payment.taken',
    paymentId: randomUUID(),
    orderId: order.orderId,
    tender: 'card',
    amount: order.total,
    staffId: 'eva',
    takenAt: NOW,
    ...change,
  };
}

/** The loading of an order's parcel. */
export function loaded(order: OrderPlaced, change: Partial<ParcelLoaded> = {}): ParcelLoaded {
  return {
    kind: 'parcel.loaded',
    parcelId: randomUUID(),
    orderId: order.orderId,
    bank: 1,
    compartmentId: '1-07',
    doorNumber: 7,
    size: 'M',
    passId: randomUUID().replaceAll('-', ''),
    staffId: 'eva',
    loadedAt: NOW,
    deadline: null,
    ...change,
  };
}

/** The collection of a parcel. */
export function collected(parcel: ParcelLoaded, change: Partial<ParcelCollected> = {}): ParcelCollected {
  const { parcelId, orderId, passId, compartmentId } = parcel;
  return {
    kind: 'parcel.collected',
    parcelId,
    orderId,
    intentId: randomUUID(),
    passId,
    delegateId: null,
    commandId: null,
    compartmentId,
    openedAt: NOW,
    closedAt: NOW,
    ...change,
  };
}

/** The taking out of a parcel. */
export function recalled(parcel: ParcelLoaded, change: Partial<ParcelRecalled> = {}): ParcelRecalled {
  const { parcelId, orderId, compartmentId } = parcel;
  return {
    kind: 'parcel.recalled',
    parcelId,
    orderId,
    reason: 'expired',
    found: 'taken',
    compartmentId,
    staffId: 'eva',
    secondStaffId: null,
    at: NOW,
    ...change,
  };
}

/** Goods of an order put into a silo. */
export function deposited(order: OrderPlaced, change: Partial<ReturnDeposited> = {}): ReturnDeposited {
  return {
    kind: 'return.deposited',
    parcelId: randomUUID(),
    returnId: null,
    orderId: order.orderId,
    lines: [{ sku: 'CAM-AZ-M', quantity: 1, reason: 'size' }],
    bank: 1,
    compartmentId: '1-09',
    doorNumber: 9,
    size: 'M',
    receipt: 'R-7K3M',
    contact: null,
    locale: 'es',
    depositedAt: NOW,
    ...change,
  };
}

/** A blank pass of a station, written past the pool. Answers its id. */
export async function addPass(db: Database, station: StationIdentity, expires = NOW / 1000 + 30 * 86_400): Promise<string> {
  const passId = randomUUID().replaceAll('-', '');
  await db.query(
    `INSERT INTO passes (tenant_id, pass_id, station_id, code, short_code, pin, not_before, expires, state, delegate_ids)
     VALUES ($1, $2, $3, $4, $5, '123456', 0, $6, 'blank', $7::jsonb)`,
    [
      station.tenantId,
      passId,
      station.stationId,
      `LK1:${passId}`,
      passId.slice(0, 9).toUpperCase(),
      Math.floor(expires),
      JSON.stringify(Array.from({ length: MAX_DELEGATE_IDS }, () => randomUUID().replaceAll('-', ''))),
    ],
  );
  return passId;
}

/** One column of a table of this tenant, in order. */
export async function column(db: Database, world: Pick<World, 'tenantId'>, table: string, expression: string, order = '1'): Promise<readonly unknown[]> {
  const rows: readonly Row[] = await db.query(`SELECT ${expression} AS v FROM ${table} WHERE tenant_id = $1 ORDER BY ${order}`, [world.tenantId]);
  return rows.map((row) => row['v']);
}

/** SHA-256 in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
