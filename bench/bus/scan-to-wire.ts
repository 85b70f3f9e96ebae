import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PollingPace } from '../../hardware/lockers/bus-board.ts';
import { wireTimeMs } from '../../hardware/link/wire-time.ts';
import { openPseudoTerminal } from '../../hardware/simulator/pty.ts';
import { ScannerSimulator } from '../../hardware/simulator/scanner-simulator.ts';
import { seededRandom } from '../../hardware/simulator/seeded-random.ts';
import { err, ok, type Result } from '../../src/kernel/result.ts';
import { openDiskFloor } from './disk-floor.ts';
import { FarEnd } from './far-end.ts';
import { type BenchLine, boardsOn } from './lines.ts';
import { MeasuredSilo } from './measured-silo.ts';
import { doorsOf, stockSilo } from './stocked-silo.ts';

/** How to run it. */
export interface ScanRun {
  readonly pace: PollingPace;
  readonly boards: number;
  readonly rounds: number;
}

/** One scan, in milliseconds from the scanner's last byte. */
export interface ScanRound {
  /** Until the unlock frame was given to the port. */
  readonly toPort: number;
  /** Until the last byte of the unlock frame had arrived at the board. */
  readonly toWire: number;
  /** Was a question under way on the line when the code came? It has to be finished first. */
  readonly wasLineBusy: boolean;
  /** The disk's part of the floor, measured just before. */
  readonly sync: number;
}

/** All rounds, and the time that an unlock frame takes on this line, in milliseconds. */
export interface ScanFigures {
  readonly rounds: readonly ScanRound[];
  readonly frameMs: number;
}

/** The project's folder for what programs leave: on the disk that a developer's station uses, never in a memory file system. */
const benchFolder = join(import.meta.dirname, '..', '..', '.pasillo', 'bench');

/**
 * The whole production path, round after round: a code comes in on the scanner's port, is verified and judged, the intent is committed
 * to SQLite and flushed, the unlock goes out on the bus between two questions, and the simulated board gets its last byte.
 *
 * ```
 *  disk floor | code...CR | verify, judge, commit + fsync | (question under way) | unlock frame |
 *             ^ measured  ^ 0                                                    ^ toPort       ^ toWire
 * ```
 */
export async function scanToWire(line: BenchLine, run: ScanRun): Promise<Result<ScanFigures, string>> {
  mkdirSync(benchFolder, { recursive: true });
  const folder = mkdtempSync(join(benchFolder, 'silo-'));
  try {
    return await measure(line, run, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The silo takes no second code sooner; a little more, so that a scan meets polling at any moment. Milliseconds. */
const betweenScansMs = 520;
const spreadMs = 300;

async function measure(line: BenchLine, run: ScanRun, folder: string): Promise<Result<ScanFigures, string>> {
  const boards = boardsOn(line, run.boards);
  const doors = doorsOf(boards);
  const parcels = stockSilo(folder, doors);
  const terminal = await openPseudoTerminal(9600);
  if (!terminal.ok) return err(terminal.error.detail);
  const far = await FarEnd.open({ name: line.name, baud: line.baud, boards });
  if (!far.ok) return err(far.error);
  const scanner = new ScannerSimulator(terminal.value.link, '\r');
  await scanner.start();
  const silo = await MeasuredSilo.open({ folder, line, boards, doors, pace: run.pace, busPath: far.value.path, scannerPath: terminal.value.path });
  const floor = openDiskFloor(folder);
  const random = seededRandom(3);
  const rounds: ScanRound[] = [];
  let frameBytes = 0;
  // The first rounds warm up what every later one runs.
  const warm = Math.min(3, run.rounds - 1);
  for (const parcel of parcels.slice(0, run.rounds + warm)) {
    await sleep(betweenScansMs + random() * spreadMs);
    const sync = floor.once();
    const seen = await silo.serve(parcel, scanner, far.value);
    frameBytes = seen.frameBytes;
    rounds.push({ toPort: seen.portAt - seen.scannedAt, toWire: seen.wireAt - seen.scannedAt, wasLineBusy: seen.wasLineBusy, sync });
  }
  floor.close();
  await silo.close();
  await far.value.close();
  await terminal.value.close();
  return ok({ rounds: rounds.slice(warm), frameMs: wireTimeMs(frameBytes, line.baud) });
}
