import type { Migration } from '../migrate.ts';

/**
 * Orders whose lines go several ways: what was promised and taken off (`extras`), where lines are sent to that do not lead the order
 * (`ship_to`), and what staff put ready and handed over (`hand_overs`). An order from before has none of it.
 */
export const ways: Migration = {
  number: 60,
  name: 'ways',
  statements: [
    `ALTER TABLE orders
      ADD COLUMN extras jsonb NOT NULL DEFAULT '{}'::jsonb,
      ADD COLUMN ship_to jsonb,
      ADD COLUMN hand_overs jsonb NOT NULL DEFAULT '[]'::jsonb`,
  ],
};
