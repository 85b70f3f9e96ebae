import type { Link } from '../../../hardware/contract/link.ts';
import type { Printer } from '../../../hardware/contract/printer.ts';
import type { Scanner } from '../../../hardware/contract/scanner.ts';
import type { DevicesConfigInput } from '../../../hardware/device-config.ts';
import { type Devices, openDevices } from '../../../hardware/open-devices.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import type { Clock } from '../../../src/kernel/clock.ts';
import { silentLogger, type Logger } from '../../../src/kernel/logger.ts';
import type { RandomBytes } from '../../../src/kernel/random.ts';
import { expectOk } from '../../../src/kernel/result.ts';
import { assembleStation, type AssembledStation } from '../../../src/station/assemble.ts';
import { slipPrinter } from '../../../src/station/devices/peripherals.ts';
import type { Catalogue } from '../../../src/station/ports/catalogue.ts';
import type { Doors } from '../../../src/station/ports/doors.ts';
import type { ExportDisk } from '../../../src/station/ports/export-disk.ts';
import type { HubStatus } from '../../../src/station/ports/hub.ts';
import type { PhonePayments } from '../../../src/station/ports/phone-payments.ts';
import type { StaffDesk } from '../../../src/station/ports/staff-desk.ts';
import type { Secrets } from '../../../src/station/ports/secrets.ts';
import type { Storage } from '../../../src/station/ports/storage.ts';
import type { StationDatabase } from '../../../src/station/store/database.ts';

/** What differs between the stations of tests; the rest is the same for all of them. */
export interface TestStationParts {
  readonly store: StationDatabase;
  readonly doors: Doors;
  readonly catalogue: Catalogue;
  readonly secrets: Secrets;
  readonly hub: HubStatus;
  readonly printer: Printer;
  readonly beep: (kind: 'taken' | 'refused' | 'attention') => void;
  readonly scanner: Scanner | null;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger?: Logger;
  readonly exportDisk?: ExportDisk;
  readonly storage?: Storage;
  readonly phonePayments?: PhonePayments;
  readonly staffDesk?: StaffDesk;
}

/** The station as the product assembles it, a kiosk and a silo in one, on whatever a test gives it to stand on. */
export function assembleTestStation(parts: TestStationParts): AssembledStation {
  const { store } = parts;
  return assembleStation({
    ...parts,
    logger: parts.logger ?? silentLogger,
    printer: slipPrinter(parts.printer),
    sounds: { beep: parts.beep },
    stationKind: 'both',
    demo: false,
    shopHasSilo: true,
    timeZone: 'Europe/Madrid',
    timings: {},
    exportDisk: parts.exportDisk ?? null,
    storage: parts.storage ?? null,
    orderDesk: null,
    phonePayments: parts.phonePayments ?? null,
    memberAddresses: null,
    customers: null,
    staffDesk: parts.staffDesk ?? null,
    versions: { station: 'test', schema: store.schema, node: process.version, sqlite: store.sqliteVersion },
  });
}

/** The device layer on cables that a test holds the other ends of. */
export function openTestBuses(buses: NonNullable<DevicesConfigInput['buses']>, links: ReadonlyMap<string, Link>, clock: Clock): Devices {
  return expectOk(openDevices({ buses }, { clock, givenLinks: links, onTraffic: null, onTranscriptEnd: null }), 'the devices');
}

/** A hub that is away for good. */
export function noHub(store: StationDatabase): HubStatus {
  return {
    current: () => ({ state: 'offline', lastContactAt: null, catalogueAsOf: null, pending: store.read.outboxSize().pending }),
    onChange: () => () => {},
  };
}

/** A hub that is there for good. */
export function hubThere(): HubStatus {
  return { current: () => ({ state: 'online', lastContactAt: 0, catalogueAsOf: null, pending: 0 }), onChange: () => () => {} };
}

/** Bytes that a seed determines. */
export function randomFrom(seed: number): RandomBytes {
  const next = seededRandom(seed);
  return (size) => Uint8Array.from({ length: size }, () => Math.floor(next() * 256));
}
