import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Link } from '../../hardware/contract/link.ts';
import { type DeviceDependencies, type Devices, openDevices } from '../../hardware/open-devices.ts';
import type { DoorTimings } from '../core/compartments/door-timings.ts';
import type { Cancel, Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import type { RandomBytes } from '../kernel/random.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { isInUse, type LayoutProblem, seedBank } from './app/boot/seed-bank.ts';
import { type AssembledStation, assembleStation } from './assemble.ts';
import { type ConfigProblem, mediaFolderOf, type StationFile } from './config.ts';
import { exportDisk, MEDIA_ROOTS } from './devices/export-disk.ts';
import { lockDoors } from './devices/lock-doors.ts';
import { slipPrinter, sounds } from './devices/peripherals.ts';
import { openSpeech } from './devices/speech/open-speech.ts';
import type { StationIntents } from './ports/intents.ts';
import type { Screens } from './ports/screens.ts';
import type { StorageFailure } from './ports/store.ts';
import type { DeviceKey } from './ports/sync.ts';
import { openBankKey } from './secrets/bank-key.ts';
import { type DeviceKeyProblem, openDeviceKey } from './secrets/device-key.ts';
import { nodeSecrets } from './secrets/node-secrets.ts';
import { checkInThread, clearInThread } from './store/backup/check-thread.ts';
import { type CatalogueStore, openCatalogue } from './store/catalogue/open.ts';
import type { StationDatabase } from './store/database.ts';
import { freeBytesAt } from './store/free-bytes.ts';
import { openMediaFolder } from './store/media-folder.ts';
import type { OpenProblem } from './store/problems.ts';
import { openOrRecover } from './store/recovery/ladder.ts';
import { startUpkeep, type Upkeep } from './store/upkeep.ts';
import { storagePlan } from './storage-plan.ts';
import { orderDeskAtHub } from './sync/order-desk.ts';
import { type MediaPullParts, startMediaPull } from './sync/media-pull.ts';
import { customersAtHub } from './sync/customers.ts';
import { memberAddressesAtHub } from './sync/member-addresses.ts';
import { phonePaymentsAtHub } from './sync/phone-payments.ts';
import { startSync, type Sync, timingFor } from './sync/sync.ts';
import { staffDeskAtHub } from './sync/staff-desk.ts';
import { wantedMedia } from './sync/wanted-media.ts';
import { onStartAgain } from './start-again.ts';
import { STATION_VERSION } from './version.ts';

/** The most that photographs and models take on this device together, in bytes. */
const MEDIA_BUDGET = 4_000_000_000;

/** A running station, whatever shell hosts it. */
export interface Station {
  readonly intents: StationIntents;
  readonly screens: Screens;
  /**
   * Tells, once, that the station is to be closed and started again, and that nobody has a door in hand any more. Either the disk or the
   * database failed: the start checks the file, and until then no door opens (rule R-06). Or two people asked to go back to a backup,
   * which the start does.
   */
  onStartAgain(listener: () => void): Cancel;
  /** Stops everything and closes its files and ports. Doors that are open stay guarded in the database. */
  close(): Promise<void>;
}

/** What a station needs from the program that hosts it. */
export interface StationDeps {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  /** Pipes for links of the kind `given`, such as a simulated bank in memory. */
  readonly links?: ReadonlyMap<string, Link>;
  /** Hears every byte of every device. */
  readonly onTraffic?: NonNullable<DeviceDependencies['onTraffic']>;
  /** The program of the catalogue's thread, where it does not lie beside its source (a bundle). */
  readonly catalogueWorkerUrl?: URL;
  /** The program of the thread that checks backups, likewise. */
  readonly checkWorkerUrl?: URL;
}

/** Why a station does not start. Its files are as they were. */
export type StartProblem =
  | OpenProblem
  | DeviceKeyProblem
  | LayoutProblem
  | StorageFailure
  | { readonly kind: 'data-dir'; readonly path: string; readonly detail: string };

/**
 * Composes a station from its configuration and starts it. It starts and works with the hub away and with the bus down; both are
 * states that the screens tell of, not errors.
 */
export async function composeStation(config: StationFile, deps: StationDeps): Promise<Result<Station, ConfigProblem | StartProblem>> {
  const { clock, random, logger } = deps;
  const prepared = prepareDataDir(config.dataDir);
  if (!prepared.ok) return prepared;
  const key = openDeviceKey(join(config.dataDir, 'device.key'));
  if (!key.ok) return key;
  const opened = openOrRecover({ ...storagePlan(config), clock, random, logger, stationVersion: STATION_VERSION });
  if (!opened.ok) return opened;
  const { store } = opened.value;
  const seeded = seedBank(store, config.bank ?? { buses: [], doors: [] });
  const devices = seeded.ok ? openConfigured(config, deps) : seeded;
  if (!devices.ok) {
    store.close();
    return devices;
  }
  return ok(start(config, deps, store, key.value, devices.value));
}

function start(config: StationFile, deps: StationDeps, store: StationDatabase, deviceKey: DeviceKey, devices: Devices): Station {
  const { clock, random, logger } = deps;
  const catalogue = openCatalogue({
    path: join(config.dataDir, 'catalogue.db'),
    logger,
    config: () => store.read.config(),
    own: (skus) => store.read.ownStock(skus, clock.now()),
    ...(deps.catalogueWorkerUrl === undefined ? {} : { workerUrl: deps.catalogueWorkerUrl }),
  });
  const upkeep = startUpkeep({
    ...storagePlan(config),
    store,
    ...{ check: checkInThread(deps.checkWorkerUrl), copies: clearInThread(deps.checkWorkerUrl) },
    freeBytes: () => freeBytesAt(config.dataDir),
    timeZone: config.timeZone,
    clock,
    logger,
  });
  const bankKey = openBankKey(join(config.dataDir, 'bank.key'));
  const sync = startSync({
    store,
    catalogue,
    clock,
    random,
    logger,
    deviceKey,
    keepBankKey: bankKey.keep,
    fetch: (url, init) => fetch(url, init),
    hubUrl: config.hub.url,
    enrolmentCode: config.hub.enrolmentCode ?? null,
    timing: timingFor(config.hub.url),
  });
  const speech = openSpeech(config.speech, { clock, logger });
  const media = startMedia(config, deps, sync, wantedMedia(store, catalogue));
  const assembled = assembleStation({
    store,
    catalogue,
    clock,
    random,
    logger,
    secrets: nodeSecrets(bankKey.read),
    hub: sync.status,
    phonePayments: config.hub.url === null ? null : phonePaymentsAtHub(sync),
    memberAddresses: config.hub.url === null ? null : memberAddressesAtHub(sync),
    customers: config.hub.url === null ? null : customersAtHub(sync),
    orderDesk: config.hub.url === null ? null : orderDeskAtHub(sync),
    staffDesk: config.hub.url === null ? null : staffDeskAtHub(sync),
    doors: lockDoors(devices.buses, store.read.compartments().filter(isInUse)),
    printer: slipPrinter(devices.printer),
    ...{ sounds: sounds(devices.sounder), scanner: devices.scanner, speech },
    stationKind: config.stationKind,
    demo: config.demo,
    shopHasSilo: config.shopHasSilo ?? config.stationKind !== 'kiosk',
    timeZone: config.timeZone,
    timings: timingsOf(config),
    storage: upkeep,
    exportDisk: exportDisk({ folder: config.exportFolder ?? join(config.dataDir, 'exports'), mediaRoots: MEDIA_ROOTS }),
    versions: { station: STATION_VERSION, schema: store.schema, node: process.versions.node, sqlite: store.sqliteVersion },
  });
  return {
    intents: assembled.intents,
    screens: assembled.screens,
    onStartAgain: (listener) => onStartAgain({ store, upkeep, isDoorInHand: assembled.isDoorInHand, clock }, listener),
    close: async () => {
      speech.close();
      await media?.stop();
      await close(assembled, { sync, upkeep, catalogue, devices, store });
    },
  };
}

/** Pictures and models come beside everything else, and only where there is a hub to bring them. */
function startMedia(
  config: StationFile,
  { clock, logger }: StationDeps,
  sync: Sync,
  wanted: MediaPullParts['wanted'],
): ReturnType<typeof startMediaPull> | null {
  if (config.hub.url === null) return null;
  return startMediaPull({
    ...{ wanted, hub: sync.status, clock, logger },
    folder: openMediaFolder(mediaFolderOf(config)),
    fetch: (url, init) => fetch(url, init),
    hubUrl: new URL(config.hub.url).origin,
    budget: MEDIA_BUDGET,
  });
}

interface StandsOn {
  readonly sync: Sync;
  readonly upkeep: Upkeep;
  readonly catalogue: CatalogueStore;
  readonly devices: Devices;
  readonly store: StationDatabase;
}

/** From the outside inwards: first nothing new may begin, then the bus is let go, and the database last. */
async function close(assembled: AssembledStation, parts: StandsOn): Promise<void> {
  const { sync, upkeep, catalogue, devices, store } = parts;
  assembled.close();
  await devices.close();
  await sync.stop();
  await upkeep.close();
  await catalogue.close();
  store.close();
}

function prepareDataDir(path: string): Result<undefined, StartProblem> {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return ok(undefined);
  } catch (error) {
    return err({ kind: 'data-dir', path, detail: error instanceof Error ? error.message : String(error) });
  }
}

function openConfigured(config: StationFile, deps: StationDeps): Result<Devices, ConfigProblem> {
  const { bank, scanner, printer } = config;
  const opened = openDevices(
    { buses: bank?.buses ?? [], scanner, printer },
    {
      clock: deps.clock,
      givenLinks: deps.links ?? new Map(),
      onTraffic: deps.onTraffic ?? null,
      onTranscriptEnd: (device, detail) => deps.logger.warn('a bus is no longer recorded', { device, detail }),
    },
  );
  if (opened.ok) return opened;
  const { path, message } = opened.error;
  return err({ kind: 'bad-config', path: path.startsWith('buses') ? `bank.${path}` : path, message });
}

function timingsOf({ timings }: StationFile): Partial<DoorTimings> {
  return Object.fromEntries(Object.entries(timings).filter(([, value]) => value !== undefined));
}
