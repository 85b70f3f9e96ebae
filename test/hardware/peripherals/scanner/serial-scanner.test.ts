import { beforeEach, describe, expect, test } from 'vitest';
import type { Scanner } from '../../../../hardware/contract/scanner.ts';
import { createMemoryWire, type MemoryWire } from '../../../../hardware/link/memory.ts';
import { openSerialScanner } from '../../../../hardware/peripherals/scanner/serial-scanner.ts';
import { ScannerSimulator, type ScannerSuffix } from '../../../../hardware/simulator/scanner-simulator.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let clock: VirtualClock;
let wire: MemoryWire;
let scanner: Scanner;
let seen: string[];

beforeEach(() => {
  clock = new VirtualClock();
  wire = createMemoryWire({ clock, baud: 115_200, latestFrameMs: 1500 });
  seen = [];
});

async function start(suffix: ScannerSuffix = '\r'): Promise<ScannerSimulator> {
  const simulator = new ScannerSimulator(wire.right, suffix);
  await simulator.start();
  scanner = openSerialScanner({ link: wire.left, clock, model: 'plain' });
  scanner.onScan((scan) => seen.push(`${scan.aim ?? '-'} ${new TextDecoder('latin1').decode(scan.bytes)}`));
  scanner.onProblem((problem) => seen.push(problem.kind));
  await clock.advance(0);
  return simulator;
}

describe('suffixes', () => {
  test.each<ScannerSuffix>(['\r', '\n', '\r\n', '\t', ''])('a scanner set to %j gives one scan', async (suffix) => {
    const simulator = await start(suffix);
    simulator.scan('LK1:ABC123');
    await clock.advance(1000);
    simulator.scan('4006381333931', ']E0');
    await clock.advance(1000);
    expect(seen).toEqual(['- LK1:ABC123', ']E0 4006381333931']);
  });

  test('without a suffix a code ends after 50 ms of silence, not before', async () => {
    const simulator = await start('');
    simulator.scan('AB');
    await clock.advance(40);
    simulator.scan('CD');
    await clock.advance(45);
    expect(seen).toEqual([]);
    await clock.advance(10);
    expect(seen).toEqual(['- ABCD']);
  });
});

describe('refusals', () => {
  test('512 bytes are a code, 513 are not, and the next code is read', async () => {
    const simulator = await start();
    simulator.scan('x'.repeat(512));
    await clock.advance(1000);
    simulator.scan('x'.repeat(513));
    await clock.advance(1000);
    simulator.scan('x'.repeat(100_000));
    await clock.advance(20_000);
    simulator.scan('ok');
    await clock.advance(1000);
    expect(seen).toEqual([`- ${'x'.repeat(512)}`, 'too-long', 'too-long', '- ok']);
  });

  test.each([0x00, 0x01, 0x04, 0x08, 0x0b, 0x10, 0x1b, 0x1c, 0x1e, 0x7f])('control character %i is refused', async (byte) => {
    const simulator = await start();
    simulator.scan(Uint8Array.of(0x41, byte, 0x42));
    await clock.advance(100);
    expect(seen).toEqual(['control-characters']);
  });

  test("GS1's separator and bytes above 0x7F pass; what they mean is another layer's business", async () => {
    const simulator = await start();
    simulator.scan(Uint8Array.of(0x30, 0x31, 0x1d, 0xf1), ']d2');
    await clock.advance(100);
    expect(seen).toEqual([']d2 01\u001dñ']);
  });

  test('a code within half a second of the last one is refused, and does not extend the wait', async () => {
    const simulator = await start();
    simulator.scan('first');
    await clock.advance(400);
    simulator.scan('second');
    await clock.advance(110);
    simulator.scan('third');
    await clock.advance(100);
    expect(seen).toEqual(['- first', 'too-soon', '- third']);
  });

  test('only the shape of an AIM identifier is split off', async () => {
    const simulator = await start();
    for (const code of [']Q', ']11abc', 'Q1]', ']Q1']) {
      simulator.scan(code);
      await clock.advance(600);
    }
    expect(seen).toEqual(['- ]Q', '- ]11abc', '- Q1]', ']Q1 ']);
  });
});

describe('the port', () => {
  test('half a code before the cable was pulled is not joined to one after', async () => {
    const simulator = await start('');
    expect(scanner.health).toBe('ok');
    simulator.scan('half');
    await clock.advance(20);
    wire.cut();
    expect(scanner.health).toBe('down');
    wire.mend();
    await simulator.start();
    await clock.advance(1000);
    simulator.scan('whole');
    await clock.advance(1000);
    expect([scanner.health, seen]).toEqual(['ok', ['- whole']]);
  });

  test('a closed scanner says nothing', async () => {
    const simulator = await start();
    await scanner.close();
    simulator.scan('late');
    await clock.advance(1000);
    expect([scanner.health, seen]).toEqual(['down', []]);
  });
});
