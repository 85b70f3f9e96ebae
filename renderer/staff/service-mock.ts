import type { BoardSwap, DoorService, ServiceView } from '../../src/contract/station/service-views.ts';
import type { StationStatus } from '../../src/contract/station/views.ts';
import { done, err, ok } from '../../src/kernel/result.ts';
import type { MockAnswers } from '../bridge/mock/mock-station.ts';
import { doorNumber, sampleBank } from '../silo/mock-scripts.ts';

type ServiceAnswers = NonNullable<MockAnswers['service']>;

/** What the station answers a technician when all goes well. */
export const serviceAnswers: ServiceAnswers = {
  testDoor: () => done,
  takeOut: () => done,
  bringBack: () => done,
  beginSwap: () => done,
  finishSwap: () => done,
  beginWiring: () => done,
  sawDoor: () => done,
  nextDoor: () => done,
  endWiring: () => done,
  exportTargets: () =>
    ok([
      { targetId: '/var/lib/pasillo/exports', name: 'exports', kind: 'folder', freeBytes: 8_200_000_000 },
      { targetId: '/media/kiosk/TECNICO', name: 'TECNICO', kind: 'medium', freeBytes: 15_600_000_000 },
    ]),
  exportAudit: () =>
    ok({
      path: '/media/kiosk/TECNICO/audit-2026-11-22T101500.jsonl',
      entries: 48_211,
      head: '9f2c4b7a1d0e8c35f6a7b8c9d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f70818293',
      sha256: '04c1b6a9f0e1d2c3b4a5968778695a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f',
    }),
  backups: () =>
    ok([
      { backupId: 'b2', at: Date.now() - 2_400_000, bytes: 41_000_000, checked: true },
      { backupId: 'b1', at: Date.now() - 90_000_000, bytes: 40_000_000, checked: true },
    ]),
  restore: () => done,
};

/** The same, where everything is refused for a reason of its own. */
export const refusingService: ServiceAnswers = {
  ...serviceAnswers,
  testDoor: () => err({ kind: 'second-refused' }),
  takeOut: () => err({ kind: 'in-hand' }),
  bringBack: () => err({ kind: 'not-proved' }),
  finishSwap: () => err({ kind: 'not-plausible' }),
  exportTargets: () => ok([]),
  backups: () => ok([]),
};

/** A technician's view with nothing in hand. */
export const idleService: ServiceView = { wiring: null, swaps: [] };

/** Board 2, while it is being changed and when the new one is recorded. */
export function sampleSwap(changes: Partial<BoardSwap> = {}): BoardSwap {
  const doors = sampleBank.filter(({ number }) => number > 12);
  return { bus: 'bank', board: 2, isNew: false, answers: true, closed: 12, open: 0, silent: 0, plausible: true, doors, ...changes };
}

/** The search with three doors behind it. */
export function sampleSearch(asks: boolean): NonNullable<ServiceView['wiring']> {
  return {
    results: [
      { door: doorNumber(1), result: 'right', other: null },
      { door: doorNumber(2), result: 'other', other: 3 },
      { door: doorNumber(4), result: 'did-not-open', other: null },
      { door: doorNumber(6), result: 'skipped', other: null },
    ],
    door: asks ? doorNumber(5) : null,
    asks,
    left: 17,
  };
}

/** The status of a bank, with what a technician learns of each door. */
export function withService(status: StationStatus): StationStatus {
  const plain: DoorService = {
    ...{ bus: 'bank', board: 1, lock: 0, size: 'M', hasParcel: false, reason: null, mark: null, markedAt: null, seen: null },
    ...{ openings: 412, failures: 0, forced: 0, mismatches: 0, lastOpenedAt: Date.now() - 5_400_000 },
  };
  return {
    ...status,
    storage: {
      health: 'ok',
      space: 'low',
      freeBytes: 412_000_000,
      lastBackup: { name: 'b2', at: Date.now() - 2_400_000, bytes: 41_000_000 },
      backups: 38,
      backupTrouble: null,
      lastCheck: { at: Date.now() - 25_000_000, ok: true, detail: '' },
      countersigned: { seq: 1_270, at: Date.now() - 40_000 },
      restored: null,
      restoreRequested: null,
    },
    clock: { suspectSince: null },
    keys: { bundle: 7, issuedAt: Date.now() - 900_000_000, takenAt: Date.now() - 86_000_000, usable: 2, refused: null, isUpdateWanted: false },
    downtime: { now: [], last: { cause: 'power', from: Date.now() - 700_000_000, to: Date.now() - 693_000_000 } },
    calls: { called: 4, answered: 3, unanswered: 1, longestMs: 154_000 },
    doors: status.doors.map((entry, index) => {
      const service: DoorService = { ...plain, lock: index % 12, hasParcel: entry.state === 'occupied' };
      if (entry.door.number !== 11) return { ...entry, service };
      return {
        ...entry,
        state: 'out-of-service',
        needsCheck: true,
        service: { ...service, reason: 'wiring', mark: 'wiring', markedAt: Date.now() - 600_000, seen: 'empty', failures: 3, forced: 1, mismatches: 1 },
      };
    }),
  };
}

/** The same on the worst of days: nothing of it is right. */
export function withTrouble(status: StationStatus): StationStatus {
  const { storage, ...rest } = withService(status);
  const now = Date.now();
  if (storage === undefined) return rest;
  return {
    ...rest,
    storage: {
      ...storage,
      ...{ health: 'full', space: 'critical', freeBytes: 3_000_000 },
      backupTrouble: { at: now - 1_900_000, detail: 'ENOSPC: no space left on device, write' },
      lastCheck: { at: now - 25_000_000, ok: false, detail: 'the audit chain is broken after entry 1102' },
      restored: { at: now - 3_000_000, backupAt: now - 6_600_000, reason: 'damaged', salvaged: 14 },
      restoreRequested: 'station-20261122T101500Z.db',
    },
    clock: { suspectSince: now - 500_000 },
    keys: {
      bundle: 7,
      ...{ issuedAt: now - 900_000_000, takenAt: null, usable: 0, isUpdateWanted: true },
      refused: { at: now - 60_000, reason: 'signature' },
    },
    downtime: {
      now: [
        { cause: 'hub', since: now - 5_400_000 },
        { cause: 'doors', since: now - 900_000 },
      ],
      last: { cause: 'doors', from: now - 700_000_000, to: now - 699_700_000 },
    },
  };
}
