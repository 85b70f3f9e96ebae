import { beforeEach, describe, expect, test } from 'vitest';
import type { CodeReading } from '../../../../hardware/contract/code-reading.ts';
import { createMemoryWire, type MemoryWire } from '../../../../hardware/link/memory.ts';
import { openSerialScanner } from '../../../../hardware/peripherals/scanner/serial-scanner.ts';
import { ScannerSimulator } from '../../../../hardware/simulator/scanner-simulator.ts';
import { FarEnd } from '../../support/far-end.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let clock: VirtualClock;
let wire: MemoryWire;

beforeEach(() => {
  clock = new VirtualClock();
  wire = createMemoryWire({ clock, baud: 115_200, latestFrameMs: 1500 });
});

describe('Honeywell on serial', () => {
  test('is triggered by SYN T CR and released by SYN U CR, as its guide says', async () => {
    const far = new FarEnd(clock);
    await far.open(wire.right);
    const scanner = openSerialScanner({ link: wire.left, clock, model: 'honeywell' });
    await clock.advance(0);
    expect(await clock.runUntil(scanner.trigger())).toEqual({ kind: 'sent' });
    expect(await clock.runUntil(scanner.untrigger())).toEqual({ kind: 'sent' });
    expect(far.heard.map((line) => line.replace(/^\S+ /, ''))).toEqual(['16 54 0D', '16 55 0D']);
  });

  test('without its cable a trigger fails and says so', async () => {
    const scanner = openSerialScanner({ link: wire.left, clock, model: 'honeywell' });
    wire.cut();
    await clock.advance(0);
    expect(await scanner.trigger()).toEqual({ kind: 'failed', detail: 'The port is not open.' });
    expect(scanner.health).toBe('down');
  });
});

describe('Zebra, Newland and others', () => {
  test('are sent nothing, ever', async () => {
    const far = new FarEnd(clock);
    await far.open(wire.right);
    const scanner = openSerialScanner({ link: wire.left, clock, model: 'plain' });
    await clock.advance(60_000);
    expect([await scanner.trigger(), await scanner.untrigger()]).toEqual([{ kind: 'always-reads' }, { kind: 'always-reads' }]);
    expect(far.heard).toEqual([]);
  });

  test('a subscriber to health hears how it is, and then every change once, with its reason', async () => {
    const simulator = new ScannerSimulator(wire.right, '\r');
    await simulator.start();
    const scanner = openSerialScanner({ link: wire.left, clock, model: 'plain' });
    await clock.advance(0);
    const heard: string[] = [];
    const stop = scanner.onHealth(({ health, detail }) => heard.push(`${health}: ${detail}`));
    wire.cut();
    await clock.advance(5000);
    wire.mend();
    await clock.advance(10_000);
    stop();
    wire.cut();
    expect(heard).toEqual(['ok: ', 'down: The cable was pulled.', 'down: There is no cable.', 'ok: ']);
  });
});

test('each scan comes with what its carrier says it is', async () => {
  const simulator = new ScannerSimulator(wire.right, '\r\n');
  await simulator.start();
  const scanner = openSerialScanner({ link: wire.left, clock, model: 'plain' });
  const readings: CodeReading[] = [];
  scanner.onScan(({ reading }) => readings.push(reading));
  await clock.advance(0);
  for (const [code, aim] of [
    ['4006381333931', ']E0'],
    ['010950110153000310AB\u001d2112', ']d2'],
    ['LK1:AB', ']Q1'],
    ['PB1:X', ''],
  ] as const) {
    simulator.scan(code, aim);
    await clock.advance(600);
  }
  expect(readings).toEqual([
    { symbology: 'ean-upc', content: { kind: 'gtin', gtin14: '04006381333931', addOn: null } },
    {
      symbology: 'data-matrix',
      content: {
        kind: 'gs1',
        elements: [
          { ai: '01', value: '09501101530003' },
          { ai: '10', value: 'AB' },
          { ai: '21', value: '12' },
        ],
      },
    },
    { symbology: 'qr', content: { kind: 'text', text: 'LK1:AB' } },
    { symbology: 'unknown', content: { kind: 'text', text: 'PB1:X' } },
  ]);
});
