import type { Cancel, Clock } from '../../../kernel/clock.ts';
import { done } from '../../../kernel/result.ts';
import type { StationStore } from '../../ports/store.ts';
import type { StaffAccess } from './staff-access.ts';

/** What staff look through, by its name on the record. */
export type LookedAt = 'to-prepare' | 'to-hand' | 'short' | 'to-take-out' | 'money' | 'alarms' | 'shift';

/** Who looked at which list, for the record. */
export interface Looks {
  /** Somebody was shown this list. A screen asks for it again and again: that is one look, until they leave it alone for a while or sign out. */
  note(list: LookedAt, staffId: string): void;
  close(): void;
}

/** What looks need. */
export interface LooksParts {
  readonly store: Pick<StationStore, 'commit'>;
  readonly staff: Pick<StaffAccess, 'current' | 'member'>;
  readonly clock: Clock;
}

/** A screen asks for its list at least twice as often as this. Milliseconds. */
const ONE_LOOK_MS = 60_000;

/** Creates it with nothing looked at. What the disk does not take keeps nobody from their work. */
export function createLooks({ store, staff, clock }: LooksParts): Looks {
  const last = new Map<LookedAt, { readonly staffId: string; readonly at: number }>();
  const stop: Cancel = staff.member.onChange(() => {
    if (staff.current() === null) last.clear();
  });
  return {
    note: (list, staffId) => {
      const before = last.get(list);
      const at = clock.monotonic();
      last.set(list, { staffId, at });
      if (before?.staffId === staffId && at - before.at < ONE_LOOK_MS) return;
      const recorded = store.commit<undefined, never>((tx) => {
        tx.audit({ kind: 'list.looked-at', at: clock.now(), facts: { list, staffId } });
        return done;
      });
      if (!recorded.ok) last.delete(list);
    },
    close: () => stop(),
  };
}
