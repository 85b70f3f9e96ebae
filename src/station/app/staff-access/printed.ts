import type { Clock } from '../../../kernel/clock.ts';
import { done } from '../../../kernel/result.ts';
import type { StationStore } from '../../ports/store.ts';

/** Who took which paper out of the printer, for the record: ids only. What the disk does not take keeps nobody from their work: the paper is out. */
export function writePrinted(
  { store, clock }: { readonly store: Pick<StationStore, 'commit'>; readonly clock: Clock },
  kind: 'receipt.printed' | 'slip.printed' | 'list.printed' | 'shift.printed',
  facts: Readonly<Record<string, string>>,
): void {
  const recorded = store.commit<undefined, never>((tx) => {
    tx.audit({ kind, at: clock.now(), facts });
    return done;
  });
  if (!recorded.ok) return;
}
