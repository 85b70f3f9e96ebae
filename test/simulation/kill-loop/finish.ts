import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { must } from '../../../scripts/world/order-calls.ts';
import { projectRoot } from '../../../scripts/world/paths.ts';
import { until } from '../../../scripts/world/until.ts';
import type { World } from '../../../scripts/world/world.ts';
import { openDatabase } from '../../../src/hub/db/open.ts';
import { DEMO, DEMO_STAFF } from '../../../src/hub/demo/demo-shop.ts';
import { expectOk } from '../../../src/kernel/result.ts';
import { collect, isWaiting } from './customer-visits.ts';
import { Seat } from './seat.ts';
import type { Piece, Shop } from './shop.ts';
import { startStation } from './station-life.ts';

/** What the end of a run found. */
export interface Finish {
  /** Parcels that still lay there and were collected with their codes. */
  readonly collected: number;
  readonly operations: number;
  /** What the hub took and would not apply. */
  readonly rejected: number;
  /** What the independent checker printed, and whether it was content. */
  readonly checker: { readonly text: string; readonly isContent: boolean };
}

/** What the end of a run needs. */
export interface FinishParts {
  readonly folder: string;
  readonly shop: Shop;
  readonly world: World;
  /** Judges what lies on the disk once more, and answers how many operations were made. */
  operations(): number;
}

const technician = DEMO_STAFF[2] ?? DEMO_STAFF[0];
const PATIENCE_MS = 60_000;
const operationRow = z.object({ seq: z.coerce.number(), kind: z.string(), operation_id: z.string() });

/** One last life without a kill: every code still opens its own door, the hub gets everything, and the audit is carried away and checked. */
export async function finish(parts: FinishParts): Promise<Finish> {
  const { folder, shop, world } = parts;
  const station = await startStation(folder);
  const seat = await Seat.sit(String(station.ready['url']));
  await until('the silo is ready again', PATIENCE_MS, async () => seat.silo !== null && seat.silo.kind !== 'unavailable');
  for (const compartment of shop.floor.open) await shop.floor.shut(compartment);
  const waiting = shop.pieces.filter(isWaiting);
  for (const piece of waiting) await collectAtLast(seat, shop, piece);
  const rejected = await untilTold(seat);
  await carryAuditAway(seat, join(folder, 'audit.jsonl'));
  seat.leave();
  await station.stop();
  await world.stopHub();
  const operations = parts.operations();
  await writeHub(folder, shop, operations);
  shop.log.end();
  return { collected: waiting.length, operations, rejected, checker: check(folder) };
}

/** A code is valid until its parcel was handed over, whatever was killed in between. */
async function collectAtLast(seat: Seat, shop: Shop, piece: Piece): Promise<void> {
  const { number, loadedIn, thing } = piece;
  const place = shop.floor.find(thing);
  const isDone = await until(`${number} is collected`, PATIENCE_MS, async () => (await collect(seat, shop, piece)) && piece.isThanked).catch(() => false);
  if (!isDone) shop.wrong('lost', `${number} lies in ${loadedIn}, and its code does not open it: ${JSON.stringify(seat.silo)}`);
  else if (place !== null && !piece.isTaken) shop.wrong('lost', `${number} lay in ${place}, and its customer was thanked without it`);
}

/** Waits until the hub has everything and no door is in hand; answers how many operations it rejected. */
async function untilTold(seat: Seat): Promise<number> {
  const { number, pin } = technician;
  await seat.ask((calls) => calls.staff.signOut({}));
  await until('the technician is signed in', PATIENCE_MS, async () => (await seat.ask((calls) => calls.staff.signIn({ badge: number, pin }))).ok);
  // A quarantine at most, and the bus's own latest frame: then every intent of the last visit has ended.
  await seat.pause(6000);
  return until('the hub has everything', PATIENCE_MS, async () => {
    const status = must('read the status', await seat.ask((calls) => calls.staff.status({})));
    return status.queue.pending === 0 && { rejected: status.queue.rejected };
  }).then(({ rejected }) => rejected);
}

async function carryAuditAway(seat: Seat, to: string): Promise<void> {
  const targets = must('list where an export can go', await seat.ask((calls) => calls.service.exportTargets({})));
  const folder = targets.find(({ kind }) => kind === 'folder');
  if (folder === undefined) throw new Error('There is no folder for exports.');
  const written = must('export the audit', await seat.ask((calls) => calls.service.exportAudit({ targetId: folder.targetId })));
  copyFileSync(written.path, to);
}

/** What the hub has, as its own database says. It has ended. */
async function writeHub(folder: string, { log }: Shop, made: number): Promise<void> {
  const db = expectOk(await openDatabase({ kind: 'pglite', dir: join(folder, 'hub') }), 'the hub’s database opens');
  try {
    const rows = await db.query('SELECT seq, kind, operation_id FROM operations WHERE station_id = $1 ORDER BY epoch, seq', [DEMO.stationId]);
    for (const { seq, kind, operation_id } of z.array(operationRow).parse(rows)) log.write('hub', { seq, id: operation_id, what: kind, facts: {} }, null);
    log.write('made', { operations: made }, null);
  } finally {
    await db.close();
  }
}

/** The checker is another program, and stays one here. */
function check(folder: string): Finish['checker'] {
  const program = join(projectRoot, 'test', 'simulation', 'checker', 'check.ts');
  const ran = spawnSync(process.execPath, ['--no-warnings', program, join(folder, 'audit.jsonl'), join(folder, 'world.jsonl')], { encoding: 'utf8' });
  return { text: `${ran.stdout}${ran.stderr}`.trimEnd(), isContent: ran.status === 0 };
}
