import type { SiloView } from '../../../src/contract/station/silo-views.ts';

/** A silo's view in the given state. */
export function siloView(state: SiloView['state']): SiloView {
  return {
    at: 1_000,
    place: { storeName: 'Centro', currency: 'EUR', stationKind: 'silo' },
    hub: { state: 'online', lastContactAt: 1_000, catalogueAsOf: 1_000, pending: 0 },
    bank: [],
    state,
  };
}
