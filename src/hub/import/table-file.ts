import { err, ok, type Result } from '../../kernel/result.ts';
import { CSV_LIMITS, type CsvLimits, readCsvRows } from './csv-rows.ts';
import type { FileProblem } from './rejection.ts';

/** A row of a plain table: its cells by the names of the columns, trimmed; empty where the file has no such column. */
export interface TableRow<Column extends string> {
  readonly line: number;
  cell(column: Column): string;
}

/** A row that was not taken, and why; `name` is what the row calls itself. Nobody's address is in it. */
export interface RejectedTableRow {
  readonly line: number;
  readonly name: string;
  readonly detail: string;
}

/** What a table holds once it was read to its end. */
export interface TableFile<Value> {
  readonly rows: number;
  readonly taken: readonly Value[];
  readonly rejected: readonly RejectedTableRow[];
}

/** How a kind of table is read. */
export interface TableKind<Column extends string, Value> {
  readonly columns: readonly Column[];
  readonly required: readonly Column[];
  /** The row's value, or why not, in words. `name` tells rows apart: a second one of the same name is refused. */
  read(row: TableRow<Column>): Result<{ readonly name: string; readonly value: Value }, { readonly name: string; readonly detail: string }>;
}

/** Longest cell, in UTF-16 units. */
const MAX_CELL = 4096;

/**
 * Reads a table (CSV, UTF-8, the first row names the columns). A file that cannot be read to its end, or lacks a column that is needed, is refused as
 * a whole; a row that cannot be taken is named and the rest goes on. A column that nobody knows is a mistake in its name, and refuses the file.
 */
export async function readTableFile<Column extends string, Value>(
  chunks: AsyncIterable<Uint8Array>,
  kind: TableKind<Column, Value>,
  limits: CsvLimits = CSV_LIMITS,
): Promise<Result<TableFile<Value>, FileProblem>> {
  let places: ReadonlyMap<string, number> | null = null;
  let rows = 0;
  const taken: Value[] = [];
  const rejected: RejectedTableRow[] = [];
  const names = new Map<string, number>();
  for await (const event of readCsvRows(chunks, limits)) {
    if (event.kind === 'problem') return err(event.problem);
    if (places === null) {
      const found = placesOf(event.cells, kind);
      if (!found.ok) return found;
      places = found.value;
      continue;
    }
    rows += 1;
    const value = takeRow(event, places, kind, names);
    if (value.ok) taken.push(value.value);
    else rejected.push(value.error);
  }
  return places === null ? err({ kind: 'empty', detail: 'the file is empty' }) : ok({ rows, taken, rejected });
}

/** Is this the head row of such a table? Told by the columns that it needs. */
export function isTableOf<Column extends string, Value>(head: readonly string[], kind: TableKind<Column, Value>): boolean {
  const names = new Set(head.map(nameOf));
  return kind.required.every((column) => names.has(column));
}

function nameOf(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

function placesOf<Column extends string, Value>(head: readonly string[], kind: TableKind<Column, Value>): Result<ReadonlyMap<string, number>, FileProblem> {
  const places = new Map<string, number>();
  for (const [place, cell] of head.entries()) {
    const name = nameOf(cell);
    if (places.has(name)) return err({ kind: 'columns', detail: `the column "${name}" stands there twice` });
    if (!kind.columns.some((column) => column === name)) {
      return err({ kind: 'columns', detail: `nobody knows the column "${name.slice(0, 40)}"; there are: ${kind.columns.join(', ')}` });
    }
    places.set(name, place);
  }
  const missing = kind.required.filter((column) => !places.has(column));
  return missing.length === 0 ? ok(places) : err({ kind: 'columns', detail: `the column ${missing.map((name) => `"${name}"`).join(', ')} is missing` });
}

function takeRow<Column extends string, Value>(
  event: { readonly line: number; readonly cells: readonly string[] },
  places: ReadonlyMap<string, number>,
  kind: TableKind<Column, Value>,
  names: Map<string, number>,
): Result<Value, RejectedTableRow> {
  const { line, cells } = event;
  if (cells.length !== places.size) return err({ line, name: '', detail: `${cells.length} cells instead of ${places.size}` });
  if (cells.some((cell) => cell.length > MAX_CELL)) return err({ line, name: '', detail: `a cell is longer than ${MAX_CELL} characters` });
  const read = kind.read({ line, cell: (column) => (cells[places.get(column) ?? -1] ?? '').trim() });
  if (!read.ok) return err({ line, ...read.error });
  const { name, value } = read.value;
  const before = names.get(name);
  if (before !== undefined) return err({ line, name: '', detail: `it stands on line ${before} already` });
  names.set(name, line);
  return ok(value);
}
