import type { Migration } from '../migrate.ts';

/** When every station of the shop had heard that an order was called off: money goes back by itself only then, or goods could be handed over meanwhile. */
export const toldStations: Migration = {
  number: 87,
  name: 'told-stations',
  // What waited before waits for nobody: it was asked for without looking.
  statements: ['ALTER TABLE withdrawals ADD COLUMN told_at bigint', "UPDATE withdrawals SET told_at = 0 WHERE state = 'refund-due'"],
};
