import { readFile } from 'node:fs/promises';
import { parseTranscript, type Recording } from '../link/transcript-reader.ts';
import type { TranscriptHeader, TranscriptLine } from '../link/transcript.ts';
import { fromHex, toHex } from '../wire/hex.ts';
import type { BoardArguments } from './bank-arguments.ts';
import { familyOfBoards } from './bus-family.ts';
import { FrameReader, type FrameWords } from './frame-words.ts';
import { replayThroughEngine } from './replay-engine.ts';
import { exitCode, type ToolIo } from './tool-io.ts';

/** A recording without a header was made with the usual pace. */
const usualPace = { restMs: 250, watchedRestMs: 60 };

/** After this much silence no piece of the same frame comes. Milliseconds: adapters hold bytes for up to 16. */
const quietMs = 20;

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
  const printer = new LinePrinter(reader, io);
  for (const line of recording.lines) printer.print(line);
  printer.end();
  const events = await replayThroughEngine(recording, header);
  if (!events.ok) return events.error;
  io.print('\nWhat the driver makes of it:\n');
  for (const { atMs, words } of events.value) io.print(`${time(atMs)}  ${words}\n`);
  io.print('\n');
  return null;
}

/** Prints the lines of a recording. A frame that came in pieces is printed once, when its last piece is there. */
class LinePrinter {
  readonly #reader: FrameReader;
  readonly #io: ToolIo;
  #lastInMs = 0;

  constructor(reader: FrameReader, io: ToolIo) {
    this.#reader = reader;
    this.#io = io;
  }

  print(line: TranscriptLine): void {
    const { atMs, kind, hex, problem } = line;
    if (kind !== 'in' || atMs - this.#lastInMs > quietMs) this.end();
    switch (kind) {
      case 'out':
        return this.#frame(atMs, '->', hex, this.#reader.written(fromHex(hex) ?? new Uint8Array()));
      case 'in':
        this.#lastInMs = atMs;
        return this.#received(this.#reader.received(fromHex(hex) ?? new Uint8Array()));
      case 'opened':
      case 'closed':
        return this.#io.print(`${time(atMs)}  -- port ${kind}\n`);
      case 'not-opened':
      case 'lost':
        return this.#io.print(`${time(atMs)}  -- port ${kind === 'lost' ? 'lost' : 'not opened'}: ${problem?.detail ?? 'no reason recorded'}\n`);
    }
  }

  /** The line is quiet: what is held of a frame is all that comes. */
  end(): void {
    this.#received(this.#reader.quiet());
  }

  #received(pieces: readonly FrameWords[]): void {
    for (const { bytes, words } of pieces) this.#frame(this.#lastInMs, '<-', toHex(bytes), words);
  }

  #frame(atMs: number, direction: '->' | '<-', hex: string, words: string): void {
    this.#io.print(`${time(atMs)}  ${direction} ${hex.padEnd(hexWidth)} ${words}\n`);
  }
}

/** Seconds with milliseconds, in a column. */
function time(atMs: number): string {
  return `${(atMs / 1000).toFixed(3).padStart(10)} s`;
}

function refuse(io: ToolIo, message: string): number {
  io.complain(message);
  return exitCode.wrongUse;
}
