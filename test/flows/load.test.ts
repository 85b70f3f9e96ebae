import { afterEach, describe, expect, it } from 'vitest';
import type { BankLayout } from '../../src/station/demo-layout.ts';
import type { PassId } from '../../src/kernel/ids.ts';
import { testConfig } from '../support/catalogue.ts';
import { usualSiloRules } from '../../src/contract/hub/silo.ts';
import { LoadShop, numberOf } from './support/load-shop.ts';
import { START } from './support/shop.ts';
import { good, TestStation, type TestStationOptions } from './support/test-station.ts';

let shop: TestStation;
let floor: LoadShop;
afterEach(() => shop.close());

async function start(options: TestStationOptions = {}): Promise<void> {
  shop = await TestStation.start(options);
  floor = new LoadShop(shop);
  await shop.signIn();
}

const holder = 'c0'.repeat(16);
const DAY = 86_400_000;
const stop = () => floor.round?.stop?.reason ?? null;
const kinds = () => shop.operations.map(({ kind }) => kind);
const occupied = () => shop.store.read.compartments().filter(({ state }) => state === 'occupied').length;

describe('loading parcel after parcel', () => {
  it('takes the label of the next parcel for the answer that the one before is inside', async () => {
    await start();
    for (const n of [1, 2, 3]) floor.order(n);
    expect(await floor.scan(1)).toBe('ok');
    await floor.putAndClose();
    expect(await floor.scan(2)).toBe('ok');
    expect(shop.store.read.parcelOfOrder(floor.order(1, { status: 'ready' }))).toMatchObject({ status: 'stored' });
    expect(floor.task).toMatchObject({ number: numberOf(2), state: { kind: 'opening' } });
    await floor.putAndClose();
    expect(await floor.scan(3)).toBe('ok');
    await floor.putAndClose();
    await floor.answer('placed');
    expect(floor.presses).toBe(1);
    expect(floor.round?.total).toBe(3);
    expect(floor.listed.map((line) => line.split(' ')[0])).toEqual([numberOf(1), numberOf(2), numberOf(3)]);
    expect(shop.audit().filter((entry) => entry === 'load.confirmed-by-label')).toHaveLength(2);
    expect(kinds().filter((kind) => kind === 'parcel.loaded')).toHaveLength(3);
  });

  it('remembers a label that is read while the door is open, but asks for the parcel before it', async () => {
    await start();
    for (const n of [1, 2]) floor.order(n);
    expect(await floor.scan(1)).toBe('ok');
    await shop.advance(1500);
    expect(await floor.scan(2)).toBe('ok');
    expect(floor.task).toMatchObject({ number: numberOf(1), next: numberOf(2), state: { kind: 'open' } });
    expect(shop.openDoors).toHaveLength(1);
    shop.boards.closeDoor(floor.inHand());
    await shop.advance(1200);
    expect(floor.task).toMatchObject({ number: numberOf(1), state: { kind: 'ask' } });
    expect(floor.round).toBeNull();
    await floor.answer('placed');
    expect(floor.task).toMatchObject({ number: numberOf(2), state: { kind: 'opening' } });
    expect(floor.presses).toBe(1);
  });

  it('guesses nothing from the same label once more, nor from one that cannot be loaded', async () => {
    await start();
    floor.order(1);
    floor.order(2, { status: 'placed' });
    expect(await floor.scan(1)).toBe('ok');
    await floor.putAndClose();
    expect(await floor.scan(1)).toBe('busy');
    expect(await floor.scan(2)).toBe('not-paid');
    expect(await floor.scan(99)).toBe('unknown-order');
    expect(floor.task?.state.kind).toBe('ask');
    expect(occupied()).toBe(0);
  });

  it('drops the next one when this one could not go in', async () => {
    await start();
    for (const n of [1, 2]) floor.order(n);
    expect(await floor.scan(1)).toBe('ok');
    await shop.advance(1500);
    expect(await floor.scan(2)).toBe('ok');
    shop.boards.closeDoor(floor.inHand());
    await shop.advance(1200);
    await floor.answer('not-empty');
    expect(floor.task).toMatchObject({ number: numberOf(1), state: { kind: 'abandoned' } });
    good(await floor.staff.loadElsewhere({ larger: false }));
    expect(floor.task).toMatchObject({ number: numberOf(1), state: { kind: 'opening' } });
  });

  it('needs one press for forty parcels, and waits for no screen', async () => {
    await start({ bank: fortyFive, passes: 45 });
    for (let n = 1; n <= 40; n++) floor.order(n);
    for (let n = 1; n <= 40; n++) {
      expect(await floor.scan(n)).toBe('ok');
      await floor.putAndClose();
    }
    await floor.answer('placed');
    expect(floor.presses).toBe(1);
    expect(floor.round).toMatchObject({ total: 40, stop: null });
    await shop.advance(6000);
    expect(occupied()).toBe(40);
    expect(kinds().filter((kind) => kind === 'parcel.loaded')).toHaveLength(40);
    expect(new Set(floor.round?.entries.map(({ door }) => door.number)).size).toBe(40);
    good(await floor.staff.printRound({ locale: 'es' }));
    const [paper] = shop.printed;
    expect(paper?.blocks.filter(({ kind }) => kind === 'pair')).toHaveLength(40);
    expect(paper?.blocks.at(-1)).toMatchObject({ text: 'Paquetes: 40' });
  });

  it('reads the code of the till as well as the number, and says so when it reads neither', async () => {
    await start();
    expect(await floor.staff.scanParcel({ code: 'https://example.com' })).toEqual({ ok: false, error: { kind: 'unreadable' } });
    expect(stop()).toBe('unreadable');
    good(await floor.staff.closeLoad({}));
    expect(floor.round).toBeNull();
  });
});

describe('one code for all parcels of a person', () => {
  it('gives a further parcel of the order the pass that waits already, and the order stays ready', async () => {
    await start();
    const orderId = floor.order(1);
    const first = await floor.load(1);
    expect(await floor.scan(1)).toBe('already-loaded');
    expect(stop()).toBe('already-loaded');
    const second = await floor.load(1, { another: true });
    expect(second).toMatchObject({ passId: first.passId, status: 'stored' });
    expect(second.parcelId).not.toBe(first.parcelId);
    expect(floor.task).toMatchObject({ parcel: 2, sharesCode: true });
    expect(shop.store.read.order(orderId)?.status).toBe('ready');
    expect(shop.store.read.blankPasses(0, 10)).toHaveLength(5);
  });

  it('gives the parcel of another order of the same person the same pass, next to the other one', async () => {
    await start();
    floor.order(1, { holder });
    floor.order(2, { holder });
    floor.order(3, { holder: 'd1'.repeat(16) });
    const [first, second, other] = [await floor.load(1), await floor.load(2), await floor.load(3)];
    expect(second).toMatchObject({ passId: first.passId, holder });
    expect(other.passId).not.toBe(first.passId);
    const [a, b] = [floor.rowOf(first.parcelId), floor.rowOf(second.parcelId)];
    expect(Math.abs((a?.column ?? 0) - (b?.column ?? 0)) + Math.abs((a?.row ?? 0) - (b?.row ?? 0))).toBe(1);
  });

  it.each(['taken back', 'too old'] as const)('takes a blank one when the pass that waits was %s', async (why) => {
    await start();
    floor.order(1, { holder });
    floor.order(2, { holder });
    const first = await floor.load(1);
    if (why === 'taken back') {
      const revoked = shop.store.commitTables((tables) => {
        tables.passes.revoke(first.passId ?? '', START);
        return { ok: true, value: undefined };
      });
      expect(revoked.ok).toBe(true);
    } else {
      // The hub says what time it is; without its word a clock that leaps is not believed.
      shop.clock.wallOffset += 21 * DAY;
      floor.change((tx) => tx.putMeta('clockHighWater', String(shop.clock.now())));
    }
    const outcome = await floor.scan(2);
    if (why === 'too old') return expect(outcome).toBe('no-blank-pass');
    expect(floor.task).toMatchObject({ sharesCode: false });
    await floor.putAndClose();
    await floor.answer('placed');
    expect(shop.store.read.parcelsOfPass(first.passId as PassId)).toHaveLength(1);
  });

  it('leaves the pass with the parcel that waits when the second one was not put in after all', async () => {
    await start();
    floor.order(1);
    const first = await floor.load(1);
    expect(await floor.scan(1, { another: true })).toBe('ok');
    await floor.putAndClose();
    await floor.answer('changed-mind');
    await shop.advance(6000);
    expect(shop.store.read.pass(first.passId as PassId)?.parcelId).toBe(first.parcelId);
    const code = shop.store.read.pass(first.passId as PassId)?.code ?? '';
    good(await floor.staff.closeLoad({}));
    expect(await shop.scan(code)).toBe('ok');
  });
});

describe('a parcel of an order that its customer has collected', () => {
  it('is loaded when staff say that it came later, waits behind a new code, and is collected like the first', async () => {
    await start();
    const orderId = floor.order(1);
    const first = await floor.load(1);
    await handOver(first.passId);
    expect(shop.store.read.order(orderId)?.status).toBe('collected');
    expect(await floor.scan(1)).toBe('already-collected');
    expect(stop()).toBe('already-collected');
    const late = await floor.load(1, { another: true });
    expect(floor.task).toMatchObject({ parcel: 2, sharesCode: false });
    expect([late.status, late.passId === first.passId]).toEqual(['stored', false]);
    expect(shop.store.read.order(orderId)?.status).toBe('ready');
    await handOver(late.passId);
    expect(shop.store.read.parcel(late.parcelId)?.status).toBe('collected');
    expect(shop.store.read.order(orderId)?.status).toBe('collected');
    expect(kinds().filter((kind) => kind.startsWith('parcel.'))).toEqual(['parcel.loaded', 'parcel.collected', 'parcel.loaded', 'parcel.collected']);
  });

  it('is on the list of what to prepare once it was taken out again, and can go in once more', async () => {
    await start();
    const orderId = floor.order(1);
    await handOver((await floor.load(1)).passId);
    const late = await floor.load(1, { another: true });
    good(await floor.staff.undoLoad({ parcelId: late.parcelId }));
    await shop.advance(1500);
    shop.boards.closeDoor(floor.inHand());
    await shop.advance(1200);
    good(await floor.staff.answerRecall({ answer: 'taken' }));
    await shop.advance(6000);
    good(await floor.staff.closeRecall({}));
    expect(shop.store.read.order(orderId)?.status).toBe('paid');
    expect(shop.store.read.ordersToPrepare(5).map(({ number }) => number)).toEqual([numberOf(1)]);
    expect((await floor.load(1)).status).toBe('stored');
  });

  /** Its customer comes with the code, takes what is behind the door, and closes it. */
  async function handOver(passId: PassId | null): Promise<void> {
    const code = passId === null ? undefined : shop.store.read.pass(passId)?.code;
    expect(await shop.scan(code ?? '')).toBe('ok');
    await shop.advance(1500);
    const [open] = shop.openDoors;
    if (open === undefined) throw new Error('no door is open');
    shop.boards.closeDoor(open);
    await shop.advance(10_000);
  }
});

describe('the deadline', () => {
  it('is set by the rules of the shop when the door closes, and never after the death of the code', async () => {
    await start();
    floor.order(1);
    const parcel = await floor.load(1);
    expect(parcel.deadline).toBe((parcel.loadedAt ?? 0) + 7 * DAY);
    expect(shop.operations.at(-1)).toMatchObject({ kind: 'parcel.loaded', deadline: parcel.deadline });
    setRules({ collectDays: 30 });
    floor.order(2);
    const second = await floor.load(2);
    expect(second.deadline).toBe((shop.store.read.pass(second.passId as PassId)?.expires ?? 0) * 1000);
  });
});

describe('the compartment', () => {
  it('is a low one for whoever asked for it with the order or asks at the machine', async () => {
    await start();
    floor.order(1, { needsLowDoor: true });
    floor.order(2);
    floor.order(3);
    for (const [n, lowDoor] of [
      [1, false],
      [2, true],
    ] as const) {
      await floor.load(n, { lowDoor });
      expect(floor.task?.lowDoor).toBe('given');
      expect(floor.task?.state.door.row).toBeGreaterThanOrEqual(4);
    }
    await floor.load(3);
    expect(floor.task).toMatchObject({ lowDoor: 'not-asked' });
  });

  it('is never one that is held for whoever has just emptied it', async () => {
    await start({ bank: twoDoors });
    setRules({ keepForReturns: 0 });
    floor.order(1);
    const [held] = shop.store.read.compartments();
    floor.change((tx) => {
      if (held !== undefined) tx.putCompartment({ ...held, heldUntil: shop.clock.now() + 60_000 });
    });
    expect(await floor.scan(1)).toBe('ok');
    expect(floor.task?.state.door.number).toBe(2);
  });

  it('is kept for returns where it is one of the last, unless staff say otherwise', async () => {
    await start({ bank: twoDoors });
    floor.order(1);
    floor.order(2);
    await floor.load(1);
    expect(await floor.scan(2)).toBe('only-kept');
    expect(floor.round?.stop).toMatchObject({ reason: 'only-kept', number: numberOf(2), size: 'XS' });
    expect(await floor.scan(2, { useKept: true })).toBe('ok');
    expect(stop()).toBeNull();
  });

  it('is the next larger one when the parcel does not fit, and the first goes back as one that staff looked into', async () => {
    await start();
    floor.order(1);
    expect(await floor.scan(1)).toBe('ok');
    const small = floor.task?.state.door;
    expect(small?.size).toBe('XS');
    await shop.advance(1500);
    expect(await floor.staff.loadElsewhere({ larger: true })).toEqual({ ok: false, error: { kind: 'door-open' } });
    shop.boards.closeDoor(floor.inHand());
    await shop.advance(1200);
    good(await floor.staff.loadElsewhere({ larger: true }));
    expect(floor.task?.state.door.size).toBe('S');
    await floor.putAndClose();
    await floor.answer('placed');
    await shop.advance(6000);
    const rows = shop.store.read.compartments();
    expect(rows.find(({ number }) => number === small?.number)).toMatchObject({ state: 'free-unverified', parcelId: null });
    expect(occupied()).toBe(1);
    expect(shop.store.read.blankPasses(0, 10)).toHaveLength(5);
  });

  it('is none for a parcel that is larger than every door, and the screen says so', async () => {
    await start({ bank: twoDoors });
    const orderId = floor.order(1);
    expect(await floor.staff.beginLoad({ orderId, size: 'XL' })).toEqual({ ok: false, error: { kind: 'too-big' } });
    expect(floor.round?.stop).toEqual({ reason: 'too-big', number: numberOf(1), orderId, size: 'XL', another: false, lowDoor: false });
    expect(await floor.scan(1)).toBe('ok');
    expect(floor.task?.canGrow).toBe(false);
    await floor.putAndClose();
    expect(await floor.staff.loadElsewhere({ larger: true })).toEqual({ ok: false, error: { kind: 'too-big' } });
  });

  it('is none for an order that is not for this silo, each with its reason', async () => {
    await start();
    floor.order(1, { fulfilmentKind: 'ship' });
    floor.order(2, { status: 'cancelled' });
    floor.order(3, { status: 'collected' });
    floor.order(4, { fulfilmentKind: 'desk' });
    const scanned = [await floor.scan(1), await floor.scan(2), await floor.scan(3), await floor.scan(4)];
    expect(scanned).toEqual(['for-shipping', 'cancelled', 'already-collected', 'for-desk']);
    expect(shop.pulses).toEqual([]);
  });

  it('is none when all are taken', async () => {
    await start({ bank: twoDoors });
    for (const n of [1, 2, 3]) floor.order(n);
    await floor.load(1);
    expect(await floor.scan(2, { useKept: true })).toBe('ok');
    await floor.putAndClose();
    expect(await floor.scan(3)).toBe('no-free-compartment');
    expect(occupied()).toBe(2);
  });
});

function setRules(rules: Partial<typeof usualSiloRules>): void {
  const stored = shop.store.commitTables((tables) => {
    tables.small.putConfig({ ...testConfig, silo: { ...usualSiloRules, ...rules } });
    return { ok: true, value: undefined };
  });
  expect(stored.ok).toBe(true);
}

/** Forty-five doors of size S in nine columns, on four boards. */
const fortyFive: BankLayout = {
  boards: [0, 1, 2, 3].map((address) => ({ address, locks: 12 })),
  doors: Array.from({ length: 45 }, (_, index) => ({
    number: index + 1,
    board: Math.floor(index / 12),
    lock: index % 12,
    size: 'S' as const,
    heightMm: 160,
    column: Math.floor(index / 5),
    row: index % 5,
  })),
};

/** Two doors of size S. */
const twoDoors: BankLayout = { boards: [{ address: 0, locks: 2 }], doors: fortyFive.doors.slice(0, 2) };
