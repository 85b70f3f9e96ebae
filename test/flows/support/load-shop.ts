import { expect } from 'vitest';
import type { LockAddress } from '../../../hardware/contract/lock-board.ts';
import type { LoadRound, LoadTask, RecallRound } from '../../../src/contract/station/load-views.ts';
import { orderNumber } from '../../../src/core/orders/order-number.ts';
import type { CompartmentId, OrderId, ParcelId } from '../../../src/kernel/ids.ts';
import { done, expectOk } from '../../../src/kernel/result.ts';
import type { CompartmentRow, OrderRow, ParcelRow, StoreWriter } from '../../../src/station/ports/store.ts';
import { good, type TestStation } from './test-station.ts';

/** Whoever loads and takes out at a test station: what they read, press, and do with their hands. */
export class LoadShop {
  readonly shop: TestStation;
  /** Presses on the screen so far; labels that were read are none. */
  presses = 0;

  constructor(shop: TestStation) {
    this.shop = shop;
  }

  get staff() {
    return this.shop.station.intents.staff;
  }

  get task(): LoadTask | null {
    return this.shop.station.screens.staff.current().load;
  }

  get round(): LoadRound | null {
    return this.shop.station.screens.staff.current().round;
  }

  get recall(): RecallRound | null {
    return this.shop.station.screens.staff.current().recall;
  }

  /** The orders and doors of the round, the first loaded first: `K1-00001-F 4 inside`. */
  get listed(): readonly string[] {
    return (this.round?.entries ?? []).map(({ number, door, state }) => `${number} ${door.number} ${state}`).toReversed();
  }

  /** A paid order with a number that a label can hold. */
  order(n: number, changes: Partial<OrderRow> = {}): OrderId {
    return this.shop.paidOrder(n, { number: numberOf(n), ...changes });
  }

  /** Reads a label and answers with what the station said. */
  async scan(n: number, wishes: { readonly another?: boolean; readonly lowDoor?: boolean; readonly useKept?: boolean } = {}): Promise<string> {
    const outcome = await this.staff.scanParcel({ code: numberOf(n), ...wishes });
    await this.shop.advance(0);
    return outcome.ok ? 'ok' : outcome.error.kind;
  }

  /** Waits until the door in hand is open, and closes it. */
  async putAndClose(): Promise<void> {
    await this.shop.advance(1500);
    expect(this.task?.state.kind).toBe('open');
    this.shop.boards.closeDoor(this.inHand());
    await this.shop.advance(1200);
    expect(this.task?.state.kind).toBe('ask');
  }

  async answer(answer: 'placed' | 'not-empty' | 'changed-mind'): Promise<void> {
    this.presses++;
    good(await this.staff.answerLoad({ answer }));
  }

  /** The whole of one parcel: read, put in, close, confirm, quarantine. */
  async load(n: number, wishes: { readonly another?: boolean; readonly lowDoor?: boolean } = {}): Promise<ParcelRow> {
    expect(await this.scan(n, wishes)).toBe('ok');
    await this.putAndClose();
    await this.answer('placed');
    await this.shop.advance(6000);
    const [last] = this.round?.entries ?? [];
    const parcel = this.shop.store.read.parcel((last?.parcelId ?? '') as ParcelId);
    if (parcel === null) throw new Error('nothing was loaded');
    return parcel;
  }

  /** The lock of the door in hand. */
  inHand(): LockAddress {
    const taking = this.recall?.state;
    const door = taking !== undefined && taking.kind !== 'finished' ? taking.door : this.task?.state.door;
    return this.lockOf((door?.compartmentId ?? '') as CompartmentId);
  }

  lockOf(compartmentId: CompartmentId): LockAddress {
    const row = this.shop.store.read.compartment(compartmentId);
    if (row === null) throw new Error(`no compartment ${compartmentId}`);
    return { board: row.board, lock: row.lock };
  }

  /** The compartment of a parcel that lies inside. */
  rowOf(parcelId: ParcelId): CompartmentRow | null {
    return this.shop.store.read.compartmentOfParcel(parcelId);
  }

  /** Changes rows as somebody else would: the hub, or a test's past. */
  change(work: (tx: StoreWriter) => void): void {
    expectOk(
      this.shop.store.commit<undefined, never>((tx) => {
        work(tx);
        return done;
      }),
      'the change',
    );
  }
}

/** The number of order `n`. */
export function numberOf(n: number): string {
  return orderNumber('K1', n);
}
