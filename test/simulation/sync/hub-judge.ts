import type { Operation, OrderPlaced } from '../../../src/contract/events/operations.ts';
import type { Database } from '../../../src/hub/db/database.ts';
import { num, str, strOrNull } from '../../../src/hub/db/rows.ts';
import type { Entry, Ledger } from './ledger.ts';
import { SKU } from './people.ts';

/** An operation as the hub has it. */
interface Recorded {
  readonly operationId: string;
  readonly stationId: string;
  readonly kind: string;
  readonly outcome: string;
}

/** What stations add by themselves: nobody saw it happen, so it is in nobody's book. */
const OWN_WORDS = ['station.restored', 'storage.trouble', 'station.started'];

/**
 * Compares the hub with what people saw, order by order: nothing lost, nothing twice, each station's things in its order, and orders, money,
 * parcels and returns as a second, much simpler set of rules has them. Answers what is wrong.
 */
export async function judgeHub(db: Database, tenantId: string, ledger: Ledger): Promise<readonly string[]> {
  const rows = await db.query(
    `SELECT o.operation_id, o.station_id, o.kind, o.outcome FROM operations o
     JOIN streams s ON s.tenant_id = o.tenant_id AND s.station_id = o.station_id AND s.epoch = o.epoch
     WHERE o.tenant_id = $1 ORDER BY o.station_id, s.generation, o.seq`,
    [tenantId],
  );
  const recorded = rows.map((row) => ({
    operationId: str(row, 'operation_id'),
    stationId: str(row, 'station_id'),
    kind: str(row, 'kind'),
    outcome: str(row, 'outcome'),
  }));
  const known = new Map(ledger.entries.map((entry) => [entry.operationId, entry]));
  return [
    ...lostOrTwice(recorded, ledger),
    ...strangers(recorded, known),
    ...outOfOrder(recorded, known),
    ...(await wrongOrders(db, tenantId, recorded, known)),
    ...(await wrongParcels(db, tenantId, recorded, known)),
    ...(await wrongRefunds(db, tenantId, recorded, known)),
  ];
}

function lostOrTwice(recorded: readonly Recorded[], ledger: Ledger): readonly string[] {
  const times = new Map<string, number>();
  for (const { operationId } of recorded) times.set(operationId, (times.get(operationId) ?? 0) + 1);
  return ledger.entries.flatMap(({ operationId, stationId, operation, isMaybe }) => {
    const count = times.get(operationId) ?? 0;
    if (count > 1) return [`twice: ${operation.kind} ${operationId} of ${stationId}`];
    return count === 0 && !isMaybe ? [`lost: ${operation.kind} ${operationId} of ${stationId}`] : [];
  });
}

function strangers(recorded: readonly Recorded[], known: ReadonlyMap<string, Entry>): readonly string[] {
  return recorded.flatMap(({ operationId, kind }) => (known.has(operationId) || OWN_WORDS.includes(kind) ? [] : [`nobody did: ${kind} ${operationId}`]));
}

/** What is certain of a station stands at the hub in the order in which it happened there. */
function outOfOrder(recorded: readonly Recorded[], known: ReadonlyMap<string, Entry>): readonly string[] {
  const last = new Map<string, number>();
  return recorded.flatMap(({ operationId, stationId, kind }) => {
    const entry = known.get(operationId);
    if (entry === undefined || entry.isMaybe) return [];
    const before = last.get(stationId) ?? -1;
    last.set(stationId, Math.max(before, entry.n));
    return entry.n > before ? [] : [`out of order: ${kind} ${operationId}, number ${entry.n} of ${stationId} after ${before}`];
  });
}

/** What arrived of an order. */
interface Story {
  readonly placed: OrderPlaced | null;
  readonly payments: readonly Recorded[];
  readonly loaded: ReadonlySet<string>;
  readonly collected: ReadonlySet<string>;
  readonly broughtBack: ReadonlySet<string>;
}

function storiesOf(recorded: readonly Recorded[], known: ReadonlyMap<string, Entry>): ReadonlyMap<string, Story> {
  const arrived = recorded.flatMap((row) => {
    const operation = known.get(row.operationId)?.operation;
    return operation === undefined ? [] : [{ row, operation }];
  });
  const orderIds = new Set(arrived.flatMap(({ operation }) => orderOf(operation) ?? []));
  return new Map(
    [...orderIds].map((orderId) => {
      const about = arrived.filter(({ operation }) => orderOf(operation) === orderId);
      const parcels = (kind: Operation['kind']) =>
        new Set(about.flatMap(({ operation }) => (operation.kind === kind && 'parcelId' in operation ? (operation.parcelId ?? []) : [])));
      const placed = about.map(({ operation }) => operation).find((operation) => operation.kind === 'order.placed') ?? null;
      const payments = about.filter(({ operation }) => operation.kind === 'payment.taken').map(({ row }) => row);
      const [loaded, collected, broughtBack] = [parcels('parcel.loaded'), parcels('parcel.collected'), parcels('return.deposited')];
      return [orderId, { placed, payments, loaded, collected, broughtBack }];
    }),
  );
}

async function wrongOrders(db: Database, tenantId: string, recorded: readonly Recorded[], known: ReadonlyMap<string, Entry>): Promise<readonly string[]> {
  const rows = await db.query(
    `SELECT o.order_id, o.status, o.total_minor, (SELECT count(*) FROM payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.order_id) AS paid
     FROM orders o WHERE o.tenant_id = $1`,
    [tenantId],
  );
  const stored = new Map(rows.map((row) => [str(row, 'order_id'), `${str(row, 'status')} ${num(row, 'total_minor')} paid ${num(row, 'paid')} times`]));
  const stories = [...storiesOf(recorded, known)];
  const expected = new Map(stories.flatMap(([id, story]) => (story.placed === null ? [] : [[id, expectedOrder(story, story.placed)] as const])));
  const outcomes = stories.flatMap(([id, { placed, payments }]) => {
    const applied = payments.filter(({ outcome }) => outcome === 'applied').length;
    const waiting = payments.filter(({ outcome }) => outcome === 'deferred').length;
    const isRight = placed === null ? applied === 0 : waiting === 0 && applied === Math.min(1, payments.length);
    return isRight ? [] : [`payments of ${id}: ${payments.map(({ outcome }) => outcome).join(', ')}`];
  });
  return [...outcomes, ...differences('order', expected, stored)];
}

function expectedOrder({ payments, loaded, collected }: Story, { total }: OrderPlaced): string {
  const inside = [...loaded].filter((parcelId) => !collected.has(parcelId));
  const isPaid = payments.length > 0;
  const after = inside.length > 0 ? 'ready' : collected.size > 0 ? 'collected' : 'paid';
  return `${isPaid ? after : 'placed'} ${total.minor} paid ${isPaid ? 1 : 0} times`;
}

async function wrongParcels(db: Database, tenantId: string, recorded: readonly Recorded[], known: ReadonlyMap<string, Entry>): Promise<readonly string[]> {
  const rows = await db.query('SELECT parcel_id, kind, status, station_id FROM parcels WHERE tenant_id = $1', [tenantId]);
  const stored = new Map(rows.map((row) => [str(row, 'parcel_id'), `${str(row, 'kind')} ${str(row, 'status')} at ${str(row, 'station_id')}`]));
  const stationOf = new Map(
    recorded.flatMap(({ operationId, stationId }) => {
      const operation = known.get(operationId)?.operation;
      return operation !== undefined && 'parcelId' in operation && operation.parcelId !== null ? [[operation.parcelId, stationId] as const] : [];
    }),
  );
  const expected = new Map<string, string>();
  for (const { loaded, collected, broughtBack } of storiesOf(recorded, known).values()) {
    for (const id of [...loaded, ...collected]) expected.set(id, `order ${collected.has(id) ? 'collected' : 'stored'} at ${stationOf.get(id)}`);
    for (const id of broughtBack) expected.set(id, `return stored at ${stationOf.get(id)}`);
  }
  return differences('parcel', expected, stored);
}

/** No piece is paid back twice, and no piece that came back in time and was paid for is forgotten. */
async function wrongRefunds(db: Database, tenantId: string, recorded: readonly Recorded[], known: ReadonlyMap<string, Entry>): Promise<readonly string[]> {
  const rows = await db.query('SELECT order_id, state, paid_lines, amount_minor FROM refunds WHERE tenant_id = $1', [tenantId]);
  const stored = new Map<string, string>();
  for (const orderId of new Set(rows.map((row) => strOrNull(row, 'order_id') ?? ''))) {
    const mine = rows.filter((row) => strOrNull(row, 'order_id') === orderId);
    const requested = mine.filter((row) => str(row, 'state') === 'requested');
    const minor = requested.reduce((sum, row) => sum + num(row, 'amount_minor'), 0);
    stored.set(orderId, `${mine.length} came, ${requested.length} paid back, ${minor}`);
  }
  const expected = new Map<string, string>();
  for (const [orderId, { placed, broughtBack }] of storiesOf(recorded, known)) {
    if (placed === null || broughtBack.size === 0) continue;
    const bought = placed.lines.filter(({ sku }) => sku === SKU).reduce((sum, { quantity }) => sum + quantity, 0);
    const paid = Math.min(bought, broughtBack.size);
    expected.set(orderId, `${broughtBack.size} came, ${paid} paid back, ${paid * 2500}`);
  }
  return differences('refund', expected, stored);
}

function orderOf(operation: Operation): string | null {
  return 'orderId' in operation ? operation.orderId : null;
}

function differences(what: string, expected: ReadonlyMap<string, string>, stored: ReadonlyMap<string, string>): readonly string[] {
  const ids = new Set([...expected.keys(), ...stored.keys()]);
  return [...ids].flatMap((id) => {
    const [should, is] = [expected.get(id) ?? 'none', stored.get(id) ?? 'none'];
    return should === is ? [] : [`${what} ${id}: should be ${should}, is ${is}`];
  });
}
