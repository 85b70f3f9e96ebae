import { afterEach, describe, expect, it } from 'vitest';
import { codeOf, passBody, passIdOf, shortCodeOf } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const marks = () => shop.operations.flatMap((operation) => (operation.kind === 'compartment.marked' ? [operation.mark] : []));
const rowOf = (doorNumber: number) => shop.store.read.compartments().find((row) => row.number === doorNumber);

describe('a door that does not open', () => {
  it('offers one more try, says what to do then, and leaves the code good', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.boards.setDoor(parcel.address, { isJammed: true });
    expect(await shop.scan(parcel.code)).toBe('ok');
    await shop.advance(8000);
    expect(shop.silo).toMatchObject({ kind: 'did-not-open', canRetry: true });
    expect(shop.pulses).toHaveLength(1 + 3);
    expect((await shop.station.intents.silo.retry({})).ok).toBe(true);
    expect(shop.silo.kind).toBe('opening');
    await shop.advance(8000);
    expect(shop.silo).toMatchObject({ kind: 'did-not-open', canRetry: false });
    expect((await shop.station.intents.silo.retry({})).ok).toBe(false);
    await shop.advance(4000);
    expect(shop.silo).toMatchObject({ kind: 'did-not-open', canRetry: false });
    await shop.advance(30_000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    expect(shop.pulses).toHaveLength(1 + 6);
    expect(marks()).toEqual(['did-not-open']);
    expect(rowOf(parcel.doorNumber)).toMatchObject({ state: 'occupied', needsCheck: true });

    await shop.advance(60_000);
    shop.boards.setDoor(parcel.address, { isJammed: false });
    expect(await shop.scan(parcel.code)).toBe('ok');
    await shop.advance(2000);
    shop.boards.closeDoor(parcel.address);
    await shop.advance(6000);
    expect(shop.operations.at(-1)?.kind).toBe('parcel.collected');
  });

  it('opens when the second try works, and scanning again is as good as pressing "try again"', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.boards.setDoor(parcel.address, { isJammed: true });
    await shop.scan(parcel.code);
    await shop.advance(8000);
    shop.boards.setDoor(parcel.address, { isJammed: false });
    expect(await shop.scan(parcel.code)).toBe('ok');
    await shop.advance(500);
    expect(shop.silo.kind).toBe('open');
  });

  it('that opens late, when the person has already been told, is shown as open', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    // Each of the three pulses of the round starts the bolt anew, the last one four seconds after the first.
    shop.boards.setDoor(parcel.address, { opensAfterMs: 4000 });
    await shop.scan(parcel.code);
    await shop.advance(7000);
    expect(shop.silo.kind).toBe('did-not-open');
    await shop.advance(1500);
    expect(shop.silo.kind).toBe('open');
  });

  it('for staff ends as it began: the order waits for another compartment and the pass is blank again', async () => {
    shop = await TestStation.start();
    const orderId = shop.paidOrder(1);
    await shop.signIn();
    for (const board of [0, 1]) for (let lock = 0; lock < 12; lock++) shop.boards.setDoor({ board, lock }, { isJammed: true });
    good(await shop.station.intents.staff.beginLoad({ orderId, size: 'M' }));
    await shop.advance(8000);
    expect(shop.load).toBe('did-not-open');
    expect((await shop.station.intents.staff.closeLoad({})).ok).toBe(true);
    await shop.advance(30_000);
    expect(shop.store.read.blankPasses(0, 500).length).toBe(6);
    expect(shop.store.read.parcelOfOrder(orderId)).toMatchObject({ status: 'withdrawn', passId: null });
    expect(shop.store.read.ordersToPrepare(10).map((order) => order.orderId)).toEqual([orderId]);
    expect(marks()).toEqual(['did-not-open']);
  });
});

describe('a door that nobody was meant to open', () => {
  it('is noted durably, asks for a check and tells head office, once for each time it opens', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.boards.forceOpen(parcel.address);
    await shop.advance(60_000);
    expect(marks()).toEqual(['forced']);
    expect(rowOf(parcel.doorNumber)).toMatchObject({ state: 'occupied', needsCheck: true });
    expect(shop.audit().at(-1)).toBe('help.called');
    shop.boards.closeDoor(parcel.address);
    await shop.advance(2000);
    shop.boards.forceOpen(parcel.address);
    await shop.advance(2000);
    expect(marks()).toEqual(['forced', 'forced']);
    expect(shop.pulses).toHaveLength(1);
  });

  it('is noticed at the start, too', async () => {
    shop = await TestStation.start({ open: [{ board: 1, lock: 4 }] });
    expect(marks()).toEqual(['unexpected-open']);
    expect(
      shop.store.read
        .compartments()
        .filter((row) => row.needsCheck)
        .map((row) => row.compartmentId),
    ).toEqual(['1-04']);
  });

  it('is not given to the next parcel', async () => {
    shop = await TestStation.start({ open: [{ board: 0, lock: 4 }] });
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    expect(parcel.address).not.toEqual({ board: 0, lock: 4 });
  });
});

describe('the bus', () => {
  it('that goes down is said on the silo, a code is refused without a pulse, and all is well when it is back', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.wire.cut();
    await shop.advance(3000);
    expect(shop.silo).toEqual({ kind: 'unavailable', reason: 'doors-unreachable' });
    const before = shop.store.read.auditHead().seq;
    expect(await shop.scan(parcel.code)).toBe('refused');
    expect(shop.audit(before)).toEqual(['pass.refused R_UNAVAILABLE']);
    expect(await shop.station.intents.staff.beginLoad({ orderId: shop.paidOrder(2), size: 'S' })).toMatchObject({
      ok: false,
      error: { kind: 'doors-unreachable' },
    });
    shop.wire.mend();
    await shop.boards.start();
    await shop.advance(30_000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    expect(shop.pulses).toHaveLength(1);
    expect(await shop.scan(parcel.code)).toBe('ok');
  });

  it('that goes down with a door open leaves the flow open: it ends when the door is seen closed', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    await shop.scan(parcel.code);
    await shop.advance(2000);
    shop.wire.cut();
    await shop.advance(300_000);
    expect(shop.silo.kind).toBe('open');
    shop.wire.mend();
    await shop.boards.start();
    shop.boards.closeDoor(parcel.address);
    await shop.advance(60_000);
    expect(shop.operations.map(({ kind }) => kind)).toContain('parcel.collected');
    expect(shop.pulses).toHaveLength(2);
  });

  it('that loses the board right after the pulse sends no second one, and the parcel stays on the books', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.boards.setDoor(parcel.address, { isJammed: true });
    await shop.scan(parcel.code);
    await shop.advance(100);
    shop.boards.setSilent(parcel.address.board, true);
    await shop.advance(120_000);
    expect(shop.pulses).toHaveLength(2);
    shop.boards.setSilent(parcel.address.board, false);
    await shop.advance(60_000);
    expect(shop.store.read.liveIntents()).toEqual([]);
    expect(rowOf(parcel.doorNumber)).toMatchObject({ state: 'occupied', needsCheck: true });
    expect(marks()).toEqual(['did-not-open']);
  });
});

describe('loading', () => {
  const staff = () => shop.station.intents.staff;

  async function openLoad(): Promise<ReturnType<TestStation['paidOrder']>> {
    shop = await TestStation.start();
    const orderId = shop.paidOrder(1);
    await shop.signIn();
    good(await staff().beginLoad({ orderId, size: 'S' }));
    await shop.advance(1500);
    return orderId;
  }

  it('takes no answer while the door is open', async () => {
    await openLoad();
    expect(shop.load).toBe('open');
    expect(await staff().answerLoad({ answer: 'placed' })).toEqual({ ok: false, error: { kind: 'door-open' } });
    expect(await staff().closeLoad({})).toEqual({ ok: false, error: { kind: 'not-now' } });
    expect(await staff().beginLoad({ orderId: shop.paidOrder(2), size: 'S' })).toEqual({ ok: false, error: { kind: 'busy' } });
  });

  it('makes everything true at "placed", in one transaction, and prints the slip that opens', async () => {
    const orderId = await openLoad();
    shop.boards.closeDoor(shop.addressOf(orderId));
    await shop.advance(1500);
    expect(shop.load).toBe('ask');
    expect(shop.operations.map((operation) => operation.kind)).toEqual(['station.started']);
    good(await staff().answerLoad({ answer: 'placed' }));
    const state = shop.station.screens.staff.current().load?.state;
    const code = shop.store.read.pass(shop.store.read.parcelOfOrder(orderId)?.passId ?? ('' as never))?.code;
    expect(state).toMatchObject({ kind: 'loaded' });
    expect(state?.kind === 'loaded' ? state.slip?.blocks.find((block) => block.kind === 'qr') : null).toMatchObject({ data: code });
    expect(shop.store.read.order(orderId)?.status).toBe('ready');
    expect(shop.store.read.parcelOfOrder(orderId)?.status).toBe('stored');
    expect(shop.operations.at(-1)).toMatchObject({ kind: 'parcel.loaded', orderId, bank: 7, staffId: 'staff-1' });
    expect(await staff().printSlip({})).toMatchObject({ ok: true });
    expect(shop.printed).toHaveLength(1);
    expect(await staff().beginLoad({ orderId, size: 'S' })).toEqual({ ok: false, error: { kind: 'already-loaded' } });
  });

  it('shows the slip to nobody once the member has signed out', async () => {
    const orderId = await openLoad();
    shop.boards.closeDoor(shop.addressOf(orderId));
    await shop.advance(1500);
    good(await staff().answerLoad({ answer: 'placed' }));
    good(await staff().signOut({}));
    expect(shop.station.screens.staff.current()).toMatchObject({ member: null, load: null });
    expect(await staff().printSlip({})).toMatchObject({ ok: false, error: { kind: 'not-signed-in' } });
  });

  it('into a compartment that was not empty makes it suspect and leaves the order to be loaded elsewhere', async () => {
    const orderId = await openLoad();
    const address = shop.addressOf(orderId);
    shop.boards.closeDoor(address);
    await shop.advance(1500);
    good(await staff().answerLoad({ answer: 'not-empty' }));
    expect(shop.load).toBe('abandoned');
    await shop.advance(5000);
    expect(marks()).toEqual(['not-empty']);
    const suspect = shop.store.read.compartments().filter((row) => row.state === 'suspect');
    expect(suspect).toMatchObject([{ ...address, parcelId: null, needsCheck: true }]);
    good(await staff().closeLoad({}));
    good(await staff().beginLoad({ orderId, size: 'S' }));
    await shop.advance(500);
    expect(shop.load).toBe('open');
    expect(shop.addressOf(orderId)).not.toEqual(address);
  });

  it('that staff thought better of gives everything back', async () => {
    const orderId = await openLoad();
    shop.boards.closeDoor(shop.addressOf(orderId));
    await shop.advance(1500);
    good(await staff().answerLoad({ answer: 'changed-mind' }));
    await shop.advance(5000);
    expect(shop.store.read.compartments().every((row) => row.state === 'free-unverified')).toBe(true);
    expect(shop.store.read.blankPasses(0, 500).length).toBe(6);
    expect(shop.store.read.order(orderId)?.status).toBe('paid');
  });

  it('that nobody answers for ten minutes makes the compartment suspect, and it keeps the name of what may lie in it', async () => {
    const orderId = await openLoad();
    const address = shop.addressOf(orderId);
    const parcelId = shop.store.read.parcelOfOrder(orderId)?.parcelId;
    shop.boards.closeDoor(address);
    await shop.advance(620_000);
    expect(shop.store.read.compartments().filter((row) => row.state === 'suspect')).toMatchObject([{ ...address, parcelId }]);
    expect(shop.store.read.liveIntents()).toEqual([]);
    expect(shop.store.read.order(orderId)?.status).toBe('paid');
  });

  it('whose door opens again after "placed" is noted, and the parcel stays on the books', async () => {
    const orderId = await openLoad();
    const address = shop.addressOf(orderId);
    shop.boards.closeDoor(address);
    await shop.advance(1500);
    good(await staff().answerLoad({ answer: 'placed' }));
    shop.boards.forceOpen(address);
    await shop.advance(1000);
    expect(shop.load).toBe('open');
    shop.boards.closeDoor(address);
    await shop.advance(6000);
    expect(shop.store.read.compartments().filter((row) => row.state === 'occupied')).toMatchObject([{ ...address, needsCheck: true }]);
    expect(marks()).toContain('unexpected-open');
  });

  it('never binds a pass that this silo would refuse: of another bank, of a key that is gone, not yet valid, or unreadable', async () => {
    shop = await TestStation.start();
    const later = passBody(0).expires + 86_400;
    const useless: readonly [number, string][] = [
      [50, codeOf(passBody(50, { bank: 8 }))],
      [51, codeOf(passBody(51, { keyId: 9 }))],
      [52, codeOf(passBody(52, { notBefore: later - 10 * 86_400 }))],
      [53, 'LK1:'],
      [54, codeOf(passBody(55))],
    ];
    for (const [n, code] of useless) {
      const passId = passIdOf(n);
      shop.store.tables.passes.putBlank({ passId, code, shortCode: shortCodeOf(n), pin: '', notBefore: 0, expires: later, delegateIds: [] });
    }
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    expect(parcel.code).toBe(codeOf(passBody(1)));
    expect(await shop.scan(parcel.code)).toBe('ok');
    const status = await shop.station.intents.staff.status({});
    expect(status).toMatchObject({ ok: true, value: { passes: { blank: 5 } } });
  });

  it('does not begin on a full disk: what room is left is for people who come to collect', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    Object.defineProperty(shop.store, 'health', { get: () => 'full' });
    expect(await staff().beginLoad({ orderId: shop.paidOrder(2), size: 'S' })).toEqual({ ok: false, error: { kind: 'storage' } });
    expect(await shop.scan(parcel.code)).toBe('ok');
  });

  it('is refused without a paid order, without a blank pass and without room', async () => {
    shop = await TestStation.start();
    await shop.signIn();
    const refusal = async (orderId: string, size: 'S' | 'XL' = 'S') => {
      const begun = await staff().beginLoad({ orderId, size });
      return begun.ok ? 'ok' : begun.error.kind;
    };
    expect(await refusal('00000000-0000-7000-8000-0000000000ff')).toBe('unknown-order');
    expect(await refusal(shop.paidOrder(1, { status: 'placed' }))).toBe('not-paid');
    expect(await refusal(shop.paidOrder(2, { fulfilmentKind: 'ship' }))).toBe('for-shipping');
    expect(await refusal(shop.paidOrder(3, { status: 'collected' }))).toBe('already-collected');
    for (let n = 10; n < 16; n++) await shop.loadParcel(shop.paidOrder(n));
    expect(await refusal(shop.paidOrder(4))).toBe('no-blank-pass');
    expect(shop.pulses).toHaveLength(6);
    good(await staff().signOut({}));
    expect(await refusal(shop.paidOrder(4))).toBe('not-signed-in');
  });
});
