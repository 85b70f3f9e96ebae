import type { SiloView } from '../contract/station/silo-views.ts';
import type { Cancel, Clock } from '../kernel/clock.ts';
import type { Published } from './ports/screens.ts';
import type { StationDatabase } from './store/database.ts';

/** Milliseconds. Somebody before an open door sees what to do for as long as that; and how often the station looks whether they have gone. */
const PATIENCE_MS = 120_000;
const LOOK_MS = 1000;

/** Calls `listener` once after the storage failed, as soon as no door is in anybody's hand, and after two minutes in any case. */
export function afterStorageFailed(
  parts: { readonly store: Pick<StationDatabase, 'health' | 'onFailed'>; readonly silo: Published<SiloView>; readonly clock: Clock },
  listener: () => void,
): Cancel {
  const { store, silo, clock } = parts;
  let timer: Cancel = () => {};
  let since: number | null = null;
  const look = (): void => {
    if (since !== null && clock.monotonic() - since < PATIENCE_MS && isDoorInHand(silo)) timer = clock.after(LOOK_MS, look);
    else listener();
  };
  const begin = (): void => {
    if (since !== null) return;
    since = clock.monotonic();
    timer = clock.after(LOOK_MS, look);
  };
  const stop = store.onFailed(begin);
  if (store.health === 'failed') begin();
  return () => {
    stop();
    timer();
  };
}

/** A view that cannot be made any more, for want of a database, shows nobody anything. */
function isDoorInHand(silo: Published<SiloView>): boolean {
  try {
    const { kind } = silo.current().state;
    return kind === 'opening' || kind === 'open';
  } catch {
    return false;
  }
}
