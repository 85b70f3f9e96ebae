import { beforeAll, describe, expect, it } from 'vitest';
import type { LockAddress } from '../../hardware/contract/lock-board.ts';
import type { OrderId } from '../../src/kernel/ids.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { good, TestStation } from './support/test-station.ts';
import { shirt, staff } from './support/shop.ts';

/** The disk and the doors at one moment of the path, with what people had seen succeed by then. */
interface Moment {
  readonly disk: string;
  readonly open: readonly LockAddress[];
  readonly seen: readonly string[];
  readonly orderId: OrderId | null;
}

/** Walks the whole path once and keeps the disk after every commit, and what was seen until the next one. */
async function walkThePath(): Promise<readonly Moment[]> {
  const moments: { disk: string; open: readonly LockAddress[]; seen: string[]; orderId: OrderId | null }[] = [];
  const seen: string[] = [];
  let orderId: OrderId | null = null;
  let shop: TestStation | null = null;
  const keep = (): void => {
    if (shop !== null) moments.push({ disk: shop.snapshot(), open: shop.openDoors, seen: [...seen], orderId });
  };
  const saw = (what: string): void => {
    seen.push(what);
    moments.at(-1)?.seen.push(what);
  };
  shop = await TestStation.start({ onCommit: keep });
  const { kiosk, staff: clerk, silo } = shop.station.intents;
  good(await kiosk.start({ locale: 'es' }));
  good(await kiosk.add({ sku: 'CAM-M' }));
  good(await kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }));
  good(await kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.com' } }));
  good(await kiosk.place({}));
  const placed = shop.station.screens.kiosk.current().session?.placed;
  orderId = (placed?.orderId ?? '') as OrderId;
  saw('placed');
  good(await clerk.signIn({ badge: staff.badge, pin: staff.pin }));
  good(await clerk.takePayment({ orderId, tender: 'cash', amount: shirt.variants[0]?.price ?? { minor: 0, currency: 'EUR' } }));
  saw('paid');
  good(await clerk.beginLoad({ orderId, size: 'M' }));
  await shop.advance(1500);
  const address = shop.addressOf(orderId);
  shop.boards.closeDoor(address);
  await shop.advance(1500);
  good(await clerk.answerLoad({ answer: 'placed' }));
  saw('loaded');
  await shop.advance(6000);
  const code = shop.store.read.pass(shop.store.read.parcelOfOrder(orderId)?.passId ?? ('' as never))?.code ?? '';
  good(await silo.scan({ code, source: 'camera' }));
  await shop.advance(2500);
  shop.boards.closeDoor(address);
  await shop.advance(1000);
  expect(shop.silo.kind).toBe('thanks');
  saw('thanks');
  await shop.advance(6000);
  await shop.close();
  return moments;
}

const operationOf = { placed: 'order.placed', paid: 'payment.taken', loaded: 'parcel.loaded', thanks: 'parcel.collected' } as const;

/** Everything that must be true of a station that was killed at this moment and started again on the same disk. */
async function startAgain(moment: Moment, during: (shop: TestStation) => Promise<void>): Promise<TestStation> {
  const shop = await TestStation.start({ from: moment.disk, open: moment.open, wallOffset: 600_000 });
  await during(shop);
  for (const address of shop.openDoors) shop.boards.closeDoor(address);
  await shop.advance(60_000);
  expect(shop.pulses, 'a start sends no pulse').toEqual([]);
  expect(shop.store.read.liveIntents(), 'every intent ends').toEqual([]);
  expect(shop.store.verifyAudit()).toMatchObject({ ok: true });
  const operations = shop.operations.map((operation) => operation.kind);
  for (const what of moment.seen) expect(operations, `what a person saw: ${what}`).toContain(operationOf[what as keyof typeof operationOf]);
  expect(new Set(shop.operations.map((operation) => JSON.stringify(operation))).size).toBe(operations.length);
  expect(shop.store.tables.outbox.first(500).map((row) => row.seq)).toEqual(operations.map((_, index) => index + 1));
  checkPlaces(shop);
  return shop;
}

/** A stored parcel lies in exactly one compartment, and a compartment that counts as free holds none. */
function checkPlaces(shop: TestStation): void {
  for (const row of shop.store.read.compartments()) {
    if (row.state.startsWith('free')) expect(row.parcelId).toBeNull();
    if (row.state === 'occupied') expect(shop.store.read.parcel(row.parcelId ?? ('' as never))?.status).toBe('stored');
    expect(row.state).not.toBe('pending');
  }
}

/** What can still be done after the restart, and must be: a stored parcel opens for its code, a paid order can be loaded. */
async function goOn(shop: TestStation, moment: Moment): Promise<string> {
  if (moment.orderId === null) return 'nothing was ordered';
  const order = shop.store.read.order(moment.orderId);
  const parcel = shop.store.read.parcelOfOrder(moment.orderId);
  if (parcel?.status === 'stored') {
    const code = expectOk({ ok: true, value: shop.store.read.pass(parcel.passId ?? ('' as never))?.code ?? '' }, 'the code');
    expect(await shop.scan(code)).toBe('ok');
    await shop.advance(1000);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: parcel.doorNumber } });
    return 'the code opens';
  }
  if (order?.status === 'paid') {
    await shop.loadParcel(moment.orderId);
    return 'the order can be loaded';
  }
  return order?.status ?? 'no order';
}

let moments: readonly Moment[] = [];
beforeAll(async () => {
  moments = await walkThePath();
});

describe('a station killed after any commit of the whole path', () => {
  it('comes back with everything that a person saw succeed, opens nothing by itself, and can go on', async () => {
    const outcomes: string[] = [];
    for (const moment of moments) {
      const shop = await startAgain(moment, async () => {});
      outcomes.push(await goOn(shop, moment));
      await shop.close();
    }
    expect(moments.length).toBeGreaterThan(15);
    expect([...new Set(outcomes)]).toEqual(['nothing was ordered', 'placed', 'the order can be loaded', 'the code opens', 'collected']);
  });
});

describe('a station killed with a pulse on its way', () => {
  beforeAll(async () => {
    moments = await walkThePath();
  });

  it('takes the late opening as part of what was live, and loses neither parcel nor code', async () => {
    let late = 0;
    for (const moment of moments) {
      const shop = await startAgain(moment, async (again) => {
        const [live] = again.store.read.liveIntents();
        const row = live === undefined ? null : again.store.read.compartment(live.compartmentId);
        if (row === null || again.boards.isOpen(row)) return;
        late += 1;
        again.boards.forceOpen(row);
        await again.advance(3000);
        expect(again.audit()).not.toContain('door.unexpected-open');
      });
      await goOn(shop, moment);
      await shop.close();
    }
    expect(late).toBeGreaterThan(3);
  });
});
