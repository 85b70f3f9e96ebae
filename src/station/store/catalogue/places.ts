import { z } from 'zod';
import type { StationConfig } from '../../../contract/hub/sync.ts';
import type { Sql } from '../sql.ts';
import { kindBits } from './offers.ts';

const placeRow = z.object({ id: z.number(), locationId: z.string() });

/** For each numbered place the bits of what it is to this shop; 0 for one that the configuration does not name. */
export function placeKinds(sql: Sql, config: () => StationConfig | null): () => readonly number[] {
  const places = sql.many(placeRow, 'SELECT id, location_id AS locationId FROM place');
  return () => {
    const now = config();
    const kinds: number[] = [];
    for (const { id, locationId } of places()) {
      const location = now?.locations.find((candidate) => candidate.locationId === locationId);
      kinds[id] = location === undefined ? 0 : locationId === now?.locationId ? kindBits.here : kindBits[location.kind];
    }
    return kinds;
  };
}
