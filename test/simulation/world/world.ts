/** This file has more than 400 lines because all that lives and fails in one world shares its clock, its dice and its books. */
import { rmSync, mkdtempSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryWire, type MemoryWire } from '../../../hardware/link/memory.ts';
import { BankSimulator } from '../../../hardware/simulator/bank-simulator.ts';
import { cu48Boards } from '../../../hardware/simulator/boards/cu48-boards.ts';
import type { Operation } from '../../../src/contract/events/operations.ts';
import type { SiloState } from '../../../src/contract/station/silo-views.ts';
import type { KioskView, StaffView } from '../../../src/contract/station/views.ts';
import type { OrderId, PassId } from '../../../src/kernel/ids.ts';
import type { ParcelRow } from '../../../src/station/ports/store.ts';
import type { StationIntents } from '../../../src/station/ports/intents.ts';
import { blankPass, passIdOf, START, stockStation } from '../../flows/support/shop.ts';
import { openTestStore } from '../../support/store.ts';
import { BadNetwork } from './bad-network.ts';
import { type Chance, chanceOf, mix } from './chance.ts';
import { type Box, Floor, type Thing } from './floor.ts';
import { HubModel } from './hub-model.ts';
import { Journal, type PromiseName } from './journal.ts';
import { type DiskFault, Life } from './life.ts';
import { BookOracle } from './oracle/book-oracle.ts';
import { DoorOracle } from './oracle/door-oracle.ts';
import { ScreenOracle } from './oracle/screen-oracle.ts';
import { delegateIdOf, Orders, rowOf, type WorldOrder } from './orders.ts';
import { Queue } from './people/hands.ts';
import { COURIER } from './people/staff.ts';
import { colleagues, simBank, simLayout } from './shop-floor.ts';
import { WorldClock } from './sim-clock.ts';
import { StationPort } from './station-port.ts';
import { randomFrom } from '../../flows/support/assemble-parts.ts';

/** How many blank passes the hub signs for one world. */
const PASSES = 80;

/** What is counted of a world. */
export interface Counts {
  crashes: number;
  asks: number;
  commits: number;
}

/** One shop with its silo, its people and its hub: everything there is, from one seed. Nobody outside of it moves anything. */
export class World {
  readonly clock = new WorldClock();
  readonly chance: Chance;
  readonly journal = new Journal(() => this.clock.monotonic());
  readonly wire: MemoryWire;
  readonly boards: BankSimulator;
  readonly floor: Floor;
  readonly hub: HubModel;
  readonly network: BadNetwork;
  readonly orders = new Orders();
  readonly books: BookOracle;
  readonly doors: DoorOracle;
  readonly screens: ScreenOracle;
  readonly front = new Queue();
  readonly desk = new Queue();
  /** What lies in the stock room and is to be loaded. */
  readonly stock: Thing[] = [];
  /** What whoever takes out saw behind each door, until they say it. */
  readonly recalled = new Map<string, 'taken' | 'left' | 'empty' | 'other'>();
  /** Everybody who typed something of themselves into a screen. */
  readonly people = new Set<string>();
  /** Passes whose PIN was set anew, so that its wrong tries are counted from then on. */
  readonly resetPins = new Set<string>();
  /** How often the right PIN of a pass was typed: each forgives the wrong ones before it. */
  readonly rightPins = new Map<string, number>();
  readonly counts: Counts = { crashes: 0, asks: 0, commits: 0 };
  /** No more faults: from here on everything has to come right. */
  isCalm = false;
  /** How the station's wall clock is off, in milliseconds, and how much faster it goes. */
  readonly wall = { offset: 0, drift: 0 };
  /** How often an unlock frame is held and sent once more, late. */
  lateCopies = 0;
  /** How often the machine stands still just when a door is to be pulsed. */
  stillAtPulse = 0;
  /** How often the disk fails just when somebody presses something. */
  spite = 0;
  /** Somebody ended their session at the kiosk and saw that; nobody began another one since. */
  isKioskLeft = false;
  /** What the disk does to the next commit. */
  diskFault: DiskFault = 'none';
  /** How long the machine stays off after its next end, in milliseconds; null: as long as a restart takes. */
  nextDowntime: number | null = null;
  life: Life | null = null;
  readonly #directory: string;
  readonly #port: StationPort;
  readonly #seed: number;
  readonly #pace: number;
  #portOpenings = 0;
  #lives = 0;
  readonly #graves: Life[] = [];
  readonly #onLife: ((life: Life) => void)[] = [];

  /** `pace`: how many times as often as usual things happen to people and machines. */
  constructor(seed: number, pace = 1) {
    this.#seed = seed;
    this.#pace = pace;
    this.chance = chanceOf(seed);
    const { clock, journal } = this;
    this.#directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'pasillo-sim-'));
    this.wire = createMemoryWire({ clock, baud: 19_200, latestFrameMs: LATEST_FRAME_MS });
    this.boards = new BankSimulator({
      side: cu48Boards,
      link: this.wire.right,
      clock,
      random: this.chance.split('boards').next,
      boards: simLayout.boards,
      closedBit: 1,
      turnAroundMs: 2,
      onEvent: (event) => {
        if (event.kind === 'pulse') return this.doors.coilOn(event.address);
        const box = event.kind === 'door' ? this.floor.at(event.address) : null;
        if (event.kind !== 'door' || box === null) return;
        journal.write(`door ${box.number} ${event.state} by ${event.by}`);
        this.floor.moved(box, event.state, clock.monotonic());
      },
    });
    this.floor = new Floor(this.boards);
    this.#port = new StationPort(this.wire.left, {
      onOpened: () => {
        this.#portOpenings += 1;
      },
      onWritten: (bytes, again) => this.#holdCopy(bytes, again),
    });
    this.hub = new HubModel({
      now: () => START + Math.floor(clock.monotonic()),
      violate: (what) => journal.violate(7, what),
      onApplied: (operation) => this.#mail(operation),
    });
    this.network = new BadNetwork(clock, this.hub, this.chance.split('network'));
    this.books = new BookOracle({ journal, floor: this.floor, orders: this.orders, hub: this.hub, now: () => clock.monotonic() });
    this.doors = new DoorOracle({
      journal,
      floor: this.floor,
      orders: this.orders,
      now: () => clock.monotonic(),
      liveIntents: () => this.books.liveIntents,
      lifeOfAttempt: (key) => this.books.lifeOfAttempt(key),
      portOpenings: () => this.#portOpenings,
    });
    this.screens = new ScreenOracle(journal, this.orders, this.people);
    this.#fillHub();
  }

  /** Switches the shop on. */
  async open(): Promise<void> {
    await this.boards.start();
    const store = openTestStore(this.#path, { clock: { now: () => START, monotonic: () => 0, after: () => () => {} }, random: randomFrom(this.#seed) });
    stockStation(store, 0, simBank);
    store.close();
    this.#begin();
  }

  /** Lets time pass. Ends early at a violation. */
  run(until: number): Promise<void> {
    return this.clock.run(until, {
      onStep: () => this.#afterStep(),
      onThrow: (error) => this.threw(error),
      isOver: () => this.journal.violation !== null,
    });
  }

  /** Something threw that must not: a bug of the product, or of this world. */
  threw(error: unknown): void {
    this.journal.violate('defect', `something threw: ${wordsOf(error)}`);
  }

  /** Puts everything away. */
  async close(): Promise<void> {
    this.life?.die('the end');
    this.#afterStep();
    await this.boards.stop();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** Called with every new life of the station. */
  onLife(listener: (life: Life) => void): void {
    this.#onLife.push(listener);
  }

  /** Somebody presses something. `down`: the machine is dark, or went dark before it answered. */
  async ask<T>(act: (intents: StationIntents) => Promise<T>): Promise<T | 'down'> {
    const { life } = this;
    if (life === null || life.isDead()) return 'down';
    this.counts.asks += 1;
    if (this.chance.is(this.spite)) this.diskFault = 'io-error';
    try {
      const reached = new Promise<void>((resolve) => life.whenAwake(resolve)).then(async () =>
        life.isDead() ? await life.end : await act(life.station.intents),
      );
      const answer = await Promise.race([reached, life.end]);
      return life.isDead() ? 'down' : answer;
    } catch (error) {
      if (!life.isDead()) this.journal.violate('defect', `an intent threw: ${wordsOf(error)}`);
      return 'down';
    }
  }

  /** Holds a code before the reader. */
  scan(code: string): Promise<Awaited<ReturnType<StationIntents['silo']['scan']>> | 'down'> {
    return this.ask((intents) => intents.silo.scan({ code, source: 'camera' }));
  }

  /** What the silo's screen shows; null: it is dark. */
  silo(): SiloState | null {
    return this.#look((life) => life.station.screens.silo.current().state);
  }

  staffView(): StaffView | null {
    return this.#look((life) => life.station.screens.staff.current());
  }

  kioskView(): KioskView | null {
    return this.#look((life) => life.station.screens.kiosk.current());
  }

  /** Waits as people do between two errands: never long once everything is calm. */
  async rest(ms: number): Promise<void> {
    for (let left = ms / this.#pace; left > 0; left -= CALM_REST_MS) {
      await this.clock.sleep(Math.min(left, CALM_REST_MS));
      if (this.isCalm) return;
    }
  }

  /** Somebody steps before a screen that nobody uses: nothing of anybody else may stand there. */
  arrive(name: string, screen: 'silo' | 'kiosk' | 'staff'): void {
    const { life } = this;
    if (life === null || life.isDead()) return;
    this.screens.arrive(life, name, screen);
    if (screen === 'kiosk' && this.isKioskLeft && life.station.screens.kiosk.current().session !== null)
      this.journal.violate(9, `${name} finds the session of somebody who had ended it`);
  }

  /** Somebody saw that something had succeeded: it must be on the books. */
  seen(promise: PromiseName, what: string, fits: (operation: Operation) => boolean): void {
    if (!this.books.isTold(fits)) this.journal.violate(promise, `a person saw that ${what}, and it stands nowhere`);
  }

  /** Somebody was thanked for collecting: their opening was seen, and will be booked. */
  thanked(order: WorldOrder): void {
    this.journal.write(`the customer of ${order.number} is thanked`);
  }

  /** An honest customer with a code was refused. Was there a parcel for them that nothing kept back? */
  judgeRefusal(order: WorldOrder, passId: string): void {
    const { life } = this;
    if (life === null || life.isDead() || this.wall.offset !== 0 || this.orders.takenBack(passId).length > 0) return;
    const screen = this.silo();
    if (screen?.kind !== 'refused' || screen.reason !== 'not-valid') return;
    const open = life.store.read.parcelsOfPass(passId as PassId).filter(({ status, recall }) => status === 'stored' && recall === null);
    const waiting = open.find(({ parcelId }) => life.store.read.compartmentOfParcel(parcelId)?.state === 'occupied');
    if (waiting !== undefined) this.journal.violate(4, `the code of order ${order.number} was refused, and its parcel lies behind door ${waiting.doorNumber}`);
  }

  /** A door was forced: a station that sees it must want somebody to look behind it. */
  async watchForced(box: Box): Promise<void> {
    const { life } = this;
    const isSighted = (): boolean =>
      life !== null &&
      life === this.life &&
      !life.isDead() &&
      life.awakeMs > 10_000 &&
      life.station.screens.silo.current().state.kind !== 'unavailable' &&
      this.isBusCalm() &&
      box.liesUntil < this.clock.monotonic();
    if (!isSighted() || (life?.clock.monotonic() ?? 0) < 30_000) return;
    await this.clock.sleep(7000);
    if (life === null || !isSighted() || !this.floor.isOpen(box)) return;
    const row = life.store.read.compartment(box.compartmentId);
    const isLive = life.store.read.liveIntents().some(({ compartmentId }) => compartmentId === box.compartmentId);
    if (row?.needsCheck !== true && !isLive) this.journal.violate(3, `door ${box.number} was forced, and nobody is asked to look behind it`);
  }

  /** Nothing on the wires could hide a door from the station. */
  isBusCalm(): boolean {
    const { faults, isCut } = this.boards.line;
    return (
      !isCut &&
      faults.drop + faults.corrupt + faults.merge + faults.split + faults.noise + faults.late === 0 &&
      this.boards.boards.every(({ isPowered }) => isPowered)
    );
  }

  passNumber(passId: string | null): number {
    return Number.parseInt(passId ?? '', 16) - 0xab00;
  }

  /** A new order that the hub tells the station of. */
  order(owner: string, isPaid: boolean): WorldOrder {
    const order = this.orders.add(owner, isPaid);
    this.tellOrder(order);
    if (isPaid) this.stock.push(order.thing);
    return order;
  }

  tellOrder(order: WorldOrder): void {
    this.hub.put('orders', order.orderId, rowOf(order, START + this.clock.monotonic()));
  }

  fromStock(thing: Thing): void {
    const at = this.stock.indexOf(thing);
    if (at !== -1) this.stock.splice(at, 1);
  }

  /** What was taken out again is loaded again, unless it is of no use to anybody. */
  backToStock(thing: Thing): void {
    const order = thing.orderId === null ? null : this.orders.find(thing.orderId);
    if (thing.kind === 'parcel' && order !== null && !order.isCancelled) this.stock.push(thing);
  }

  /** The parcel of an order, as the books have it. */
  parcelOf(order: WorldOrder): ParcelRow | null {
    return this.#look((life) => life.store.read.parcelOfOrder(order.orderId as OrderId));
  }

  parcelsOfPass(passId: string): readonly ParcelRow[] {
    return this.#look((life) => life.store.read.parcelsOfPass(passId as PassId)) ?? [];
  }

  /** Where the books say that the parcel of an order lies. */
  parcelPlace(order: WorldOrder): string | null {
    const parcel = this.parcelOf(order);
    return parcel === null ? null : this.#look((life) => life.store.read.compartmentOfParcel(parcel.parcelId)?.compartmentId ?? null);
  }

  /** Does the station know that a code was taken back? */
  isRevokedThere(id: string): boolean {
    const row = this.hub.revisionOf('revoked', id);
    return row !== null && this.#look((life) => life.store.cursor('revoked') >= row) === true;
  }

  /** Does the label's order have a parcel on the books already, so that this one is a further one? */
  wasLoaded(order: WorldOrder): boolean {
    const parcel = this.parcelOf(order);
    return parcel?.status === 'stored' || parcel?.status === 'collected';
  }

  get #path(): string {
    return join(this.#directory, 'station.db');
  }

  #look<T>(read: (life: Life) => T): T | null {
    const { life } = this;
    if (life === null || life.isDead()) return null;
    return read(life);
  }

  #begin(): void {
    this.#lives += 1;
    const { clock, journal, wall } = this;
    const life = new Life({
      path: this.#path,
      world: clock,
      wall: { at: (ms) => START + ms * (1 + wall.drift) + wall.offset },
      port: this.#port,
      boards: simLayout.boards,
      seed: mix(this.#seed, `life ${this.#lives}`),
      fetch: this.network.fetch,
      diskFault: () => this.#nextFault(),
      events: {
        opened: (begun) => {
          this.life = begun;
          this.books.born(begun);
          for (const listener of this.#onLife) listener(begun);
        },
        committed: (of) => {
          this.counts.commits += 1;
          this.books.committed(of);
        },
        pulsing: (of, compartmentId, isInTransaction) => {
          this.doors.pulsing(of, compartmentId, isInTransaction);
          if (this.stillAtPulse > 0 && this.chance.is(this.stillAtPulse)) of.standStill(this.chance.wait(500, 8000));
        },
        unlockLeaves: (address) => this.doors.unlockLeaves(address),
        died: (of, why) => this.#died(of, why),
        threw: (what) => journal.violate('defect', what),
      },
    });
    journal.write(`life ${this.#lives} begins${life.isDead() ? ', and is over' : ''}`);
  }

  #died(life: Life, why: string): void {
    this.counts.crashes += 1;
    this.journal.write(`life ${this.#lives} ends: ${why}`);
    this.#graves.push(life);
  }

  /** After every event: the dead are buried, and a machine that is off is switched on again. */
  #afterStep(): void {
    for (let life = this.#graves.shift(); life !== undefined; life = this.#graves.shift()) {
      life.bury();
      if (this.life === life) this.life = null;
      const off = this.nextDowntime ?? this.chance.wait(2000, 40_000);
      this.nextDowntime = null;
      this.clock.after(off, () => this.#begin());
    }
  }

  /** On a bad line some unlock frames come twice, the second time as late as the line allows. */
  #holdCopy(bytes: Uint8Array, again: () => void): void {
    const request = cu48Boards.read(bytes);
    if (request.kind !== 'unlock' || !this.chance.is(this.lateCopies)) return;
    this.clock.after(this.chance.int(50, LATEST_FRAME_MS - 200), again);
  }

  #nextFault(): DiskFault {
    const fault = this.diskFault;
    this.diskFault = 'none';
    if (fault !== 'none') this.journal.write(`the disk: ${fault}`);
    return fault;
  }

  #fillHub(): void {
    const { hub } = this;
    for (const { member } of colleagues) hub.put('staff', member.staffId, member);
    for (let n = 1; n <= PASSES; n++) hub.put('passes', passIdOf(n), { ...blankPass(n), delegateIds: [delegateIdOf(n)] });
    const validity = { notBefore: 0, expires: START / 1000 + 86_400 * 20 };
    hub.put('couriers', passIdOf(COURIER), { courierId: passIdOf(COURIER), name: 'Mensajeria Sol', rights: ['deposit', 'collect'], pin: null, ...validity });
  }

  /** The hub writes to a customer as soon as it hears of their parcel. */
  #mail(operation: Operation): void {
    this.journal.write(`the hub takes ${operation.kind}`);
    if (operation.kind !== 'parcel.loaded') return;
    const order = this.orders.find(operation.orderId);
    if (order === null) return;
    if (order.passId !== operation.passId) {
      const { generation = 0, seenGeneration = 0 } = this.orders.all.find(({ passId }) => passId === operation.passId) ?? {};
      Object.assign(order, { generation, seenGeneration });
    }
    order.passId = operation.passId;
    order.compartmentId = operation.compartmentId;
  }
}

const CALM_REST_MS = 180_000;
/** Some adapters and converters hold a frame for that long. */
const LATEST_FRAME_MS = 6000;

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.message} ${error.stack?.split('\n')[1]?.trim() ?? ''}` : String(error);
}
