import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupName, backupTime, expiredBackups } from '../../../../../src/station/store/backup/names.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 22, 12, 0, 0);

describe('the name of a backup', () => {
  it('says when it was begun, to the second', () => {
    expect([backupName(NOON + 61_234), backupTime('station-20261122T120101Z.db')]).toEqual(['station-20261122T120101Z.db', NOON + 61_000]);
  });

  it('is told from every other name', () => {
    const others = ['station.db', 'station-20261122T120101Z.db-wal', 'backup-under-way.db', '../station-20261122T120101Z.db', 'station-20269922T120101Z.db'];
    expect(others.map(backupTime)).toEqual([null, null, null, null, null]);
  });

  it('can be read back for every second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (second) => {
        expect(backupTime(backupName(second * 1000))).toBe(second * 1000);
      }),
    );
  });
});

describe('keeping backups', () => {
  it('keeps the last of each of 24 hours and of each of 14 days', () => {
    const hourly = Array.from({ length: 20 * 24 }, (_, i) => NOON - i * HOUR);
    const gone = new Set(expiredBackups(hourly));
    const kept = hourly.filter((time) => !gone.has(time));
    const days = new Set(kept.map((time) => Math.floor(time / (24 * HOUR))));
    expect([kept.slice(0, 24), days.size, kept.length]).toEqual([hourly.slice(0, 24), 14, 24 + 12]);
  });

  it('keeps one of several of the same hour', () => {
    expect(expiredBackups([NOON, NOON + 60_000, NOON + 120_000])).toEqual([NOON + 60_000, NOON]);
  });

  it('never gives up the newest, nor all because of a clock that once leapt ahead', () => {
    const leapt = Date.UTC(2040, 0, 1);
    const hourly = Array.from({ length: 10 }, (_, i) => NOON - i * HOUR);
    expect(expiredBackups([leapt, ...hourly])).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: leapt }), { minLength: 1 }), (times) => {
        expect(expiredBackups(times)).not.toContain(Math.max(...times));
      }),
    );
  });
});
