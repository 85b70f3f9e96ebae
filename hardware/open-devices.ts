import type { HardwareClock } from './contract/clock.ts';
import type { Link } from './contract/link.ts';
import type { LockBank } from './contract/lock-board.ts';
import type { Printer } from './contract/printer.ts';
import type { Result } from './contract/result.ts';
import type { Scanner } from './contract/scanner.ts';
import { deviceConfigError, type DeviceConfigError, type DevicesConfig, type LinkConfig, parseDevicesConfig } from './device-config.ts';
import { createSerialLink } from './link/serial.ts';
import { type LinkTraffic, tapLink } from './link/tap.ts';
import { createTcpLink } from './link/tcp.ts';
import { openBusBank } from './lockers/bus-bank.ts';
import { familyOf } from './lockers/families.ts';
import { createEscPosPrinter } from './peripherals/printer/esc-pos-printer.ts';
import { createNullPrinter } from './peripherals/printer/null-printer.ts';
import { openSerialScanner } from './peripherals/scanner/serial-scanner.ts';

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
  close(): Promise<void>;
}

/** What the devices need from the program around them. */
export interface DeviceDependencies {
  readonly clock: HardwareClock;
  /** Pipes for `{ kind: 'given', name }`: a simulator's, a test's. */
  readonly givenLinks: ReadonlyMap<string, Link>;
  /** Hears every byte of every device, for a service screen or a transcript; null: nobody listens. */
  readonly onTraffic: ((device: DeviceName, traffic: LinkTraffic) => void) | null;
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
  return { ok: true, value: build(parsed.value, links, dependencies.clock) };
}

/** Usual speeds where the configuration names none. */
const scannerBaud = 9600;
const printerBaud = 19_200;

interface Links {
  readonly buses: ReadonlyMap<string, Link>;
  readonly scanner: Link | null;
  readonly printer: Link | null;
}

function build(config: DevicesConfig, links: Links, clock: HardwareClock): Devices {
  const buses = config.buses.flatMap((bus): OpenBus[] => {
    const link = links.buses.get(bus.name);
    return link === undefined ? [] : [{ name: bus.name, bank: openBusBank({ ...bus, family: familyOf(bus), link, clock }), latestFrameMs: link.latestFrameMs }];
  });
  const scanner = links.scanner === null ? null : openSerialScanner({ link: links.scanner, clock });
  const printer =
    config.printer === null || links.printer === null ? createNullPrinter() : createEscPosPrinter({ ...config.printer, link: links.printer, clock });
  return {
    buses,
    scanner,
    printer,
    async close() {
      await Promise.all([...buses.map(({ bank }) => bank.close()), scanner?.close(), printer.close()]);
    },
  };
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
      return createSerialLink({ ...config, baud: config.baud ?? usualBaud });
    case 'tcp':
      return createTcpLink({ ...config, baud: config.baud ?? usualBaud });
    case 'given':
      return given.get(config.name);
  }
}
