import { upsertProducts } from '../../../src/hub/catalogue.ts';
import type { Bucket } from '../../../src/hub/db/buckets.ts';
import { pullRows } from '../../src/hub/support/pull-rows.ts';
import type { Database } from '../../../src/hub/db/database.ts';
import { applySetup } from '../../../src/hub/db/setup.ts';
import { makeEnrolmentCode } from '../../../src/hub/domain/enrolment.ts';
import type { OrderId } from '../../../src/kernel/ids.ts';
import type { OrderSummary } from '../../../src/contract/orders.ts';
import { product, stock } from '../../src/station/store/catalogue/products.ts';
import { type Chance, chanceOf } from '../world/chance.ts';
import { FireClock, LifeClock } from './fire-clock.ts';
import { FireHub } from './fire-hub.ts';
import { badLine, FireNetwork, goodLine } from './fire-network.ts';
import { FireStation } from './fire-station.ts';
import { judgeHub } from './hub-judge.ts';
import { Ledger } from './ledger.ts';
import { type Act, bringBack, collect, load, order, pay, SKU } from './people.ts';

/** Which story is played, on what. */
export interface FireOptions {
  readonly seed: number;
  readonly rounds: number;
  readonly db: Database;
  /** True for PostgreSQL, whose connections can be cut. */
  readonly cuts: boolean;
}

/** What became of it. */
export interface FireReport {
  readonly rounds: number;
  readonly operations: number;
  readonly stationKills: number;
  readonly hubKills: number;
  readonly cutConnections: number;
  readonly restores: number;
  readonly requests: number;
  /** Requests or answers lost, repeated, held up, or answered by somebody else. */
  readonly faults: number;
  readonly statements: number;
  /** The longest time until everything was over once the faults had stopped, in minutes. */
  readonly slowestDrain: number;
  readonly violations: readonly string[];
}

const START = 1_760_000_000_000;
const MINUTE = 60_000;
const ROUND_MS = 4 * MINUTE;
const SWITCH_ON_MS = 20_000;
const CHECK_EVERY = 3;
const MOST_DRAIN_MINUTES = 15;
const acts: readonly Act[] = [order, order, pay, pay, load, collect, collect, bringBack];
const places = [
  { code: 'K1', bank: 1 },
  { code: 'K2', bank: 2 },
  { code: 'S3', bank: 3 },
];

/** Plays rounds of four minutes under fire; now and then the fire stops, and everything must come together. The first thing wrong ends it. */
export async function playFire(options: FireOptions): Promise<FireReport> {
  const world = new FireWorld(options);
  try {
    return await world.play();
  } finally {
    await world.close();
  }
}

class FireWorld {
  readonly #options: FireOptions;
  readonly #chance: Chance;
  readonly #busy = { count: 0 };
  readonly #clock = new FireClock(() => this.#busy.count);
  readonly #hub: FireHub;
  readonly #network: FireNetwork;
  readonly #ledger = new Ledger();
  readonly #tenantId: string;
  #stations: FireStation[] = [];
  #slowestDrain = 0;

  constructor(options: FireOptions) {
    this.#options = options;
    this.#chance = chanceOf(options.seed, 'fire');
    // Tenants of other runs may be in the same database: this one's id is new, and no chance depends on it.
    this.#tenantId = crypto.randomUUID();
    const clock = new LifeClock(
      this.#clock,
      () => START + this.#clock.monotonic(),
      () => false,
    );
    this.#hub = new FireHub({ db: options.db, clock, busy: this.#busy, cuts: options.cuts });
    this.#network = new FireNetwork(this.#clock, this.#hub, this.#chance.split('network'));
  }

  async play(): Promise<FireReport> {
    await this.#open();
    let violations: readonly string[] = await this.#come(0);
    let round = 0;
    while (round < this.#options.rounds && violations.length === 0) {
      round += 1;
      await this.#round(round);
      if (round % CHECK_EVERY === 0 || round === this.#options.rounds) violations = await this.#come(round);
    }
    return this.#report(round, violations);
  }

  async close(): Promise<void> {
    for (const station of this.#stations) station.close();
    await this.#hub.close();
  }

  /** A shop with three stations that have all enrolled. */
  async #open(): Promise<void> {
    const { db } = this.#options;
    const id = this.#tenantId.slice(0, 8);
    const stations = places.map(({ code, bank }) => ({ stationId: `${id}-${bank}`, stationCode: code, bank, passPool: 0 }));
    const store = { storeId: 'centro', name: 'Centro', currency: 'EUR', locationId: 'centro', stations, staff: [] };
    const location = { locationId: 'centro', name: 'Centro', kind: 'shop' as const, city: 'Madrid' };
    await applySetup(db, { tenantId: this.#tenantId, name: 'Moda', locations: [location], stores: [store] }, 'https://hub.example');
    await this.#import();
    await this.#hub.start();
    for (const { stationId } of stations) {
      const random = (size: number): Uint8Array => crypto.getRandomValues(new Uint8Array(size));
      const enrolmentCode = (await makeEnrolmentCode(db, random, stationId, START)) ?? '';
      const chance = this.#chance.split(`station ${this.#stations.length}`);
      const common = { clock: this.#clock, network: this.#network, ledger: this.#ledger, epoch: START };
      const station = new FireStation({ ...common, chance, stationId, enrolmentCode });
      this.#stations.push(station);
      station.start();
    }
  }

  async #round(round: number): Promise<void> {
    const chance = this.#chance.split(`round ${round}`);
    this.#network.line = chance.is(0.8) ? badLine : goodLine;
    this.#stations.forEach((station, at) => this.#plan(station, at, chance.split(`station ${at}`)));
    this.#planHub(chance.split('hub'));
    await this.#clock.advance(ROUND_MS);
  }

  /** What happens at one station in a round. */
  #plan(station: FireStation, at: number, chance: Chance): void {
    const during = (run: () => void): void => void this.#clock.after(chance.int(0, ROUND_MS), run);
    const place = places[at];
    if (place === undefined) throw new Error('every station has a place');
    for (let i = chance.int(5, 12); i > 0; i--) {
      const act = chance.pick(acts);
      during(() => {
        if (station.isUp) act(station, place);
      });
    }
    if (chance.is(0.4)) during(() => station.backUp());
    if (chance.is(0.6)) {
      const steps = chance.int(1, 60);
      during(() => {
        station.killIn = steps;
      });
    }
    if (chance.is(0.3)) during(() => station.kill());
    if (chance.is(0.15)) during(() => station.restore());
    if (chance.is(0.2)) {
      const jump = chance.int(-48, 48) * 3_600_000;
      during(() => {
        station.wallOffset = jump;
      });
    }
    // Whatever watches over it starts it again.
    for (let at = SWITCH_ON_MS; at <= ROUND_MS; at += SWITCH_ON_MS) this.#clock.after(at - 1, () => station.start());
  }

  #planHub(chance: Chance): void {
    const during = (run: () => void): void => void this.#clock.after(chance.int(0, ROUND_MS), run);
    for (let i = chance.int(1, 5); i > 0; i--) {
      const doom = { kind: chance.is(0.6) ? ('kill' as const) : ('cut' as const), at: chance.int(1, 120) };
      during(() => {
        if (this.#hub.isUp) this.#hub.threaten(doom);
      });
    }
    if (chance.is(0.3)) during(() => this.#hub.kill());
    if (chance.is(0.3)) during(() => void this.#hub.checkpoint());
    if (chance.is(0.4)) during(() => void this.#import());
    for (let at = SWITCH_ON_MS; at <= ROUND_MS; at += SWITCH_ON_MS) {
      this.#clock.after(at - 2, () => {
        if (!this.#hub.isUp) void this.#hub.start(chance.is(0.15) ? { kind: 'kill', at: chance.int(1, 30) } : null);
      });
    }
  }

  /** A feed brings new figures, through whatever the hub is just now. */
  async #import(): Promise<void> {
    const chance = this.#chance;
    const { db } = this.#options;
    await upsertProducts(db, this.#tenantId, [product('shirt', 'Camisa')], [stock(SKU, 'centro', chance.int(0, 90), START + this.#clock.monotonic())]);
    this.#hub.changed();
  }

  /** The fire stops: within minutes everything is where it belongs. Answers what is wrong. */
  async #come(round: number): Promise<readonly string[]> {
    this.#network.line = goodLine;
    for (const station of this.#stations) {
      station.killIn = null;
      station.wallOffset = 0;
      station.start();
    }
    if (this.#hub.isUp) this.#hub.calm();
    for (let minute = 1; minute <= MOST_DRAIN_MINUTES; minute++) {
      if (!this.#hub.isUp) await this.#hub.start();
      await this.#clock.advance(MINUTE);
      const late = await this.#whatIsLate();
      if (late.length === 0) {
        this.#slowestDrain = Math.max(this.#slowestDrain, minute);
        return await judgeHub(this.#options.db, this.#tenantId, this.#ledger);
      }
      if (minute === MOST_DRAIN_MINUTES) return late.map((what) => `round ${round}, stalled: ${what}`);
    }
    return [];
  }

  async #whatIsLate(): Promise<readonly string[]> {
    const late: string[] = [];
    const orders = await this.#rows({ bucket: 'orders', scope: 'centro' });
    const [figure] = await this.#rows({ bucket: 'stock', scope: '' });
    for (const station of this.#stations) {
      const { stationId } = station.parts;
      const { pending } = station.store.read.outboxSize();
      if (pending > 0) late.push(`${stationId} has ${pending} operations left`);
      if (station.sync?.status.current().state !== 'online') late.push(`${stationId} is offline`);
      for (const { key, value } of orders) {
        const here = station.store.read.order(key as OrderId)?.status ?? 'unknown';
        const hub = (value as OrderSummary).status;
        if (here !== hub && !this.#isContradicted(station, key)) late.push(`${stationId} has order ${key} as ${here}, the hub as ${hub}`);
      }
      const counted = station.catalogue.variant(SKU)?.here;
      const figured = (figure?.value as { quantity: number } | undefined)?.quantity;
      if (counted !== figured) late.push(`${stationId} counts ${counted} shirts, the hub ${figured}`);
    }
    return late;
  }

  /** Where a disk was lost with things on it, station and hub may differ about their orders for good: people sort that out. */
  #isContradicted(station: FireStation, orderId: string): boolean {
    const parcel = station.store.read.parcelOfOrder(orderId as OrderId);
    const isMaybe = this.#ledger.entries.some((entry) => entry.isMaybe && 'orderId' in entry.operation && entry.operation.orderId === orderId);
    return isMaybe || (station.restores > 0 && parcel !== null);
  }

  async #rows({ bucket, scope }: Pick<Bucket, 'bucket' | 'scope'>) {
    return (await pullRows(this.#options.db, { tenantId: this.#tenantId, bucket, scope }, 0, 100_000))?.rows ?? [];
  }

  #report(rounds: number, violations: readonly string[]): FireReport {
    const { sent, lost, cut, repeated, wrong, held } = this.#network.counts;
    const sum = (count: (station: FireStation) => number): number => this.#stations.reduce((total, station) => total + count(station), 0);
    return {
      rounds,
      operations: this.#ledger.entries.length,
      stationKills: sum(({ kills }) => kills),
      restores: sum(({ restores }) => restores),
      hubKills: this.#hub.kills,
      cutConnections: this.#hub.cuts,
      requests: sent,
      faults: lost + cut + repeated + wrong + held,
      statements: this.#hub.points,
      slowestDrain: this.#slowestDrain,
      violations,
    };
  }
}
