import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareOperations } from '../../../scripts/demo/arrived.ts';
import { until } from '../../../scripts/world/until.ts';
import type { Door } from '../../../src/contract/station/place-views.ts';
import type { StaffOrder } from '../../../src/contract/station/views.ts';
import { addressOf, good, ProcessShop } from './process-shop.ts';

const contact = { kind: 'email', email: 'ana@example.com' } as const;
const patienceMs = 60_000;

/** Operations that each happen once in an order's life, however often its station was killed. */
const once = ['order.placed', 'payment.taken', 'parcel.loaded', 'parcel.collected'];

let shop: ProcessShop;
const numbers: string[] = [];
/** Unlock commands on the bus when the last kill was over; until somebody asks again there may be none more. */
let quietAt: number | null = null;

beforeAll(async () => {
  shop = await ProcessShop.open();
  await shop.signIn();
  await until('the hub has signed codes', patienceMs, async () => (await shop.status()).passes.blank > 0);
}, 180_000);

afterAll(async () => {
  await shop.close();
  shop.forget();
});

/** A `kill -9` and a new start, between which and whose end no door is told to open. */
async function killBetween(): Promise<void> {
  const before = shop.bank.unlocks;
  await shop.killStation();
  expect(shop.bank.unlocks, 'a start tells no door to open').toBe(before);
  quietAt = before;
}

/** The same, in the moment after an intent to open: its own command may or may not have left, and none follows it. */
async function killAfterAsking(before: number): Promise<void> {
  await shop.killStation();
  quietAt = shop.bank.unlocks;
  expect(quietAt - before, 'one intent opens once').toBeLessThanOrEqual(1);
}

/** Before each intent to open: nothing was told to open since the kill before it. */
function asking(): void {
  if (quietAt !== null) expect(shop.bank.unlocks, 'no door is told to open between a kill and the next intent').toBe(quietAt);
  quietAt = null;
}

async function scan(code: string): Promise<void> {
  asking();
  await shop.scan(code);
}

/** Puts something into the bag of a new session, as soon as goods and stock have come from the hub. */
async function fillBag(): Promise<string> {
  const { catalogue, kiosk } = shop.calls;
  good(await kiosk.start({ locale: 'en' }));
  return await until('something can be ordered', patienceMs, async () => {
    const { items } = await catalogue.search({ text: '', category: null, offset: 0, limit: 5 });
    for (const { productId } of items) {
      const product = good(await catalogue.product({ productId }));
      const sku = product.variants.find((variant) => variant.orderable)?.sku;
      if (sku !== undefined && (await kiosk.add({ sku })).ok) return sku;
    }
    return false;
  });
}

async function placed() {
  const { session } = await shop.kiosk();
  if (session?.placed == null) throw new Error('nothing was placed');
  return session.placed;
}

async function findOrder(number: string): Promise<StaffOrder> {
  return good(await shop.calls.staff.findOrder({ code: number }));
}

/** Begins to load the order's parcel and answers the door that was told to open. */
async function beginLoad({ orderId }: { readonly orderId: string }): Promise<Door> {
  asking();
  good(await shop.calls.staff.beginLoad({ orderId, size: 'S' }));
  return (await shop.loadShows(() => true)).door;
}

/** The same until the door is closed again, and the question comes. */
async function loadUntilAsked(order: { readonly orderId: string }): Promise<Door> {
  shop.bank.closeEach();
  const door = await beginLoad(order);
  await shop.loadShows(({ kind }) => kind === 'ask');
  shop.bank.closeNone();
  return door;
}

/** Confirms the parcel and answers the code on the slip. */
async function confirm(): Promise<string> {
  good(await shop.calls.staff.answerLoad({ answer: 'placed' }));
  const state = await shop.loadShows(({ kind }) => kind === 'loaded');
  const qr = state.kind === 'loaded' ? state.slip?.blocks.find((block) => block.kind === 'qr') : undefined;
  return qr?.kind === 'qr' ? qr.data : '';
}

/** A load that a kill interrupted before anybody confirmed it: the door is closed by hand, and somebody has to look inside. */
async function isSuspect(door: Door): Promise<void> {
  shop.bank.close(door);
  await shop.signIn();
  await shop.doorIs(door.number, ({ state, needsCheck }) => state === 'suspect' && needsCheck);
}

async function silo(kind: 'open' | 'ready'): Promise<void> {
  await shop.siloShows((state) => state.kind === kind);
}

/** From the scan to the thanks, at this door and no other. */
async function collect(code: string, { number }: Door): Promise<void> {
  shop.bank.closeEach();
  await scan(code);
  expect(await shop.siloShows(({ kind }) => kind === 'thanks')).toMatchObject({ door: { number } });
  shop.bank.closeNone();
}

describe('promise 6: a station that is killed with -9 after each step of the path', { timeout: 400_000 }, () => {
  let order: StaffOrder;
  let code: string;
  let box: Door;

  it('has the session, the bag and the choices of its shopper', async () => {
    const sku = await fillBag();
    await killBetween();
    expect((await shop.kiosk()).session).toMatchObject({ locale: 'en', bag: [{ sku }] });
    good(await shop.calls.kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }));
    good(await shop.calls.kiosk.setContact({ contact }));
    await killBetween();
    expect((await shop.kiosk()).session).toMatchObject({ bag: [{ sku }], fulfilment: { kind: 'silo' }, contact });
  });

  it('has the order with its number, and places it no second time', async () => {
    good(await shop.calls.kiosk.place({}));
    const first = await placed();
    numbers.push(first.number);
    await killBetween();
    good(await shop.calls.kiosk.place({}));
    expect(await placed()).toMatchObject({ orderId: first.orderId, number: first.number, tillCode: first.tillCode });
    good(await shop.calls.kiosk.end({}));
    await shop.signIn();
    order = good(await shop.calls.staff.findOrder({ code: first.tillCode }));
    expect(order.status).toBe('placed');
  });

  it('has the payment, and takes no second one', async () => {
    await killBetween();
    expect((await shop.calls.staff.status({})).ok, 'a restart signs nobody in').toBe(false);
    await shop.signIn();
    const payment = { orderId: order.orderId, tender: 'card', amount: order.total } as const;
    good(await shop.calls.staff.takePayment(payment));
    await killBetween();
    await shop.signIn();
    expect((await findOrder(order.number)).status).toBe('paid');
    expect(await shop.calls.staff.takePayment(payment)).toMatchObject({ ok: false, error: { kind: 'already-paid' } });
  });

  it('takes a load as not done when it ended while the door was told to open, stood open, or before the answer', async () => {
    const asked = shop.bank.unlocks;
    const first = await beginLoad(order);
    await killAfterAsking(asked);
    await isSuspect(first);
    const second = await beginLoad(order);
    await shop.loadShows(({ kind }) => kind === 'open');
    await killBetween();
    expect(await shop.bank.openDoors()).toEqual([addressOf(second)]);
    await isSuspect(second);
    const third = await loadUntilAsked(order);
    await killBetween();
    await isSuspect(third);
    expect(new Set([first, second, third].map(({ number }) => number)).size, 'no compartment is given away unseen').toBe(3);
    expect((await findOrder(order.number)).status).toBe('paid');
  });

  it('has the parcel that was confirmed a moment before, and its code', async () => {
    box = await loadUntilAsked(order);
    code = await confirm();
    await killBetween();
    await shop.signIn();
    expect(code).toMatch(/^LK1:/);
    expect((await findOrder(order.number)).status).toBe('ready');
    expect(await shop.calls.staff.beginLoad({ orderId: order.orderId, size: 'S' })).toMatchObject({ ok: false, error: { kind: 'already-loaded' } });
    await shop.doorIs(box.number, ({ state, needsCheck }) => state === 'occupied' && needsCheck);
  });

  it('keeps parcel and code when it ended while the door was told to open or stood open', async () => {
    const asked = shop.bank.unlocks;
    await scan(code);
    await killAfterAsking(asked);
    shop.bank.close(box);
    const again = shop.bank.unlocks;
    await scan(code);
    await silo('open');
    expect([shop.bank.unlocks - again, await shop.bank.openDoors()]).toEqual([1, [addressOf(box)]]);
    await killBetween();
    shop.bank.close(box);
    await shop.signIn();
    await shop.doorIs(box.number, ({ lock, state }) => lock === 'closed' && state === 'occupied');
    expect((await findOrder(order.number)).status).toBe('ready');
  });

  it('has the hand-over that it thanked for, after which the code opens only what it has emptied, and hands nothing over twice', async () => {
    await collect(code, box);
    await killBetween();
    await shop.signIn();
    await shop.doorIs(box.number, ({ state }) => state === 'free-unverified');
    expect((await findOrder(order.number)).status).toBe('collected');
    const before = shop.bank.unlocks;
    await scan(code);
    await silo('open');
    expect([shop.bank.unlocks - before, await shop.bank.openDoors()]).toEqual([1, [addressOf(box)]]);
    await killBetween();
    shop.bank.close(box);
    await shop.signIn();
    await shop.doorIs(box.number, ({ lock, state }) => lock === 'closed' && state === 'free-unverified');
    expect((await findOrder(order.number)).status).toBe('collected');
  });
});

describe('promise 7: the whole path with the hub killed before the till', { timeout: 200_000 }, () => {
  it('goes on without it, and tells it everything when it is back', async () => {
    await silo('ready');
    await fillBag();
    good(await shop.calls.kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }));
    good(await shop.calls.kiosk.setContact({ contact }));
    good(await shop.calls.kiosk.place({}));
    const { orderId, number, total } = await placed();
    numbers.push(number);
    good(await shop.calls.kiosk.end({}));
    await shop.killHub();
    await shop.signIn();
    good(await shop.calls.staff.takePayment({ orderId, tender: 'cash', amount: total }));
    const door = await loadUntilAsked({ orderId });
    await collect(await confirm(), door);
    await shop.doorIs(door.number, ({ state }) => state === 'free-unverified');
    await shop.world.startHub();
    await until('the hub has everything', patienceMs, async () => {
      const { hub } = await shop.kiosk();
      return hub.state === 'online' && hub.pending === 0;
    });
  });
});

describe('after all of it', { timeout: 60_000 }, () => {
  it('the hub has each operation exactly once and in order, and both orders are collected', async () => {
    expect(shop.ended, 'only the killed hub ended by itself').toEqual(['hub']);
    expect(shop.bank.unlocks, 'each command reached its coil and no coil moved without one').toBe(shop.bank.pulses);
    await shop.close();
    const [first = '', second = ''] = numbers;
    const arrival = await compareOperations(shop.folder);
    expect(arrival).toMatchObject({ eachExactlyOnce: true, orders: { [first]: 'collected', [second]: 'collected' } });
    expect(arrival.kinds.filter((kind) => once.includes(kind))).toEqual([...once, ...once]);
  });
});
