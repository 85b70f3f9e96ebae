import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { auditWitness, type AuditWitness } from '../../../contract/hub/audit-witness.ts';
import { enrolResponse, type EnrolResponse } from '../../../contract/hub/sync.ts';
import { writeDurably } from '../files.ts';

/**
 * The little that must outlive the database: who this station is, how often its database began anew, and the last entry of its audit
 * that the hub has signed for. It lies beside the database, holds no secret and names no customer.
 */
export interface Keepsake {
  readonly identity: EnrolResponse | null;
  /** Hash of the enrolment code that the identity was got with. */
  readonly enrolledWith: string | null;
  /** How many times the database was restored or made anew: each life has its own range of order numbers (decision 0021). */
  readonly lives: number;
  readonly witness: AuditWitness | null;
}

const keepsake = z.object({
  identity: enrolResponse.nullable(),
  enrolledWith: z.string().nullable(),
  lives: z.number().int().min(0).max(98),
  witness: auditWitness.nullable(),
});

const MAX_BYTES = 65_536;

/** The keepsake beside the database at `path`. */
export function keepsakePath(path: string): string {
  return `${path}.kept.json`;
}

/** What was kept beside the database at `path`; null when nothing was, or it cannot be read. */
export function readKeepsake(path: string): Keepsake | null {
  try {
    const text = readFileSync(keepsakePath(path), 'utf8');
    const parsed = text.length > MAX_BYTES ? null : keepsake.safeParse(JSON.parse(text));
    return parsed?.success === true ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Keeps it durably. False when the disk did not take it: the next change tries again. */
export function writeKeepsake(path: string, kept: Keepsake): boolean {
  try {
    writeDurably(keepsakePath(path), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}
