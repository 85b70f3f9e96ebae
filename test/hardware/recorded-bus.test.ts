import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMemoryWire } from '../../hardware/link/memory.ts';
import { parseTranscript } from '../../hardware/link/transcript-reader.ts';
import { openDevices } from '../../hardware/open-devices.ts';
import { BankSimulator } from '../../hardware/simulator/bank-simulator.ts';
import { boardSides } from '../../hardware/simulator/board-sides.ts';
import { seededRandom } from '../../hardware/simulator/seeded-random.ts';
import { replayThroughEngine } from '../../hardware/tool/replay-engine.ts';
import { VirtualClock } from './support/virtual-clock.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recorded-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Two seconds of a Modbus bus with an opened door, recorded as the configuration asks. */
async function liveThrough(path: string): Promise<string[]> {
  const clock = new VirtualClock();
  const wire = createMemoryWire({ clock, baud: 9600, latestFrameMs: 1500 });
  const boards = [{ address: 1, locks: 2 }];
  const simulator = new BankSimulator({
    side: boardSides['modbus-relay'],
    link: wire.right,
    clock,
    random: seededRandom(1),
    boards,
    closedBit: 1,
    turnAroundMs: 2,
    onEvent: () => undefined,
  });
  await simulator.start();
  const ended: string[] = [];
  const devices = openDevices(
    {
      buses: [{ name: 'silo', family: 'modbus-relay', link: { kind: 'given', name: 'w' }, boards, pulseMs: 500, transcript: { path, maxMegabytes: 1 } }],
    },
    { clock, givenLinks: new Map([['w', wire.left]]), onTraffic: null, onTranscriptEnd: (device, detail) => ended.push(`${device}: ${detail}`) },
  );
  if (!devices.ok) throw new Error(devices.error.message);
  await clock.advance(1000);
  const bank = devices.value.buses[0]?.bank;
  const unlocking = bank?.unlock({ address: { board: 1, lock: 1 }, validForMs: 2000, generation: 1 });
  await clock.advance(1000);
  await unlocking;
  expect(bank?.lockState({ board: 1, lock: 1 })).toBe('open');
  const closing = devices.value.close();
  await clock.advance(2000);
  await closing;
  return ended;
}

test('a bus is recorded with all that its configuration says of the boards, and lives through it again', async () => {
  const path = join(folder, 'silo.jsonl');
  expect(await liveThrough(path)).toEqual([]);
  const read = parseTranscript(readFileSync(path, 'utf8'));
  const recording = read.ok ? read.value[0] : undefined;
  if (recording === undefined || recording.header === null) throw new Error('no recording');
  expect(recording.header).toEqual({
    family: 'modbus-relay',
    baud: 9600,
    boards: [{ address: 1, locks: 2 }],
    closedBit: 1,
    pace: { restMs: 250, watchedRestMs: 60 },
    options: { pulseMs: 500 },
  });
  const events = await replayThroughEngine(recording, recording.header);
  const words = events.ok ? events.value.map((event) => event.words) : [];
  expect(words).toEqual(['bus ok', 'board 1 ok', 'lock 1/0 closed', 'lock 1/1 closed', 'unlock 1/1 acknowledged', 'lock 1/1 open']);
});

test('a disk that refuses is told by the name of the bus, and doors open all the same', async () => {
  const path = join(folder, 'silo.jsonl');
  mkdirSync(path);
  expect(await liveThrough(path)).toEqual([expect.stringMatching(/^bus:silo: The recording into .* has ended: EISDIR/)]);
});
