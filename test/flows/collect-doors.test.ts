import { afterEach, describe, expect, it } from 'vitest';
import { closeDoor, codeOfPass, type StoredParcel, storeParcel } from './support/collecting.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const intents = () => shop.station.intents.silo;
const marks = () => shop.operations.flatMap((operation) => (operation.kind === 'compartment.marked' ? [operation.mark] : []));

async function restart(options: { readonly open?: StoredParcel; readonly wallOffset?: number } = {}): Promise<void> {
  const disk = shop.snapshot();
  await shop.close();
  shop = await TestStation.start({ from: disk, wallOffset: options.wallOffset ?? 60_000, open: options.open === undefined ? [] : [options.open.address] });
}

describe('a customer who needs a quarter of an hour at their door', () => {
  it('is thanked like everybody once it is closed: nothing has run out', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 2 } });
    await shop.advance(15 * 60_000);
    await closeDoor(shop, parcel);
    await shop.advance(3000);
    expect(shop.silo).toMatchObject({ kind: 'thanks' });
    expect(shop.operations.filter(({ kind }) => kind === 'parcel.collected')).toHaveLength(1);
  });
});

describe('a restart while a door is open', () => {
  it('shows which door, reminds, calls it left open, and goes on once it is closed', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    await restart({ open: parcel });
    await shop.advance(2000);
    expect(shop.silo).toMatchObject({ kind: 'close-door', door: { number: 2 }, why: 'restart' });
    await shop.advance(125_000);
    expect(marks()).toContain('left-open');
    expect(shop.silo).toMatchObject({ kind: 'close-door', door: { number: 2 } });
    await closeDoor(shop, parcel);
    await shop.advance(6000);
    expect(shop.silo).toMatchObject({ kind: 'unsure', why: 'restart', door: { number: 2 } });
    good(await intents().dismiss({ seen: shop.silo.kind }));
    expect(shop.silo).toEqual({ kind: 'ready' });
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 2 } });
  });

  it('serves the next person all the same, and keeps the open door at the edge of the screen once it was read', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    storeParcel(shop, { n: 2, door: 9, pass: 2 });
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    await restart({ open: parcel });
    await shop.advance(2000);
    // The second press of whoever was told something else does not say that this was read.
    expect(await intents().dismiss({ seen: 'thanks' })).toEqual({ ok: false, error: { kind: 'not-now' } });
    expect(shop.silo).toMatchObject({ kind: 'close-door', door: { number: 2 } });
    good(await intents().dismiss({ seen: shop.silo.kind }));
    expect(shop.silo).toMatchObject({ kind: 'ready', openDoor: { number: 2 } });
    expect(await shop.scan(codeOfPass(2))).toBe('ok');
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 9 } });
  });

  it('opens no other door of the same person until the first is closed', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    storeParcel(shop, { n: 2, door: 9, pass: 1 });
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    await restart({ open: parcel });
    await shop.advance(2000);
    expect(await shop.scan(codeOfPass(1))).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'in-use' });
    await closeDoor(shop, parcel);
    await shop.advance(6000);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
  });
});

describe('a restart in each state of a collection', () => {
  const cases: readonly [string, (parcel: StoredParcel) => Promise<void>, string, string][] = [
    ['just after the scan', async () => {}, 'unsure', 'stored'],
    ['while the door is open', async () => shop.advance(1500), 'unsure', 'stored'],
    [
      'after the door was closed',
      async (parcel) => {
        await shop.advance(1500);
        await closeDoor(shop, parcel);
      },
      'ready',
      'collected',
    ],
    [
      'after a door that did not open',
      async (parcel) => {
        shop.boards.setDoor(parcel.address, { isJammed: true });
        await shop.advance(8000);
      },
      'unsure',
      'stored',
    ],
  ];
  for (const [when, reach, shown, status] of cases) {
    it(`${when}: shows ${shown}, and the parcel is ${status}`, async () => {
      shop = await TestStation.start();
      const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
      if (when === 'after a door that did not open') shop.boards.setDoor(parcel.address, { isJammed: true });
      await shop.scan(codeOfPass(1));
      await reach(parcel);
      const pulses = shop.pulses.length;
      await restart();
      await shop.advance(8000);
      expect(shop.silo.kind).toBe(shown);
      expect(shop.store.read.parcel(parcel.parcelId)?.status).toBe(status);
      expect([pulses > 0 || when === 'just after the scan', shop.pulses.length]).toEqual([true, 0]);
      await shop.advance(61_000);
      expect(shop.silo).toEqual({ kind: 'ready' });
      expect(await shop.scan(codeOfPass(1))).toBe('ok');
    });
  }
});

describe('a door that is left open', () => {
  it('is reminded of three times, then staff are called once, and the next person is served', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    storeParcel(shop, { n: 2, door: 9, pass: 2 });
    await shop.scan(codeOfPass(1));
    await shop.advance(31_000);
    expect(shop.silo).toMatchObject({ kind: 'open', reminders: 1 });
    await shop.advance(30_000);
    expect(shop.silo).toMatchObject({ kind: 'open', reminders: 2 });
    expect(await shop.scan(codeOfPass(2))).toBe('busy');
    await shop.advance(60_000);
    expect(shop.silo).toMatchObject({ kind: 'open', reminders: 3, called: true });
    expect(shop.operations.filter(({ kind }) => kind === 'help.called')).toHaveLength(1);
    expect(await shop.scan(codeOfPass(2))).toBe('ok');
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 9 } });
    good(await intents().report({ problem: 'empty', keep: null }));
    await closeDoor(shop, parcel);
    await shop.advance(5000);
    expect(shop.operations.filter(({ kind }) => kind === 'parcel.collected')).toHaveLength(1);
    expect(shop.operations.filter(({ kind }) => kind === 'help.called')).toHaveLength(1);
  });
});

describe('a door that nobody opened here', () => {
  it('is shown with the wish to close it, and goes when it is closed', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    shop.boards.forceOpen(parcel.address);
    await shop.advance(2000);
    expect(shop.silo).toMatchObject({ kind: 'close-door', door: { number: 2 }, why: 'nobody' });
    await closeDoor(shop, parcel);
    expect(shop.silo).toEqual({ kind: 'ready' });
  });
});

describe('a board that falls silent', () => {
  it('while the door should open: says that nobody can see it, keeps the code, and ends as unsure', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    shop.boards.setDoor(parcel.address, { opensAfterMs: 60_000 });
    await shop.scan(codeOfPass(1));
    await shop.advance(300);
    shop.boards.setSilent(parcel.address.board, true);
    await shop.advance(15_000);
    expect(shop.silo).toMatchObject({ kind: 'did-not-open', canRetry: false });
    expect(['unseen', 'silent']).toContain(shop.silo.kind === 'did-not-open' ? shop.silo.why : '');
    shop.boards.setSilent(parcel.address.board, false);
    shop.boards.setDoor(parcel.address, { opensAfterMs: 0 });
    await shop.advance(45_000);
    expect(shop.store.read.parcel(parcel.parcelId)?.status).toBe('stored');
  });

  it('while the door is open: says that it cannot be seen, and goes on when it can', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    await shop.scan(codeOfPass(1));
    await shop.advance(1500);
    expect(shop.silo).toMatchObject({ kind: 'open', seen: true });
    shop.boards.setSilent(parcel.address.board, true);
    await shop.advance(15_000);
    expect(shop.silo).toMatchObject({ kind: 'open', seen: false });
    shop.boards.setSilent(parcel.address.board, false);
    await shop.advance(15_000);
    await closeDoor(shop, parcel);
    await shop.advance(5000);
    expect(shop.operations.at(-1)?.kind).toBe('parcel.collected');
  });
});
