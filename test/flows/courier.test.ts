import { afterEach, describe, expect, it } from 'vitest';
import type { CourierRecord } from '../../src/contract/hub/silo.ts';
import type { PassBody } from '../../src/contract/pass/pass.ts';
import { LoadShop, numberOf } from './support/load-shop.ts';
import { blankPass, codeOf, passBody, passIdOf, pinOf, START } from './support/shop.ts';
import { good, TestStation, type TestStationOptions } from './support/test-station.ts';

let shop: TestStation;
let floor: LoadShop;
afterEach(() => shop.close());

const courierId = passIdOf(900);
const code = (kind: PassBody['kind'] = 'courier-deposit') => codeOf(passBody(900, { kind }));

async function start(change: Partial<CourierRecord> = {}, options: TestStationOptions = {}): Promise<void> {
  shop = await TestStation.start(options);
  floor = new LoadShop(shop);
  const record: CourierRecord = { courierId, name: 'Mensajería Sol', rights: ['deposit', 'collect'], pin: null, notBefore: 0, expires: START / 1000 + 86_400 };
  put({ ...record, ...change });
}

function put(record: CourierRecord | null): void {
  const stored = shop.store.commitTables((tables) => {
    if (record === null) tables.silo.dropCourier(courierId);
    else tables.silo.putCourier(record);
    return { ok: true, value: undefined };
  });
  expect(stored.ok).toBe(true);
}

const courier = () => shop.station.screens.staff.current().courier;

describe('a courier at the silo', () => {
  it('gets in with their code, loads by labels, and sees no code of a customer', async () => {
    await start();
    floor.order(1);
    expect(await shop.scan(code())).toBe('ok');
    expect(shop.silo).toEqual({ kind: 'courier' });
    expect(courier()).toMatchObject({ name: 'Mensajería Sol', rights: ['deposit', 'collect'], begins: 'deposit' });
    // Labels come through the silo's own reader, as everything does that is held to it.
    expect(await shop.scan(numberOf(1))).toBe('ok');
    await floor.putAndClose();
    await floor.answer('placed');
    expect(floor.task?.state).toMatchObject({ kind: 'loaded', slip: null });
    expect(shop.operations.at(-1)).toMatchObject({ kind: 'parcel.loaded', staffId: `courier:${courierId}` });
    expect(await floor.staff.ordersToPrepare({})).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
    expect(await floor.staff.printSlip({})).toEqual({ ok: false, error: { kind: 'nothing-to-print' } });
    expect(shop.audit()).toContain('courier.entered');
  });

  it('takes out what came back and what nobody collected, and nothing else', async () => {
    await start();
    await shop.signIn();
    for (const n of [1, 2]) floor.order(n);
    const expired = await floor.load(1);
    const wanted = await floor.load(2);
    good(await floor.staff.signOut({}));
    floor.change((tx) => {
      tx.putParcel({ ...expired, deadline: shop.clock.now() });
      tx.putParcel({ ...wanted, recall: 'requested' });
    });
    expect(await shop.scan(code('courier-collect'))).toBe('ok');
    const list = await floor.staff.recallList({});
    expect(list.ok ? list.value.map(({ number }) => number) : []).toEqual([numberOf(1)]);
    expect(await floor.staff.startRecall({ parcelIds: [wanted.parcelId] })).toEqual({ ok: false, error: { kind: 'nothing-to-do' } });
    good(await floor.staff.startRecall({ parcelIds: [expired.parcelId] }));
    await shop.advance(1500);
    shop.boards.closeDoor(floor.inHand());
    await shop.advance(1200);
    expect(await shop.scan(numberOf(1))).toBe('ok');
    expect(floor.recall?.state.kind).toBe('finished');
    expect(shop.operations.at(-1)).toMatchObject({ kind: 'parcel.recalled', reason: 'expired', staffId: `courier:${courierId}` });
  });

  it('may do only what the hub gave them the right to', async () => {
    await start({ rights: ['deposit'] });
    expect(await shop.scan(code('courier-collect'))).toBe('refused');
    await shop.advance(3000);
    expect(await shop.scan(code())).toBe('ok');
    expect(await floor.staff.recallList({})).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
    put(null);
    expect(courier()).toBeNull();
    floor.order(1);
    expect(await floor.scan(1)).toBe('not-signed-in');
  });

  it.each(['unknown', 'too late', 'another kind'] as const)('is refused like anybody with a bad code when %s, in one line of the audit', async (why) => {
    await start(why === 'too late' ? { expires: START / 1000 - 1 } : {});
    if (why === 'unknown') put(null);
    const before = shop.store.read.auditHead().seq;
    expect(await shop.scan(code(why === 'another kind' ? 'staff-challenge' : 'courier-deposit'))).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'not-valid' });
    expect(shop.audit(before)).toHaveLength(1);
    expect([courier(), shop.pulses]).toEqual([null, []]);
  });

  it('gives the PIN where the record has one; wrong ones are counted, also through a restart', async () => {
    await start({ pin: blankPass(900).pin });
    expect(await shop.scan(code())).toBe('ok');
    expect(shop.silo).toMatchObject({ kind: 'courier-pin', wrong: false });
    expect(courier()).toBeNull();
    expect(await floor.staff.courierPin({ pin: '000000' })).toEqual({ ok: false, error: { kind: 'refused' } });
    expect(shop.silo).toMatchObject({ kind: 'courier-pin', wrong: true });
    good(await floor.staff.courierPin({ pin: pinOf(900) }));
    expect(shop.silo.kind).toBe('courier');
    good(await floor.staff.courierLeave({}));
    for (let n = 0; n < 5; n++) {
      expect(await shop.scan(code())).toBe('ok');
      expect(await floor.staff.courierPin({ pin: '000000' })).toEqual({ ok: false, error: { kind: 'refused' } });
      good(await shop.station.intents.silo.dismiss({ seen: shop.silo.kind }));
    }
    const from = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from });
    floor = new LoadShop(shop);
    expect(await shop.scan(code())).toBe('ok');
    expect(await floor.staff.courierPin({ pin: pinOf(900) })).toEqual({ ok: false, error: { kind: 'wait' } });
  });

  it('goes by themselves when nobody touches the screen, but never while a door of theirs is in hand', async () => {
    await start();
    floor.order(1);
    expect(await shop.scan(code())).toBe('ok');
    expect(await floor.scan(1)).toBe('ok');
    await shop.advance(100_000);
    expect(courier()).not.toBeNull();
    shop.boards.closeDoor(floor.inHand());
    await shop.advance(100_000);
    expect(floor.task?.state.kind).toBe('ask');
    await floor.answer('placed');
    await shop.advance(181_000);
    expect([courier(), shop.silo.kind, floor.task]).toEqual([null, 'ready', null]);
    expect(shop.audit().at(-1)).toBe('courier.left');
  });

  it('is the only one at the bank: customers wait, and staff who sign in take over', async () => {
    await start();
    await shop.signIn();
    floor.order(1);
    const parcel = await floor.load(1);
    const customers = shop.store.read.pass(passIdOf(Number(parcel.passId === null ? 0 : 1)))?.code ?? '';
    good(await floor.staff.endLoadRound({}));
    expect(await shop.scan(code())).toBe('ok');
    expect(shop.station.screens.staff.current().member).toBeNull();
    expect(await shop.scan(customers)).toBe('busy');
    await shop.signIn();
    expect(courier()).toBeNull();
    expect(shop.silo.kind).toBe('ready');
    expect(await shop.scan(customers)).toBe('ok');
  });

  it('keeps no colleague out once the hub has taken their record back, or given them another', async () => {
    await start();
    expect(await shop.scan(code())).toBe('ok');
    const other: CourierRecord = { courierId: passIdOf(901), name: 'Ruta Norte', rights: ['deposit'], pin: null, notBefore: 0, expires: START / 1000 + 86_400 };
    put(other);
    put(null);
    expect(await shop.scan(codeOf(passBody(901, { kind: 'courier-deposit' })))).toBe('ok');
    expect(courier()).toMatchObject({ name: 'Ruta Norte' });
  });

  it('is forgotten by a restart, with nobody at work', async () => {
    await start();
    expect(await shop.scan(code())).toBe('ok');
    const from = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from });
    expect([courier(), shop.silo.kind]).toEqual([null, 'ready']);
  });
});
