import type { Migration } from './migration.ts';

/**
 * Takes what people typed out of the operations that the hub refused: a contact, an address, their words. The hub keeps the whole of each for
 * those who look into it, and ends it there; nobody reads it here.
 */
export const migration0162: Migration = { version: 162, up: (db) => void db.exec(SQL) };

const SQL = `
  UPDATE rejected_operation
  SET body = json_patch('{}', json_object('kind', json_extract(body, '$.kind'), 'orderId', json_extract(body, '$.orderId')));
`;
