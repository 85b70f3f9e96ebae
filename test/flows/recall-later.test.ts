import { afterEach, describe, expect, it } from 'vitest';
import { RecallShop } from './support/recall-shop.ts';
import { hireTechnicians, signInTechnician, technician } from './support/technicians.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const THREE_DAYS = 3 * 86_400_000;

describe('a round of taking out that lasts', () => {
  it('leaves inside what its customer was given more time for by the time its turn comes', async () => {
    shop = await TestStation.start();
    const { floor, parcels } = await RecallShop.loaded(shop, 2);
    const second = parcels.toSorted((a, b) => a.doorNumber - b.doorNumber).at(1);
    if (second === undefined) return;
    for (const parcel of parcels) floor.expire(parcel);
    await floor.begin(...parcels);
    await floor.takeAndClose();
    const pulses = shop.pulses.length;
    floor.alter(second, { deadline: shop.clock.now() + THREE_DAYS });
    good(await floor.staff.answerRecall({ answer: 'taken' }));
    expect(floor.recall?.state).toMatchObject({ kind: 'paused', reason: 'stays' });
    good(await floor.next());
    expect([floor.recall?.state.kind, shop.store.read.parcel(second.parcelId)?.status, shop.pulses.length]).toEqual(['finished', 'stored', pulses]);
  });

  it('is the work of whoever presses, and is gone when somebody else signs in and no hand is needed', async () => {
    shop = await TestStation.start();
    const { floor, parcels } = await RecallShop.loaded(shop, 3);
    hireTechnicians(shop);
    for (const parcel of parcels) floor.alter(parcel, { recall: 'requested' });
    await floor.begin(...parcels);
    await floor.takeAndClose();
    good(await floor.staff.signOut({}));
    await signInTechnician(shop);
    expect(floor.recall?.state.kind).toBe('ask');
    good(await floor.staff.answerRecall({ answer: 'taken' }));
    await floor.takeAndClose();
    good(await floor.staff.answerRecall({ answer: 'empty' }));
    await shop.advance(6000);
    const by = shop.operations.flatMap((operation) => (operation.kind === 'parcel.recalled' ? [operation.staffId] : []));
    expect(by).toEqual(['staff-1', technician.staffId]);
    good(await floor.staff.signOut({}));
    await shop.signIn();
    expect([floor.recall, await floor.next()]).toEqual([null, { ok: false, error: { kind: 'not-now' } }]);
    expect(await floor.list()).toHaveLength(1);
  });
});
