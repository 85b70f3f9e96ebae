/**
 * Walks one journey again and again, each time on a disk that fails a little later; started over the recorder by `run.ts`.
 *
 *  node faults-child.ts '[{"strikes":"write","error":"EIO","lasts":"once","first":1,"step":1,"last":9999}]'
 */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderId } from '../../../src/kernel/ids.ts';
import { stockStation } from '../../flows/support/shop.ts';
import { TestStation } from '../../flows/support/test-station.ts';
import { openTestStore } from '../../support/store.ts';
import { Judge } from '../powercut/judge.ts';
import { recorderControl } from '../shim/control.ts';
import { open, prepareOpenings } from './openings.ts';
import { type FaultLine, type FaultRun, nameOf } from './run.ts';
import { walk } from './scenario.ts';

const runs = JSON.parse(process.argv[2] ?? '') as readonly FaultRun[];
const folder = process.env['PASILLO_DISK_FOLDER'] ?? '';
const control = recorderControl();
control.stop();
const prepared = join(folder, 'prepared');
const orderId = await prepare();
const openings = await prepareOpenings(folder);
for (const run of runs) await untilUntouched(run);
process.exit(0);

async function untilUntouched(run: FaultRun): Promise<void> {
  for (let at = run.first; at <= run.last; at += run.step) {
    const line = await once(run, at);
    process.stdout.write(`${JSON.stringify(line)}\n`);
    if (!line.hasStruck) return;
  }
}

/** A shop in whose silo a parcel lies. */
async function prepare(): Promise<OrderId> {
  mkdirSync(prepared);
  const store = openTestStore(join(prepared, 'station.db'));
  stockStation(store);
  store.close();
  const shop = await TestStation.start({ from: prepared, seed: 1 });
  const parcel = shop.paidOrder(1);
  await shop.loadParcel(parcel);
  shop.station.close();
  shop.store.close();
  return parcel;
}

async function once(run: FaultRun, nth: number): Promise<FaultLine> {
  const disk = join(folder, `disk-${nth}`);
  const line = run.during === 'journey' ? await journeyOnce(run, nth, disk) : openingOnce(run, nth, disk);
  rmSync(disk, { recursive: true, force: true });
  return line;
}

async function journeyOnce(run: FaultRun, nth: number, disk: string): Promise<FaultLine> {
  cpSync(prepared, join(disk, 'shop'), { recursive: true });
  const told = await walk(join(disk, 'shop'), orderId, control, () => control.arm({ ...run, at: nth }));
  const broken = [...told.broken, ...startAgain(disk, nth, told.expected)];
  return { kind: nameOf(run), at: nth, hasStruck: told.hasStruck, saw: told.saw, health: told.health, endsItself: told.endsItself, broken };
}

function openingOnce(run: FaultRun, nth: number, disk: string): FaultLine {
  const opening = openings.find(({ name }) => name === run.during);
  if (opening === undefined) throw new Error(`nothing is prepared for ${run.during}`);
  cpSync(opening.folder, disk, { recursive: true });
  const { isOpen, broken } = open(disk, () => control.arm({ ...run, at: nth }));
  const hasStruck = control.hasStruck();
  control.clear();
  const after = startAgain(disk, nth, opening.expected);
  return { kind: nameOf(run), at: nth, hasStruck, saw: isOpen ? ['open'] : [], health: 'ok', endsItself: false, broken: [...broken, ...after] };
}

/** The next start, on what the program that ended had written: nothing that was acknowledged may be missing. */
function startAgain(disk: string, nth: number, expected: Parameters<Judge['start']>[1]): readonly string[] {
  const copy = join(folder, `next-${nth}`);
  cpSync(disk, copy, { recursive: true });
  const { wrong } = new Judge().start(copy, expected);
  rmSync(copy, { recursive: true, force: true });
  return wrong === null ? [] : [`after the next start ${wrong.kind}: ${wrong.detail}`];
}
