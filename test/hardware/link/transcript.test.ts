import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpenLink } from '../../../hardware/contract/link.ts';
import { createMemoryWire, type MemoryWire } from '../../../hardware/link/memory.ts';
import { recordLink, type TranscriptHeader } from '../../../hardware/link/transcript.ts';
import { recordLinkToFile, type TranscriptFile } from '../../../hardware/link/transcript-file.ts';
import { parseTranscript } from '../../../hardware/link/transcript-reader.ts';
import { FarEnd } from '../support/far-end.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const header: TranscriptHeader = {
  family: 'cu48',
  baud: 19_200,
  boards: [{ address: 0, locks: 2 }],
  closedBit: 1,
  pace: { restMs: 250, watchedRestMs: 60 },
  options: {},
};
const headerText = `{"transcript":1,"startedAt":"2026-11-22T09:00:00.000Z",${JSON.stringify(header).slice(1)}`;
const silent = { onBytes: () => undefined, onClose: () => undefined };

test('openings and losses are recorded as well, with what was the matter', async () => {
  const clock = new VirtualClock();
  const wire = createMemoryWire({ clock, baud: 10_000, latestFrameMs: 0 });
  const lines: string[] = [];
  const link = recordLink(wire.left, clock, (line) => lines.push(line));
  const first = await link.open(silent);
  wire.cut();
  const second = await link.open(silent);
  expect([first.ok, second.ok]).toEqual([true, false]);
  expect(lines).toEqual([
    '{"atMs":0,"kind":"opened","hex":""}',
    '{"atMs":0,"kind":"lost","hex":"","problem":{"kind":"closed","detail":"The cable was pulled."}}',
    '{"atMs":0,"kind":"not-opened","hex":"","problem":{"kind":"not-found","detail":"There is no cable."}}',
  ]);
});

describe('reading a transcript', () => {
  const line = '{"atMs":1,"kind":"in","hex":"02"}';

  test.each(['{"atMs":1,"kind":"in"}', '{"atMs":1,"kind":"in","hex":"0"}', '{"atMs":"1","kind":"in","hex":""}', '{"atMs":1,"kind":"no","hex":""}', 'null'])(
    'a line that is none is named: %s',
    (bad) => expect(parseTranscript(`${line}\n\n${bad}\n`)).toEqual({ ok: false, error: { kind: 'bad-transcript', line: 3 } }),
  );

  test('a file of several recordings is cut at their headers', () => {
    const read = parseTranscript(`${headerText}\n${line}\n${headerText}\n${line}\n${line}\n`);
    expect(read.ok && read.value.map((one) => [one.header, one.startedAt, one.lines.length])).toEqual([
      [header, '2026-11-22T09:00:00.000Z', 1],
      [header, '2026-11-22T09:00:00.000Z', 2],
    ]);
  });

  test('a line that a power cut tore is left out, at the end and before the next recording, and nowhere else', () => {
    const torn = '{"atMs":2,"ki';
    expect(parseTranscript(`${line}\n${torn}`)).toMatchObject({ ok: true, value: [{ lines: [{ atMs: 1 }] }] });
    expect(parseTranscript(`${headerText}\n${line}\n${torn}\n${headerText}\n`)).toMatchObject({ ok: true, value: [{ lines: [{ atMs: 1 }] }, { lines: [] }] });
    expect(parseTranscript(`${line}\n${torn}\n${line}\n`)).toEqual({ ok: false, error: { kind: 'bad-transcript', line: 2 } });
    expect(parseTranscript('not a transcript at all')).toEqual({ ok: false, error: { kind: 'bad-transcript', line: 1 } });
  });

  test('a header with unknown parts is no header', () => {
    expect(parseTranscript(headerText.replace('"closedBit":1', '"closedBit":7'))).toMatchObject({ ok: false });
  });
});

describe('recording into a file', () => {
  let folder: string;
  let path: string;
  let clock: VirtualClock;
  let wire: MemoryWire;
  let far: FarEnd;
  let problems: string[];
  let recordings: TranscriptFile[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'transcript-'));
    path = join(folder, 'bus.jsonl');
    clock = new VirtualClock();
    wire = createMemoryWire({ clock, baud: 10_000, latestFrameMs: 0 });
    far = new FarEnd(clock);
    await far.open(wire.right);
    problems = [];
    recordings = [];
  });

  afterEach(async () => {
    for (const recording of recordings) await recording.close();
    rmSync(folder, { recursive: true });
  });

  async function record(at: string, maxBytes = 1_000_000): Promise<{ recording: TranscriptFile; port: OpenLink }> {
    const recording = recordLinkToFile(wire.left, clock, { path: at, maxBytes, header, onProblem: (detail) => problems.push(detail) });
    recordings.push(recording);
    const opened = await recording.link.open(silent);
    if (!opened.ok) throw new Error(opened.error.detail);
    return { recording, port: opened.value };
  }

  test('each line is there in order when the recording is closed, and none after', async () => {
    const { recording, port } = await record(path);
    void port.write(Uint8Array.of(2));
    far.send(Uint8Array.of(3));
    await clock.advance(10);
    await recording.close();
    far.send(Uint8Array.of(4));
    await clock.advance(10);
    const [first, ...rest] = readFileSync(path, 'utf8').split('\n');
    expect(parseTranscript(first ?? '')).toMatchObject({ ok: true, value: [{ header }] });
    expect(rest).toEqual(['{"atMs":0,"kind":"opened","hex":""}', '{"atMs":0,"kind":"out","hex":"02"}', '{"atMs":1,"kind":"in","hex":"03"}', '']);
  });

  test('a second recording goes after the first, and after a line that was torn', async () => {
    writeFileSync(path, `${headerText}\n{"atMs":0,"kind":"opened","hex":""}\n{"atM`);
    const { recording } = await record(path);
    await recording.close();
    expect(parseTranscript(readFileSync(path, 'utf8'))).toMatchObject({ ok: true, value: [{ lines: [{ kind: 'opened' }] }, { lines: [{ kind: 'opened' }] }] });
  });

  test('the file and its predecessor stay within their size, and the newest lines are there', async () => {
    const { recording, port } = await record(path, 4000);
    for (let count = 0; count < 200; count += 1) {
      void port.write(Uint8Array.of(count));
      await clock.advance(1);
    }
    await recording.close();
    expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThanOrEqual(4000);
    const [old, now] = [`${path}.1`, path].map((name) => parseTranscript(readFileSync(name, 'utf8')));
    if (!old?.ok || !now?.ok) throw new Error('not transcripts');
    const hex = [...old.value, ...now.value].flatMap((part) => part.lines.map((line) => line.hex));
    const expected = Array.from({ length: 200 }, (_, count) => count.toString(16).toUpperCase().padStart(2, '0'));
    expect(hex).toEqual(expected.slice(-hex.length));
    expect([old.value[0]?.header, now.value[0]?.header]).toEqual([header, header]);
  });

  test('a disk that refuses ends the recording, is told once, and the bus goes on', async () => {
    mkdirSync(path);
    const { recording, port } = await record(path);
    void port.write(Uint8Array.of(1));
    await clock.advance(5);
    await recording.close();
    void port.write(Uint8Array.of(2));
    await clock.advance(5);
    expect(far.heard.map((text) => text.split(' ')[1])).toEqual(['01', '02']);
    expect(problems).toEqual([expect.stringContaining(`The recording into ${path} has ended`)]);
  });

  test('a full disk is such a disk', async () => {
    const { recording, port } = await record('/dev/full');
    void port.write(Uint8Array.of(1));
    await clock.advance(5);
    await recording.close();
    expect([far.heard.length, problems]).toEqual([1, [expect.stringContaining('ENOSPC')]]);
  });
});
