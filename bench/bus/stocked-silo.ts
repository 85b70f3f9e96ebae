import { join } from 'node:path';
import type { LockAddress } from '../../hardware/contract/lock-board.ts';
import type { BusBoard } from '../../hardware/lockers/bus-board.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { done, expectOk } from '../../src/kernel/result.ts';
import { systemClock, systemRandom } from '../../src/shells/node-world.ts';
import { compartmentIdOf, type ConfiguredDoor, seedBank } from '../../src/station/app/boot/seed-bank.ts';
import type { StoreWriter } from '../../src/station/ports/store.ts';
import type { StationDatabase } from '../../src/station/store/database.ts';
import { openStationStore } from '../../src/station/store/open.ts';
import { IDENTITY_KEY } from '../../src/station/sync/identity.ts';
import { codeOf, hubKey, identity, passBody } from '../../test/flows/support/shop.ts';
import { blankPass, order, orderIdOf, parcel, parcelIdOf } from '../../test/src/station/store/samples.ts';
import { testConfig } from '../../test/support/catalogue.ts';
import { giveKeys, issuingKeyOf } from '../../test/support/key-bundle.ts';

/** A parcel that waits: the lock that it lies behind, and the code that opens it. */
export interface WaitingParcel {
  readonly address: LockAddress;
  readonly code: string;
}

/** What the one bus is called. */
export const benchBus = 'bench';

/** A door for every lock of every board. */
export function doorsOf(boards: readonly BusBoard[]): readonly ConfiguredDoor[] {
  let number = 0;
  return boards.flatMap(({ address, locks }, column) =>
    Array.from({ length: locks }, (_, lock): ConfiguredDoor => {
      number += 1;
      return { number, bus: benchBus, board: address, lock, size: 'M', heightMm: 220, column, row: lock };
    }),
  );
}

/** Makes the database of a silo with a parcel behind each door, as the first sync and a day of loading leave it. */
export function stockSilo(dataDir: string, doors: readonly ConfiguredDoor[]): readonly WaitingParcel[] {
  const path = join(dataDir, 'station.db');
  const opened = openStationStore({ path, clock: systemClock, random: systemRandom, logger: silentLogger, stationVersion: 'bench', ballastBytes: 4096 });
  const store = expectOk(opened, 'the database of the bench');
  expectOk(seedBank(store, { buses: [{ name: benchBus }], doors }), 'the doors');
  const waiting = fill(store, doors);
  store.close();
  return waiting;
}

function fill(store: StationDatabase, doors: readonly ConfiguredDoor[]): readonly WaitingParcel[] {
  const notBefore = Math.floor(systemClock.now() / 1000) - 3600;
  const expires = notBefore + 30 * 86_400;
  const parcels = doors.map((door, index) => {
    const body = passBody(index + 1, { notBefore, expires });
    return { n: index + 1, door, body, code: codeOf(body) };
  });
  const stocked = store.commitTables((tables) => {
    tables.small.putMeta(IDENTITY_KEY, JSON.stringify(identity));
    tables.small.putConfig(testConfig);
    giveKeys(tables, identity.tenantId, [issuingKeyOf(1, hubKey.publicKey)]);
    for (const { n, body, code } of parcels) {
      tables.passes.putBlank(blankPass(n, { passId: body.passId, code, notBefore, expires }));
    }
    return done;
  });
  expectOk(stocked, 'the codes');
  for (const { n, door, body } of parcels)
    expectOk(
      store.commit((tx) => putParcel(tx, n, door, body.passId)),
      'a parcel',
    );
  return parcels.map(({ door, code }) => ({ address: { board: door.board, lock: door.lock }, code }));
}

function putParcel(tx: StoreWriter, n: number, door: ConfiguredDoor, passId: NonNullable<ReturnType<typeof parcel>['passId']>): typeof done {
  const compartmentId = compartmentIdOf(door);
  const empty = tx.compartment(compartmentId);
  if (empty === null) throw new Error(`no compartment ${compartmentId}`);
  tx.putOrder(order(n, { status: 'ready', orderId: orderIdOf(n) }));
  tx.putParcel(parcel(n, { passId, doorNumber: door.number }));
  tx.bindPass(passId, parcelIdOf(n));
  // The way that a parcel takes: promised first, then inside.
  for (const state of ['pending', 'occupied'] as const) tx.putCompartment({ ...empty, state, parcelId: parcelIdOf(n) });
  return done;
}
