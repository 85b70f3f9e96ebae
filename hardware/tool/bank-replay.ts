import { readFile } from 'node:fs/promises';
import { parseTranscript, type Recording } from '../link/transcript-reader.ts';
import type { TranscriptHeader, TranscriptLine } from '../link/transcript.ts';
import { fromHex, toHex } from '../wire/hex.ts';
import type { BoardArguments } from './bank-arguments.ts';
import { familyOfBoards } from './bus-family.ts';
import { FrameReader } from './frame-words.ts';
import { replayThroughEngine } from './replay-engine.ts';
import { exitCode, type ToolIo } from './tool-io.ts';

/** A recording without a header was made with the usual pace. */
const usualPace = { restMs: 250, watchedRestMs: 60 };

/** The column of the meanings: beside frames that are longer a meaning just follows. */
const hexWidth = 36;

/** Prints a recording frame by frame, then what the driver makes of it. `boards` stands in where a recording has no header. */
export async function replayFile(file: string, boards: BoardArguments, io: ToolIo): Promise<number> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => (error instanceof Error ? error : new Error('it cannot be read')));
  if (text instanceof Error) return refuse(io, `${file}: ${text.message}`);
  const read = parseTranscript(text);
  if (!read.ok) return refuse(io, `${file}, line ${read.error.line}: this is no line of a recording.`);
  if (read.value.length === 0) return refuse(io, `${file} is empty.`);
  for (const recording of read.value) {
    const problem = await replayOne(recording, recording.header ?? { ...boards, pace: usualPace }, io);
    if (problem !== null) return refuse(io, problem);
  }
  return exitCode.done;
}

async function replayOne(recording: Recording, header: TranscriptHeader, io: ToolIo): Promise<string | null> {
  const family = familyOfBoards(header);
  if (!family.ok) return family.error;
  const boards = header.boards.map(({ address, locks }) => `${address} (${locks} locks)`).join(', ');
  const without = recording.header === null ? '; it has no header, so the options are believed' : '';
  io.print(`${recording.startedAt || 'Recording'}: ${header.family} at ${header.baud}, boards ${boards}, closed is ${header.closedBit}${without}\n\n`);
  const reader = new FrameReader(family.value, header.boards, header.closedBit);
  for (const line of recording.lines) printLine(line, reader, io);
  for (const { bytes, words } of reader.quiet()) print(io, recording.lines.at(-1)?.atMs ?? 0, '<-', toHex(bytes), words);
  const events = await replayThroughEngine(recording, header);
  if (!events.ok) return events.error;
  io.print('\nWhat the driver makes of it:\n');
  for (const { atMs, words } of events.value) io.print(`${time(atMs)}  ${words}\n`);
  io.print('\n');
  return null;
}

function printLine(line: TranscriptLine, reader: FrameReader, io: ToolIo): void {
  const bytes = fromHex(line.hex) ?? new Uint8Array();
  switch (line.kind) {
    case 'out': {
      const { heldBack, words } = reader.written(bytes);
      for (const held of heldBack) print(io, line.atMs, '<-', toHex(held.bytes), held.words);
      return print(io, line.atMs, '->', line.hex, words);
    }
    case 'in': {
      const found = reader.received(bytes);
      if (found.length === 0) print(io, line.atMs, '<-', line.hex, '...');
      for (const piece of found) print(io, line.atMs, '<-', toHex(piece.bytes), piece.words);
      return;
    }
    case 'opened':
    case 'closed':
      return io.print(`${time(line.atMs)}  -- port ${line.kind}\n`);
    case 'not-opened':
    case 'lost':
      return io.print(`${time(line.atMs)}  -- port ${line.kind === 'lost' ? 'lost' : 'not opened'}: ${line.problem?.detail ?? 'no reason recorded'}\n`);
  }
}

function print(io: ToolIo, atMs: number, direction: '->' | '<-', hex: string, words: string): void {
  io.print(`${time(atMs)}  ${direction} ${hex.padEnd(hexWidth)} ${words}\n`);
}

/** Seconds with milliseconds, in a column. */
function time(atMs: number): string {
  return `${(atMs / 1000).toFixed(3).padStart(10)} s`;
}

function refuse(io: ToolIo, message: string): number {
  io.complain(message);
  return exitCode.wrongUse;
}
