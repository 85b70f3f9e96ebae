import { afterEach, describe, expect, it } from 'vitest';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const families = ['cu48', 'modbus-relay'] as const;

function second(): NonNullable<TestStation['second']> {
  if (shop.second === null) throw new Error('no second bus');
  return shop.second;
}

async function bothLoaded() {
  const orders = { small: shop.paidOrder(1), big: shop.paidOrder(2) };
  const small = await shop.loadParcel(orders.small);
  const big = await shop.loadParcel(orders.big, 'XL');
  expect([shop.boardsOf(orders.small), shop.boardsOf(orders.big)]).toEqual([shop.boards, second().boards]);
  return { orders, small, big };
}

const pulsesOf = (events: TestStation['events']) => events.flatMap((event) => (event.kind === 'pulse' ? [`${event.address.board}/${event.address.lock}`] : []));
const rowOf = (bus: string, lock: number) => shop.store.read.compartments().find((row) => row.bus === bus && row.lock === lock);

describe.each(families)('a silo with a bus of cu48 boards and one of %s boards', (family) => {
  it('loads and hands over at both, and each pulse goes out on the bus of its own door', async () => {
    shop = await TestStation.start({ second: family });
    const { orders, small, big } = await bothLoaded();
    expect(pulsesOf(shop.secondEvents)).toEqual(['4/0']);
    expect(pulsesOf(shop.events)).toEqual([`${small.address.board}/${small.address.lock}`]);
    for (const [orderId, parcel] of [
      [orders.big, big],
      [orders.small, small],
    ] as const) {
      expect(await shop.scan(parcel.code)).toBe('ok');
      await shop.advance(2000);
      expect(shop.silo).toMatchObject({ kind: 'open', door: { number: parcel.doorNumber } });
      shop.boardsOf(orderId).closeDoor(parcel.address);
      await shop.advance(10_000);
    }
    expect(shop.operations.slice(-2).map((operation) => operation.kind)).toEqual(['parcel.collected', 'parcel.collected']);
    expect([pulsesOf(shop.events).length, pulsesOf(shop.secondEvents).length]).toEqual([2, 2]);
  });

  it('goes on at one when the other is unplugged, says so of the codes that lie there, and takes it up again', async () => {
    shop = await TestStation.start({ second: family });
    const { orders, small, big } = await bothLoaded();
    second().wire.cut();
    await shop.advance(3000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    expect(await shop.scan(big.code)).toBe('refused');
    expect(shop.silo).toEqual({ kind: 'unavailable', reason: 'doors-unreachable' });
    expect(await shop.scan(small.code)).toBe('ok');
    await shop.advance(2000);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: small.doorNumber } });
    shop.boards.closeDoor(small.address);
    await shop.advance(8000);
    expect(shop.operations.at(-1)?.kind).toBe('parcel.collected');
    expect(await shop.station.intents.staff.beginLoad({ orderId: shop.paidOrder(3), size: 'XL' })).toMatchObject({ ok: true });
    await shop.advance(1500);
    expect(shop.station.screens.staff.current().load?.state).toMatchObject({ kind: 'open', door: { number: expect.toSatisfy((number) => number < 100) } });

    second().wire.mend();
    await second().boards.start();
    await shop.advance(30_000);
    expect(pulsesOf(shop.secondEvents)).toEqual(['4/0']);
    expect(await shop.scan(big.code)).toBe('ok');
    await shop.advance(2000);
    second().boards.closeDoor(shop.addressOf(orders.big));
    await shop.advance(10_000);
    expect(shop.operations.at(-1)?.kind).toBe('parcel.collected');
  });

  it('is unavailable only when both are gone', async () => {
    shop = await TestStation.start({ second: family });
    shop.wire.cut();
    await shop.advance(3000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    second().wire.cut();
    await shop.advance(3000);
    expect(shop.silo).toEqual({ kind: 'unavailable', reason: 'doors-unreachable' });
  });

  it('does not let the re-opening of one bus stop a flow of the other', async () => {
    shop = await TestStation.start({ second: family });
    const { big } = await bothLoaded();
    second().boards.setDoor(big.address, { isJammed: true });
    expect(await shop.scan(big.code)).toBe('ok');
    await shop.advance(300);
    shop.wire.cut();
    shop.wire.mend();
    await shop.boards.start();
    await shop.advance(7000);
    expect(pulsesOf(shop.secondEvents)).toHaveLength(1 + 3);
  });

  it('sends no further pulse on a bus that was re-opened in between', async () => {
    shop = await TestStation.start({ second: family });
    const { big } = await bothLoaded();
    second().boards.setDoor(big.address, { isJammed: true });
    expect(await shop.scan(big.code)).toBe('ok');
    await shop.advance(300);
    second().wire.cut();
    second().wire.mend();
    await second().boards.start();
    await shop.advance(30_000);
    expect(pulsesOf(shop.secondEvents)).toHaveLength(1 + 1);
  });

  it('keeps a quarantine as long as the bus of that door needs', async () => {
    shop = await TestStation.start({ second: family });
    const { orders, small, big } = await bothLoaded();
    const collect = async (parcel: typeof small, orderId: typeof orders.small): Promise<number> => {
      await shop.scan(parcel.code);
      await shop.advance(2000);
      shop.boardsOf(orderId).closeDoor(parcel.address);
      const closedAt = shop.clock.monotonic();
      while (shop.store.read.liveIntents().length > 0) await shop.advance(50);
      return shop.clock.monotonic() - closedAt;
    };
    expect(await collect(small, orders.small)).toBeLessThan(4000);
    expect(await collect(big, orders.big)).toBeGreaterThan(4000);
  });

  it('starts after five seconds although one bus is not there, with the other ready', async () => {
    shop = await TestStation.start({ second: family, isSecondAway: true, settleMs: 4000 });
    expect(shop.silo).toEqual({ kind: 'unavailable', reason: 'starting' });
    await shop.advance(2000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    const status = await statusOf();
    expect(status.buses.map((bus) => [bus.name, bus.family, bus.health])).toEqual([
      ['bank', 'cu48', 'ok'],
      ['big', family, expect.not.stringMatching('ok')],
    ]);
  });
});

describe('a board that contradicts itself', () => {
  it('says nothing: its doors are neither opened nor given away, what is under way waits, and its compartments ask for a look', async () => {
    shop = await TestStation.start({ second: 'cu48' });
    const { small, big, orders } = await bothLoaded();
    expect(await shop.scan(big.code)).toBe('ok');
    await shop.advance(2000);
    const before = shop.store.read.auditHead().seq;
    shop.tellTrouble('big', 4, ['contradicting']);
    second().boards.closeDoor(big.address);
    await shop.advance(60_000);
    expect(shop.audit(before)).toContain('board.contradicting');
    expect(shop.operations.at(-1)?.kind).toBe('parcel.loaded');
    expect(shop.store.read.parcelOfOrder(orders.big)?.status).toBe('stored');
    expect([rowOf('big', 0)?.needsCheck, rowOf('big', 1)?.needsCheck, rowOf('bank', 0)?.needsCheck]).toEqual([true, true, false]);
    expect((await statusOf()).doors.filter(({ door }) => door.number > 100).map(({ lock }) => lock)).toEqual(['unknown', 'unknown']);

    shop.tellTrouble('big', 4, []);
    await shop.advance(10_000);
    expect(shop.operations.at(-1)?.kind).toBe('parcel.collected');
    expect(await shop.scan(small.code)).toBe('ok');
  });

  it('is noted once for each time it begins, and on a broken disk as soon as the disk takes it', async () => {
    let isDiskBroken = false;
    shop = await TestStation.start({ second: 'cu48', isDiskBroken: () => isDiskBroken });
    isDiskBroken = true;
    shop.tellTrouble('big', 4, ['slow', 'contradicting']);
    await shop.advance(20_000);
    isDiskBroken = false;
    await shop.advance(6000);
    shop.tellTrouble('big', 4, ['contradicting']);
    await shop.advance(6000);
    shop.tellTrouble('big', 4, []);
    shop.tellTrouble('big', 4, ['contradicting']);
    await shop.advance(6000);
    expect(shop.audit().filter((kind) => kind === 'board.contradicting')).toHaveLength(2);
  });

  it('whose door stands open when it is well again is an unexpected opening like any other', async () => {
    shop = await TestStation.start({ second: 'cu48' });
    shop.tellTrouble('big', 4, ['contradicting']);
    second().boards.forceOpen({ board: 4, lock: 1 });
    await shop.advance(5000);
    expect(shop.audit()).not.toContain('door.unexpected-open');
    shop.tellTrouble('big', 4, []);
    await shop.advance(1000);
    expect(shop.audit()).toContain('door.unexpected-open');
  });
});

async function statusOf() {
  good(await shop.station.intents.staff.signIn({ badge: 'PB1:0123456789ABCDEFGHJKMNPQRS', pin: '4711' }));
  const status = await shop.station.intents.staff.status({});
  if (!status.ok) throw new Error(status.error.kind);
  return status.value;
}
