import type { Migration } from './migration.ts';

/** What whoever calls for help was doing, when their call rang again because nobody came, and how it ended. */
export const migration0159: Migration = { version: 159, up: (db) => void db.exec(SQL) };

const SQL = `
  ALTER TABLE help_call ADD COLUMN doing TEXT CHECK (length(doing) <= 20);
  ALTER TABLE help_call ADD COLUMN reopened_at INTEGER CHECK (reopened_at >= 0);
  ALTER TABLE help_call ADD COLUMN outcome TEXT CHECK (outcome IN ('helped', 'nobody-there', 'passed-on'));
`;
