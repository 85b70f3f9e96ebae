import { createHash } from 'node:crypto';

/** Plain facts by their names. */
export type Facts = Readonly<Record<string, unknown>>;

/** One entry of a station's audit. */
export interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly facts: Facts;
}

/** One line of a world's log, as README.md says. */
export interface WorldLine {
  readonly kind: string;
  readonly facts: Facts;
}

/** What a file holds, and what is wrong with it as a whole. */
export interface Read<T> {
  readonly lines: readonly T[];
  readonly faults: readonly string[];
}

/** Reads an exported audit, and follows the chain of its hashes with nothing but the description of it. */
export function readAudit(text: string): Read<Entry> {
  const faults: string[] = [];
  const lines: Entry[] = [];
  const rows = rowsOf(text, faults);
  const first = rows[0] ?? {};
  if (first['kind'] !== 'pasillo-audit-1' || first['from'] !== 1) faults.push('the audit does not begin as one does');
  const epoch = createHash('sha256')
    .update(`pasillo audit v1 ${String(first['epoch'])}`, 'utf8')
    .digest('hex');
  let before = String(first['before']);
  if (before !== epoch) faults.push('the chain did not begin with its own epoch');
  for (const row of rows.slice(1)) {
    if (row['kind'] === 'end') {
      if (row['entries'] !== lines.length || row['head'] !== before) faults.push('the end of the audit does not fit its entries');
      return { lines, faults };
    }
    const { seq, hash, event } = row;
    if (typeof seq !== 'number' || typeof hash !== 'string' || typeof event !== 'string') return { lines, faults: [...faults, 'an entry cannot be read'] };
    if (seq !== lines.length + 1) return { lines, faults: [...faults, `entry ${lines.length + 1} is missing`] };
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(seq));
    const follows = createHash('sha256').update(Buffer.from(before, 'hex')).update(number).update(Buffer.from(event, 'utf8')).digest('hex');
    if (follows !== hash) return { lines, faults: [...faults, `entry ${seq} was changed`] };
    before = hash;
    const { at, kind, facts } = factsOf(JSON.parse(event));
    lines.push({ seq, at: Number(at), kind: String(kind), facts: factsOf(facts) });
  }
  return { lines, faults: [...faults, 'the audit was cut off'] };
}

/** Reads a world's log. */
export function readWorld(text: string): Read<WorldLine> {
  const faults: string[] = [];
  const rows = rowsOf(text, faults).map((facts) => ({ kind: String(facts['kind']), facts }));
  if (rows[0]?.kind !== 'world' || rows[0].facts['version'] !== 1) faults.push('the world’s log does not begin as one does');
  if (rows.at(-1)?.kind !== 'end') faults.push('the world’s log was cut off');
  return { lines: rows, faults };
}

/** The facts in a value that should be an object of such; none where it is not. */
export function factsOf(value: unknown): Facts {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function rowsOf(text: string, faults: string[]): Facts[] {
  const rows: Facts[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      rows.push(factsOf(JSON.parse(line)));
    } catch {
      faults.push(`line ${index + 1} is no JSON`);
    }
  }
  return rows;
}
