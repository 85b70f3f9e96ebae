import { afterEach, describe, expect, it } from 'vitest';
import { readReturnReceipt } from '../../src/core/returns/receipt-number.ts';
import { codeOf, passBody, passIdOf, pinOf, shortCodeOf } from './support/shop.ts';
import { bought, returnCode, returnIdOf, ReturnShop } from './support/return-shop.ts';
import { good } from './support/test-station.ts';

const DAY = 86_400_000;

let brings: ReturnShop;
afterEach(() => brings.shop.close());

describe('bringing back part of an order', () => {
  it('asks what, why and how large, opens a door, books it with the answer and gives a receipt', async () => {
    brings = await ReturnShop.start();
    const { orderId, code, number } = await brings.collected(1);
    const before = brings.shop.store.read.auditHead().seq;

    good(await brings.ask.begin({}));
    expect(brings.state('return-identify').idle.extensionsLeft).toBe(10);
    expect(await brings.show(code)).toBe('return-goods');
    const { goods, number: shown } = brings.state('return-goods');
    expect([shown, ...goods.map(({ title, max, quantity }) => `${quantity} of ${max} ${title}`)]).toEqual([
      number,
      '0 of 2 Camisa de lino',
      '0 of 1 Zapato de piel',
    ]);
    expect(await brings.ask.next({})).toEqual({ ok: false, error: { kind: 'nothing-chosen' } });
    good(await brings.ask.setQuantity({ sku: 'CAM-M', quantity: 2 }));
    good(await brings.ask.setQuantity({ sku: 'ZAP-42', quantity: 7 }));
    good(await brings.ask.next({}));
    expect(brings.state('return-reason')).toMatchObject({ at: 1, of: 2, goods: { sku: 'CAM-M', quantity: 2 } });
    good(await brings.ask.setReason({ sku: 'CAM-M', reason: 'size' }));
    expect(brings.state('return-reason')).toMatchObject({ at: 2, of: 2, goods: { sku: 'ZAP-42', quantity: 1 } });
    expect(await brings.ask.setReason({ sku: 'CAM-M', reason: 'size' })).toEqual({ ok: false, error: { kind: 'not-now' } });
    expect(brings.state('return-reason')).toMatchObject({ at: 2, of: 2 });
    good(await brings.ask.setReason({ sku: 'ZAP-42', reason: 'damaged' }));
    expect(brings.state('return-size')).toMatchObject({ size: 'M', proposed: 'M', gives: 'M', pieces: 3, because: null, receiptTo: 'order' });
    const door = await brings.putAndClose();
    expect(brings.deposits).toEqual([]);
    good(await brings.ask.answer({ answer: 'placed' }));
    await brings.shop.advance(0);

    const { receipt, paper, door: behind } = brings.state('return-done');
    expect([readReturnReceipt(receipt), paper, behind.number]).toEqual([receipt, 'printed', door.number]);
    const row = brings.rowOf(door.number);
    const parcel = brings.shop.store.read.parcel(row.parcelId ?? expect.fail('nothing inside'));
    expect(row.state).toBe('occupied');
    expect(parcel).toMatchObject({ kind: 'return', orderId, status: 'stored', recall: 'returned', passId: null, doorNumber: door.number });
    const lines = [
      { sku: 'CAM-M', quantity: 2, reason: 'size' },
      { sku: 'ZAP-42', quantity: 1, reason: 'damaged' },
    ];
    expect(brings.deposits).toMatchObject([
      { returnId: null, orderId, lines, bank: 7, doorNumber: door.number, size: 'M', receipt, contact: null, locale: 'es' },
    ]);
    expect(brings.shop.store.read.returnDeposit(row.parcelId ?? expect.fail())).toMatchObject({ lines, receipt });
    const paperText = JSON.stringify(brings.shop.printed.at(-1));
    for (const word of [receipt, number, 'Camisa de lino', 'defecto']) expect(paperText).toContain(word);
    await brings.shop.advance(6000);
    expect(brings.shop.audit(before)).toEqual([
      'door.attempt',
      'door.opened',
      'door.closed',
      'door.answered placed',
      'return.deposited',
      'door.ended returned',
    ]);
    await brings.shop.advance(60_000);
    expect(brings.shop.silo).toEqual({ kind: 'ready' });
    expect(await brings.show(code)).toBe('return-refused');
    expect(brings.state('return-refused').reason).toBe('all-returned');
  });

  it('offers the rest another time, and never more than was bought', async () => {
    brings = await ReturnShop.start();
    const { code } = await brings.collected(1);
    const first = await brings.bring(code);
    await brings.show(code);
    expect(brings.state('return-goods').goods.map(({ sku, max }) => [sku, max])).toEqual([
      ['CAM-M', 1],
      ['ZAP-42', 1],
    ]);
    good(await brings.ask.back({}));
    const second = await brings.bring(code);
    expect(second).not.toBe(first);
    await brings.show(code);
    expect(brings.state('return-goods').goods.map(({ sku, quantity, max }) => [sku, quantity, max])).toEqual([['ZAP-42', 1, 1]]);
  });

  it('counts what the hub has heard of from other silos', async () => {
    brings = await ReturnShop.start();
    const { code } = await brings.collected(1, {
      returned: [
        { sku: 'ZAP-42', quantity: 1 },
        { sku: 'CAM-M', quantity: 1 },
      ],
    });
    await brings.show(code);
    expect(brings.state('return-goods').goods).toMatchObject([{ sku: 'CAM-M', max: 1, quantity: 1 }]);
  });

  it('sends the receipt to an address that was typed, and forgets the address with the operation', async () => {
    brings = await ReturnShop.start();
    const { code } = await brings.collected(1);
    await brings.choose(code);
    good(await brings.ask.setEmail({ email: 'ana@example.com' }));
    expect(JSON.stringify(brings.shop.silo)).not.toContain('ana@');
    await brings.putAndClose();
    good(await brings.ask.answer({ answer: 'placed' }));
    expect(brings.deposits).toMatchObject([{ contact: { kind: 'email', email: 'ana@example.com' } }]);
    const parcelId = brings.parcels[0]?.parcelId ?? expect.fail('no parcel');
    expect(brings.shop.store.read.returnDraft(parcelId)).toBeNull();
    expect(JSON.stringify(brings.shop.silo)).not.toContain('ana@');
  });

  it.each([
    ['paper-out', 'paper-out'],
    ['cover-open', 'cover-open'],
  ] as const)('says what to do where the printer has %s, and prints later', async (state, paper) => {
    brings = await ReturnShop.start();
    const { code } = await brings.collected(1);
    brings.shop.printer.state = state;
    await brings.choose(code);
    await brings.putAndClose();
    good(await brings.ask.answer({ answer: 'placed' }));
    await brings.shop.advance(0);
    expect(brings.state('return-done').paper).toBe(paper);
    expect(await brings.ask.print({})).toEqual({ ok: false, error: { kind: paper } });
    brings.shop.printer.state = 'ok';
    good(await brings.ask.print({}));
    expect(brings.state('return-done').paper).toBe('printed');
    expect(brings.shop.printed.at(-1)?.title).toContain(brings.state('return-done').receipt);
  });

  it('asks which of several orders behind one code it is from', async () => {
    brings = await ReturnShop.start();
    const first = await brings.collected(1);
    const second = await brings.collected(2);
    const passId = brings.shop.store.read.parcelOfOrder(first.orderId)?.passId ?? expect.fail('no pass');
    const other = brings.shop.store.read.parcelOfOrder(second.orderId) ?? expect.fail('no parcel');
    brings.shop.store.commit((tx) => {
      tx.putParcel({ ...other, passId });
      return { ok: true, value: undefined };
    });
    expect(await brings.show(first.code)).toBe('return-which');
    expect(brings.state('return-which').orders.map(({ number, pieces }) => `${number} ${pieces}`)).toEqual([`${first.number} 3`, `${second.number} 3`]);
    good(await brings.ask.chooseOrder({ orderId: second.orderId }));
    expect(brings.state('return-goods').number).toBe(second.number);
  });
});

describe('the code of a return', () => {
  it('begins a return from the ready screen, with what was announced chosen already', async () => {
    brings = await ReturnShop.start();
    const { orderId, number } = await brings.collected(1);
    brings.permit({ returnId: returnIdOf(1), orderId, number, lines: [{ sku: 'CAM-M', quantity: 1, reason: 'size' }] });
    expect(await brings.shop.scan(returnCode(1))).toBe('ok');
    expect(brings.state('return-goods').goods.map(({ sku, quantity, reason }) => [sku, quantity, reason])).toEqual([
      ['CAM-M', 1, 'size'],
      ['ZAP-42', 0, null],
    ]);
    good(await brings.ask.next({}));
    brings.state('return-size');
    await brings.putAndClose();
    good(await brings.ask.answer({ answer: 'placed' }));
    expect(brings.deposits).toMatchObject([{ returnId: returnIdOf(1), orderId, lines: [{ sku: 'CAM-M', quantity: 1, reason: 'size' }] }]);
    good(await brings.ask.end({}));
    await brings.shop.advance(6000);
    expect(await brings.shop.scan(returnCode(1))).toBe('refused');
    expect(brings.state('return-refused').reason).toBe('all-returned');
  });

  it('of an order of another shop shows what was announced, by the catalogue here', async () => {
    brings = await ReturnShop.start();
    const lines = [
      { sku: 'CAM-M', quantity: 2, reason: 'size' as const },
      { sku: 'NOT-HERE', quantity: 1, reason: 'other' as const },
    ];
    brings.permit({ returnId: returnIdOf(2), orderId: '018f0000-0000-7000-8000-00000000aaaa', number: 'B1-00009-3', lines });
    await brings.show(returnCode(2));
    expect(brings.state('return-goods').goods.map(({ title, max, quantity }) => [title, max, quantity])).toEqual([
      ['Camisa de lino', 2, 2],
      ['NOT-HERE', 1, 1],
    ]);
    good(await brings.ask.next({}));
    await brings.putAndClose();
    good(await brings.ask.answer({ answer: 'placed' }));
    expect(brings.deposits).toMatchObject([{ returnId: returnIdOf(2), orderId: null, lines }]);
    expect(brings.parcels).toMatchObject([{ kind: 'return', orderId: null, status: 'stored', recall: 'returned' }]);
  });

  it('that the hub has not told of is taken all the same: only how many pieces is asked', async () => {
    brings = await ReturnShop.start();
    expect(await brings.show(returnCode(3))).toBe('return-pieces');
    good(await brings.ask.setPieces({ pieces: 3 }));
    good(await brings.ask.next({}));
    expect(brings.state('return-size')).toMatchObject({ pieces: 3, proposed: 'M' });
    await brings.putAndClose();
    good(await brings.ask.answer({ answer: 'placed' }));
    expect(brings.deposits).toMatchObject([{ returnId: returnIdOf(3), orderId: null, lines: [], pieces: 3 }]);
  });

  it('that was revoked, or is over, opens nothing and tells nothing', async () => {
    brings = await ReturnShop.start();
    brings.shop.store.commitTables((tables) => {
      tables.passes.revoke(returnIdOf(4), 1);
      return { ok: true, value: undefined };
    });
    const reasons: string[] = [];
    for (const code of [
      returnCode(4),
      returnCode(5, { expires: passBody(1).notBefore + 60 }),
      codeOf(passBody(6, { kind: 'courier-deposit' })),
      'LK1:NOTHING',
    ]) {
      await brings.show(code);
      reasons.push(brings.state('return-refused').reason);
      good(await brings.ask.back({}));
    }
    expect(reasons).toEqual(['not-valid', 'not-valid', 'not-valid', 'unreadable']);
    expect(brings.shop.pulses).toEqual([]);
  });
});

describe('whose it is', () => {
  it('the code of another silo of the shop is taken, and the hub told which pass it is', async () => {
    brings = await ReturnShop.start();
    expect(await brings.show(codeOf(passBody(40, { bank: 9 })))).toBe('return-pieces');
    good(await brings.ask.next({}));
    await brings.putAndClose();
    good(await brings.ask.answer({ answer: 'placed' }));
    expect(brings.deposits).toMatchObject([{ returnId: passIdOf(40), orderId: null, lines: [], pieces: 1 }]);
  });

  it('the code of an order is good for a return after its own time', async () => {
    brings = await ReturnShop.start();
    brings.shop.store.commitTables((tables) => {
      const body = passBody(50, { notBefore: passBody(1).notBefore - 20 * 86_400, expires: passBody(1).notBefore + 86_460 });
      tables.passes.putBlank({ ...body, code: codeOf(body), shortCode: shortCodeOf(50), pin: 'x', delegateIds: [] });
      return { ok: true, value: undefined };
    });
    const { orderId } = await brings.collected(1);
    const parcel = brings.shop.store.read.parcelOfOrder(orderId) ?? expect.fail('no parcel');
    brings.shop.store.commit((tx) => {
      tx.putParcel({ ...parcel, passId: passIdOf(50) });
      return { ok: true, value: undefined };
    });
    const code = brings.shop.store.read.pass(passIdOf(50))?.code ?? '';
    await brings.shop.advance(61_000);
    expect(await brings.shop.scan(code)).toBe('refused');
    await brings.shop.advance(20_000);
    expect(await brings.show(code)).toBe('return-goods');
  });

  it('says until when it was, where it is too late', async () => {
    brings = await ReturnShop.start();
    const { orderId, code } = await brings.collected(1);
    brings.age(orderId, 31);
    const collectedAt = brings.shop.store.read.parcelOfOrder(orderId)?.collectedAt ?? 0;
    await brings.show(code);
    expect(brings.state('return-refused')).toMatchObject({ reason: 'too-late', until: collectedAt + 30 * DAY, days: 30 });
  });

  it('an order that waits to be collected is not returned, and can still be collected', async () => {
    brings = await ReturnShop.start();
    const parcel = await brings.shop.loadParcel(brings.shop.paidOrder(1));
    await brings.show(parcel.code);
    expect(brings.state('return-refused').reason).toBe('not-collected');
    good(await brings.ask.end({}));
    expect(await brings.shop.scan(parcel.code)).toBe('ok');
    await brings.shop.advance(600);
    expect(brings.kind).toBe('open');
  });

  it('a delegate may not return', async () => {
    brings = await ReturnShop.start();
    const delegateId = passIdOf(77);
    brings.shop.store.commitTables((tables) => {
      const body = passBody(50);
      tables.passes.putBlank({ ...body, code: codeOf(body), shortCode: shortCodeOf(50), pin: 'x', delegateIds: [delegateId] });
      return { ok: true, value: undefined };
    });
    await brings.show(codeOf(passBody(77)));
    expect(brings.state('return-refused').reason).toBe('delegate');
  });

  it('takes an order’s number, or its short code, with the PIN', async () => {
    brings = await ReturnShop.start();
    const { orderId, number } = await brings.collected(1);
    const pass = brings.shop.store.read.pass(brings.shop.store.read.parcelOfOrder(orderId)?.passId ?? expect.fail()) ?? expect.fail();
    const n = [1, 2, 3, 4, 5, 6].find((candidate) => passIdOf(candidate) === pass.passId) ?? 0;
    good(await brings.ask.begin({}));
    good(await brings.ask.enterPin({ number: number.toLowerCase().replaceAll('-', ' '), pin: pinOf(n) }));
    expect(brings.state('return-goods').goods).toHaveLength(bought.length);
    good(await brings.ask.back({}));
    good(await brings.ask.enterPin({ number: shortCodeOf(n), pin: pinOf(n) }));
    expect(brings.kind).toBe('return-goods');
  });

  it('tells nobody whether it was the number or the PIN, counts both across restarts, and makes who guesses wait', async () => {
    brings = await ReturnShop.start();
    const { number } = await brings.collected(1);
    const unknown = number.startsWith('K1-00001') ? 'K1-00002-5' : number;
    good(await brings.ask.begin({}));
    for (let i = 0; i < 5; i++) {
      expect(await brings.ask.enterPin({ number: i % 2 === 0 ? number : unknown, pin: '000000' })).toEqual({ ok: false, error: { kind: 'refused' } });
      expect(brings.state('return-refused').reason).toBe('not-valid');
    }
    const copy = brings.shop.snapshot();
    await brings.shop.close();
    brings = await ReturnShop.start({ from: copy });
    good(await brings.ask.begin({}));
    for (let i = 0; i < 5; i++) await brings.ask.enterPin({ number: unknown, pin: '000000' });
    expect(await brings.ask.enterPin({ number, pin: '000000' })).toEqual({ ok: false, error: { kind: 'wait' } });
    expect(brings.state('return-wait').until).toBeGreaterThan(brings.shop.clock.now());
    expect(await brings.show(returnCode(1))).toBe('return-pieces');
  });
});
