import type { PassRow } from '../../ports/store.ts';
import { type CodeParts, readCode } from '../silo/judge-code.ts';

/** A pass must outlive the time that a parcel waits: days from now, as seconds. */
const LEAST_PASS_SECONDS = 14 * 86_400;
/** More than any pool holds. */
const MOST_PASSES = 500;

/**
 * The blank passes that may be bound to a parcel, the one with the longest life first. Each is judged as it would be when its
 * customer shows it: a code that this silo refuses (another bank's, of a key that is gone, not yet valid) is never given to anybody.
 */
export function* usablePasses(parts: CodeParts): Generator<PassRow> {
  const now = Math.floor(parts.trusted.read().now / 1000);
  for (const pass of parts.store.read.blankPasses(now + LEAST_PASS_SECONDS, MOST_PASSES)) {
    const read = readCode(parts, pass.code);
    if (!read.ok || read.value.passId !== pass.passId || read.value.kind !== 'collect') continue;
    const { pin, assistOnly } = read.value.flags;
    if (!pin && !assistOnly) yield pass;
  }
}
