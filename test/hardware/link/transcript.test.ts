import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BankFact } from '../../../hardware/contract/lock-board.ts';
import { createReplayLink, parseTranscript, recordLink } from '../../../hardware/link/transcript.ts';
import { recordLinkToFile } from '../../../hardware/link/transcript-file.ts';
import { createMemoryWire } from '../../../hardware/link/memory.ts';
import { openBusBank } from '../../../hardware/lockers/bus-bank.ts';
import { cu48Family } from '../../../hardware/lockers/cu48/cu48-family.ts';
import { BankSimulator } from '../../../hardware/simulator/bank-simulator.ts';
import { cu48Boards } from '../../../hardware/simulator/boards/cu48-boards.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { FarEnd } from '../support/far-end.ts';
import { short } from '../support/simulated-bus.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const boards = [{ address: 0, locks: 2 }];
const pace = { restMs: 250, watchedRestMs: 60 };

async function recordAMinute(): Promise<{ lines: string[]; facts: BankFact[] }> {
  const clock = new VirtualClock();
  const wire = createMemoryWire({ clock, baud: 19_200, latestFrameMs: 1500 });
  const lines: string[] = [];
  const facts: BankFact[] = [];
  const simulator = new BankSimulator({
    side: cu48Boards,
    link: wire.right,
    clock,
    random: seededRandom(1),
    boards,
    closedBit: 1,
    turnAroundMs: 2,
    onEvent: () => undefined,
  });
  await simulator.start();
  const bank = openBusBank({ family: cu48Family, link: recordLink(wire.left, clock, (line) => lines.push(line)), clock, boards, closedBit: 1, pace });
  bank.onFact((fact) => facts.push(fact));
  await clock.advance(1000);
  simulator.forceOpen({ board: 0, lock: 1 });
  await clock.advance(1000);
  simulator.closeDoor({ board: 0, lock: 1 });
  await clock.advance(1000);
  return { lines, facts };
}

test('a recorded bus, replayed to a new driver, tells the same facts at the same times', async () => {
  const recorded = await recordAMinute();
  const transcript = parseTranscript(recorded.lines.join('\n'));
  if (!transcript.ok) throw new Error(`line ${transcript.error.line}`);
  const clock = new VirtualClock();
  const facts: BankFact[] = [];
  const timing = createMemoryWire({ clock, baud: 19_200, latestFrameMs: 1500 }).left;
  const bank = openBusBank({ family: cu48Family, link: createReplayLink(transcript.value, clock, timing), clock, boards, closedBit: 1, pace });
  bank.onFact((fact) => facts.push(fact));
  await clock.advance(2500);
  expect(short(facts)).toEqual(['bus ok', 'board 0 ok', 'lock 0/0 closed', 'lock 0/1 closed', 'lock 0/1 open', 'lock 0/1 closed']);
  expect(short(facts)).toEqual(short(recorded.facts));
});

test('a driver that writes something else than was recorded is told both', async () => {
  const { lines } = await recordAMinute();
  const transcript = parseTranscript(lines.join('\n'));
  if (!transcript.ok) throw new Error('not a transcript');
  const clock = new VirtualClock();
  const timing = createMemoryWire({ clock, baud: 19_200, latestFrameMs: 1500 }).left;
  const opened = await createReplayLink(transcript.value, clock, timing).open({ onBytes: () => undefined, onClose: () => undefined });
  if (!opened.ok) throw new Error('not open');
  expect(await opened.value.write(Uint8Array.of(9))).toEqual({ kind: 'failed', detail: 'Written 09, recorded 02 00 00 50 03 55.' });
});

test('openings and losses are recorded as well', async () => {
  const clock = new VirtualClock();
  const wire = createMemoryWire({ clock, baud: 10_000, latestFrameMs: 0 });
  const lines: string[] = [];
  const link = recordLink(wire.left, clock, (line) => lines.push(line));
  const silent = { onBytes: () => undefined, onClose: () => undefined };
  const first = await link.open(silent);
  wire.cut();
  const second = await link.open(silent);
  expect([first.ok, second.ok]).toEqual([true, false]);
  expect(lines).toEqual(['{"atMs":0,"kind":"opened","hex":""}', '{"atMs":0,"kind":"lost","hex":""}', '{"atMs":0,"kind":"not-opened","hex":""}']);
});

test.each(['{', '{"atMs":1,"kind":"in"}', '{"atMs":1,"kind":"in","hex":"0"}', '{"atMs":"1","kind":"in","hex":""}', '{"atMs":1,"kind":"no","hex":""}', 'null'])(
  'a line that is none is named: %s',
  (line) => expect(parseTranscript(`{"atMs":1,"kind":"in","hex":"02"}\n\n${line}\n`)).toEqual({ ok: false, error: { kind: 'bad-transcript', line: 3 } }),
);

test('a file gets each line as it happens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'transcript-'));
  const path = join(folder, 'bus.jsonl');
  const clock = new VirtualClock();
  const wire = createMemoryWire({ clock, baud: 10_000, latestFrameMs: 0 });
  const far = new FarEnd(clock);
  await far.open(wire.right);
  const recording = recordLinkToFile(wire.left, clock, path);
  const opened = await recording.link.open({ onBytes: () => undefined, onClose: () => undefined });
  if (opened.ok) void opened.value.write(Uint8Array.of(2));
  far.send(Uint8Array.of(3));
  await clock.advance(10);
  recording.close();
  far.send(Uint8Array.of(4));
  await clock.advance(10);
  expect(readFileSync(path, 'utf8')).toBe('{"atMs":0,"kind":"opened","hex":""}\n{"atMs":0,"kind":"out","hex":"02"}\n{"atMs":1,"kind":"in","hex":"03"}\n');
  rmSync(folder, { recursive: true });
});
