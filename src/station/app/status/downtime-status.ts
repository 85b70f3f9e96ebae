import type { StationStatus } from '../../../contract/station/views.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Milliseconds. A downtime that ended longer ago than that is of no more interest on the status page: 30 days. */
const LOOK_BACK_MS = 30 * 86_400_000;

/** When nobody could have collected: now, the longest first, and the last time before. `now` is trusted time. */
export function downtimeStatus(read: Pick<StoreReader, 'downtimes'>, now: UnixMs): NonNullable<StationStatus['downtime']> {
  const rows = read.downtimes(Math.max(0, now - LOOK_BACK_MS));
  const running = rows.filter((row) => row.endedAt === null).slice(0, MOST);
  const last = rows
    .flatMap(({ cause, beganAt, endedAt }) => (endedAt === null ? [] : [{ cause, from: beganAt, to: endedAt }]))
    .reduce<NonNullable<StationStatus['downtime']>['last']>((latest, row) => (latest === null || row.to >= latest.to ? row : latest), null);
  return { now: running.map(({ cause, beganAt }) => ({ cause, since: beganAt })), last };
}

/** The contract's limit; there is one of each cause at most. */
const MOST = 10;
