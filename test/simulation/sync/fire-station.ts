import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { expectOk } from '../../../src/kernel/result.ts';
import type { DeviceKey } from '../../../src/station/ports/sync.ts';
import { openBankKey } from '../../../src/station/secrets/bank-key.ts';
import { openDeviceKey } from '../../../src/station/secrets/device-key.ts';
import type { StationDatabase } from '../../../src/station/store/database.ts';
import { startSync, type Sync, type SyncTiming } from '../../../src/station/sync/sync.ts';
import { openTestStore } from '../../support/store.ts';
import type { Chance } from '../world/chance.ts';
import { type FireClock, LifeClock } from './fire-clock.ts';
import { HUB_URL } from './fire-hub.ts';
import type { FireNetwork, SenderLife } from './fire-network.ts';
import { type InThreadCatalogue, openInThread } from './in-thread-catalogue.ts';
import type { Ledger } from './ledger.ts';

/** What a station of this world is made of. */
export interface FireStationParts {
  readonly clock: FireClock;
  readonly network: FireNetwork;
  readonly chance: Chance;
  readonly ledger: Ledger;
  readonly stationId: string;
  /** Wall time at the world's beginning, in Unix milliseconds. */
  readonly epoch: number;
  readonly enrolmentCode: string;
}

/** As in a shop, but a hub that is away is asked at least every twenty seconds: stories are short. */
const timing: SyncTiming = { firstMs: 1000, capMs: 20_000, pollMs: 60_000, answerMs: 30_000, waitMs: 40_000 };

interface Copy {
  readonly directory: string;
  /** How much had been committed when it was made. */
  readonly committed: number;
}

interface Life {
  readonly directory: string;
  readonly store: StationDatabase;
  readonly catalogue: InThreadCatalogue;
  readonly sync: Sync;
}

/** A station: its own sync on its own files. It is killed between any two steps, started again, and put back to older copies of its files. */
export class FireStation {
  readonly parts: FireStationParts;
  readonly #home = mkdtempSync(join(tmpdir(), 'pasillo-fire-'));
  readonly #deviceKey: DeviceKey;
  readonly #copies: Copy[] = [];
  #files: string;
  #made = 0;
  #life: Life | null = null;
  #die: () => void = () => {};
  /** How far its wall clock is off, in milliseconds. */
  wallOffset = 0;
  /** Ends its life at the n-th step of its sync from now on; null: not. */
  killIn: number | null = null;
  kills = 0;
  restores = 0;

  constructor(parts: FireStationParts) {
    this.parts = parts;
    this.#deviceKey = expectOk(openDeviceKey(join(this.#home, 'device-key.pem')), 'the device key');
    this.#files = this.#folder();
  }

  get isUp(): boolean {
    return this.#life !== null;
  }

  /** The database of the life that goes on. Throws (a bug) while there is none. */
  get store(): StationDatabase {
    if (this.#life === null) throw new Error('this station is down');
    return this.#life.store;
  }

  get catalogue(): InThreadCatalogue {
    if (this.#life === null) throw new Error('this station is down');
    return this.#life.catalogue;
  }

  get sync(): Sync | null {
    return this.#life?.sync ?? null;
  }

  now(): number {
    return Math.floor(this.parts.epoch + this.parts.clock.monotonic() + this.wallOffset);
  }

  start(): void {
    if (this.#life !== null) return;
    const { clock: world, network, chance } = this.parts;
    const directory = this.#files;
    const state = { isDead: false };
    this.#die = () => {
      state.isDead = true;
    };
    const sender: SenderLife = {
      get isDead() {
        return state.isDead;
      },
      await: () => this.#step(),
    };
    const clock = new LifeClock(
      world,
      () => this.now(),
      () => state.isDead,
    );
    const random = (size: number): Uint8Array => chance.bytes(size);
    const store = openTestStore(join(directory, 'station.db'), { clock, random });
    const catalogue = openInThread(join(directory, 'catalogue.db'), () => store.read.config());
    const sync = startSync({
      store,
      catalogue,
      clock,
      random,
      logger: silentLogger,
      fetch: network.fetchOf(sender),
      hubUrl: HUB_URL,
      deviceKey: this.#deviceKey,
      keepBankKey: openBankKey(join(this.#home, 'bank.key')).keep,
      enrolmentCode: this.parts.enrolmentCode,
      timing,
    });
    this.#life = { directory, store, catalogue, sync };
  }

  /** `kill -9`: what is on disk stays, nothing else. */
  kill(): void {
    const life = this.#life;
    if (life === null) return;
    this.kills += 1;
    this.#files = this.#copyOf(life.directory);
    this.#end(life);
  }

  /** A copy of the files as they are now, as a backup keeps it. */
  backUp(): void {
    if (this.#life === null) return;
    this.#copies.push({ directory: this.#copyOf(this.#life.directory), committed: this.parts.ledger.of(this.parts.stationId).length });
  }

  /** Somebody puts an older copy in the place of its files. */
  restore(): void {
    const { chance, ledger, stationId } = this.parts;
    if (this.#copies.length === 0) return;
    const copy = chance.pick(this.#copies);
    const life = this.#life;
    if (life === null) return;
    ledger.loseWaiting(stationId, copy.committed, new Set(life.store.waiting(100_000).map((row) => row.operationId)));
    this.restores += 1;
    this.#files = this.#copyOf(copy.directory);
    this.#end(life);
  }

  close(): void {
    if (this.#life !== null) this.#end(this.#life);
    rmSync(this.#home, { recursive: true, force: true });
  }

  #step(): void {
    if (this.killIn === null || this.#life === null) return;
    this.killIn -= 1;
    if (this.killIn > 0) return;
    this.killIn = null;
    this.kill();
  }

  #end(life: Life): void {
    this.#die();
    this.#life = null;
    life.store.close();
    life.catalogue.close();
    rmSync(life.directory, { recursive: true, force: true });
  }

  /** What a power cut would leave of the files: everything committed, and the journal that goes with it. */
  #copyOf(directory: string): string {
    const copy = this.#folder();
    for (const name of ['station.db', 'station.db-wal', 'catalogue.db', 'catalogue.db-wal']) {
      const file = join(directory, name);
      if (existsSync(file)) cpSync(file, join(copy, name));
    }
    return copy;
  }

  #folder(): string {
    this.#made += 1;
    return mkdtempSync(join(this.#home, `files-${this.#made}-`));
  }
}
