import type { CourierRecord, RevokedPass } from '../../../contract/hub/silo.ts';
import type { PassBody, PassRefusal } from '../../../contract/pass/pass.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { PassId } from '../../../kernel/ids.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Whose pass a good code stands for, and whether it was taken back (steps 8 and T-04). */
export interface Bearer {
  /** The pass that it opens with: its own, or the holder's where a delegate shows the code that was made for them. */
  readonly passId: PassId;
  /** The delegate's id, where one shows it. */
  readonly delegateId: RevokedPass['passId'] | null;
  /** Was it taken back, or the pass behind it, or followed by a newer one? */
  readonly isRevoked: boolean;
  /** The highest generation of the pass that was shown here. A delegate's code has generations of its own and raises none. */
  readonly seenGeneration: number;
  /** What to remember of this code when it opens: its generation, or the one known already where a delegate shows theirs. */
  readonly generation: number;
}

/** Whom a code stands for that was signed for this bank and is valid now. */
export function bearerOf(store: StoreReader, shown: Pick<PassBody, 'passId' | 'generation'>): Bearer {
  const owner = store.ownerOfDelegate(shown.passId);
  const passId = owner ?? shown.passId;
  const seenGeneration = store.pass(passId)?.seenGeneration ?? 0;
  const isTakenBack = store.isRevoked(shown.passId) || store.isRevoked(passId);
  if (owner !== null) return { passId, delegateId: shown.passId, isRevoked: isTakenBack, seenGeneration, generation: seenGeneration };
  return { passId, delegateId: null, isRevoked: isTakenBack || shown.generation < seenGeneration, seenGeneration, generation: shown.generation };
}

/**
 * May the bearer of this courier's code work here now? The hub's record decides, with its rights and its times, not the kind of the code
 * alone. `needsPin`: ask for it before anything opens.
 */
export function judgeCourier(
  store: StoreReader,
  shown: Pick<PassBody, 'kind' | 'passId' | 'generation' | 'flags'>,
  now: UnixMs,
): Result<{ readonly courier: CourierRecord; readonly needsPin: boolean }, PassRefusal> {
  const courier = store.courier(shown.passId);
  if (store.isRevoked(shown.passId)) return err({ kind: 'R_REVOKED' });
  if (courier === null) return err({ kind: 'R_STATE' });
  const seconds = now / 1000;
  if (seconds < courier.notBefore || seconds > courier.expires) return err({ kind: 'R_TIME' });
  const right = shown.kind === 'courier-deposit' ? 'deposit' : shown.kind === 'courier-collect' ? 'collect' : null;
  if (right === null || !courier.rights.includes(right)) return err({ kind: 'R_STATE' });
  // A code that asks for a PIN where the hub has given none can be used by nobody.
  if (shown.flags.pin && courier.pin === null) return err({ kind: 'R_PIN' });
  return ok({ courier, needsPin: courier.pin !== null });
}
