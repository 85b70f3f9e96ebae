import { afterEach, describe, expect, test } from 'vitest';
import type { Link } from '../../hardware/contract/link.ts';
import { type DevicesConfigInput, parseDevicesConfig } from '../../hardware/device-config.ts';
import { createMemoryWire, type MemoryWire } from '../../hardware/link/memory.ts';
import { type DeviceDependencies, type Devices, openDevices } from '../../hardware/open-devices.ts';
import { BankSimulator } from '../../hardware/simulator/bank-simulator.ts';
import { cu48Boards } from '../../hardware/simulator/boards/cu48-boards.ts';
import { PrinterSimulator } from '../../hardware/simulator/printer-simulator.ts';
import { ScannerSimulator } from '../../hardware/simulator/scanner-simulator.ts';
import { seededRandom } from '../../hardware/simulator/seeded-random.ts';
import { VirtualClock } from './support/virtual-clock.ts';

const clock = new VirtualClock();
const none: DeviceDependencies = { clock, givenLinks: new Map(), onTraffic: null, onTranscriptEnd: null };
const given = (name: string) => ({ kind: 'given', name }) as const;
const board = { address: 0, locks: 12 };
const serial = { kind: 'serial', path: '/dev/serial/by-id/x' } as const;

let opened: Devices[] = [];

afterEach(async () => {
  for (const devices of opened) await devices.close();
  opened = [];
});

function open(config: DevicesConfigInput, dependencies: DeviceDependencies = none): Devices {
  const devices = openDevices(config, dependencies);
  if (!devices.ok) throw new Error(`${devices.error.path}: ${devices.error.message}`);
  opened.push(devices.value);
  return devices.value;
}

describe('a wrong configuration names the key', () => {
  test.each([
    [null, ''],
    [{ banc: null }, 'banc'],
    [{ buses: [{ name: 'silo', family: 'cu49', link: serial, boards: [board] }] }, 'buses[0].family'],
    [{ buses: [{ name: 'silo', family: 'cu48', boards: [board] }] }, 'buses[0].link'],
    [{ buses: [{ name: 'silo', family: 'cu48', link: { kind: 'usb' }, boards: [board] }] }, 'buses[0].link.kind'],
    [{ buses: [{ name: 'silo', family: 'cu48', link: { kind: 'serial', path: '' }, boards: [board] }] }, 'buses[0].link.path'],
    [{ buses: [{ name: 'silo', family: 'cu48', link: { ...serial, baud: 'fast' }, boards: [board] }] }, 'buses[0].link.baud'],
    [{ buses: [{ name: 'silo', family: 'cu48', link: { kind: 'tcp', host: 'h', port: 0 }, boards: [board] }] }, 'buses[0].link.port'],
    [{ buses: [{ name: 'silo', family: 'cu48', link: { kind: 'serial' }, boards: [board] }] }, 'buses[0].link.path'],
    [{ buses: [{ name: 'silo', family: 'cu48', link: { ...serial, usb: { vendorId: '0403', productId: '6001' } }, boards: [board] }] }, 'buses[0].link.path'],
    [
      { buses: [{ name: 'silo', family: 'cu48', link: { kind: 'serial', usb: { vendorId: '403', productId: '6001' } }, boards: [board] }] },
      'buses[0].link.usb.vendorId',
    ],
    [
      { buses: [{ name: 'silo', family: 'cu48', link: { kind: 'tcp', host: 'h', port: 1, latestFrameMs: 1000 }, boards: [board] }] },
      'buses[0].link.latestFrameMs',
    ],
    [{ buses: [{ name: 'silo', family: 'cu48', link: { kind: 'device', path: '/dev/usb/lp0' }, boards: [board] }] }, 'buses[0].link.kind'],
    [
      { buses: [{ name: 'silo', family: 'cu48', link: serial, boards: [board], transcript: { path: 'x', maxMegabytes: 0 } }] },
      'buses[0].transcript.maxMegabytes',
    ],
    [{ buses: [{ name: 'silo', family: 'cu48', link: serial, boards: [] }] }, 'buses[0].boards'],
    [{ buses: [{ name: 'silo', family: 'cu48', link: serial, boards: [board, board] }] }, 'buses[0].boards[1].address'],
    [{ buses: [{ name: 'silo', family: 'cu48', link: serial, boards: [board, { address: 10, locks: 1 }] }] }, 'buses[0].boards[1].address'],
    [{ buses: [{ name: 'silo', family: 'cu48', link: serial, boards: [{ address: 0, locks: 49 }] }] }, 'buses[0].boards[0].locks'],
    [{ buses: [{ name: 'silo', family: 'cu48', link: serial, boards: [board], closedBit: 2 }] }, 'buses[0].closedBit'],
    [{ buses: [{ name: 'silo', family: 'cu48', link: given('silo'), boards: [board] }] }, 'buses[0].link.name'],
    [{ scanner: { link: { ...serial, speed: 1 } } }, 'scanner.link.speed'],
    [{ printer: { link: serial, columns: 41 } }, 'printer.columns'],
    [{ printer: { link: given('p') } }, 'printer.link.name'],
  ])('%j -> %s', (config, path) => {
    const devices = openDevices(config, none);
    expect(devices.ok ? 'ok' : devices.error.path).toBe(path);
  });
});

test('what only some buses have may be said: an adapter that echoes, and a rest for boards that report', () => {
  const bus = { name: 'left', family: 'wkly', link: { kind: 'given', name: 'boards' }, boards: [{ address: 0, locks: 4 }] };
  const pace = { restMs: 0, watchedRestMs: 0, reportingRestMs: 500 };
  const parsed = parseDevicesConfig({ buses: [{ ...bus, doesEcho: true, pace }] });
  expect(parsed).toMatchObject({ ok: true, value: { buses: [{ doesEcho: true, pace }] } });
  expect(parseDevicesConfig({ buses: [{ ...bus, doesEcho: 'perhaps' }] })).toMatchObject({ ok: false, error: { path: 'buses[0].doesEcho' } });
});

test('what has a usual value may be left out', () => {
  const parsed = parseDevicesConfig({ buses: [{ name: 'silo', family: 'cu48', link: serial, boards: [board] }] });
  expect(parsed).toEqual({
    ok: true,
    value: {
      buses: [{ name: 'silo', family: 'cu48', link: serial, boards: [board], closedBit: 1, pace: { restMs: 250, watchedRestMs: 60 }, transcript: null }],
      scanner: null,
      printer: null,
    },
  });
});

test('a station without devices has a printer that says so, and no quarantine', async () => {
  const devices = open({});
  expect([devices.buses, devices.scanner]).toEqual([[], null]);
  expect(await devices.printer.print({ title: '', blocks: [] })).toEqual({ kind: 'no-printer' });
});

test.each([
  [serial, 1500],
  [{ kind: 'serial', usb: { vendorId: '0403', productId: '6001' } }, 1500],
  [{ kind: 'tcp', host: '127.0.0.1', port: 9 }, 45_000],
  [{ kind: 'tcp', host: '127.0.0.1', port: 9, latestFrameMs: 1500 }, 1500],
] as const)('the quarantine follows from the kind of pipe: %j', (link, latestFrameMs) => {
  expect(open({ buses: [{ name: 'silo', family: 'cu48', link, boards: [board] }] }).buses[0]?.latestFrameMs).toBe(latestFrameMs);
});

test('all devices work through given links, and every byte can be heard', async () => {
  const wires: Record<'bank' | 'scanner' | 'printer', MemoryWire> = { bank: wire(), scanner: wire(), printer: wire() };
  const boards = new BankSimulator({
    side: cu48Boards,
    link: wires.bank.right,
    clock,
    random: seededRandom(1),
    boards: [board],
    closedBit: 1,
    turnAroundMs: 2,
    onEvent: () => undefined,
  });
  const reader = new ScannerSimulator(wires.scanner.right, '\r');
  const paper = new PrinterSimulator(wires.printer.right);
  await Promise.all([boards.start(), reader.start(), paper.start()]);
  const heard: string[] = [];
  const givenLinks = new Map<string, Link>([
    ['b', wires.bank.left],
    ['s', wires.scanner.left],
    ['p', wires.printer.left],
  ]);
  const devices = open(
    { buses: [{ name: 'silo', family: 'cu48', link: given('b'), boards: [board] }], scanner: { link: given('s') }, printer: { link: given('p') } },
    { clock, givenLinks, onTraffic: (device, traffic) => heard.push(`${device} ${traffic.kind}`), onTranscriptEnd: null },
  );
  const scans: number[] = [];
  devices.scanner?.onScan((scan) => scans.push(scan.bytes.length));
  await clock.advance(300);
  reader.scan('LK1:X');
  await clock.advance(300);
  expect(scans).toEqual([5]);
  expect(devices.buses[0]?.bank.health).toBe('ok');
  expect(await clock.runUntil(devices.printer.print({ title: 'x', blocks: [] }))).toEqual({ kind: 'printed' });
  expect(new Set(heard)).toEqual(
    new Set(['bus:silo opened', 'bus:silo out', 'bus:silo in', 'scanner opened', 'scanner in', 'printer opened', 'printer out', 'printer in']),
  );
});

function wire(): MemoryWire {
  return createMemoryWire({ clock, baud: 115_200, latestFrameMs: 1500 });
}
