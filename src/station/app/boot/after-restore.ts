import type { Clock } from '../../../kernel/clock.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { done } from '../../../kernel/result.ts';
import { CHECK_ALL_KEY, RESTORED_REASON } from '../../ports/restored.ts';
import type { StationStore } from '../../ports/store.ts';

/**
 * After a restore the books are older than the bank: what they say is inside may have been taken out since, and somebody else's parcel
 * put in. So no code opens anything until a person has looked: every compartment becomes suspect, keeping the name of the parcel that
 * was in it, so that whoever looks knows what to expect.
 *
 * Openings that were under way when the copy was made end here, as ones that nobody watched, and their books are not written: a pass that
 * a load would give back as unused may be in a customer's hands by now. Their doors are watched like all others, and opened for nobody.
 */
export function checkAllAfterRestore({ store, clock, logger }: { readonly store: StationStore; readonly clock: Clock; readonly logger: Logger }): void {
  if ((store.read.meta(CHECK_ALL_KEY) ?? '') === '') return;
  const at = clock.now();
  const checked = store.commit<undefined, never>((tx) => {
    const live = tx.liveIntents();
    for (const { intentId, state } of live) tx.endIntent(intentId, state, 'unknown', at);
    for (const row of tx.compartments()) {
      const state = row.state === 'out-of-service' ? row.state : 'suspect';
      const reason = row.state !== 'out-of-service' && row.parcelId !== null ? RESTORED_REASON : row.reason;
      tx.putCompartment({ ...row, state, needsCheck: true, heldUntil: null, reason });
    }
    // A parcel that was being put in may be inside or not. Its pass stays bound to it, so that nobody else ever gets it.
    for (const parcel of tx.parcelsInside()) if (parcel.status === 'loading') tx.putParcel({ ...parcel, status: 'withdrawn', ended: 'missing' });
    tx.audit({ kind: 'station.check-all', at, facts: { compartments: tx.compartments().length, live: live.length } });
    tx.putMeta(CHECK_ALL_KEY, '');
    return done;
  });
  if (!checked.ok) logger.error('the compartments of a restored database could not be put under suspicion', { detail: checked.error.detail });
}
