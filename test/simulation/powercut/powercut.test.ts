import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRecorder, type NoRecorder } from '../shim/recorder.ts';
import { examine, replayOne } from './examine.ts';
import { stationJourneys } from './journeys/journeys.ts';
import { type Recorded, recordJourney } from './record.ts';
import { Replay } from './replay.ts';
import { reportOf } from './report.ts';
import { Scratch, scratchFolder } from './scratch.ts';
import { forgetFlushes, windowsOf } from './windows.ts';

const built = buildRecorder();
const library = built.ok ? built.value : '';
const closeness = { seed: 1, torn: 2, startEvery: 100 };
let scratch: Scratch;
let under = '';
beforeAll(() => {
  under = realpathSync(scratchFolder('powercut-test'));
  scratch = new Scratch(under);
});
afterAll(() => scratch.remove());

/** On a machine that cannot record a disk, the tests hold the sentence which says so. */
function unavailable({ sentence }: NoRecorder): void {
  expect(sentence).toMatch(/^(Recording a disk needs|The C compiler of this machine does not take)/);
}

async function recorded(journey: string): Promise<Recorded> {
  const record = await recordJourney(library, under, journey);
  if (!record.ok) throw new Error(record.error.detail);
  return record.value;
}

function kindsOf(record: Recorded): readonly string[] {
  const { faults } = new Replay(record, join(under, 'images'), closeness).run(windowsOf(record));
  return [...new Set(faults.map(({ kind }) => kind))];
}

describe('a power cut at any point of a real journey', () => {
  it('takes nothing that was acknowledged, leaves no half of a transaction, and damages nothing', async () => {
    if (!built.ok) return unavailable(built.error);
    const examined = await examine({ library, journeys: stationJourneys, images: 1500, seed: 20_261_122, workers: 2 });
    if (!examined.ok) throw new Error(`${examined.error.journey}: ${examined.error.detail}`);
    const { faults, images } = examined.value;
    expect(reportOf(examined.value, 20_261_122, stationJourneys.length).slice(-3)).toEqual(['missing: 0', 'torn: 0', 'corrupt: 0']);
    expect(faults).toEqual([]);
    expect(images).toBeGreaterThan(1200);
  }, 300_000);
});

describe('the proof itself', () => {
  it('finds commits that the library loses with its own settings, and none with the station’s', async () => {
    if (!built.ok) return unavailable(built.error);
    const kinds: (readonly string[])[] = [];
    for (const synchronous of ['full', 'normal', 'off']) kinds.push(kindsOf(await recorded(`counting-${synchronous}`)));
    expect(kinds).toEqual([[], ['missing'], expect.arrayContaining(['missing'])]);
  }, 120_000);

  it('finds flushes of the journal that a station forgot, and makes the same image again from its place', async () => {
    if (!built.ok) return unavailable(built.error);
    const record = await recorded('pins');
    const windows = windowsOf(record).slice(1);
    expect(new Replay(record, join(under, 'images'), closeness).run(windows.slice(0, 8)).faults).toEqual([]);
    const forgetful = { ...record, ops: forgetFlushes(record.ops, (path) => path.endsWith('-wal')) };
    const { faults } = new Replay(forgetful, join(under, 'images'), closeness).run(windowsOf(forgetful).slice(4, 5));
    expect(faults.map(({ kind }) => kind)).toContain('missing');
    const [fault] = faults;
    if (fault === undefined) throw new Error('nothing was found');
    // The record is sound, so the same place of it shows nothing.
    expect(await replayOne(library, `pins:${fault.point}:${fault.variant}:${fault.nth}`, closeness.seed)).toBe('nothing is wrong with this image');
  }, 120_000);

  it('finds half of a transaction, a cut audit and a lost operation in a database that SQLite calls sound', async () => {
    if (!built.ok) return unavailable(built.error);
    const record = await recorded('pins');
    const spoilt = (sql: string): readonly string[] => kindsOf(spoil(record, sql));
    expect(spoilt("DELETE FROM outbox WHERE json_extract(body, '$.kind') = 'parcel.loaded'")).toEqual(['torn']);
    expect(spoilt('DROP TRIGGER audit_is_never_deleted; DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)')).toEqual(['corrupt']);
    expect(spoilt("UPDATE meta SET value = 'another' WHERE key = 'epoch'")).toEqual(['missing']);
  }, 120_000);
});

/** The same record, at whose end somebody has changed the database behind everybody's back. */
function spoil(record: Recorded, sql: string): Recorded {
  const folder = join(under, record.journey);
  mkdirSync(folder, { recursive: true });
  const copy = new Database(join(folder, 'shop', 'station.db'), { readonly: true }).serialize();
  // As a database without a journal of its own, so that it can be changed in memory.
  copy.fill(1, 18, 20);
  const db = new Database(copy);
  db.exec(sql);
  const spoilt = db.serialize();
  db.close();
  const marks = record.ops.filter(({ kind }) => kind === 'mark');
  return { journey: record.journey, initial: new Map([['shop/station.db', spoilt]]), ops: [...marks] };
}
