import type { Migration } from '../migrate.ts';

/**
 * Operations are no longer looked up in `streams` one by one as they are stored: a push writes its stream's row first, in the same transaction and behind the
 * lock of its station, and no stream is ever taken away.
 */
export const operationsStandAlone: Migration = {
  number: 91,
  name: 'operations stand alone',
  statements: ['ALTER TABLE operations DROP CONSTRAINT IF EXISTS operations_tenant_id_station_id_epoch_fkey'],
};
