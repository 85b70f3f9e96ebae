import type { LinkProblem } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import type { LinkTraffic } from './tap.ts';
import type { TranscriptHeader, TranscriptLine } from './transcript.ts';

/** One recording out of a file. The header is null in recordings made without one. */
export interface Recording {
  readonly header: TranscriptHeader | null;
  /** When it began, as an ISO date; empty without a header. */
  readonly startedAt: string;
  readonly lines: readonly TranscriptLine[];
}

/** No line that a recorder writes is longer. Characters. */
const longestLine = 200_000;
const kinds: readonly string[] = ['opened', 'not-opened', 'out', 'in', 'lost', 'closed'] satisfies readonly LinkTraffic['kind'][];
const problemKinds: readonly string[] = ['not-found', 'busy', 'not-permitted', 'closed', 'failed'] satisfies readonly LinkProblem['kind'][];
const hexPattern = /^(?:[0-9A-F]{2}(?: [0-9A-F]{2})*)?$/;

/**
 * Reads a transcript's text: one recording or several. The error names the first line that is none. A line that was cut short
 * because the power went is no error where it can stand: at the end, or before the next recording's header.
 */
export function parseTranscript(text: string): Result<readonly Recording[], { readonly kind: 'bad-transcript'; readonly line: number }> {
  const recordings: { header: TranscriptHeader | null; startedAt: string; lines: TranscriptLine[] }[] = [];
  let torn: number | null = null;
  for (const [index, raw] of text.split('\n').entries()) {
    if (raw.trim() === '') continue;
    const value = parseJson(raw);
    const header = readHeader(value);
    if (header !== undefined) {
      recordings.push({ ...header, lines: [] });
      torn = null;
      continue;
    }
    if (torn !== null) return { ok: false, error: { kind: 'bad-transcript', line: torn } };
    const line = readLine(value);
    if (line === undefined && (value !== undefined || index === 0)) return { ok: false, error: { kind: 'bad-transcript', line: index + 1 } };
    if (line === undefined) {
      torn = index + 1;
      continue;
    }
    if (recordings.length === 0) recordings.push({ header: null, startedAt: '', lines: [] });
    recordings.at(-1)?.lines.push(line);
  }
  return { ok: true, value: recordings };
}

function parseJson(raw: string): unknown {
  if (raw.length > longestLine) return undefined;
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function readHeader(value: unknown): { header: TranscriptHeader; startedAt: string } | undefined {
  if (!isObject(value) || value['transcript'] !== 1) return undefined;
  const { startedAt, family, baud, boards, closedBit, pace, options = {} } = value;
  const isGood =
    typeof startedAt === 'string' &&
    typeof family === 'string' &&
    isCount(baud, 10_000_000) &&
    Array.isArray(boards) &&
    boards.length <= 256 &&
    boards.every(isBoard) &&
    (closedBit === 0 || closedBit === 1) &&
    isPace(pace) &&
    isOptions(options);
  return isGood ? { startedAt, header: { family, baud, boards, closedBit, pace, options } } : undefined;
}

function isBoard(value: unknown): value is { address: number; locks: number } {
  return isObject(value) && isCount(value['address'], 255) && isCount(value['locks'], 255);
}

function isPace(value: unknown): value is TranscriptHeader['pace'] {
  return isObject(value) && isCount(value['restMs'], 60_000) && isCount(value['watchedRestMs'], 60_000);
}

function isOptions(value: unknown): value is TranscriptHeader['options'] {
  return isObject(value) && Object.values(value).every((each) => ['string', 'number', 'boolean'].includes(typeof each));
}

function readLine(value: unknown): TranscriptLine | undefined {
  if (!isObject(value)) return undefined;
  const { atMs, kind, hex, problem } = value;
  if (typeof atMs !== 'number' || !Number.isFinite(atMs) || !isKind(kind) || typeof hex !== 'string' || !hexPattern.test(hex)) return undefined;
  if (problem === undefined) return { atMs, kind, hex };
  return isProblem(problem) ? { atMs, kind, hex, problem: { kind: problem.kind, detail: problem.detail } } : undefined;
}

function isKind(value: unknown): value is LinkTraffic['kind'] {
  return typeof value === 'string' && kinds.includes(value);
}

function isProblem(value: unknown): value is LinkProblem {
  return isObject(value) && typeof value['kind'] === 'string' && problemKinds.includes(value['kind']) && typeof value['detail'] === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}
