import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Child, Line } from '../../../scripts/world/child.ts';
import { connectToStation, type StationClient } from '../../../scripts/world/station-client.ts';
import { until } from '../../../scripts/world/until.ts';
import { startWorld, type World } from '../../../scripts/world/world.ts';
import type { Door } from '../../../src/contract/station/place-views.ts';
import type { SiloState } from '../../../src/contract/station/silo-views.ts';
import type { StaffView, StationStatus } from '../../../src/contract/station/views.ts';
import { DEMO_STAFF } from '../../../src/hub/demo/demo-shop.ts';
import { demoBankLayout } from '../../../src/station/demo-layout.ts';

type Load = NonNullable<StaffView['load']>['state'];
type Answer<T> = { readonly ok: true; readonly value?: T } | { readonly ok: false; readonly error: { readonly kind: string } };

const [assistant] = DEMO_STAFF;
/** For whatever a machine with much else to do may be slow at. */
const patienceMs = 60_000;
/** Fourth byte of an unlock command on the bus (KERONG CU48, V2.1). */
const UNLOCK = '51';

/** A shop of three real programs (hub, bank, station), and a hand that stands before its doors. */
export class ProcessShop {
  readonly world: World;
  readonly bank: BankEar;
  readonly #folder: string;
  readonly #ended: string[];
  #client: StationClient;

  private constructor(world: World, folder: string, ended: string[], client: StationClient) {
    this.world = world;
    this.#folder = folder;
    this.#ended = ended;
    this.bank = new BankEar(world.bank);
    this.#client = client;
  }

  static async open(): Promise<ProcessShop> {
    const folder = mkdtempSync(join(tmpdir(), 'pasillo-kill-nine-'));
    const ended: string[] = [];
    // Nobody looks at the page here, so it need not be built; the address is one where nothing answers.
    const devPage = 'http://127.0.0.1:9';
    const world = await startWorld({ folder, devices: 'bank', hubPort: 0, webPort: 0, devPage, onEnded: (name) => ended.push(name) });
    return new ProcessShop(world, folder, ended, await connectToStation(await world.launchUrl()));
  }

  get calls(): StationClient['calls'] {
    return this.#client.calls;
  }

  get folder(): string {
    return this.#folder;
  }

  /** The programs that ended without having been asked to. */
  get ended(): readonly string[] {
    return this.#ended;
  }

  /** `kill -9`, and a start on the same data. When it resolves the new station has read every door. */
  async killStation(): Promise<void> {
    this.#client.close();
    await this.world.stopStation('kill -9');
    // What the dead station had written to the bus has passed by when the boards have answered twice more.
    await this.bank.openDoors();
    await this.bank.openDoors();
    await this.world.startStation();
    this.#client = await connectToStation(await this.world.launchUrl());
    await this.siloShows((state) => state.kind !== 'unavailable');
  }

  async killHub(): Promise<void> {
    await this.world.hub()?.kill();
    await until('the station has noticed that the hub is gone', patienceMs, async () => (await this.kiosk()).hub.state === 'offline');
  }

  async close(): Promise<void> {
    this.#client.close();
    await this.world.stop();
  }

  forget(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Signs in; the first time that may take until the roster has come from the hub. */
  async signIn(): Promise<void> {
    await until('the staff may sign in', patienceMs, async () => (await this.calls.staff.signIn({ badge: assistant.badge, pin: assistant.pin })).ok);
  }

  async status(): Promise<StationStatus> {
    return good(await this.calls.staff.status({}));
  }

  /** The status of one door, by the number on it, as soon as it is as it should be. */
  doorIs(number: number, isRight: (door: StationStatus['doors'][number]) => boolean): Promise<StationStatus['doors'][number]> {
    return until(`door ${number} is as it should be`, patienceMs, async () => {
      const found = (await this.status()).doors.find(({ door }) => door.number === number);
      return found !== undefined && isRight(found) ? found : false;
    });
  }

  kiosk() {
    return firstOf(this.calls.kiosk.watch({}), () => true);
  }

  loadShows(isRight: (state: Load) => boolean): Promise<Load> {
    return firstOf(this.calls.staff.watch({}), ({ load }) => load !== null && isRight(load.state)).then(({ load }) => {
      if (load === null) throw new Error('no load');
      return load.state;
    });
  }

  siloShows(isRight: (state: SiloState) => boolean): Promise<SiloState> {
    return firstOf(this.calls.silo.watch({}), ({ state }) => isRight(state)).then(({ state }) => state);
  }

  /** Scans until the silo takes the code: right after a restart it may still guard the door. */
  async scan(code: string): Promise<void> {
    await until('the silo takes the code', patienceMs, async () => (await this.calls.silo.scan({ code, source: 'camera' })).ok);
  }
}

/** What the simulated boards tell of their bus, and the hand that closes their doors. */
export class BankEar {
  readonly #bank: Child;
  readonly #lines: Line[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(bank: Child) {
    this.#bank = bank;
    bank.onLine((line) => {
      this.#lines.push(line);
      for (const look of [...this.#waiting]) look();
    });
  }

  /** How many unlock commands have gone over the bus so far. */
  get unlocks(): number {
    return this.#lines.filter(({ event, direction, hex }) => event === 'frame' && direction === 'in' && String(hex).split(' ')[3] === UNLOCK).length;
  }

  /** How many times a coil was pulsed so far, as the locks themselves tell it. */
  get pulses(): number {
    return this.#lines.filter(({ event }) => event === 'pulse').length;
  }

  close(door: Door): void {
    this.#bank.tell({ close: addressOf(door) });
  }

  /** Somebody takes or puts something and closes: a door that is shut in the blink of an eye counts as one that did not open. */
  closeEach(): void {
    this.#bank.tell({ autoClose: { afterMs: 800 } });
  }

  /** Doors that open from now on stay open. */
  closeNone(): void {
    this.#bank.tell({ autoClose: { afterMs: null } });
  }

  /** The doors that are open now. */
  async openDoors(): Promise<unknown> {
    const from = this.#lines.length;
    this.#bank.tell({ state: {} });
    return (await this.#next(from, ({ event }) => event === 'state'))['open'];
  }

  #next(from: number, isIt: (line: Line) => boolean): Promise<Line> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.#lines.slice(from).find(isIt);
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** The lock behind a door. */
export function addressOf(door: Pick<Door, 'number'>): { readonly board: number; readonly lock: number } {
  const found = demoBankLayout.doors.find(({ number }) => number === door.number);
  if (found === undefined) throw new Error(`no door ${door.number}`);
  return { board: found.board, lock: found.lock };
}

/** The value of an answer that has to be a good one. */
export function good<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`refused: ${answer.error.kind}`);
  return answer.value as T;
}

/** The first of the values that is as it should be; the stream is given back then. */
async function firstOf<T>(values: Promise<AsyncIterable<T>>, isRight: (value: T) => boolean): Promise<T> {
  for await (const value of await values) if (isRight(value)) return value;
  throw new Error('the station ended before it showed what was waited for');
}
