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
import { openCu48Bank } from './lockers/cu48/cu48-bank.ts';
import { createEscPosPrinter } from './peripherals/printer/esc-pos-printer.ts';
import { createNullPrinter } from './peripherals/printer/null-printer.ts';
import { openSerialScanner } from './peripherals/scanner/serial-scanner.ts';

/** Which device a link belongs to. */
export type DeviceName = 'bank' | 'scanner' | 'printer';

/** The devices of a station. They open by themselves and open again when lost; each tells its health. */
export interface Devices {
  /** Null where the station has no silo. */
  readonly bank: LockBank | null;
  /** The longest time that a written unlock can still be on its way to the bank, in milliseconds; the quarantine's length. 0 without a bank. */
  readonly latestFrameMs: number;
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
  const links = {
    bank: findLink('bank', parsed.value.bank, dependencies),
    scanner: findLink('scanner', parsed.value.scanner, dependencies),
    printer: findLink('printer', parsed.value.printer, dependencies),
  };
  if (!links.bank.ok) return links.bank;
  if (!links.scanner.ok) return links.scanner;
  if (!links.printer.ok) return links.printer;
  const found = { bank: links.bank.value, scanner: links.scanner.value, printer: links.printer.value };
  return { ok: true, value: build(parsed.value, found, dependencies.clock) };
}

function build(config: DevicesConfig, links: Readonly<Record<DeviceName, Link | null>>, clock: HardwareClock): Devices {
  const bank = config.bank === null || links.bank === null ? null : openCu48Bank({ ...config.bank, link: links.bank, clock });
  const scanner = links.scanner === null ? null : openSerialScanner({ link: links.scanner, clock });
  const printer =
    config.printer === null || links.printer === null ? createNullPrinter() : createEscPosPrinter({ ...config.printer, link: links.printer, clock });
  return {
    bank,
    latestFrameMs: links.bank?.latestFrameMs ?? 0,
    scanner,
    printer,
    async close() {
      await Promise.all([bank?.close(), scanner?.close(), printer.close()]);
    },
  };
}

function findLink(device: DeviceName, config: { readonly link: LinkConfig } | null, dependencies: DeviceDependencies): Result<Link | null, DeviceConfigError> {
  if (config === null) return { ok: true, value: null };
  const link = createLink(config.link, dependencies.givenLinks);
  if (link === undefined) return { ok: false, error: deviceConfigError([device, 'link', 'name'], 'no link of this name was given') };
  const { onTraffic } = dependencies;
  return { ok: true, value: onTraffic === null ? link : tapLink(link, (traffic) => onTraffic(device, traffic)) };
}

function createLink(config: LinkConfig, given: ReadonlyMap<string, Link>): Link | undefined {
  switch (config.kind) {
    case 'serial':
      return createSerialLink(config);
    case 'tcp':
      return createTcpLink(config);
    case 'given':
      return given.get(config.name);
  }
}
