import { z } from 'zod';
import { type AuditWitness, auditWitness } from '../../contract/hub/audit-witness.ts';
import type { Result } from '../../kernel/result.ts';
import { err, ok } from '../../kernel/result.ts';
import { type AuditEntry, chainHash } from './tables/audit.ts';

/** What an export is made from. */
export interface AuditSource {
  auditEntries(after: number, limit: number): readonly AuditEntry[];
  auditHashAt(seq: number): string | null;
  witness(): AuditWitness | null;
  readonly epoch: string;
}

/** What a file of an export holds, when it is whole. */
export interface VerifiedExport {
  readonly from: number;
  readonly to: number;
  readonly head: string;
  /** Is the entry among them that the hub signed for, with that hash? `none`: the export brings no word of the hub. */
  readonly witnessed: 'yes' | 'no' | 'none';
  readonly witness: AuditWitness | null;
}

/** What is wrong with an export; `line` counts from 1. */
export interface BadExport {
  readonly kind: 'unreadable' | 'changed' | 'missing' | 'cut-off';
  readonly line: number;
}

const first = z.strictObject({
  kind: z.literal('pasillo-audit-1'),
  epoch: z.string(),
  from: z.number().int().min(1),
  /** Hash of the entry before the first one here, or the chain's origin. */
  before: z.string().regex(/^[0-9a-f]{64}$/),
});
const entry = z.strictObject({ seq: z.number().int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/), event: z.string() });
const last = z.strictObject({
  kind: z.literal('end'),
  entries: z.number().int().min(0),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  witness: auditWitness.nullable(),
});

const PAGE = 500;
/** Longest line of an export, in UTF-16 units. */
export const MAX_EXPORT_LINE = 65_536;

/**
 * Writes the audit from entry `from` on as lines of JSON: a first line that says where the chain stands, one line per entry with the exact
 * text that was hashed, and a last line with the hub's signature. Between pages others get their turn, so that doors never wait.
 */
export async function exportAudit(source: AuditSource, writeLine: (line: string) => void | Promise<void>, from = 1): Promise<{ readonly entries: number }> {
  const before = source.auditHashAt(from - 1);
  if (before === null) throw new Error(`the audit has no entry ${from - 1}`);
  await writeLine(JSON.stringify({ kind: 'pasillo-audit-1', epoch: source.epoch, from, before } satisfies z.input<typeof first>));
  let head = before;
  let after = from - 1;
  for (let page = source.auditEntries(after, PAGE); page.length > 0; page = source.auditEntries(after, PAGE)) {
    for (const { seq, hash, event } of page) {
      await writeLine(JSON.stringify({ seq, hash, event } satisfies z.input<typeof entry>));
      head = hash;
      after = seq;
    }
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  const entries = after - (from - 1);
  await writeLine(JSON.stringify({ kind: 'end', entries, head, witness: source.witness() } satisfies z.input<typeof last>));
  return { entries };
}

/**
 * Checks an export line by line, with nothing but the lines: every hash follows from the one before and the entry's text, no number is
 * missing, the end is there. The hub's signature itself is checked by who knows its key (`auditWitnessBytes`).
 */
export async function verifyExport(lines: AsyncIterable<string> | Iterable<string>): Promise<Result<VerifiedExport, BadExport>> {
  let start: z.output<typeof first> | null = null;
  let at = { seq: 0, hash: '' };
  let number = 0;
  let atWitness = new Map<number, string>();
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (start === null) {
      const opening = first.safeParse(read);
      if (!opening.success) return err({ kind: 'unreadable', line: number });
      start = opening.data;
      at = { seq: start.from - 1, hash: start.before };
      atWitness = new Map([[at.seq, at.hash]]);
      continue;
    }
    const ending = last.safeParse(read);
    if (ending.success) {
      const { entries, head, witness } = ending.data;
      if (entries !== at.seq - start.from + 1 || head !== at.hash) return err({ kind: 'missing', line: number });
      return ok({ from: start.from, to: at.seq, head, witness, witnessed: witnessed(witness, start.epoch, atWitness) });
    }
    const next = entry.safeParse(read);
    if (!next.success) return err({ kind: 'unreadable', line: number });
    const { seq, hash, event } = next.data;
    if (seq !== at.seq + 1) return err({ kind: 'missing', line: number });
    if (chainHash(at.hash, seq, event) !== hash) return err({ kind: 'changed', line: number });
    at = { seq, hash };
    atWitness.set(seq, hash);
  }
  return err({ kind: 'cut-off', line: number });
}

function witnessed(witness: AuditWitness | null, epoch: string, hashes: ReadonlyMap<number, string>): VerifiedExport['witnessed'] {
  if (witness === null) return 'none';
  return witness.epoch === epoch && hashes.get(witness.seq) === witness.hash ? 'yes' : 'no';
}

function readLine(line: string): unknown {
  if (line.length > MAX_EXPORT_LINE) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
