import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BankFact, BusTrouble, LockAddress, LockBank } from '../../../hardware/contract/lock-board.ts';
import type { Scan, Scanner } from '../../../hardware/contract/scanner.ts';
import type { DevicesConfigInput } from '../../../hardware/device-config.ts';
import { createMemoryWire, type MemoryWire } from '../../../hardware/link/memory.ts';
import type { OpenBus } from '../../../hardware/open-devices.ts';
import { BankSimulator, type SimulatorEvent } from '../../../hardware/simulator/bank-simulator.ts';
import { boardSides } from '../../../hardware/simulator/board-sides.ts';
import { cu48Boards } from '../../../hardware/simulator/boards/cu48-boards.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { readCode } from '../../../hardware/wire/code-reading.ts';
import type { FamilyName } from '../../../hardware/wire/family-name.ts';
import type { Operation } from '../../../src/contract/events/operations.ts';
import type { SiloState } from '../../../src/contract/station/silo-views.ts';
import type { Clock } from '../../../src/kernel/clock.ts';
import type { OrderId } from '../../../src/kernel/ids.ts';
import type { Logger } from '../../../src/kernel/logger.ts';
import { done, err, expectOk } from '../../../src/kernel/result.ts';
import type { AssembledStation } from '../../../src/station/assemble.ts';
import type { ConfiguredBank } from '../../../src/station/app/boot/seed-bank.ts';
import { type BankLayout, demoBankLayout } from '../../../src/station/demo-layout.ts';
import { lockDoors } from '../../../src/station/devices/lock-doors.ts';
import type { Catalogue } from '../../../src/station/ports/catalogue.ts';
import type { ExportDisk } from '../../../src/station/ports/export-disk.ts';
import type { StaffDesk } from '../../../src/station/ports/staff-desk.ts';
import type { Storage } from '../../../src/station/ports/storage.ts';
import type { CompartmentRow, OrderRow } from '../../../src/station/ports/store.ts';
import { nodeSecrets } from '../../../src/station/secrets/node-secrets.ts';
import type { StationDatabase } from '../../../src/station/store/database.ts';
import { VirtualClock } from '../../hardware/support/virtual-clock.ts';
import { openTestStore } from '../../support/store.ts';
import { order } from '../../src/station/store/samples.ts';
import { assembleTestStation, hubThere, noHub, openTestBuses, randomFrom } from './assemble-parts.ts';
import { oneShirt } from './one-shirt.ts';
import { oneBus, staff, START, stockStation } from './shop.ts';
import { TestPrinter } from './test-printer.ts';

/** Time that passes only when a test says so, with a wall clock beside it that a test can set. */
export class ShopClock extends VirtualClock implements Clock {
  /** How far the wall clock is off, in milliseconds. */
  wallOffset = 0;

  now(): number {
    return Math.floor(START + this.monotonic() + this.wallOffset);
  }
}

/** What a test may choose about its station. */
export interface TestStationOptions {
  /** A directory with a database of an earlier run; a new one unless given. */
  readonly from?: string;
  /** Doors that stand open when the station starts. */
  readonly open?: readonly LockAddress[];
  readonly catalogue?: Catalogue;
  readonly latestFrameMs?: number;
  /** Seed of what the station draws at random; a second run must not draw the first one's ids again. */
  readonly seed?: number;
  /** How long after its start the test goes on, in milliseconds. */
  readonly settleMs?: number;
  /** How far ahead of the first run its wall clock begins, in milliseconds. */
  readonly wallOffset?: number;
  /** A second bus of another family, with one board at address 4 and two doors of size XL at a comfortable height, numbers 101 and 102. */
  readonly second?: FamilyName;
  /** The second bus's cable is out when the station starts. */
  readonly isSecondAway?: boolean;
  /** Another bank than the demonstration's, on the first bus. */
  readonly bank?: BankLayout;
  /** How many blank passes the hub has sent; 6 unless given. */
  readonly passes?: number;
  /** The secret of the bank's rotating codes; none unless given. */
  readonly bankKey?: Uint8Array;
  /** A scanner of the device layer instead of one that reads what a test says. */
  readonly scanner?: (clock: VirtualClock) => Scanner;
  /** Called after every commit. */
  readonly onCommit?: () => void;
  /** Called at the moment at which a lock of the first bus is pulsed. */
  readonly onPulse?: (address: LockAddress) => void;
  /** Who hears what the station writes to its log; nobody unless given. */
  readonly logger?: Logger;
  /** Where a technician may export to, and what cares for the database. */
  readonly exportDisk?: ExportDisk;
  readonly storage?: Storage;
  /** Where the hub is asked for what only it can do for staff; none unless given. With it the line to the hub stands. */
  readonly staffDesk?: StaffDesk;
  /** True makes every commit fail as on a broken disk. */
  readonly isDiskBroken?: () => boolean;
}

/** A whole station on real SQLite in a file, with simulated boards behind a cable in memory, on virtual time. */
export class TestStation {
  readonly clock = new ShopClock();
  readonly events: SimulatorEvent[] = [];
  readonly secondEvents: SimulatorEvent[] = [];
  readonly printer = new TestPrinter();
  readonly printed = this.printer.printed;
  /** What was asked of the boards beside pulses: `flash bank/0/3`, `withdraw bank/0/3`. */
  readonly asked: string[] = [];
  /** True keeps every unlock waiting in its queue for ever. */
  isBusStuck = false;
  /** What was heard: `taken`, `refused`. */
  readonly beeps: string[] = [];
  readonly directory: string;
  readonly wire: MemoryWire;
  readonly boards: BankSimulator;
  /** The second bus, where the options ask for one. */
  readonly second: { readonly wire: MemoryWire; readonly boards: BankSimulator } | null;
  readonly store: StationDatabase;
  readonly station: AssembledStation;
  /** Reads a code with the scanner on its own port. */
  scanOnPort: (bytes: Uint8Array) => void = () => {};
  readonly #listeners = new Map<string, Set<(fact: BankFact) => void>>();
  readonly #closeDevices: () => Promise<void>;
  readonly #layout: BankLayout;

  static async start(options: TestStationOptions = {}): Promise<TestStation> {
    const test = new TestStation(options);
    await test.boards.start();
    if (options.isSecondAway !== true) await test.second?.boards.start();
    for (const address of options.open ?? []) test.boards.forceOpen(address);
    test.events.length = 0;
    await test.clock.advance(options.settleMs ?? 1000);
    return test;
  }

  private constructor(options: TestStationOptions) {
    this.#layout = options.bank ?? demoBankLayout;
    const { clock } = this;
    clock.wallOffset = options.wallOffset ?? 0;
    this.directory = options.from ?? mkdtempSync(join(tmpdir(), 'pasillo-flow-'));
    this.wire = createMemoryWire({ clock, baud: 19_200, latestFrameMs: options.latestFrameMs ?? 1500 });
    this.boards = new BankSimulator({
      side: cu48Boards,
      link: this.wire.right,
      clock,
      random: seededRandom(5),
      boards: this.#layout.boards,
      closedBit: 1,
      turnAroundMs: 2,
      onEvent: (event) => {
        this.events.push(event);
        if (event.kind === 'pulse') options.onPulse?.(event.address);
      },
    });
    this.second = options.second === undefined ? null : this.#secondBus(options.second);
    const random = randomFrom(options.seed ?? (options.from === undefined ? 1 : 99));
    this.store = openTestStore(join(this.directory, 'station.db'), { clock, random });
    if (options.from === undefined) stockStation(this.store, options.passes ?? 6, options.second === undefined ? busOf(this.#layout) : twoBuses);
    hookCommits(this.store, options);
    const given = (name: string) => ({ kind: 'given', name }) as const;
    const buses: NonNullable<DevicesConfigInput['buses']> = [{ name: 'bank', family: 'cu48', link: given('bank'), boards: [...this.#layout.boards] }];
    if (options.second !== undefined) buses.push({ name: 'big', family: options.second, link: given('big'), boards: [...secondBoards] });
    const links = new Map([['bank', this.wire.left]]);
    if (this.second !== null) links.set('big', this.second.wire.left);
    const devices = openTestBuses(buses, links, clock);
    this.#closeDevices = () => devices.close();
    this.station = assembleTestStation({
      store: this.store,
      catalogue: options.catalogue ?? oneShirt,
      secrets: nodeSecrets(() => options.bankKey ?? null),
      hub: options.staffDesk === undefined ? noHub(this.store) : hubThere(),
      doors: lockDoors(
        devices.buses.map((bus) => this.#overheard(bus)),
        this.store.read.compartments(),
      ),
      printer: this.printer,
      beep: (kind) => this.beeps.push(kind),
      scanner: options.scanner?.(clock) ?? this.#scanner(),
      clock,
      random,
      ...(options.logger === undefined ? {} : { logger: options.logger }),
      ...(options.exportDisk === undefined ? {} : { exportDisk: options.exportDisk }),
      ...(options.storage === undefined ? {} : { storage: options.storage }),
      ...(options.staffDesk === undefined ? {} : { staffDesk: options.staffDesk }),
    });
  }

  /** The state that the silo's screen draws. */
  get silo(): SiloState {
    return this.station.screens.silo.current().state;
  }

  /** What the staff screen draws of the load. */
  get load(): string | null {
    return this.station.screens.staff.current().load?.state.kind ?? null;
  }

  /** Lets a bus tell what is wrong with one of its boards. */
  tellTrouble(bus: string, board: number, troubles: readonly BusTrouble[]): void {
    for (const listener of this.#listeners.get(bus) ?? []) listener({ kind: 'trouble', board, troubles });
  }

  /** Lets time pass, in milliseconds. */
  advance(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  /** Shows a code to the silo, with enough time before it that it is not too soon. */
  async scan(code: string): Promise<string> {
    await this.advance(600);
    const outcome = await this.station.intents.silo.scan({ code, source: 'camera' });
    await this.advance(0);
    return outcome.ok ? 'ok' : outcome.error.kind;
  }

  async signIn(): Promise<void> {
    good(await this.station.intents.staff.signIn({ badge: staff.badge, pin: staff.pin }));
  }

  /** An order that is paid and waits for its parcel. */
  paidOrder(n: number, changes: Partial<OrderRow> = {}): OrderId {
    const row = order(n, changes);
    expectOk(
      this.store.commit((tx) => {
        tx.putOrder(row);
        return done;
      }),
      'the order',
    );
    return row.orderId as OrderId;
  }

  /** Loads an order's parcel from begin to end, quarantine included, and answers with its code and its lock. */
  async loadParcel(orderId: OrderId, size: 'M' | 'XL' = 'M'): Promise<{ readonly code: string; readonly address: LockAddress; readonly doorNumber: number }> {
    await this.signIn();
    const { staff: intents } = this.station.intents;
    good(await intents.beginLoad({ orderId, size }));
    await this.advance(1500);
    const address = this.addressOf(orderId);
    this.boardsOf(orderId).closeDoor(address);
    await this.advance(1500);
    good(await intents.answerLoad({ answer: 'placed' }));
    good(await intents.closeLoad({}));
    await this.advance(6000);
    const parcel = this.store.read.parcelOfOrder(orderId);
    const pass = parcel?.passId == null ? null : this.store.read.pass(parcel.passId);
    if (parcel === null || pass === null) throw new Error('nothing was loaded');
    return { code: pass.code, address, doorNumber: parcel.doorNumber };
  }

  /** The lock behind which an order's parcel lies. */
  addressOf(orderId: OrderId): LockAddress {
    const { board, lock } = this.#compartmentOf(orderId);
    return { board, lock };
  }

  /** The boards on whose bus an order's parcel lies. */
  boardsOf(orderId: OrderId): BankSimulator {
    return this.#compartmentOf(orderId).bus === 'big' && this.second !== null ? this.second.boards : this.boards;
  }

  /** The locks whose doors stand open now, whatever the station knows. */
  get openDoors(): readonly LockAddress[] {
    return this.#layout.doors.map(({ board, lock }) => ({ board, lock })).filter((address) => this.boards.isOpen(address));
  }

  /** The pulses that reached the boards so far: `0/3`. */
  get pulses(): readonly string[] {
    return this.events.flatMap((event) => (event.kind === 'pulse' ? [`${event.address.board}/${event.address.lock}`] : []));
  }

  /** What waits for the hub, oldest first. */
  get operations(): readonly Operation[] {
    return this.store.tables.outbox.first(500).map((row) => JSON.parse(row.body));
  }

  /** The audit from entry `after` on, as kinds with their reason. */
  audit(after = 0): readonly string[] {
    const entries: string[] = [];
    for (let seq = after + 1; seq <= this.store.read.auditHead().seq; seq++) {
      const event: { kind: string; facts: Record<string, unknown> } = JSON.parse(this.store.tables.audit.entry(seq) ?? '{}');
      const detail = event.facts['reason'] ?? event.facts['outcome'] ?? event.facts['answer'];
      entries.push(detail === undefined ? event.kind : `${event.kind} ${String(detail)}`);
    }
    return entries;
  }

  /** The disk as a power cut at this moment would leave it: everything that was committed, nothing else. */
  snapshot(): string {
    const copy = mkdtempSync(join(tmpdir(), 'pasillo-flow-'));
    for (const file of ['station.db', 'station.db-wal']) cpSync(join(this.directory, file), join(copy, file));
    return copy;
  }

  /** Ends without ceremony: nothing is told, nothing is finished. What a later run needs must be a snapshot. */
  async kill(): Promise<void> {
    this.store.close();
    await this.#closeDevices();
    await this.boards.stop();
    await this.second?.boards.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    this.station.close();
    await this.kill();
  }

  #compartmentOf(orderId: OrderId): CompartmentRow {
    const parcel = this.store.read.parcelOfOrder(orderId);
    const row = this.store.read.compartments().find((compartment) => compartment.parcelId === parcel?.parcelId);
    if (row === undefined) throw new Error('the parcel is nowhere');
    return row;
  }

  /** The same bus, on which a test can say that a board is in trouble. */
  #overheard(bus: OpenBus): OpenBus {
    const listeners = new Set<(fact: BankFact) => void>();
    this.#listeners.set(bus.name, listeners);
    const onFact: LockBank['onFact'] = (listener) => {
      listeners.add(listener);
      const stop = bus.bank.onFact(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    };
    const bank = new Proxy(bus.bank, {
      get: (target, key) => {
        if (key === 'onFact') return onFact;
        if (key === 'unlock' && this.isBusStuck) return () => new Promise<never>(() => {});
        if (key === 'flash' || key === 'withdraw') {
          return ({ board, lock }: LockAddress) => {
            this.asked.push(`${key} ${bus.name}/${board}/${lock}`);
            return key === 'flash' ? target.flash({ board, lock }) : target.withdraw({ board, lock });
          };
        }
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    return { ...bus, bank };
  }

  #secondBus(family: FamilyName): NonNullable<TestStation['second']> {
    const { clock } = this;
    const wire = createMemoryWire({ clock, baud: 9600, latestFrameMs: 4000 });
    const boards = new BankSimulator({
      side: boardSides[family],
      link: wire.right,
      clock,
      random: seededRandom(6),
      boards: secondBoards,
      closedBit: 1,
      turnAroundMs: 2,
      onEvent: (event) => this.secondEvents.push(event),
    });
    return { wire, boards };
  }

  #scanner(): Scanner {
    return {
      health: 'ok',
      onScan: (listener: (scan: Scan) => void) => {
        this.scanOnPort = (bytes) => listener({ bytes, aim: null, reading: readCode(bytes, null) });
        return () => {};
      },
      onProblem: () => () => {},
      onHealth: () => () => {},
      trigger: async () => ({ kind: 'always-reads' }),
      untrigger: async () => ({ kind: 'always-reads' }),
      close: async () => {},
    };
  }
}

const secondBoards = [{ address: 4, locks: 2 }] as const;
/** A bank's doors on one bus. */
function busOf(layout: BankLayout): ConfiguredBank {
  return { buses: oneBus.buses, doors: layout.doors.map((door) => ({ ...door, bus: 'bank' })) };
}

/** The demonstration's doors, and the two of the second bus. */
const twoBuses: ConfiguredBank = {
  buses: [...oneBus.buses, { name: 'big' }],
  doors: [
    ...oneBus.doors,
    ...[0, 1].map((lock) => ({ number: 101 + lock, bus: 'big', board: 4, lock, size: 'XL' as const, heightMm: 450, column: 3, row: 3 + lock })),
  ],
};

/** Lets a test stand between the station and its disk. */
function hookCommits(store: StationDatabase, { onCommit, isDiskBroken }: TestStationOptions): void {
  const commit = store.commit.bind(store);
  store.commit = (work) => {
    if (isDiskBroken?.() === true) return err({ kind: 'storage', detail: 'the disk is broken' });
    const committed = commit(work);
    if (committed.ok) onCommit?.();
    return committed;
  };
}

/** Fails the test with what was refused. */
export function good(outcome: { readonly ok: true } | { readonly ok: false; readonly error: { readonly kind: string } }): void {
  if (!outcome.ok) throw new Error(`refused: ${outcome.error.kind}`);
}
