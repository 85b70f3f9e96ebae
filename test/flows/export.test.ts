import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ExportTarget } from '../../src/contract/station/service-views.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { exportDisk } from '../../src/station/devices/export-disk.ts';
import type { Storage } from '../../src/station/ports/storage.ts';
import { sealCopy } from '../../src/station/store/backup/check-copy.ts';
import { startUpkeep, type Upkeep } from '../../src/station/store/upkeep.ts';
import { projectRoot } from '../architecture/source-tree.ts';
import { hireTechnicians, signInTechnician } from './support/technicians.ts';
import { good, TestStation } from './support/test-station.ts';
import { copiesHere } from '../support/store.ts';

let shop: TestStation;
let upkeep: Upkeep;
let stick: string;
afterEach(async () => {
  await upkeep.close();
  await shop.close();
  rmSync(stick, { recursive: true, force: true });
});

/** A technician at a station with a real database, whose stick is a real folder, or who forgot it. `onLine` happens before a line is written. */
async function withStick(onLine: (line: number) => void = () => {}, plugged: 'folder' | 'nothing' = 'folder'): Promise<ExportTarget | null> {
  stick = mkdtempSync(join(tmpdir(), 'pasillo-stick-'));
  let lines = 0;
  const storage: Storage = {
    status: () => upkeep.status(),
    backups: () => upkeep.backups(),
    backUp: () => upkeep.backUp(),
    requestRestore: (name, by) => upkeep.requestRestore(name, by),
    cancelRestore: (by) => upkeep.cancelRestore(by),
    exportAudit: (write) =>
      upkeep.exportAudit((line) => {
        onLine(lines++);
        return write(line);
      }),
  };
  shop = await TestStation.start({ exportDisk: exportDisk({ folder: plugged === 'folder' ? stick : null, mediaRoots: [stick] }), storage });
  upkeep = startUpkeep({
    ...{ path: join(shop.directory, 'station.db'), backupFolders: [join(shop.directory, 'backups')], store: shop.store, clock: shop.clock },
    ...{ check: async (path: string, depth: 'quick' | 'full') => sealCopy(path, depth), copies: copiesHere, freeBytes: () => null, timeZone: 'Europe/Madrid' },
    logger: silentLogger,
  });
  await shop.loadParcel(shop.paidOrder(1));
  hireTechnicians(shop);
  good(await shop.station.intents.staff.signOut({}));
  await signInTechnician(shop);
  const [target] = expectOk(await shop.station.intents.service.exportTargets({}), 'the places');
  return target ?? null;
}

/** The place that is offered. */
async function plugged(onLine?: (line: number) => void): Promise<ExportTarget> {
  return (await withStick(onLine)) ?? expect.fail('no place to write to');
}

const verify = (path: string) => spawnSync(process.execPath, ['--no-warnings', join(projectRoot, 'scripts', 'audit.ts'), 'verify', path], { encoding: 'utf8' });

describe('the audit that a technician carries away', () => {
  it('is verified elsewhere by the program for it, and found out when a byte of it was changed', async () => {
    const { targetId } = await plugged();
    const { path, sha256, entries } = expectOk(await shop.station.intents.service.exportAudit({ targetId }), 'the export');
    expect(execFileSync('sha256sum', [path], { encoding: 'utf8' }).slice(0, 64)).toBe(sha256);
    expect(entries).toBeGreaterThan(5);
    expect(verify(path)).toMatchObject({ status: 0 });
    writeFileSync(path, readFileSync(path, 'utf8').replace('parcel', 'parcek'));
    expect(verify(path).status).not.toBe(0);
  });

  it('is refused as gone when the stick is pulled out in the middle, which is an entry too; it is written to the next one', async () => {
    const { targetId } = await plugged((line) => {
      if (line === 3) rmSync(stick, { recursive: true });
    });
    expect(await shop.station.intents.service.exportAudit({ targetId })).toEqual({ ok: false, error: { kind: 'gone' } });
    expect(shop.audit().at(-1)).toContain('audit.exported');
    const { path } = expectOk(await shop.station.intents.service.exportAudit({ targetId }), 'the next one');
    expect(verify(path)).toMatchObject({ status: 0 });
    expect(readFileSync(path, 'utf8')).toContain(String.raw`\"outcome\":\"gone\"`);
  });

  it('is written nowhere without a stick, nor to one that was seen before, and what is tried is on the record', async () => {
    expect(await withStick(() => {}, 'nothing')).toBeNull();
    expect(expectOk(await shop.station.intents.service.exportTargets({}), 'the places')).toEqual([]);
    // A page that was not drawn anew still names the stick that was there.
    expect(await shop.station.intents.service.exportAudit({ targetId: stick })).toEqual({ ok: false, error: { kind: 'gone' } });
    expect([shop.audit().at(-1), readdirSync(stick)]).toEqual(['audit.exported gone', []]);
  });

  it('is refused for want of room where the stick is full, leaves no half file there, and fits once there is room', async () => {
    let isFull = true;
    const { targetId } = await plugged((line) => {
      if (isFull && line === 3) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    });
    expect(await shop.station.intents.service.exportAudit({ targetId })).toEqual({ ok: false, error: { kind: 'full' } });
    expect([shop.audit().at(-1), readdirSync(stick)]).toEqual(['audit.exported full', []]);
    isFull = false;
    const { path } = expectOk(await shop.station.intents.service.exportAudit({ targetId }), 'with room');
    expect(verify(path)).toMatchObject({ status: 0 });
  });
});
