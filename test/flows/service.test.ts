import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { LockAddress } from '../../hardware/contract/lock-board.ts';
import type { CompartmentId } from '../../src/kernel/ids.ts';
import { done } from '../../src/kernel/result.ts';
import { exportDisk } from '../../src/station/devices/export-disk.ts';
import type { Storage } from '../../src/station/ports/storage.ts';
import type { CompartmentRow } from '../../src/station/ports/store.ts';
import { colleague, hireTechnicians, signInTechnician, technician } from './support/technicians.ts';
import { good, TestStation, type TestStationOptions } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const service = () => shop.station.intents.service;
const staff = () => shop.station.intents.staff;
const swaps = () => shop.station.screens.staff.current().service?.swaps ?? [];
const serviced = () =>
  shop.operations.flatMap((operation) =>
    operation.kind === 'compartment.serviced' ? [`${operation.compartmentId} ${operation.change} ${operation.reason}`] : [],
  );
const second = { badge: colleague.badge, pin: colleague.pin };
const refusedAs = (kind: string) => ({ ok: false, error: { kind } });

function rowAt({ board, lock }: LockAddress): CompartmentRow {
  const row = shop.store.read.compartments().find((candidate) => candidate.board === board && candidate.lock === lock);
  if (row === null || row === undefined) throw new Error('no such lock');
  return row;
}

async function withTechnician(options: TestStationOptions = {}): Promise<void> {
  shop = await TestStation.start(options);
  hireTechnicians(shop);
  if (options.from === undefined) return;
  await signInTechnician(shop);
}

/** Lets the person look, closes the door, and says what was there. */
async function lookInto(address: LockAddress, answer: 'empty' | 'not-empty' = 'empty'): Promise<void> {
  await shop.advance(1500);
  shop.boards.closeDoor(address);
  await shop.advance(1500);
  good(await staff().answerCheck({ answer }));
  await shop.advance(6000);
  good(await staff().closeCheck({}));
}

describe('one person alone', () => {
  it('opens no compartment that holds a parcel, and frees none, with anything that a technician may do', async () => {
    await withTechnician({ exportDisk: exportDisk({ folder: mkdtempSync(join(tmpdir(), 'pasillo-export-')), mediaRoots: [] }), storage: fakeStorage() });
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    const { compartmentId } = rowAt(parcel.address);
    const lock = `${parcel.address.board}/${parcel.address.lock}`;
    const pulses = () => shop.pulses.filter((pulse) => pulse === lock).length;
    const before = pulses();
    await signInTechnician(shop);
    const board = { bus: 'bank', board: parcel.address.board };
    const self = { badge: technician.badge, pin: technician.pin };
    const everything: Record<keyof ReturnType<typeof service>, () => Promise<unknown>> = {
      testDoor: async () => {
        expect(await service().testDoor({ compartmentId, second: null })).toEqual(refusedAs('needs-two'));
        expect(await service().testDoor({ compartmentId, second: self })).toEqual(refusedAs('same-person'));
        expect(await service().testDoor({ compartmentId, second: { ...second, pin: '0000' } })).toEqual(refusedAs('second-refused'));
      },
      takeOut: () => service().takeOut({ compartmentId, reason: 'lock' }),
      bringBack: async () => expect(await service().bringBack({ compartmentId })).toEqual(refusedAs('not-looked')),
      beginSwap: () => service().beginSwap(board),
      finishSwap: () => service().finishSwap(board),
      beginWiring: () => service().beginWiring({}),
      nextDoor: async () => {
        // Every empty door of the bank, one after the other.
        for (;;) {
          good(await service().nextDoor({}));
          const door = shop.station.screens.staff.current().service?.wiring?.door ?? null;
          if (door === null) return;
          await shop.advance(1500);
          good(await service().sawDoor({ number: door.number }));
          await lookInto(rowOf(door.compartmentId));
        }
      },
      sawDoor: async () => expect(await service().sawDoor({ number: 1 })).toEqual(refusedAs('not-now')),
      endWiring: () => service().endWiring({}),
      exportTargets: () => service().exportTargets({}),
      exportAudit: () => service().exportAudit({ targetId: '/etc' }),
      backups: () => service().backups({}),
      restore: async () => expect(await service().restore({ backupId: 'b1', second: self })).toEqual(refusedAs('same-person')),
    };
    for (const attempt of Object.values(everything)) await attempt();
    for (const attempt of [() => staff().beginCheck({ compartmentId }), everything.testDoor, everything.bringBack]) await attempt();
    expect(pulses()).toBe(before);
    expect(rowAt(parcel.address)).toMatchObject({ state: 'out-of-service', parcelId: expect.any(String) });
    expect(shop.store.read.parcel(rowAt(parcel.address).parcelId ?? neverParcel())?.status).toBe('stored');
  }, 60_000);

  it('who is no technician may do none of it, nor anybody who is not signed in', async () => {
    await withTechnician();
    const { compartmentId } = rowAt({ board: 0, lock: 0 });
    const attempts = () => [
      service().testDoor({ compartmentId, second: null }),
      service().takeOut({ compartmentId, reason: 'dirty' }),
      service().bringBack({ compartmentId }),
      service().beginSwap({ bus: 'bank', board: 0 }),
      service().finishSwap({ bus: 'bank', board: 0 }),
      service().beginWiring({}),
      service().nextDoor({}),
      service().sawDoor({ number: 1 }),
      service().endWiring({}),
      service().exportTargets({}),
      service().exportAudit({ targetId: 'x' }),
      service().backups({}),
      service().restore({ backupId: 'b1', second }),
    ];
    for (const outcome of await Promise.all(attempts())) expect(outcome).toEqual(refusedAs('not-signed-in'));
    await shop.signIn();
    for (const outcome of await Promise.all(attempts())) expect(outcome).toEqual(refusedAs('not-allowed'));
    expect(shop.station.screens.staff.current().service).toBeUndefined();
    expect(shop.pulses).toEqual([]);
  });
});

describe('two people', () => {
  it('open a compartment with a parcel; what they leave inside stays its customer’s, and both are on the record', async () => {
    await withTechnician();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    const { compartmentId, parcelId } = rowAt(parcel.address);
    await signInTechnician(shop);
    good(await service().takeOut({ compartmentId, reason: 'lock' }));
    good(await service().testDoor({ compartmentId, second }));
    await shop.advance(1500);
    shop.boards.closeDoor(parcel.address);
    await shop.advance(1500);
    good(await staff().answerRecall({ answer: 'left' }));
    await shop.advance(6000);
    good(await staff().closeRecall({}));
    expect(rowAt(parcel.address)).toMatchObject({ state: 'out-of-service', parcelId });
    good(await service().bringBack({ compartmentId }));
    expect(rowAt(parcel.address)).toMatchObject({ state: 'occupied', parcelId, reason: null });
    expect(serviced()).toEqual([`${compartmentId} out-of-service lock`, `${compartmentId} in-service lock`]);
    expect(shop.audit()).toContain('staff.vouched');
    expect(await shop.scan(parcel.code)).toBe('ok');
  });

  it('cannot go on when the first of them has signed out meanwhile', async () => {
    await withTechnician();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    await signInTechnician(shop);
    const opening = service().testDoor({ compartmentId: rowAt(parcel.address).compartmentId, second });
    good(await staff().signOut({}));
    expect(await opening).toEqual(refusedAs('not-signed-in'));
    expect(shop.pulses).toHaveLength(1);
  });
});

describe('out of service', () => {
  const address: LockAddress = { board: 1, lock: 4 };

  it('is given to nobody, and comes back only after a look since, during which its door stayed closed', async () => {
    await withTechnician();
    await signInTechnician(shop);
    const { compartmentId } = rowAt(address);
    good(await service().takeOut({ compartmentId, reason: 'door' }));
    expect(await staff().beginCheck({ compartmentId })).toEqual(refusedAs('unknown-compartment'));
    expect(await service().bringBack({ compartmentId })).toEqual(refusedAs('not-looked'));
    good(await service().testDoor({ compartmentId, second: null }));
    await lookInto(address);
    expect(rowAt(address)).toMatchObject({ state: 'out-of-service', reason: 'door' });
    shop.boards.forceOpen(address);
    await shop.advance(2000);
    shop.boards.closeDoor(address);
    await shop.advance(2000);
    expect(await service().bringBack({ compartmentId })).toEqual(refusedAs('not-looked'));
    good(await service().testDoor({ compartmentId, second: null }));
    await lookInto(address);
    good(await service().bringBack({ compartmentId }));
    expect(rowAt(address)).toMatchObject({ state: 'free-verified', reason: null, needsCheck: false });
  });

  it('asks for another look when what was inside was not nothing, and after a restart', async () => {
    await withTechnician();
    await signInTechnician(shop);
    const { compartmentId } = rowAt(address);
    good(await service().takeOut({ compartmentId, reason: 'dirty' }));
    good(await service().testDoor({ compartmentId, second: null }));
    await lookInto(address, 'not-empty');
    expect(await service().bringBack({ compartmentId })).toEqual(refusedAs('not-looked'));
    good(await service().testDoor({ compartmentId, second: null }));
    await lookInto(address);
    const from = shop.snapshot();
    await shop.close();
    await withTechnician({ from });
    expect(rowAt(address)).toMatchObject({ state: 'out-of-service', reason: 'dirty' });
    expect(await service().bringBack({ compartmentId })).toEqual(refusedAs('not-looked'));
  });

  it.each(['opening', 'open', 'asking'] as const)('a test that a power cut ends while it is %s leaves it out of service', async (moment) => {
    await withTechnician();
    await signInTechnician(shop);
    const { compartmentId } = rowAt(address);
    good(await service().takeOut({ compartmentId, reason: 'lock' }));
    good(await service().testDoor({ compartmentId, second: null }));
    if (moment !== 'opening') await shop.advance(1500);
    if (moment === 'asking') {
      shop.boards.closeDoor(address);
      await shop.advance(1500);
    }
    const from = shop.snapshot();
    await shop.close();
    await withTechnician({ from });
    await shop.advance(20_000);
    expect(rowAt(address)).toMatchObject({ state: 'out-of-service', reason: 'lock' });
    expect([shop.store.read.liveIntents(), shop.pulses]).toEqual([[], []]);
  });

  it('a door in hand is not taken out from under whoever uses it', async () => {
    await withTechnician();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    await shop.scan(parcel.code);
    await signInTechnician(shop);
    expect(await service().takeOut({ compartmentId: rowAt(parcel.address).compartmentId, reason: 'lock' })).toEqual(refusedAs('in-hand'));
    expect(await service().beginSwap({ bus: 'bank', board: parcel.address.board })).toEqual(refusedAs('in-hand'));
  });
});

describe('changing a board', () => {
  it('takes all its doors out, judges what the new one says, and brings them back one by one after a look', async () => {
    await withTechnician();
    await signInTechnician(shop);
    const board = { bus: 'bank', board: 1 };
    expect(await service().beginSwap({ bus: 'bank', board: 9 })).toEqual(refusedAs('unknown-board'));
    good(await service().beginSwap(board));
    const rows = shop.store.read.compartments().filter((row) => row.board === 1);
    expect(rows.every((row) => row.state === 'out-of-service' && row.reason === 'board-swap')).toBe(true);
    expect(swaps()).toMatchObject([{ board: 1, isNew: false, answers: true, plausible: true, open: 0, closed: rows.length }]);
    // Wired the other way round, its sensors call closed doors open.
    for (const row of rows) shop.boards.forceOpen(row);
    await shop.advance(3000);
    expect(await service().finishSwap(board)).toEqual(refusedAs('not-plausible'));
    for (const row of rows) shop.boards.closeDoor(row);
    await shop.advance(3000);
    good(await service().finishSwap(board));
    expect(await service().finishSwap(board)).toEqual(refusedAs('not-now'));
    const [first] = rows;
    if (first === undefined) throw new Error('a board without doors');
    expect(swaps()).toMatchObject([{ isNew: true, doors: { length: rows.length } }]);
    expect(await service().bringBack({ compartmentId: first.compartmentId })).toEqual(refusedAs('not-looked'));
    good(await service().testDoor({ compartmentId: first.compartmentId, second: null }));
    await lookInto(first);
    good(await service().bringBack({ compartmentId: first.compartmentId }));
    expect(swaps()[0]?.doors).toHaveLength(rows.length - 1);
    expect(serviced().filter((line) => line.startsWith(first.compartmentId))).toEqual([
      `${first.compartmentId} out-of-service board-swap`,
      `${first.compartmentId} board-swapped board-new`,
      `${first.compartmentId} in-service board-new`,
    ]);
  });

  it('waits while nothing answers, also over a restart', async () => {
    await withTechnician();
    await signInTechnician(shop);
    good(await service().beginSwap({ bus: 'bank', board: 1 }));
    shop.wire.cut();
    await shop.advance(20_000);
    expect(swaps()).toMatchObject([{ answers: false }]);
    expect(await service().finishSwap({ bus: 'bank', board: 1 })).toEqual(refusedAs('no-answer'));
    const from = shop.snapshot();
    await shop.close();
    await withTechnician({ from });
    expect(swaps()).toMatchObject([{ board: 1, isNew: false }]);
  });
});

describe('what is carried away and brought back', () => {
  it('the audit goes to a file whose hash and chain are shown, and the export is in the audit itself', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pasillo-export-'));
    await withTechnician({ exportDisk: exportDisk({ folder, mediaRoots: [] }), storage: fakeStorage() });
    await signInTechnician(shop);
    const targets = await service().exportTargets({});
    const targetId = targets.ok ? (targets.value[0]?.targetId ?? '') : '';
    const exported = await service().exportAudit({ targetId });
    if (!exported.ok) throw new Error(exported.error.kind);
    const bytes = readFileSync(exported.value.path);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(exported.value.sha256);
    expect(bytes.toString()).toBe('first\nsecond\n');
    expect(shop.audit().at(-1)).toBe('audit.exported written');
    expect(await service().exportAudit({ targetId: '/somewhere/else' })).toEqual(refusedAs('gone'));
  });

  it('a backup is chosen by two people, never while a door is in hand', async () => {
    const asked: string[] = [];
    await withTechnician({ storage: fakeStorage(asked) });
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    await signInTechnician(shop);
    await shop.scan(parcel.code);
    expect(await service().restore({ backupId: 'b1', second })).toEqual(refusedAs('busy'));
    await shop.advance(1500);
    shop.boards.closeDoor(parcel.address);
    await shop.advance(20_000);
    good(await service().restore({ backupId: 'b1', second }));
    expect(asked).toEqual([`b1 ${technician.staffId} ${colleague.staffId}`]);
    expect(await service().restore({ backupId: 'b9', second })).toEqual(refusedAs('unknown-backup'));
  });

  it('says that there is nothing where the station has no place for it', async () => {
    await withTechnician();
    await signInTechnician(shop);
    expect(await service().exportTargets({})).toEqual(refusedAs('unavailable'));
    expect(await service().backups({})).toEqual(refusedAs('unavailable'));
  });
});

describe('the status', () => {
  it('counts what each door did and says what was noted last', async () => {
    await withTechnician();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.boards.forceOpen(parcel.address);
    await shop.advance(2000);
    const status = await staff().status({});
    const door = status.ok ? status.value.doors.find((candidate) => candidate.door.number === parcel.doorNumber) : undefined;
    expect(door?.service).toMatchObject({ bus: 'bank', openings: 1, forced: 1, failures: 0, mark: 'forced', hasParcel: true, seen: null });
    expect(status.ok ? status.value.calls : null).toEqual({ called: 1, answered: 0, unanswered: 0, longestMs: 0 });
  });
});

function rowOf(compartmentId: string): CompartmentRow {
  const row = shop.store.read.compartment(compartmentId as CompartmentId);
  if (row === null) throw new Error(`no compartment ${compartmentId}`);
  return row;
}

function neverParcel(): never {
  throw new Error('the parcel is off the books');
}

/** A storage with one backup, which notes who asked for it. */
function fakeStorage(asked: string[] = []): Storage {
  return {
    status: () => {
      throw new Error('nobody asks');
    },
    backups: () => [{ name: 'b1', at: 1, bytes: 4096 }],
    backUp: async () => ({ ok: true, value: { name: 'b1', at: 1, bytes: 4096 } }),
    requestRestore: (name, [first, other]) => {
      if (name !== 'b1') return { ok: false, error: { kind: 'unknown-backup' } };
      asked.push(`${name} ${first} ${other}`);
      return done;
    },
    cancelRestore: () => done,
    exportAudit: async (writeLine) => {
      for (const line of ['first', 'second']) await writeLine(line);
      return { entries: 2 };
    },
  };
}
