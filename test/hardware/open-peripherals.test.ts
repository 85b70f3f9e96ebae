import { beforeEach, expect, test } from 'vitest';
import { createMemoryWire, type MemoryWire } from '../../hardware/link/memory.ts';
import { type Devices, openDevices } from '../../hardware/open-devices.ts';
import { Gm65Simulator } from '../../hardware/simulator/gm65-simulator.ts';
import { PrinterSimulator } from '../../hardware/simulator/printer-simulator.ts';
import { toHex } from '../../hardware/wire/hex.ts';
import { VirtualClock } from './support/virtual-clock.ts';

let clock: VirtualClock;
let scannerWire: MemoryWire;
let printerWire: MemoryWire;

beforeEach(() => {
  clock = new VirtualClock();
  scannerWire = createMemoryWire({ clock, baud: 9600, latestFrameMs: 0 });
  printerWire = createMemoryWire({ clock, baud: 19_200, latestFrameMs: 0 });
});

function open(config: unknown): Devices {
  const givenLinks = new Map([
    ['scanner', scannerWire.left],
    ['printer', printerWire.left],
  ]);
  const opened = openDevices(config, { clock, givenLinks, onTraffic: null, onTranscriptEnd: null });
  if (!opened.ok) throw new Error(`${opened.error.path}: ${opened.error.message}`);
  return opened.value;
}

const link = (name: string) => ({ kind: 'given', name });

test('a scanner is driven as the model that the configuration names', async () => {
  const module = new Gm65Simulator(scannerWire.right, '\r');
  await module.start();
  const devices = open({ scanner: { link: link('scanner'), model: 'gm65' } });
  await clock.advance(1000);
  expect([devices.scanner?.health, module.obeysPrintedSettings]).toEqual(['ok', false]);
  await devices.close();
});

test('a printer beeps by the command that the configuration names, and prints blind where it says so', async () => {
  const simulator = new PrinterSimulator(printerWire.right);
  await simulator.start();
  const devices = open({ printer: { link: link('printer'), answersStatus: false, buzzer: 'esc-bel' } });
  await clock.advance(100);
  expect(devices.printer.state).toBe('unknown');
  expect(await clock.runUntil(devices.sounder.beep('taken'))).toBe('sent');
  expect(toHex(Uint8Array.from(simulator.paper))).toBe('1B 07');
  await devices.close();
});

test('without any of them the station has a card reader and a sounder that do nothing, and say so', async () => {
  const devices = open({ printer: { link: link('printer') } });
  expect([devices.scanner, devices.cardReader.health, await devices.sounder.beep('refused')]).toEqual([null, 'none', 'none']);
  await devices.close();
  const none = open({});
  expect([none.printer.state, none.cardReader.health, await none.sounder.beep('attention')]).toEqual(['none', 'none', 'none']);
  await none.close();
});

test.each([
  ['scanner.model', { scanner: { link: link('scanner'), model: 'gm66' } }],
  ['printer.buzzer', { printer: { link: link('printer'), buzzer: 'loud' } }],
  ['printer.answersStatus', { printer: { link: link('printer'), answersStatus: 'no' } }],
])('%s is checked', (path, config) => {
  const opened = openDevices(config, { clock, givenLinks: new Map(), onTraffic: null, onTranscriptEnd: null });
  expect(opened.ok ? null : opened.error.path).toBe(path);
});
