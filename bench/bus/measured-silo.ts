import type { LinkTraffic } from '../../hardware/link/tap.ts';
import type { BusBoard, PollingPace } from '../../hardware/lockers/bus-board.ts';
import type { ScannerSimulator } from '../../hardware/simulator/scanner-simulator.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { systemClock, systemRandom } from '../../src/shells/node-world.ts';
import { composeStation, type Station } from '../../src/station/compose.ts';
import { parseStationConfig } from '../../src/station/config.ts';
import type { ConfiguredDoor } from '../../src/station/app/boot/seed-bank.ts';
import type { FarEnd } from './far-end.ts';
import { machineMs } from './fine-clock.ts';
import type { BenchLine } from './lines.ts';
import { benchBus, type WaitingParcel } from './stocked-silo.ts';

/** What a silo to be measured is made of. */
export interface MeasuredSiloParts {
  /** With its database in it. */
  readonly folder: string;
  readonly line: BenchLine;
  readonly boards: readonly BusBoard[];
  readonly doors: readonly ConfiguredDoor[];
  readonly pace: PollingPace;
  readonly busPath: string;
  readonly scannerPath: string;
}

/** When the things of one scan happened, in the machine's milliseconds. */
export interface ServedScan {
  readonly scannedAt: number;
  readonly portAt: number;
  readonly wireAt: number;
  readonly wasLineBusy: boolean;
  /** Length of the unlock frame. */
  readonly frameBytes: number;
}

/** What is waited for at most, in milliseconds; then the bench is broken, not slow. */
const patienceMs = 15_000;
const carriageReturn = 0x0d;

/** A whole station on real ports, with ears on its scanner and its bus. */
export class MeasuredSilo {
  readonly #station: Station;
  readonly #line: BenchLine;
  readonly #ear: TrafficEar;

  private constructor(station: Station, line: BenchLine, ear: TrafficEar) {
    this.#station = station;
    this.#line = line;
    this.#ear = ear;
  }

  /** Starts the station; resolves when it has read every door and would open one. */
  static async open(parts: MeasuredSiloParts): Promise<MeasuredSilo> {
    const ear = new TrafficEar();
    const config = expectOk(parseStationConfig(configOf(parts)), 'the configuration of the bench');
    const deps = { clock: systemClock, random: systemRandom, logger: silentLogger, onTraffic: ear.hear };
    const silo = new MeasuredSilo(expectOk(await composeStation(config, deps), 'the station'), parts.line, ear);
    await silo.#shows('ready');
    return silo;
  }

  /** One person: shows the code, takes the parcel, closes the door. Resolves when the silo is free for the next. */
  async serve({ address, code }: WaitingParcel, scanner: ScannerSimulator, far: FarEnd): Promise<ServedScan> {
    const { frame } = this.#line.family.unlock(address);
    const pulsed = within(`the pulse of ${address.board}/${address.lock}`, (resolve: (at: number) => void) => {
      far.onTell = (what) => {
        if (what.kind === 'pulse' && what.address.board === address.board && what.address.lock === address.lock) resolve(what.atMs);
      };
    });
    this.#ear.waitFor(frame);
    scanner.scan(code);
    const wireAt = await pulsed;
    const { scannedAt, portAt, wasLineBusy } = this.#ear;
    await this.#shows('open');
    const dismissed = await this.#station.intents.silo.dismiss({ seen: 'open' });
    if (!dismissed.ok) throw new Error(`the open door could not be left alone: ${dismissed.error.kind}`);
    far.move(address, 'closed');
    return { scannedAt, portAt, wireAt, wasLineBusy, frameBytes: frame.length };
  }

  close(): Promise<void> {
    return this.#station.close();
  }

  #shows(kind: 'ready' | 'open'): Promise<void> {
    const { silo } = this.#station.screens;
    return within(`the silo's screen "${kind}"`, (resolve: () => void) => {
      const look = (): void => {
        if (silo.current().state.kind === kind) resolve();
      };
      const stop = silo.onChange(() => {
        look();
        if (silo.current().state.kind === kind) stop();
      });
      look();
    });
  }
}

/** Notes when the code's last byte came in and when the unlock frame was handed to the port. */
class TrafficEar {
  scannedAt = Number.NaN;
  portAt = Number.NaN;
  wasLineBusy = false;
  #unlock: Uint8Array | null = null;
  #isAnswerOut = false;

  waitFor(unlock: Uint8Array): void {
    this.#unlock = unlock;
    this.scannedAt = Number.NaN;
    this.portAt = Number.NaN;
  }

  readonly hear = (device: string, traffic: LinkTraffic): void => {
    if (device === 'scanner') this.#hearScanner(traffic);
    if (device.startsWith('bus:')) this.#hearBus(traffic);
  };

  #hearScanner(traffic: LinkTraffic): void {
    if (traffic.kind !== 'in' || traffic.bytes.at(-1) !== carriageReturn) return;
    this.scannedAt = machineMs();
    this.wasLineBusy = this.#isAnswerOut;
  }

  #hearBus(traffic: LinkTraffic): void {
    if (traffic.kind === 'in') this.#isAnswerOut = false;
    if (traffic.kind !== 'out') return;
    this.#isAnswerOut = true;
    if (this.#unlock !== null && Buffer.compare(traffic.bytes, this.#unlock) === 0 && Number.isNaN(this.portAt)) this.portAt = machineMs();
  }
}

function configOf({ folder, line, boards, doors, pace, busPath, scannerPath }: MeasuredSiloParts): unknown {
  return {
    stationKind: 'silo',
    dataDir: folder,
    // Nobody is there: a silo opens without its hub.
    hub: { url: 'http://127.0.0.1:9' },
    bank: { buses: [{ name: benchBus, family: line.name, link: { kind: 'serial', path: busPath, baud: line.baud }, boards, pace }], doors },
    scanner: { link: { kind: 'serial', path: scannerPath } },
  };
}

/** A promise that fails when it takes too long. */
function within<T>(what: string, start: (resolve: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} did not come within ${patienceMs} ms`)), patienceMs);
    start((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
