import type { CardReader } from './contract/card-reader.ts';
import type { HardwareClock } from './contract/clock.ts';
import type { Link } from './contract/link.ts';
import type { LockBank } from './contract/lock-board.ts';
import type { Printer } from './contract/printer.ts';
import type { Result } from './contract/result.ts';
import type { Scanner } from './contract/scanner.ts';
import type { Sounder } from './contract/signals.ts';
import { type BusConfig, deviceConfigError, type DeviceConfigError, type DevicesConfig, type LinkConfig, parseDevicesConfig } from './device-config.ts';
import { createSerialLink, type SerialPlace } from './link/serial.ts';
import { createDeviceLink } from './link/device.ts';
import { type LinkTraffic, tapLink } from './link/tap.ts';
import { createTcpLink, tcpTimes } from './link/tcp.ts';
import { recordLinkToFile, type TranscriptFile } from './link/transcript-file.ts';
import { openBusBank } from './lockers/bus-bank.ts';
import { familyOf } from './lockers/families.ts';
import { createNullCardReader } from './peripherals/card/null-card-reader.ts';
import { createEscPosPrinter } from './peripherals/printer/esc-pos-printer.ts';
import { createNullPrinter } from './peripherals/printer/null-printer.ts';
import { openSerialScanner } from './peripherals/scanner/serial-scanner.ts';
import { createNullSounder } from './peripherals/sound/null-sounder.ts';
import { createPrinterSounder } from './peripherals/sound/printer-sounder.ts';

/** Which device a link belongs to: the scanner, the printer, or a bus by its name. */
export type DeviceName = 'scanner' | 'printer' | `bus:${string}`;

/** One bus with its locks. */
export interface OpenBus {
  readonly name: string;
  readonly bank: LockBank;
  /** The longest time that a written unlock can still be on its way, in milliseconds; the quarantine's length. */
  readonly latestFrameMs: number;
}

/** The devices of a station. They open by themselves and open again when lost; each tells its health. */
export interface Devices {
  /** In the order of the configuration; empty where the station has no silo. */
  readonly buses: readonly OpenBus[];
  readonly scanner: Scanner | null;
  /** Always there: without a printer it answers `no-printer`. */
  readonly printer: Printer;
  /** Always there: no model is driven yet, so its health is `none`. */
  readonly cardReader: CardReader;
  /** Always there: where nothing beeps it answers `none`. */
  readonly sounder: Sounder;
  close(): Promise<void>;
}

/** What the devices need from the program around them. */
export interface DeviceDependencies {
  readonly clock: HardwareClock;
  /** Pipes for `{ kind: 'given', name }`: a simulator's, a test's. */
  readonly givenLinks: ReadonlyMap<string, Link>;
  /** Hears every byte of every device, for a service screen or a transcript; null: nobody listens. */
  readonly onTraffic: ((device: DeviceName, traffic: LinkTraffic) => void) | null;
  /** Hears, once for each bus, that its transcript has ended because of the disk; null: nobody listens. The bus goes on. */
  readonly onTranscriptEnd: ((device: DeviceName, detail: string) => void) | null;
}

/**
 * Makes a station's devices from its configuration: the only place that knows which classes there are. Returns at once; a port
 * that cannot be opened is no error here but a health fact, since it may be plugged in later.
 */
export function openDevices(config: unknown, dependencies: DeviceDependencies): Result<Devices, DeviceConfigError> {
  const parsed = parseDevicesConfig(config);
  if (!parsed.ok) return parsed;
  const { buses, scanner, printer } = parsed.value;
  const busLinks = new Map<string, Link>();
  for (const [index, bus] of buses.entries()) {
    const found = findLink(`bus:${bus.name}`, ['buses', index], bus.link, familyOf(bus).baud, dependencies);
    if (!found.ok) return found;
    busLinks.set(bus.name, found.value);
  }
  const scannerLink = scanner === null ? null : findLink('scanner', ['scanner'], scanner.link, scannerBaud, dependencies);
  if (scannerLink?.ok === false) return scannerLink;
  const printerLink = printer === null ? null : findLink('printer', ['printer'], printer.link, printerBaud, dependencies);
  if (printerLink?.ok === false) return printerLink;
  const links = { buses: busLinks, scanner: scannerLink?.value ?? null, printer: printerLink?.value ?? null };
  return { ok: true, value: build(parsed.value, links, dependencies) };
}

/** Usual speeds where the configuration names none. */
const scannerBaud = 9600;
const printerBaud = 19_200;

interface Links {
  readonly buses: ReadonlyMap<string, Link>;
  readonly scanner: Link | null;
  readonly printer: Link | null;
}

function build(config: DevicesConfig, links: Links, dependencies: DeviceDependencies): Devices {
  const { clock } = dependencies;
  const recordings: TranscriptFile[] = [];
  const buses = config.buses.flatMap((bus): OpenBus[] => {
    const found = links.buses.get(bus.name);
    const recording = found === undefined ? null : recordBus(bus, found, dependencies);
    if (recording !== null) recordings.push(recording);
    const link = recording?.link ?? found;
    return link === undefined ? [] : [{ name: bus.name, bank: openBusBank({ ...bus, family: familyOf(bus), link, clock }), latestFrameMs: link.latestFrameMs }];
  });
  const scanner = links.scanner === null || config.scanner === null ? null : openSerialScanner({ ...config.scanner, link: links.scanner, clock });
  const { printer, sounder } = buildPrinter(config.printer, links.printer, clock);
  const cardReader = createNullCardReader();
  return {
    buses,
    scanner,
    printer,
    cardReader,
    sounder,
    async close() {
      await Promise.all([...buses.map(({ bank }) => bank.close()), scanner?.close(), printer.close(), cardReader.close()]);
      await Promise.all(recordings.map((recording) => recording.close()));
    },
  };
}

/** The printer, and with it what beeps: its buzzer is the only sounder that costs no further device. */
function buildPrinter(config: DevicesConfig['printer'], link: Link | null, clock: HardwareClock): { readonly printer: Printer; readonly sounder: Sounder } {
  if (config === null || link === null) return { printer: createNullPrinter(), sounder: createNullSounder() };
  const printer = createEscPosPrinter({ ...config, link, clock });
  return { printer, sounder: config.buzzer === null ? createNullSounder() : createPrinterSounder(printer, config.buzzer) };
}

function recordBus(bus: BusConfig, link: Link, { clock, onTranscriptEnd }: DeviceDependencies): TranscriptFile | null {
  const { name, link: place, transcript, family, boards, closedBit, pace, ...rest } = bus;
  if (transcript === null) return null;
  const baud = ('baud' in place ? place.baud : undefined) ?? familyOf(bus).baud;
  const options = Object.fromEntries(Object.entries(rest).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
  return recordLinkToFile(link, clock, {
    path: transcript.path,
    maxBytes: transcript.maxMegabytes * 1_000_000,
    header: { family, baud, boards, closedBit, pace, options },
    onProblem: (detail) => onTranscriptEnd?.(`bus:${name}`, detail),
  });
}

function findLink(
  device: DeviceName,
  path: readonly PropertyKey[],
  config: LinkConfig,
  usualBaud: number,
  dependencies: DeviceDependencies,
): Result<Link, DeviceConfigError> {
  const link = createLink(config, usualBaud, dependencies.givenLinks);
  if (link === undefined) return { ok: false, error: deviceConfigError([...path, 'link', 'name'], 'no link of this name was given') };
  const { onTraffic } = dependencies;
  return { ok: true, value: onTraffic === null ? link : tapLink(link, (traffic) => onTraffic(device, traffic)) };
}

function createLink(config: LinkConfig, usualBaud: number, given: ReadonlyMap<string, Link>): Link | undefined {
  switch (config.kind) {
    case 'serial':
      return createSerialLink({ ...serialPlace(config), baud: config.baud ?? usualBaud });
    case 'tcp':
      return createTcpLink({ ...config, baud: config.baud ?? usualBaud, connectWithinMs: tcpTimes.connectWithinMs });
    case 'device':
      return createDeviceLink(config);
    case 'given':
      return given.get(config.name);
  }
}

function serialPlace({ path, usb }: Extract<LinkConfig, { kind: 'serial' }>): SerialPlace {
  if (usb !== undefined) return { usb };
  if (path !== undefined) return { path };
  throw new Error('the configuration lets no serial port pass that has neither path nor usb');
}
