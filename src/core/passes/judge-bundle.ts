import { type BundleProblem, type KeyBundle, type SignedBundle, verifyBundle } from '../../contract/hub/keys.ts';
import type { VerifyEd25519 } from '../../contract/pass/pass.ts';

/** What a station knows when a bundle of keys arrives. */
export interface BundleFacts {
  /** Whose keys these should be, and the root that was pinned at enrolment. */
  readonly identity: { readonly tenantId: string; readonly rootKey: string | null } | null;
  readonly kept: KeyBundle | null;
  readonly keptText: string | null;
  readonly verify: VerifyEd25519;
}

/** What becomes of a bundle. A refused one leaves the last good one in force. */
export type BundleVerdict =
  | { readonly kind: 'taken'; readonly bundle: KeyBundle }
  /** The one that is in force already. */
  | { readonly kind: 'same' }
  | { readonly kind: 'refused'; readonly reason: BundleProblem['kind'] | 'no-root' | 'rollback' };

/**
 * Rule T-01: only what the pinned root signed, and never a number that is not above the kept one: an old bundle would bring back keys that
 * were taken away since. Without a pinned root nothing is believed.
 */
export function judgeBundle(row: SignedBundle, { identity, kept, keptText, verify }: BundleFacts): BundleVerdict {
  if (identity === null || identity.rootKey === null) return { kind: 'refused', reason: 'no-root' };
  const read = verifyBundle(row, { tenantId: identity.tenantId, root: identity.rootKey, verify });
  if (!read.ok) return { kind: 'refused', reason: read.error.kind };
  if (row.body === keptText) return { kind: 'same' };
  if (kept !== null && read.value.seq <= kept.seq) return { kind: 'refused', reason: 'rollback' };
  return { kind: 'taken', bundle: read.value };
}
