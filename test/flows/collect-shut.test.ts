import { afterEach, describe, expect, it } from 'vitest';
import { done, expectOk } from '../../src/kernel/result.ts';
import type { CompartmentState } from '../../src/station/ports/store.ts';
import { closeDoor, codeOfPass, type StoredParcel, storeParcel } from './support/collecting.ts';
import { codeOf, passBody } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

/** The door of a parcel becomes this, with the parcel behind it. */
function becomes({ doorNumber }: StoredParcel, state: CompartmentState): void {
  expectOk(
    shop.store.commit((tx) => {
      const row = tx.compartments().find(({ number }) => number === doorNumber);
      if (row !== undefined) tx.putCompartment({ ...row, state, reason: 'broken' });
      return done;
    }),
    'the door',
  );
}

const call = () => shop.store.read.helpCall('silo');

describe('the holder of a parcel behind a door that may not be opened', () => {
  it('learns that it is safe, somebody is called, and the code opens once the door works again', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    becomes(parcel, 'out-of-service');
    const before = shop.store.read.auditHead().seq;
    expect(await shop.scan(codeOfPass(1))).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'shut', doors: [{ number: 2 }], why: 'out-of-service', called: true, phone: null });
    expect(shop.audit(before)).toEqual(['help.called', 'pass.refused R_SHUT']);
    expect(call()).toMatchObject({ why: 'did-not-open', doorNumber: 2 });
    good(await shop.station.intents.silo.dismiss({ seen: shop.silo.kind }));
    expect(shop.silo).toEqual({ kind: 'ready' });
    expect(shop.pulses).toEqual([]);
    becomes(parcel, 'occupied');
    await shop.advance(1000);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 2 } });
  });

  it('is told that staff have to look first, where that is why', async () => {
    shop = await TestStation.start();
    becomes(storeParcel(shop, { n: 1, door: 2, pass: 1 }), 'suspect');
    expect(await shop.scan(codeOfPass(1))).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'shut', why: 'look' });
  });

  it('opens the others, and learns at the end what stays and why', async () => {
    shop = await TestStation.start();
    const first = storeParcel(shop, { n: 1, door: 1, pass: 1 });
    becomes(storeParcel(shop, { n: 2, door: 2, pass: 1, order: first.orderId }), 'out-of-service');
    const third = storeParcel(shop, { n: 3, door: 3, pass: 1, order: first.orderId });
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    await closeDoor(shop, first);
    expect(shop.silo).toMatchObject({ kind: 'next', left: 1, door: { number: 3 } });
    expect(call()).toBeNull();
    good(await shop.station.intents.silo.openNext({}));
    await shop.advance(600);
    await closeDoor(shop, third);
    expect(shop.silo).toMatchObject({ kind: 'thanks', left: 0, shut: [{ number: 2 }] });
    expect(call()).toMatchObject({ doorNumber: 2 });
  });
});

describe('whoever shows another code', () => {
  it('that is too old, taken back or of nobody learns nothing of the door, and nobody is called', async () => {
    shop = await TestStation.start();
    becomes(storeParcel(shop, { n: 1, door: 2, pass: 1 }), 'out-of-service');
    expectOk(
      shop.store.commitTables((tables) => {
        tables.passes.revoke(passBody(1).passId, 1);
        return done;
      }),
      'the revocation',
    );
    for (const code of [codeOfPass(1), codeOf(passBody(5)), codeOf(passBody(2, { notBefore: 1_000, expires: 2_000 }))]) {
      await shop.advance(5000);
      expect(await shop.scan(code)).toBe('refused');
      expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'not-valid' });
    }
    expect(call()).toBeNull();
  });
});
