import { beforeEach, describe, expect, test } from 'vitest';
import type { Scanner } from '../../../../hardware/contract/scanner.ts';
import { createMemoryWire, type MemoryWire } from '../../../../hardware/link/memory.ts';
import { openSerialScanner } from '../../../../hardware/peripherals/scanner/serial-scanner.ts';
import { Gm65Simulator } from '../../../../hardware/simulator/gm65-simulator.ts';
import type { ScannerSuffix } from '../../../../hardware/simulator/scanner-simulator.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const answer = [0x03, 0x00, 0x00, 0x01, 0x00, 0x33, 0x31];

let clock: VirtualClock;
let wire: MemoryWire;
let module: Gm65Simulator;
let scanner: Scanner;
let seen: string[];

beforeEach(() => {
  clock = new VirtualClock();
  wire = createMemoryWire({ clock, baud: 9600, latestFrameMs: 1500 });
  seen = [];
});

async function start(suffix: ScannerSuffix = '\r', prepare: (module: Gm65Simulator) => void = () => undefined): Promise<void> {
  module = new Gm65Simulator(wire.right, suffix);
  prepare(module);
  await module.start();
  scanner = openSerialScanner({ link: wire.left, clock, model: 'gm65' });
  scanner.onScan(({ bytes, aim }) => seen.push(`${aim ?? '-'} ${new TextDecoder('latin1').decode(bytes)}`));
  scanner.onProblem(({ kind }) => seen.push(kind));
  scanner.onHealth(({ health, detail }) => seen.push(`${health}: ${detail}`));
  await clock.advance(1000);
}

const opening = 'down: The port is not open yet.';
const silence = 'down: The scanner module does not answer.';

describe('at the start', () => {
  test('a module that obeys printed settings is closed to them, and keeps that', async () => {
    await start();
    expect([module.obeysPrintedSettings, module.saves, seen]).toEqual([false, 1, [opening, 'ok: ']]);
  });

  test('other settings in the same zone stay as they are', async () => {
    await start('\r', ({ zones }) => zones.set(0x0003, 0b1010_0101));
    expect(module.zones.get(0x0003)).toBe(0b1010_0110);
  });

  test('one that is closed already is left alone: its flash is not worn out', async () => {
    await start('\r', ({ zones }) => zones.set(0x0003, 0b10));
    await clock.advance(60_000);
    expect([module.saves, seen]).toEqual([0, [opening, 'ok: ']]);
  });

  test('one that will not be closed works, and says what a technician has to do', async () => {
    await start('\r', (stubborn) => {
      stubborn.isStubborn = true;
    });
    module.scan('LK1:AB');
    await clock.advance(100);
    expect(module.saves).toBe(0);
    expect(seen).toEqual([opening, expect.stringMatching(/^ok: The module still obeys printed setting codes/), '- LK1:AB']);
  });
});

describe('codes and answers on one wire', () => {
  test.each<ScannerSuffix>(['\r', '\n', '\r\n', '\t', ''])('with suffix %j a minute of heartbeats disturbs no code and is none', async (suffix) => {
    await start(suffix);
    for (let minute = 0; minute < 20; minute += 1) {
      await clock.advance(2731);
      module.scan(`LK1:${minute}`, ']Q1');
    }
    await clock.advance(1000);
    expect(seen).toEqual([opening, 'ok: ', ...Array.from({ length: 20 }, (_, minute) => `]Q1 LK1:${minute}`)]);
  });

  test('answers glued before and behind a code are swallowed', async () => {
    await start();
    module.send([...answer, ...Array.from('LK1:AB\r', (c) => c.charCodeAt(0)), ...answer]);
    await clock.advance(100);
    expect(seen.slice(2)).toEqual(['- LK1:AB']);
  });

  test('a code with an answer printed inside is refused, not shortened', async () => {
    await start();
    module.scan(Uint8Array.from([0x41, ...answer, 0x42]));
    await clock.advance(100);
    expect(seen.slice(2)).toEqual(['control-characters']);
  });
});

describe('trigger', () => {
  test('is acknowledged, and ends with a code or when it is taken back', async () => {
    await start();
    expect(await clock.runUntil(scanner.trigger())).toEqual({ kind: 'acknowledged' });
    expect(module.isTriggered).toBe(true);
    module.scan('LK1:AB');
    expect(module.isTriggered).toBe(false);
    await clock.runUntil(scanner.trigger());
    expect(await clock.runUntil(scanner.untrigger())).toEqual({ kind: 'acknowledged' });
    expect(module.isTriggered).toBe(false);
  });

  test('of a module that hangs fails, and of one without cable at once', async () => {
    await start();
    module.isHung = true;
    expect((await clock.runUntil(scanner.trigger())).kind).toBe('failed');
    wire.cut();
    expect(await scanner.trigger()).toEqual({ kind: 'failed', detail: 'The port is not open.' });
  });
});

describe('health', () => {
  test('a module that hangs is down within three seconds, and well again soon after it is', async () => {
    await start();
    module.isHung = true;
    await clock.advance(3000);
    expect(seen).toEqual([opening, 'ok: ', silence]);
    module.isHung = false;
    await clock.advance(3000);
    expect(seen).toEqual([opening, 'ok: ', silence, 'ok: ']);
    module.scan('LK1:AB');
    await clock.advance(100);
    expect(seen.at(-1)).toBe('- LK1:AB');
  });

  test('one lost answer is nothing', async () => {
    await start();
    module.isHung = true;
    await clock.advance(800);
    module.isHung = false;
    await clock.advance(10_000);
    expect(seen).toEqual([opening, 'ok: ']);
  });

  test('firmware without the heartbeat is well too, and is closed again when it loses its settings', async () => {
    await start('\r', (old) => {
      old.knowsHeartbeat = false;
    });
    await clock.advance(30_000);
    expect(seen).toEqual([opening, 'ok: ']);
    module.zones.set(0x0003, 0);
    await clock.advance(5000);
    expect([module.obeysPrintedSettings, module.saves, seen]).toEqual([false, 2, [opening, 'ok: ']]);
    module.isHung = true;
    await clock.advance(5000);
    expect(seen.at(-1)).toBe(silence);
  });

  test('a module that came back with its old settings is closed again', async () => {
    await start();
    wire.cut();
    module.zones.set(0x0003, 0);
    wire.mend();
    await module.start();
    await clock.advance(2000);
    expect([scanner.health, module.obeysPrintedSettings]).toEqual(['ok', false]);
  });

  test('a closed scanner asks nothing any more', async () => {
    await start();
    await scanner.close();
    module.zones.set(0x0003, 0);
    await clock.advance(10_000);
    expect([scanner.health, module.obeysPrintedSettings]).toEqual(['down', true]);
  });
});
