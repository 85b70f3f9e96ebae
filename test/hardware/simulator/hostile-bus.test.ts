import { describe, expect, test } from 'vitest';
import { createMemoryWire } from '../../../hardware/link/memory.ts';
import { openBusBank } from '../../../hardware/lockers/bus-bank.ts';
import { cu48Family } from '../../../hardware/lockers/cu48/cu48-family.ts';
import { decodeCu48Command } from '../../../hardware/wire/cu48-board.ts';
import { cu48BusShape, cu48CommandShape } from '../../../hardware/wire/cu48.ts';
import { decodeCu48BusFrame } from '../../../hardware/wire/cu48-driver.ts';
import { Splitter } from '../../../hardware/wire/splitter.ts';
import { noFaults } from '../../../hardware/simulator/bus-faults.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { FarEnd } from '../support/far-end.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { moves, startSimulatedBus } from '../support/simulated-bus.ts';

function noise(random: () => number, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

/** Noise that knows the protocol: heads, commands, tails and small numbers, never an unlock's command byte. */
function likelyNoise(random: () => number, length: number): Uint8Array {
  const likely = [0x02, 0x03, 0x50, 0x65, 0x00, 0x01, 0x0a, 0x30, 0xff, 0x55];
  return Uint8Array.from({ length }, () => likely[Math.floor(random() * likely.length)] ?? 0);
}

describe('100 000 frames of noise', () => {
  test.each([
    ['any bytes', noise],
    ['likely bytes', likelyNoise],
  ] as const)('%s: the master decodes or discards, and never crashes', (_, make) => {
    const random = seededRandom(11);
    const splitter = new Splitter(cu48BusShape);
    let bytesIn = 0;
    let bytesOut = 0;
    for (let turn = 0; turn < 100_000; turn += 1) {
      const chunk = make(random, Math.floor(random() * 24));
      bytesIn += chunk.length;
      for (const piece of splitter.push(chunk)) {
        bytesOut += piece.bytes.length;
        if (piece.kind === 'frame') decodeCu48BusFrame(piece.bytes);
      }
    }
    for (const piece of splitter.endOfInput()) bytesOut += piece.bytes.length;
    expect(bytesOut).toBe(bytesIn);
  });

  test.each([
    ['any bytes', noise],
    ['likely bytes', likelyNoise],
  ] as const)('%s: a board never takes them for an unlock', (_, make) => {
    const random = seededRandom(12);
    const splitter = new Splitter(cu48CommandShape);
    const unlocks: Uint8Array[] = [];
    for (let turn = 0; turn < 100_000; turn += 1) {
      for (const piece of splitter.push(make(random, Math.floor(random() * 12)))) {
        if (piece.kind === 'frame' && decodeCu48Command(piece.bytes).kind === 'unlock') unlocks.push(piece.bytes);
      }
    }
    expect(unlocks).toEqual([]);
  });
});

test('100 000 frames of noise into a working driver: it goes on asking, and writes nothing but questions', async () => {
  const clock = new VirtualClock();
  const wire = createMemoryWire({ clock, baud: 921_600, latestFrameMs: 0 });
  const far = new FarEnd(clock);
  await far.open(wire.right);
  const pace = { restMs: 20, watchedRestMs: 10 };
  const bank = openBusBank({ family: cu48Family, link: wire.left, clock, boards: [{ address: 0, locks: 48 }], closedBit: 1, pace });
  const random = seededRandom(13);
  for (let turn = 0; turn < 1000; turn += 1) {
    for (let frame = 0; frame < 100; frame += 1) far.send((frame % 2 === 0 ? noise : likelyNoise)(random, Math.floor(random() * 24)));
    await clock.advance(20);
  }
  expect(far.heard.length).toBeGreaterThan(50);
  expect(far.heard.filter((line) => !line.endsWith(' 02 00 00 50 03 55'))).toEqual([]);
  await bank.close();
});

describe('a long time on a bad bus', () => {
  test('the driver pulses no door that nobody asked for, and recovers', async () => {
    const { clock, simulator, bank, events, facts } = await startSimulatedBus(5);
    simulator.setFaults({ ...noFaults, drop: 0.2, duplicate: 0.2, corrupt: 0.3, misaddress: 0, late: 0.3, lateMs: 400 });
    await clock.advance(10 * 60_000);
    expect(events.length).toBeGreaterThan(1000);
    expect(moves(events)).toEqual([]);
    simulator.setFaults(noFaults);
    await clock.advance(60_000);
    facts.length = 0;
    await clock.advance(5000);
    expect([bank.health, facts]).toEqual(['ok', []]);
  });

  test('of many unlocks under faults each moves at most its own door, once for each copy on the wire', async () => {
    const { clock, simulator, bank, events } = await startSimulatedBus(6);
    simulator.setFaults({ ...noFaults, drop: 0.3, duplicate: 0, corrupt: 0.3, misaddress: 0, late: 0.3, lateMs: 900 });
    let sent = 0;
    for (let turn = 0; turn < 200; turn += 1) {
      const outcome = await clock.runUntil(bank.unlock({ address: { board: 1, lock: 2 }, validForMs: 2000, generation: bank.generation }));
      if (outcome.kind === 'sent') sent += 1;
      await clock.advance(7000);
    }
    const pulses = moves(events).filter((move) => move.startsWith('pulse'));
    expect(new Set(pulses)).toEqual(new Set(['pulse 1/2']));
    expect(pulses.length).toBeLessThanOrEqual(sent);
    expect(sent).toBeGreaterThan(190);
  });
});
