import type { Migration } from '../migrate.ts';

/** Counts the orders that were placed on phones: their numbers are a series of the tenant's own, beside those of its stations. */
export const phoneOrders: Migration = {
  number: 96,
  name: 'phone-orders',
  statements: ['ALTER TABLE tenants ADD COLUMN phone_orders integer NOT NULL DEFAULT 0'],
};
