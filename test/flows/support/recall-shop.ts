import { expect } from 'vitest';
import type { ParcelRow } from '../../../src/station/ports/store.ts';
import { LoadShop } from './load-shop.ts';
import { good, type TestStation } from './test-station.ts';

/** Whoever takes out at a test station: parcels inside, why they are to come out, and what hands do. */
export class RecallShop extends LoadShop {
  /** A member signs in and loads the parcels of the orders 1 to `count`. */
  static async loaded(shop: TestStation, count: number): Promise<{ readonly floor: RecallShop; readonly parcels: readonly ParcelRow[] }> {
    const floor = new RecallShop(shop);
    await shop.signIn();
    const parcels: ParcelRow[] = [];
    for (let n = 1; n <= count; n++) {
      floor.order(n);
      parcels.push(await floor.load(n));
    }
    good(await floor.staff.endLoadRound({}));
    return { floor, parcels };
  }

  /** Something about a parcel inside is another from now on. */
  alter(parcel: ParcelRow, change: Partial<Pick<ParcelRow, 'recall' | 'deadline'>>): void {
    this.change((tx) => {
      const now = tx.parcel(parcel.parcelId);
      if (now !== null) tx.putParcel({ ...now, ...change });
    });
  }

  /** Its time has run out; whoever comes late may still have it. */
  expire(parcel: ParcelRow): void {
    this.alter(parcel, { deadline: this.shop.clock.now() });
  }

  /** What is to be taken out: door, order's number, reason. */
  async list(): Promise<readonly string[]> {
    const answer = await this.staff.recallList({});
    if (!answer.ok) throw new Error(answer.error.kind);
    return answer.value.map(({ number, reason, door }) => `${door.number} ${number ?? '-'} ${reason}`);
  }

  async begin(...parcels: readonly ParcelRow[]): Promise<void> {
    good(await this.staff.startRecall({ parcelIds: parcels.map(({ parcelId }) => parcelId) }));
  }

  /** Goes on from the door that is on the screen. */
  next() {
    return this.staff.nextRecall({ at: this.recall?.at ?? 0 });
  }

  /** Waits until the door in hand is open, and closes it. */
  async takeAndClose(): Promise<void> {
    await this.shop.advance(1500);
    expect(this.recall?.state.kind).toBe('open');
    this.shop.boards.closeDoor(this.inHand());
    await this.shop.advance(1200);
    expect(this.recall?.state.kind).toBe('ask');
  }
}
