import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { FileProblem } from './rejection.ts';

/** Caps of a file that comes from outside. Sizes in bytes. */
export interface CsvLimits {
  readonly fileBytes: number;
  readonly recordBytes: number;
  readonly rows: number;
}

/** What a product file may be: 64 MiB, 1 MiB a row, 500 000 rows. */
export const CSV_LIMITS: CsvLimits = { fileBytes: 64 * 1_048_576, recordBytes: 1_048_576, rows: 500_000 };

/** A row with the lines that it stands on, counted from 1, or the end of the reading. */
export type CsvEvent =
  | { readonly kind: 'row'; readonly line: number; readonly endLine: number; readonly cells: readonly string[] }
  | { readonly kind: 'problem'; readonly problem: FileProblem };

/**
 * Reads CSV (RFC 4180, UTF-8 with or without a mark, any line ends) as a stream, never holding more than a row. A stray quote inside
 * a cell is taken as it stands; after anything that makes the rest of the file uncertain it ends with a `problem`.
 */
export async function* readCsvRows(chunks: AsyncIterable<Uint8Array>, limits: CsvLimits): AsyncGenerator<CsvEvent> {
  let parsedTo = 0;
  const parser = parse({
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: limits.recordBytes,
    // Told at once, where the loop below lags behind: an error drops the rows that wait in between.
    on_record: (row, context) => {
      parsedTo = context.lines;
      return row;
    },
  });
  // A failure of the source becomes a failure of the parser, which the loop below meets.
  pipeline(Readable.from(textOf(chunks, limits.fileBytes), { objectMode: false }), parser, () => {});
  let rows = 0;
  try {
    for await (const parsed of parser as AsyncIterable<{ info: { lines: number }; record: string[] }>) {
      if (++rows > limits.rows) return yield problem('too-many-rows', `more than ${limits.rows} rows`);
      const endLine = parsed.info.lines;
      const inside = parsed.record.reduce((count, cell) => count + cell.split('\n').length - 1, 0);
      yield { kind: 'row', line: endLine - inside, endLine, cells: parsed.record };
    }
  } catch (failure) {
    yield { kind: 'problem', problem: problemOf(failure, parsedTo) };
  } finally {
    parser.destroy();
  }
}

/** A refusal of the decoder on its way through the stream. */
class FileRefused extends Error {
  readonly problem: FileProblem;
  constructor(refusal: FileProblem) {
    super(refusal.detail);
    this.problem = refusal;
  }
}

/** Bytes to text: counted, strictly UTF-8, with every line end as `\n` so that lines are counted as editors count them. */
async function* textOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let heldReturn = false;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new FileRefused({ kind: 'too-large', detail: `more than ${maxBytes} bytes` });
    if (chunk.includes(0)) throw new FileRefused({ kind: 'binary', detail: 'the file holds a zero byte: it is no text, or it is UTF-16' });
    const text: string = (heldReturn ? '\r' : '') + decode(decoder, chunk, true);
    heldReturn = text.endsWith('\r');
    const whole = heldReturn ? text.slice(0, -1) : text;
    if (whole !== '') yield whole.replace(/\r\n?/g, '\n');
  }
  const rest = (heldReturn ? '\n' : '') + decode(decoder, new Uint8Array(), false);
  if (rest !== '') yield rest;
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(chunk, { stream });
  } catch {
    throw new FileRefused({ kind: 'not-utf8', detail: 'the file is not UTF-8: export it again as "CSV UTF-8"' });
  }
}

function problemOf(failure: unknown, parsedTo: number): FileProblem {
  if (failure instanceof FileRefused) return failure.problem;
  if (failure instanceof CsvError) {
    const line = parsedTo + 1;
    if (failure.code === 'CSV_QUOTE_NOT_CLOSED') return { kind: 'not-csv', detail: `a quote that opens on line ${line} or after it never closes` };
    if (failure.code === 'CSV_MAX_RECORD_SIZE') return { kind: 'not-csv', detail: `the row that begins on line ${line} does not end: is a quote missing?` };
    return { kind: 'not-csv', detail: `line ${line}: ${failure.message}` };
  }
  if (failure instanceof Error && 'code' in failure) return { kind: 'unreadable', detail: failure.message };
  throw failure;
}

function problem(kind: FileProblem['kind'], detail: string): CsvEvent {
  return { kind: 'problem', problem: { kind, detail } };
}
