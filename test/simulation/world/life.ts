import Database from 'better-sqlite3';
import type { LockAddress } from '../../../hardware/contract/lock-board.ts';
import { cu48Boards } from '../../../hardware/simulator/boards/cu48-boards.ts';
import { Splitter } from '../../../hardware/wire/splitter.ts';
import type { CompartmentId } from '../../../src/kernel/ids.ts';
import type { Logger } from '../../../src/kernel/logger.ts';
import { done, err, type Result } from '../../../src/kernel/result.ts';
import { onStartAgain } from '../../../src/station/start-again.ts';
import type { AssembledStation } from '../../../src/station/assemble.ts';
import { lockDoors } from '../../../src/station/devices/lock-doors.ts';
import type { Doors } from '../../../src/station/ports/doors.ts';
import type { StorageFailure } from '../../../src/station/ports/store.ts';
import type { StationDatabase } from '../../../src/station/store/database.ts';
import { defaultTiming, startSync, type Sync, type SyncParts } from '../../../src/station/sync/sync.ts';
import { assembleTestStation, openTestBuses, randomFrom } from '../../flows/support/assemble-parts.ts';
import { TestPrinter } from '../../flows/support/test-printer.ts';
import { openTestStore } from '../../support/store.ts';
import { stationKey } from './shop-floor.ts';
import { simSecrets } from './sim-secrets.ts';
import { LifeClock, type WallClock, type WorldClock } from './sim-clock.ts';
import { simCatalogue } from './sim-catalogue.ts';
import { never, type PortUser, type StationPort, whileAlive } from './station-port.ts';

/** What can go wrong with one commit. `unsure`: the engine reports a failure although the bytes are there. */
export type DiskFault = 'none' | 'io-error' | 'full' | 'unsure';

/** What a life of the station tells the world of itself, as it happens. */
export interface LifeEvents {
  /** The database is open, and nothing was done with it yet. */
  opened(life: Life): void;
  /** A transaction is durable. */
  committed(life: Life): void;
  /** The use-cases ask for one pulse. `isInTransaction`: before anything of it was committed. */
  pulsing(life: Life, compartmentId: CompartmentId, isInTransaction: boolean): void;
  /** An unlock frame is about to leave this machine. */
  unlockLeaves(address: LockAddress): void;
  /** This life is over: `crash` at once, `storage` because the disk failed and the program ended itself. */
  died(life: Life, why: string): void;
  /** Something threw that must not. */
  threw(what: string): void;
}

/** What one life of the station stands on. */
export interface LifeParts {
  readonly path: string;
  readonly world: WorldClock;
  readonly wall: WallClock;
  readonly port: StationPort;
  readonly boards: readonly { readonly address: number; readonly locks: number }[];
  readonly seed: number;
  readonly fetch: SyncParts['fetch'];
  readonly events: LifeEvents;
  diskFault(): DiskFault;
}

/** Where a life is to end: at the n-th thing that it does, or around the n-th commit. */
export type Fuse = { readonly at: 'step' | 'before-commit' | 'after-commit'; readonly left: number };

/**
 * One life of the station's program, from its start to its crash. All of it is the product's own code; only what it stands on is the world's.
 * After its end nothing of it runs: its clock is dead, its ports answer nobody, and its database is closed once its last promises settled.
 */
export class Life implements PortUser {
  readonly clock: LifeClock;
  readonly store: StationDatabase;
  readonly station: AssembledStation;
  readonly printer = new TestPrinter();
  /** Resolves when this life ends. */
  readonly end: Promise<'down'>;
  readonly #parts: LifeParts;
  readonly #sync: Sync;
  readonly #splitter = new Splitter(cu48Boards.shape);
  #tellEnd: (down: 'down') => void = () => {};
  #fuse: Fuse | null = null;
  #isDead = false;
  #isInTransaction = false;
  #stillUntil = 0;

  constructor(parts: LifeParts) {
    this.#parts = parts;
    this.end = new Promise((resolve) => {
      this.#tellEnd = resolve;
    });
    this.clock = new LifeClock({
      world: parts.world,
      wall: parts.wall,
      isDead: () => this.#isDead,
      onTimer: () => this.#step(),
      whenAwake: (run) => this.whenAwake(run),
    });
    const { clock } = this;
    const random = randomFrom(parts.seed);
    const logger = this.#logger();
    this.store = openTestStore(parts.path, { clock, random, logger });
    this.#hookCommits();
    parts.events.opened(this);
    const given = { kind: 'given', name: 'bank' } as const;
    const pace = { restMs: 900, watchedRestMs: 60 };
    const devices = openTestBuses(
      [{ name: 'bank', family: 'cu48', link: given, boards: [...parts.boards], pace }],
      new Map([['bank', parts.port.for(this)]]),
      clock,
    );
    this.#sync = startSync({
      store: this.store,
      catalogue: simCatalogue,
      clock,
      random,
      logger,
      deviceKey: stationKey,
      keepBankKey: () => done,
      fetch: (url, init) => (this.#isDead ? never() : whileAlive(this, parts.fetch(url, init))),
      hubUrl: 'https://hub.example',
      enrolmentCode: null,
      timing: { ...defaultTiming, pollMs: 600_000 },
    });
    this.station = assembleTestStation({
      store: this.store,
      catalogue: simCatalogue,
      secrets: simSecrets(clock),
      hub: this.#sync.status,
      doors: this.#doors(lockDoors(devices.buses, this.store.read.compartments())),
      printer: this.printer,
      beep: () => {},
      scanner: null,
      clock,
      random,
      logger,
    });
    onStartAgain({ store: this.store, upkeep: noUpkeep, isDoorInHand: this.station.isDoorInHand, clock }, () => this.die('storage'));
  }

  isDead(): boolean {
    return this.#isDead;
  }

  /** The machine stands still: nothing of this life runs for so long, and then everything that was due meanwhile does, in its order. */
  standStill(ms: number): void {
    this.#stillUntil = Math.max(this.#stillUntil, this.#parts.world.monotonic() + ms);
  }

  /** How long ago it stood still last, in milliseconds; negative: it will go on in so long. */
  get awakeMs(): number {
    return this.#parts.world.monotonic() - this.#stillUntil;
  }

  whenAwake(run: () => void): void {
    if (this.awakeMs >= 0) run();
    else this.#parts.world.after(-this.awakeMs, () => this.whenAwake(run));
  }

  /** From now on this life is to end there. */
  light(fuse: Fuse): void {
    this.#fuse = fuse;
  }

  /** Ends this life in the midst of whatever it does. */
  die(why: string): void {
    if (this.#isDead) return;
    this.#isDead = true;
    this.#tellEnd('down');
    this.#parts.events.died(this, why);
  }

  /** Closes the files, once nothing of this life moves any more. */
  bury(): void {
    this.store.close();
  }

  onBytes(direction: 'out' | 'in', bytes: Uint8Array): void {
    this.#step();
    if (direction === 'in' || this.#isDead) return;
    for (const piece of this.#splitter.push(bytes)) {
      const request = piece.kind === 'frame' ? cu48Boards.read(piece.bytes) : null;
      if (request?.kind !== 'unlock') continue;
      const locks = request.locks === 'every' ? [-1] : request.locks;
      for (const lock of locks) this.#parts.events.unlockLeaves({ board: request.board === 'every' ? -1 : request.board, lock });
    }
  }

  #step(): void {
    this.#burn('step');
  }

  #burn(at: Fuse['at']): void {
    const fuse = this.#fuse;
    if (fuse?.at !== at || this.#isDead) return;
    if (fuse.left <= 1) this.die(`crash at a ${at}`);
    else this.#fuse = { at, left: fuse.left - 1 };
  }

  /** Stands between the product and its disk: crashes around a commit, and what a disk can do to one. */
  #hookCommits(): void {
    const { store } = this;
    const commit = store.commit.bind(store);
    const commitTables = store.commitTables.bind(store);
    store.commit = <T, E>(work: Parameters<typeof commit<T, E>>[0]) =>
      this.#around<T, E>((fault) => commit<T, E>((tx) => (fault === null ? this.#inTransaction(() => work(tx)) : fault())));
    store.commitTables = <T, E>(work: Parameters<typeof commitTables<T, E>>[0]) =>
      this.#around<T, E>((fault) => commitTables<T, E>((tables) => (fault === null ? this.#inTransaction(() => work(tables)) : fault())));
  }

  #inTransaction<T>(work: () => T): T {
    this.#isInTransaction = true;
    try {
      return work();
    } finally {
      this.#isInTransaction = false;
    }
  }

  #around<T, E>(run: (fault: (() => never) | null) => Result<T, E | StorageFailure>): Result<T, E | StorageFailure> {
    this.#burn('before-commit');
    if (this.#isDead) return lost;
    const fault = this.#parts.diskFault();
    if (fault === 'io-error') return run(failing('SQLITE_IOERR_FSYNC'));
    if (fault === 'full') return this.#committed(runFull(run));
    const committed = this.#committed(run(null));
    if (fault !== 'unsure' || this.#isDead) return committed;
    const failed = run(failing('SQLITE_IOERR_FSYNC'));
    return failed.ok ? lost : failed;
  }

  #committed<T, E>(committed: Result<T, E | StorageFailure>): Result<T, E | StorageFailure> {
    if (!committed.ok) return committed;
    this.#parts.events.committed(this);
    this.#burn('after-commit');
    return this.#isDead ? lost : committed;
  }

  #doors(doors: Doors): Doors {
    return {
      get buses() {
        return doors.buses;
      },
      health: doors.health,
      generation: doors.generation,
      latestPulseMs: doors.latestPulseMs,
      sensor: doors.sensor,
      withdraw: doors.withdraw,
      flash: doors.flash,
      watch: doors.watch,
      onFact: doors.onFact,
      pulse: (compartmentId, validForMs, generation) => {
        this.#step();
        if (this.#isDead) return never();
        this.#parts.events.pulsing(this, compartmentId, this.#isInTransaction);
        return doors.pulse(compartmentId, validForMs, generation);
      },
    };
  }

  #logger(): Logger {
    const nothing = (): void => {};
    return {
      debug: nothing,
      info: nothing,
      warn: nothing,
      error: (message, fields) => {
        if (message === 'a step of the sync failed' && !this.#isDead) this.#parts.events.threw(`${message}: ${String(fields?.['detail'])}`);
      },
    };
  }
}

/** Nobody goes back to a backup here: what a restore does has proofs of its own. */
const noUpkeep = { onRestoreRequested: () => () => {}, isRestoreRequested: () => false };

const lost = err({ kind: 'storage', detail: 'this life is over' } as const);

function failing(code: string): () => never {
  return () => {
    throw new Database.SqliteError('the disk failed', code);
  };
}

/** A full disk lets the first try fail; the engine makes room and tries again, which must do the same as the first. */
function runFull<T, E>(run: (fault: (() => never) | null) => Result<T, E | StorageFailure>): Result<T, E | StorageFailure> {
  const full = run(failing('SQLITE_FULL'));
  return full.ok ? full : run(null);
}
