import { compartmentMark } from '../../../contract/events/operations.ts';
import { type DoorService, outReason } from '../../../contract/station/service-views.ts';
import type { CompartmentRow, StoreReader } from '../../ports/store.ts';
import { recordOf } from '../doors/door-record.ts';
import { holdsParcel, type Seen } from '../service/service-compartments.ts';

/** What is known of one door beyond its state, for whoever repairs it. */
export function doorService(read: StoreReader, row: CompartmentRow, seen: Seen | null): DoorService {
  const { bus, board, lock, size } = row;
  const { compartmentId: _compartmentId, mark: noted, markedAt: notedAt, ...counts } = recordOf(read, row.compartmentId);
  const mark = compartmentMark.safeParse(noted);
  return {
    bus,
    board,
    lock,
    size,
    hasParcel: holdsParcel(read, row),
    reason: reasonOf(row),
    seen,
    mark: mark.data ?? null,
    markedAt: mark.success ? notedAt : null,
    ...counts,
  };
}

/** A word that this program does not know (a newer one wrote it) is another reason. */
function reasonOf({ reason }: CompartmentRow): DoorService['reason'] {
  if (reason === null) return null;
  const known = outReason.safeParse(reason);
  return known.success ? known.data : 'other';
}
