import { afterEach, describe, expect, it } from 'vitest';
import { returnCode, ReturnShop } from './support/return-shop.ts';
import { good } from './support/test-station.ts';

let brings: ReturnShop;
afterEach(() => brings.shop.close());

describe('which compartment', () => {
  it('gives only what was seen empty, is held for nobody and stands closed; returns may use the share that loading keeps', async () => {
    brings = await ReturnShop.start();
    brings.putAll('free-unverified');
    await brings.choose(returnCode(1));
    expect(brings.state('return-size')).toMatchObject({ gives: null, free: [] });
    expect(await brings.ask.open({ locale: 'en' })).toEqual({ ok: false, error: { kind: 'no-free-compartment' } });
    const [small] = brings.shop.store.read.compartments().filter(({ size }) => size === 'S');
    brings.putAll('free-verified', ({ number }) => number === small?.number);
    expect(brings.state('return-size')).toMatchObject({ size: 'XS', gives: 'S', free: ['S'] });
    brings.shop.store.commit((tx) => {
      if (small !== undefined) tx.putCompartment({ ...small, state: 'free-verified', heldUntil: brings.shop.clock.now() + 60_000 });
      return { ok: true, value: undefined };
    });
    expect(brings.state('return-size').gives).toBeNull();
    await brings.shop.advance(61_000);
    const { number } = await brings.open();
    expect(number).toBe(small?.number);
  });

  it('opens another size that was asked for', async () => {
    brings = await ReturnShop.start();
    await brings.choose(returnCode(1));
    good(await brings.ask.setSize({ size: 'XL' }));
    const { row } = await brings.open();
    expect(row.size).toBe('XL');
    expect(brings.parcels).toMatchObject([{ size: 'XL', status: 'loading' }]);
  });

  it('that was not empty is suspect; another one is offered at once, and only that is booked', async () => {
    brings = await ReturnShop.start();
    const { code } = await brings.collected(1);
    await brings.choose(code);
    const first = await brings.putAndClose();
    good(await brings.ask.answer({ answer: 'not-empty' }));
    expect(brings.state('return-size').because).toMatchObject({ why: 'not-empty', door: { number: first.number } });
    expect(brings.rowOf(first.number)).toMatchObject({ state: 'suspect', parcelId: null, needsCheck: true });
    const second = await brings.putAndClose();
    expect(second.number).not.toBe(first.number);
    good(await brings.ask.answer({ answer: 'placed' }));
    await brings.shop.advance(6000);
    expect(brings.deposits).toHaveLength(1);
    expect(brings.marks).toContain('not-empty');
    expect(brings.rowOf(first.number).state).toBe('suspect');
  });

  it('of somebody who changed their mind books nothing and is free only for who looks inside', async () => {
    brings = await ReturnShop.start();
    const { code } = await brings.collected(1);
    await brings.choose(code);
    const { number } = await brings.putAndClose();
    good(await brings.ask.answer({ answer: 'changed-mind' }));
    expect(brings.state('return-nothing').door.number).toBe(number);
    await brings.shop.advance(6000);
    expect(brings.rowOf(number)).toMatchObject({ state: 'free-unverified', parcelId: null });
    expect(brings.deposits).toEqual([]);
    await brings.shop.advance(30_000);
    expect(brings.kind).toBe('ready');
    expect(await brings.show(code)).toBe('return-goods');
  });
});

describe('a door that does not do what it should', () => {
  it('sticks: one more try, or another compartment, and nothing was booked', async () => {
    brings = await ReturnShop.start();
    await brings.choose(returnCode(1));
    for (const { board, lock } of brings.shop.store.read.compartments()) brings.shop.boards.setDoor({ board, lock }, { isJammed: true });
    good(await brings.ask.open({ locale: 'es' }));
    await brings.shop.advance(10_000);
    const first = brings.state('return-stuck');
    expect(first).toMatchObject({ why: 'stuck', canRetry: true, canChange: true });
    good(await brings.ask.retry({}));
    await brings.shop.advance(10_000);
    expect(brings.state('return-stuck').canRetry).toBe(false);
    for (const { board, lock } of brings.shop.store.read.compartments()) brings.shop.boards.setDoor({ board, lock }, { isJammed: false });
    good(await brings.ask.change({}));
    expect(brings.state('return-size').because).toMatchObject({ why: 'did-not-open', door: { number: first.door.number } });
    const second = await brings.putAndClose();
    expect(second.number).not.toBe(first.door.number);
    good(await brings.ask.answer({ answer: 'placed' }));
    await brings.shop.advance(6000);
    expect(brings.deposits).toMatchObject([{ doorNumber: second.number }]);
    expect(brings.rowOf(first.door.number)).toMatchObject({ state: 'free-unverified', parcelId: null, needsCheck: true });
    expect(brings.marks).toEqual(['did-not-open']);
  });

  it('stands open: it is reminded of, told to staff, and holds up nobody; what is left inside is not booked', async () => {
    brings = await ReturnShop.start();
    const parcel = await brings.shop.loadParcel(brings.shop.paidOrder(1));
    await brings.choose(returnCode(1));
    const { number, address } = await brings.open();
    await brings.shop.advance(31_000);
    expect(brings.state('return-open').reminders).toBe(1);
    await brings.shop.advance(95_000);
    expect(brings.state('return-open').reminders).toBe(3);
    expect(brings.marks).toEqual(['left-open']);
    expect(await brings.shop.scan(parcel.code)).toBe('ok');
    await brings.shop.advance(1500);
    expect(brings.kind).toBe('open');
    brings.shop.boards.closeDoor(parcel.address);
    await brings.shop.advance(15_000);
    brings.shop.boards.closeDoor(address);
    await brings.shop.advance(1500);
    expect(brings.state('return-ask').door.number).toBe(number);
    await brings.shop.advance(91_000);
    expect(brings.state('return-unsure')).toMatchObject({ why: 'no-answer', door: { number } });
    await brings.shop.advance(610_000);
    expect(brings.kind).toBe('ready');
    expect(brings.rowOf(number)).toMatchObject({ state: 'suspect', needsCheck: true });
    expect(brings.deposits).toEqual([]);
  });

  it('comes open again after it was booked: it has to be closed, and staff look', async () => {
    brings = await ReturnShop.start();
    await brings.choose(returnCode(1));
    const { number, address } = await brings.putAndClose();
    good(await brings.ask.answer({ answer: 'placed' }));
    await brings.shop.advance(500);
    const { receipt } = brings.state('return-done');
    brings.shop.boards.forceOpen(address);
    await brings.shop.advance(1000);
    expect(brings.state('return-open')).toMatchObject({ confirmed: true, door: { number } });
    brings.shop.boards.closeDoor(address);
    await brings.shop.advance(6000);
    expect(brings.state('return-done').receipt).toBe(receipt);
    expect(brings.rowOf(number)).toMatchObject({ state: 'occupied', needsCheck: true });
    expect(brings.deposits).toHaveLength(1);
  });

  it('goes out of sight: who says that it is closed is believed by nobody, and staff look', async () => {
    brings = await ReturnShop.start();
    await brings.choose(returnCode(1));
    const { number } = await brings.open();
    await brings.shop.boards.stop();
    await brings.shop.advance(10_000);
    expect(brings.state('return-open').seen).toBe(false);
    good(await brings.ask.end({}));
    expect(brings.state('return-unsure')).toMatchObject({ why: 'unseen', door: { number } });
    expect(brings.deposits).toEqual([]);
  });

  it('cannot be opened while no board answers, and no return begins', async () => {
    brings = await ReturnShop.start();
    await brings.choose(returnCode(1));
    await brings.shop.boards.stop();
    await brings.shop.advance(20_000);
    expect(await brings.ask.open({ locale: 'es' })).toEqual({ ok: false, error: { kind: 'doors-unreachable' } });
    good(await brings.ask.end({}));
    expect(await brings.ask.begin({})).toEqual({ ok: false, error: { kind: 'unavailable' } });
  });
});

describe('a person who walks away', () => {
  it('is warned, can put it off ten times, and leaves nothing of what they chose', async () => {
    brings = await ReturnShop.start();
    const { code } = await brings.collected(1);
    await brings.show(code);
    for (let i = 0; i < 10; i++) {
      await brings.shop.advance(75_000);
      good(await brings.ask.extend({}));
    }
    expect(await brings.ask.extend({})).toEqual({ ok: false, error: { kind: 'no-extensions-left' } });
    const { warnAt, endsAt } = brings.state('return-goods').idle;
    expect(endsAt - warnAt).toBe(20_000);
    await brings.shop.advance(90_000);
    expect(brings.shop.silo).toEqual({ kind: 'ready' });
    good(await brings.ask.begin({}));
    brings.state('return-identify');
  });

  it('without a word about a closed door may come back with the same code and say it', async () => {
    brings = await ReturnShop.start();
    const { code } = await brings.collected(1);
    await brings.choose(code);
    const { number } = await brings.putAndClose();
    await brings.shop.advance(91_000);
    expect(brings.state('return-unsure').why).toBe('no-answer');
    good(await brings.ask.end({}));
    expect(await brings.show(code)).toBe('return-ask');
    expect(brings.state('return-ask').door.number).toBe(number);
    good(await brings.ask.answer({ answer: 'placed' }));
    expect(brings.deposits).toHaveLength(1);
  });

  it('gets the receipt in their own language, whoever brought something meanwhile', async () => {
    brings = await ReturnShop.start();
    const { code } = await brings.collected(1);
    await brings.choose(code);
    await brings.putAndClose('pt');
    await brings.shop.advance(91_000);
    good(await brings.ask.end({}));
    await brings.choose(returnCode(2));
    await brings.putAndClose('es');
    good(await brings.ask.answer({ answer: 'placed' }));
    const spanish = JSON.stringify(brings.state('return-done').document);
    good(await brings.ask.end({}));
    expect(await brings.show(code)).toBe('return-ask');
    good(await brings.ask.answer({ answer: 'placed' }));
    const own = JSON.stringify(brings.state('return-done').document);
    expect([/devolución/i.test(spanish), /devolução/i.test(own)]).toEqual([true, true]);
  });

  it('keeps everybody else waiting no longer than that, and nobody in between is shown what was theirs', async () => {
    brings = await ReturnShop.start();
    const { code } = await brings.collected(1);
    const other = await brings.shop.loadParcel(brings.shop.paidOrder(2));
    await brings.show(code);
    expect(await brings.shop.scan(other.code)).toBe('busy');
    expect(brings.kind).toBe('return-goods');
    await brings.shop.advance(91_000);
    expect(await brings.shop.scan(other.code)).toBe('ok');
    await brings.shop.advance(1500);
    expect(brings.kind).toBe('open');
  });
});

describe('a restart', () => {
  it('before a door was opened leaves nothing behind', async () => {
    brings = await ReturnShop.start();
    await brings.choose(returnCode(1));
    const copy = brings.shop.snapshot();
    await brings.shop.close();
    brings = await ReturnShop.start({ from: copy });
    expect(brings.shop.silo).toEqual({ kind: 'ready' });
    expect(brings.parcels).toEqual([]);
  });

  it.each(['opening', 'open', 'asked'] as const)(
    'with the door %s books nothing, tells the person, and leaves it to staff with what was announced',
    async (when) => {
      brings = await ReturnShop.start();
      const { code } = await brings.collected(1);
      await brings.choose(code);
      good(await brings.ask.setEmail({ email: 'ana@example.com' }));
      const opens = when === 'opening' ? null : when === 'open' ? await brings.open() : await brings.putAndClose();
      if (opens === null) good(await brings.ask.open({ locale: 'es' }));
      const live = brings.shop.store.read.liveIntents()[0] ?? expect.fail('no intent');
      const number = brings.shop.store.read.compartment(live.compartmentId)?.number ?? 0;
      const copy = brings.shop.snapshot();
      await brings.shop.close();
      brings = await ReturnShop.start(when === 'open' && opens !== null ? { from: copy, open: [opens.address] } : { from: copy });
      expect(brings.state('return-unsure')).toMatchObject({ why: 'restart', door: { number } });
      if (when === 'open' && opens !== null) brings.shop.boards.closeDoor(opens.address);
      await brings.shop.advance(45_000);
      const row = brings.rowOf(number);
      expect(row).toMatchObject({ state: 'suspect', needsCheck: true });
      expect(brings.shop.store.read.returnDeposit(row.parcelId ?? expect.fail('no name'))).toMatchObject({
        lines: [{ sku: 'CAM-M', quantity: 1, reason: 'size' }],
      });
      expect(brings.shop.store.read.returnDraft(row.parcelId ?? expect.fail())).toBeNull();
      expect(brings.deposits).toEqual([]);
      expect(await brings.show(code)).toBe('return-goods');
      expect(brings.state('return-goods').goods[0]?.max).toBe(2);
    },
  );

  it('after the answer keeps the booking, and asks for a look', async () => {
    brings = await ReturnShop.start();
    await brings.choose(returnCode(1));
    const { number } = await brings.putAndClose();
    good(await brings.ask.answer({ answer: 'placed' }));
    const copy = brings.shop.snapshot();
    await brings.shop.close();
    brings = await ReturnShop.start({ from: copy });
    await brings.shop.advance(20_000);
    expect(brings.shop.silo).toEqual({ kind: 'ready' });
    expect(brings.rowOf(number)).toMatchObject({ state: 'occupied', needsCheck: true });
    expect(brings.deposits).toHaveLength(1);
  });
});

describe('a disk that fails', () => {
  it('at the opening opens nothing; at the answer books nothing and shows no receipt', async () => {
    let isBroken = false;
    brings = await ReturnShop.start({ isDiskBroken: () => isBroken });
    await brings.choose(returnCode(1));
    isBroken = true;
    expect(await brings.ask.open({ locale: 'es' })).toEqual({ ok: false, error: { kind: 'storage' } });
    expect(brings.shop.pulses).toEqual([]);
    isBroken = false;
    await brings.putAndClose();
    isBroken = true;
    expect(await brings.ask.answer({ answer: 'placed' })).toEqual({ ok: false, error: { kind: 'storage' } });
    expect(brings.kind).toBe('return-ask');
    isBroken = false;
    good(await brings.ask.answer({ answer: 'placed' }));
    expect(brings.kind).toBe('return-done');
  });
});

describe('two silos that cannot ask each other', () => {
  it('take the same return twice: each costs a compartment, and the hub sees both by the same id', async () => {
    brings = await ReturnShop.start();
    const first = await brings.bring(returnCode(1));
    const [one] = brings.deposits;
    await brings.shop.close();
    brings = await ReturnShop.start({ seed: 7 });
    const second = await brings.bring(returnCode(1));
    const [two] = brings.deposits;
    expect(one?.returnId).toBe(two?.returnId);
    expect(first).not.toBe(second);
  });
});

it('does not begin while somebody else is served', async () => {
  brings = await ReturnShop.start();
  const parcel = await brings.shop.loadParcel(brings.shop.paidOrder(1));
  expect(await brings.shop.scan(parcel.code)).toBe('ok');
  expect(await brings.ask.begin({})).toEqual({ ok: false, error: { kind: 'busy' } });
  expect(brings.kind).toBe('opening');
});
