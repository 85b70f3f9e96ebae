import { afterEach, describe, expect, it } from 'vitest';
import { readDoorFlow } from '../../src/core/compartments/door-flow-text.ts';
import { codeOf, passBody, shirt, staff } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const price = shirt.variants[0]?.price ?? { minor: 0, currency: 'EUR' };

async function handOver(code: string, address: { readonly board: number; readonly lock: number }): Promise<void> {
  await shop.scan(code);
  await shop.advance(2000);
  shop.boards.closeDoor(address);
  await shop.advance(8000);
}

describe('promise 1: a door opens only for a live intent that was durable before the pulse', () => {
  it('each pulse on the wire finds its own attempt in the database', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.boards.setDoor(parcel.address, { isJammed: true });
    const attempts: string[] = [];
    const push = shop.events.push.bind(shop.events);
    shop.events.push = (...events) => {
      for (const event of events) {
        if (event.kind !== 'pulse') continue;
        const live = shop.store.read.liveIntents().map(({ compartmentId, state, purpose }) => ({ compartmentId, flow: readDoorFlow(state, purpose) }));
        attempts.push(...live.map(({ compartmentId, flow }) => `${compartmentId} round ${flow.round} attempt ${flow.attempt}`));
      }
      return push(...events);
    };
    await shop.scan(parcel.code);
    await shop.advance(8000);
    good(await shop.station.intents.silo.retry({}));
    await shop.advance(8000);
    const id = `${parcel.address.board}-${String(parcel.address.lock).padStart(2, '0')}`;
    expect(attempts).toEqual([1, 2].flatMap((round) => [1, 2, 3].map((attempt) => `${id} round ${round} attempt ${attempt}`)));
  });

  it('no commit, no pulse: with a broken disk nothing opens, and an attempt that cannot be stored is not made', async () => {
    let isDiskBroken = false;
    shop = await TestStation.start({ isDiskBroken: () => isDiskBroken });
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    isDiskBroken = true;
    expect(await shop.scan(parcel.code)).toBe('refused');
    await shop.advance(60_000);
    expect(shop.pulses).toHaveLength(1);
    isDiskBroken = false;
    shop.boards.setDoor(parcel.address, { isJammed: true });
    expect(await shop.scan(parcel.code)).toBe('ok');
    await shop.advance(500);
    isDiskBroken = true;
    await shop.advance(60_000);
    expect(shop.pulses).toHaveLength(2);
  });

  it('a commit that takes longer than a pulse is valid for is followed by no pulse until somebody asks again', async () => {
    let slow = false;
    shop = await TestStation.start({
      onCommit: () => {
        if (slow) shop.clock.freezeFor(3000);
        slow = false;
      },
    });
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    await shop.advance(600);
    slow = true;
    good(await shop.station.intents.silo.scan({ code: parcel.code, source: 'camera' }));
    await shop.advance(10_000);
    expect(shop.pulses).toHaveLength(1);
    expect(shop.silo).toMatchObject({ kind: 'did-not-open', canRetry: true });
    good(await shop.station.intents.silo.retry({}));
    await shop.advance(1000);
    expect(shop.silo.kind).toBe('open');
  });

  it('a start on a disk that takes nothing replays nothing either, and comes to an end once the disk does', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.boards.setDoor(parcel.address, { isJammed: true });
    await shop.scan(parcel.code);
    await shop.advance(3000);
    const disk = shop.snapshot();
    await shop.close();
    let isDiskBroken = true;
    shop = await TestStation.start({ from: disk, isDiskBroken: () => isDiskBroken, settleMs: 20_000 });
    isDiskBroken = false;
    await shop.advance(60_000);
    expect(shop.pulses).toEqual([]);
    expect(shop.store.read.liveIntents()).toEqual([]);
    expect(await shop.scan(parcel.code)).toBe('ok');
  });

  it('a start replays nothing', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    await shop.scan(parcel.code);
    const disk = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: disk, settleMs: 120_000 });
    expect(shop.pulses).toEqual([]);
  });
});

describe('promise 2: a compartment holds at most one parcel, and a parcel is in exactly one place', () => {
  it('parcels get compartments of their own, and an order is not loaded twice', async () => {
    shop = await TestStation.start();
    const orders = [1, 2, 3, 4].map((n) => shop.paidOrder(n));
    const places: string[] = [];
    for (const orderId of orders) {
      const { address } = await shop.loadParcel(orderId);
      places.push(`${address.board}/${address.lock}`);
      expect(await shop.station.intents.staff.beginLoad({ orderId, size: 'S' })).toMatchObject({ ok: false, error: { kind: 'already-loaded' } });
    }
    expect(new Set(places).size).toBe(4);
  });
});

describe('promise 3: a compartment is given to a new parcel only after it was seen empty', () => {
  it('what a customer emptied is free only for staff, who look; what was not empty is given to nobody', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    await handOver(parcel.code, parcel.address);
    const row = () => shop.store.read.compartments().find((compartment) => compartment.number === parcel.doorNumber);
    expect(row()?.state).toBe('free-unverified');
    // Kept for its person for ten minutes; then for whoever looks inside.
    await shop.advance(600_000);
    await shop.signIn();
    good(await shop.station.intents.staff.beginLoad({ orderId: shop.paidOrder(2), size: 'M' }));
    await shop.advance(1500);
    shop.boards.closeDoor(parcel.address);
    await shop.advance(1500);
    good(await shop.station.intents.staff.answerLoad({ answer: 'not-empty' }));
    await shop.advance(6000);
    expect(row()?.state).toBe('suspect');
    for (let n = 10; n < 14; n++) expect((await shop.loadParcel(shop.paidOrder(n))).doorNumber).not.toBe(parcel.doorNumber);
  });
});

describe('promise 4: a code dies only when the hand-over was observed', () => {
  it('a door that never opened, a bus that failed and a restart in the middle leave the code good; a collection ends it', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.boards.setDoor(parcel.address, { isJammed: true });
    await shop.scan(parcel.code);
    await shop.advance(60_000);
    shop.boards.setDoor(parcel.address, { isJammed: false });
    await shop.scan(parcel.code);
    await shop.advance(1500);
    const disk = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: disk, settleMs: 20_000 });
    expect(await shop.scan(parcel.code)).toBe('ok');
    await shop.advance(2000);
    shop.boards.closeDoor(parcel.address);
    await shop.advance(8000);
    expect(shop.store.read.parcelsInside()).toEqual([]);
    await shop.advance(600_000);
    expect(await shop.scan(parcel.code)).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'not-valid' });
  });
});

describe('promise 5: a code opens only its own parcel’s compartment, at its own bank', () => {
  it('four codes open four doors, each its own, and none at another bank', async () => {
    shop = await TestStation.start();
    const parcels: Awaited<ReturnType<TestStation['loadParcel']>>[] = [];
    for (const n of [1, 2, 3, 4]) parcels.push(await shop.loadParcel(shop.paidOrder(n)));
    for (const parcel of parcels.toReversed()) {
      const before = shop.pulses.length;
      await handOver(parcel.code, parcel.address);
      expect(shop.pulses.slice(before)).toEqual([`${parcel.address.board}/${parcel.address.lock}`]);
    }
    const before = shop.pulses.length;
    for (let n = 1; n <= 6; n++) expect(await shop.scan(codeOf(passBody(n, { bank: 8 })))).toBe('refused');
    expect(shop.pulses).toHaveLength(before);
  });
});

describe('promise 8: an order is paid once or not at all, and never loaded on an unconfirmed payment', () => {
  it('the till takes the money once, and an unpaid order gets no compartment', async () => {
    shop = await TestStation.start();
    const { staff: clerk, kiosk } = shop.station.intents;
    good(await kiosk.start({ locale: 'es' }));
    await shop.signIn();
    good(await kiosk.add({ sku: 'CAM-M' }));
    good(await kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }));
    good(await kiosk.setContact({ contact: { kind: 'phone', phone: '+34600000000' } }));
    good(await kiosk.place({}));
    const orderId = shop.station.screens.kiosk.current().session?.placed?.orderId ?? '';
    expect(await clerk.beginLoad({ orderId, size: 'S' })).toEqual({ ok: false, error: { kind: 'not-paid' } });
    expect(await clerk.takePayment({ orderId, tender: 'card', amount: { ...price, minor: price.minor - 1 } })).toEqual({
      ok: false,
      error: { kind: 'wrong-amount' },
    });
    expect(await clerk.takePayment({ orderId, tender: 'card', amount: price })).toMatchObject({ ok: true });
    expect(await clerk.takePayment({ orderId, tender: 'card', amount: price })).toEqual({ ok: false, error: { kind: 'already-paid' } });
    expect(shop.operations.filter((operation) => operation.kind === 'payment.taken')).toHaveLength(1);
    expect(shop.pulses).toEqual([]);
  });
});

describe('promise 9: nothing of one shopper is visible to the next', () => {
  it('the silo shows a door and nothing else of a person, and nothing at all once they are gone', async () => {
    shop = await TestStation.start();
    const idle = JSON.stringify(shop.station.screens.silo.current().state);
    const orderId = shop.paidOrder(1);
    const parcel = await shop.loadParcel(orderId);
    await shop.scan(parcel.code);
    await shop.advance(1000);
    const pass = shop.store.read.parcelOfOrder(orderId)?.passId ?? '';
    const shown = JSON.stringify(shop.station.screens.silo.current());
    for (const secret of [parcel.code, pass, orderId, 'K1-00001-7', 'Camisa', staff.staffId]) expect(shown).not.toContain(secret);
    shop.boards.closeDoor(parcel.address);
    await shop.advance(12_000);
    expect(JSON.stringify(shop.station.screens.silo.current().state)).toBe(idle);
  });

  it('no code, PIN or contact is ever in the audit', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    await handOver(parcel.code, parcel.address);
    const entries = Array.from({ length: shop.store.read.auditHead().seq }, (_, index) => shop.store.tables.audit.entry(index + 1) ?? '').join('\n');
    expect(entries).not.toContain('LK1:');
    expect(entries).not.toContain('withheld');
    expect(entries).toContain('door.ended');
  });
});
