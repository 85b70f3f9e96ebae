import type { OrderId, ParcelId, PassId } from '../../../src/kernel/ids.ts';
import { done, expectOk } from '../../../src/kernel/result.ts';
import type { ParcelRow } from '../../../src/station/ports/store.ts';
import type { LockAddress } from '../../../hardware/contract/lock-board.ts';
import { codeOf, passBody, passIdOf, START } from './shop.ts';
import type { TestStation } from './test-station.ts';

/** A parcel that lies behind a door. */
export interface StoredParcel {
  readonly parcelId: ParcelId;
  readonly orderId: OrderId;
  readonly address: LockAddress;
  readonly doorNumber: number;
}

/** Puts a parcel of order `n` behind door `doorNumber`, for pass `pass`, as a load that has just ended would leave it. */
export function storeParcel(
  shop: TestStation,
  given: { readonly n: number; readonly door: number; readonly pass: number; readonly order?: OrderId },
): StoredParcel {
  const orderId = given.order ?? shop.paidOrder(given.n, { status: 'ready' });
  const parcelId = `018f0000-0000-7000-8000-${String(900_000 + given.n).padStart(12, '0')}` as ParcelId;
  const passId = passIdOf(given.pass) as PassId;
  const row = shop.store.read.compartments().find((compartment) => compartment.number === given.door);
  if (row === undefined) throw new Error(`no door ${given.door}`);
  const parcel: ParcelRow = {
    parcelId,
    kind: 'order',
    orderId,
    passId,
    holder: null,
    size: row.size,
    status: 'stored',
    doorNumber: given.door,
    loadedAt: START + given.n,
    collectedAt: null,
    deadline: null,
    recall: null,
    ended: null,
  };
  expectOk(
    shop.store.commit((tx) => {
      tx.putParcel(parcel);
      if (tx.pass(passId)?.parcelId === null) tx.bindPass(passId, parcelId);
      tx.putCompartment({ ...row, state: 'pending', parcelId, needsCheck: false });
      tx.putCompartment({ ...row, state: 'occupied', parcelId, needsCheck: false });
      return done;
    }),
    'the parcel',
  );
  return { parcelId, orderId, address: { board: row.board, lock: row.lock }, doorNumber: given.door };
}

/** The code of pass `n`. */
export function codeOfPass(n: number): string {
  return codeOf(passBody(n));
}

/** Closes a door that stands open, and lets its flow see it. */
export async function closeDoor(shop: TestStation, { address }: Pick<StoredParcel, 'address'>): Promise<void> {
  shop.boards.closeDoor(address);
  await shop.advance(1200);
}
