import type { Migration } from '../migrate.ts';

/** Shifts as they were closed at stations. A row is written once: nothing changes it. */
export const shifts: Migration = {
  number: 84,
  name: 'shifts',
  statements: [
    `CREATE TABLE shifts (
      tenant_id text NOT NULL,
      shift_id text NOT NULL,
      store_id text NOT NULL,
      station_id text NOT NULL,
      staff_id text NOT NULL,
      from_at bigint NOT NULL,
      to_at bigint NOT NULL,
      body jsonb NOT NULL,
      PRIMARY KEY (tenant_id, shift_id),
      FOREIGN KEY (tenant_id, station_id) REFERENCES stations
    )`,
    'CREATE INDEX shifts_of_store ON shifts (tenant_id, store_id, to_at)',
    `CREATE FUNCTION shifts_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a shift that was closed is never changed'; END $$`,
    'CREATE TRIGGER shifts_stay BEFORE UPDATE ON shifts FOR EACH ROW EXECUTE FUNCTION shifts_stay()',
  ],
};
