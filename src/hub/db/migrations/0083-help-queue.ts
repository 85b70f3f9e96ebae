import type { Migration } from '../migrate.ts';

/** What whoever calls for help was doing, how a call ended, and how often nobody came after "I am coming". */
export const helpQueue: Migration = {
  number: 83,
  name: 'help-queue',
  statements: [
    `ALTER TABLE help_calls ADD COLUMN doing text, ADD COLUMN reopened integer NOT NULL DEFAULT 0,
       ADD COLUMN outcome text CHECK (outcome IN ('helped', 'nobody-there', 'passed-on'))`,
  ],
};
