import { createHash } from 'node:crypto';
import type { Operation } from '../../contract/events/operations.ts';
import { operationBody, type PushedOperation } from '../../contract/hub/sync.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Effect } from './context.ts';

/** Why a body is no operation. */
export type Unreadable = Extract<Effect, { outcome: 'rejected' }>;

/** What a pushed operation says: its hash checked, its text parsed, and nothing in it that cannot be stored. */
export function readOperation(op: PushedOperation): Result<Operation, Unreadable> {
  if (sha256(op.body) !== op.hash) return err({ outcome: 'rejected', reason: 'the hash is not that of the body' });
  let json: unknown;
  try {
    json = JSON.parse(op.body);
  } catch {
    return err({ outcome: 'rejected', reason: 'the body is not JSON' });
  }
  const operation = operationBody.safeParse(json);
  if (!operation.success) {
    const path = operation.error.issues[0]?.path.join('.') ?? '';
    return err({ outcome: 'rejected', reason: storable(`the body is not an operation: ${path}`.slice(0, 200)) });
  }
  if (!isStorable(operation.data)) return err({ outcome: 'rejected', reason: 'the body holds text that cannot be stored' });
  return ok(operation.data);
}

/** Can the database hold this? PostgreSQL's text holds neither NUL nor half of a surrogate pair. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
}

/** The path to a fault is made of what was sent. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
