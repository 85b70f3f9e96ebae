import { existsSync } from 'node:fs';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { Result } from '../../../kernel/result.ts';
import { err, ok } from '../../../kernel/result.ts';
import { type BackupFile, listBackups } from '../backup/backups.ts';
import { sealCopy } from '../backup/check-copy.ts';
import type { StationDatabase } from '../database.ts';
import { type OpenStationStore, openStationStore } from '../open.ts';
import type { OpenProblem } from '../problems.ts';
import { readKeepsake, writeKeepsake } from './keepsake.ts';
import { type Ingredients, prepareDatabase, type PrepareProblem } from './prepare.ts';
import { dropRequest, readRequest, requestPath } from './request.ts';
import { type Salvage, salvageFrom } from './salvage.ts';
import { clearIncoming, finishSwap, stampOf, type SwapReason, swapIn } from './swap.ts';

/** What opening with a way back needs. */
export interface RecoverableStore extends OpenStationStore {
  /** Where backups are looked for, one folder after the other. */
  readonly backupFolders: readonly string[];
}

/** What had to be done before the database was open. */
export interface Recovery {
  readonly reason: SwapReason | 'lost' | 'rolled-back';
  /** The backup that it goes on from; null: it began empty. */
  readonly backup: { readonly name: string; readonly at: UnixMs } | null;
  /** Where the database from before was put; null when there was none. */
  readonly aside: string | null;
  /** Operations that were saved from it. */
  readonly salvaged: number;
}

/** An open database, and how it came to be. */
export interface OpenedStore {
  readonly store: StationDatabase;
  readonly recovery: Recovery | null;
}

/**
 * Opens the station's database, and climbs down the ladder when it cannot be opened (rule R-09):
 *
 * ```
 *  finish a swap that was cut short -> obey a wish to restore -> open -> open once more
 *     -> the newest sound backup -> an empty database
 * ```
 * Only damage leads down the ladder. A file that another process holds, that a newer program wrote or that another program made is
 * refused as it is, and so is a disk that fails: the next start tries again. What was there is set aside, and ends as a backup of its day does.
 */
export function openOrRecover(options: RecoverableStore): Result<OpenedStore, OpenProblem> {
  const { path, logger } = options;
  if (path === ':memory:') return opened(openStationStore(options), null);
  try {
    if (finishSwap(path)) logger.warn('a database that was being put in place is in place now', { path });
    clearIncoming(path);
    const obeyed = obeyRequest(options);
    if (obeyed !== null) return opened(openStationStore(options), obeyed);
    const isLost = !existsSync(path) && readKeepsake(path) !== null;
    if (isLost) return recover(options, 'lost');
    const first = openStationStore(options);
    if (first.ok || !isDamage(first.error)) return withWitness(options, opened(first, null));
    logger.error('the database is damaged: it is tried once more', { kind: first.error.kind });
    const second = openStationStore(options);
    if (second.ok || !isDamage(second.error)) return withWitness(options, opened(second, null));
    return recover(options, 'damaged');
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    return err({ kind: 'cannot-open', path, detail: error.message });
  }
}

/** Damage of the file itself, which trying again does not mend. */
function isDamage(problem: OpenProblem): boolean {
  return problem.kind === 'corrupt' || problem.kind === 'not-a-database';
}

/** A wish of people to go back to a backup. One that cannot be done is dropped, and the station starts as it is. */
function obeyRequest(options: RecoverableStore): Recovery | null {
  const { path, logger } = options;
  const request = readRequest(path);
  if (request === null) {
    if (existsSync(requestPath(path))) dropRequest(path);
    return null;
  }
  const backup = allBackups(options).find(({ name }) => name === request.name);
  const salvage = salvageFrom(path);
  const made = backup === undefined ? err({ kind: 'unsound', detail: 'no such backup' }) : prepareWhole(options, { backup, salvage, reason: 'replaced' });
  if (!made.ok) {
    logger.error('a backup could not be restored: the station goes on with what it has', { backup: request.name, kind: made.error.kind });
    dropRequest(path);
    clearIncoming(path);
    return null;
  }
  return putInPlace(options, 'replaced', backup ?? null, salvage);
}

/** People who ask for a backup do not ask for operations to be forgotten: where the disk keeps some back, the database stays as it is. */
function prepareWhole(options: RecoverableStore, from: Omit<Ingredients, 'kept'>): Result<undefined, PrepareProblem> {
  if (from.salvage.trouble !== null) return err({ kind: 'storage', detail: 'what waits for the hub could not be read' });
  return prepare(options, from);
}

function recover(options: RecoverableStore, reason: 'damaged' | 'lost'): Result<OpenedStore, OpenProblem> {
  const { logger, path } = options;
  const salvage = salvageFrom(path);
  // With room the next start may save what waits for the hub. A damaged file that cannot be read at all is not waited for: it is set aside.
  if (salvage.trouble === 'full') return err({ kind: 'disk-full', path });
  for (const backup of [...allBackups(options), null]) {
    const made = prepare(options, { backup, salvage, reason });
    if (!made.ok) {
      logger.error('a backup is of no use', { backup: backup?.name ?? null, kind: made.error.kind });
      if (backup !== null) continue;
      return err(made.error.kind === 'unsound' || made.error.kind === 'storage' ? { kind: 'cannot-open', path, detail: made.error.detail } : made.error);
    }
    const { aside, ...rest } = putInPlace(options, 'damaged', backup, salvage);
    return opened(openStationStore(options), { ...rest, reason, aside: reason === 'lost' ? null : aside });
  }
  throw new Error('an empty database was neither made nor refused');
}

function prepare(options: RecoverableStore, from: Omit<Ingredients, 'kept'>): Result<undefined, PrepareProblem> {
  const { path } = options;
  const kept = readKeepsake(path);
  const prepared = prepareDatabase(options, { ...from, kept });
  if (!prepared.ok) return prepared;
  const { lives } = prepared.value;
  // Kept before the swap: a life that is counted and then never lived only skips a range of order numbers.
  writeKeepsake(path, { identity: kept?.identity ?? null, enrolledWith: kept?.enrolledWith ?? null, witness: null, lives });
  return ok(undefined);
}

function putInPlace(options: RecoverableStore, reason: SwapReason, backup: BackupFile | null, salvage: Salvage): Recovery {
  const { path, clock, logger } = options;
  const aside = swapIn(path, reason, stampOf(clock.now()));
  // What is whole loses whoever stood at the screens. A damaged file is left as it was found, for who may still read something in it.
  if (reason === 'replaced') {
    const sealed = sealCopy(aside, 'quick');
    if (!sealed.ok) logger.warn('the database that was put aside could not be sealed', { detail: sealed.error.detail });
  }
  const salvaged = salvage.operations.length;
  logger.error('the database was replaced: every compartment is to be looked into', { reason, backup: backup?.name ?? null, aside, salvaged });
  return { reason, backup: backup === null ? null : { name: backup.name, at: backup.at }, aside, salvaged };
}

function allBackups({ backupFolders }: RecoverableStore): readonly BackupFile[] {
  return backupFolders.flatMap((folder) => listBackups(folder)).toSorted((a, b) => b.at - a.at);
}

function opened(store: Result<StationDatabase, OpenProblem>, recovery: Recovery | null): Result<OpenedStore, OpenProblem> {
  return store.ok ? ok({ store: store.value, recovery }) : store;
}

/**
 * Is what the hub has signed for still in this database? If not, somebody put an old copy in its place or cut its audit off: its books are
 * not believed, as after a restore (rules H-03 and H-21).
 */
function withWitness({ path, clock, logger }: RecoverableStore, found: Result<OpenedStore, OpenProblem>): Result<OpenedStore, OpenProblem> {
  if (!found.ok || found.value.recovery !== null) return found;
  const { store } = found.value;
  const witness = readKeepsake(path)?.witness ?? null;
  if (witness === null || (witness.epoch === store.epoch && store.auditHashAt(witness.seq) === witness.hash)) return found;
  logger.error('the database is older than what the hub has signed for: every compartment is to be looked into', { seq: witness.seq });
  const distrusted = store.distrust(clock.now());
  if (!distrusted.ok) {
    store.close();
    return err({ kind: 'cannot-open', path, detail: distrusted.error.detail });
  }
  return ok({ store, recovery: { reason: 'rolled-back', backup: null, aside: null, salvaged: 0 } });
}
