import type { Logger } from '../../../kernel/logger.ts';
import type { Sql } from '../sql.ts';
import { auditTable, type AuditTable } from './audit.ts';
import { type CollectionTables, collectionTables } from './collections.ts';
import { compartmentTable, type CompartmentTable } from './compartments.ts';
import { cursorTable, type CursorTable } from './cursors.ts';
import { doorRecordTable, type DoorRecordTable } from './door-records.ts';
import { intentTable, type IntentTable } from './intents.ts';
import { keyTable, type KeyTable } from './keys.ts';
import { loadRoundTable, type LoadRoundTable } from './load-rounds.ts';
import { orderTable, type OrderTable } from './orders.ts';
import { loyaltyTables, type LoyaltyTables } from './loyalty.ts';
import { ownStockTables, type OwnStockTables } from './own-stock.ts';
import { outboxTable, type OutboxTable } from './outbox.ts';
import { parcelTable, type ParcelTable } from './parcels.ts';
import { passTable, type PassTable } from './passes.ts';
import { siloTables, type SiloTables } from './silo.ts';
import { smallTables, type SmallTables } from './small.ts';
import { staffTable, type StaffTable } from './staff.ts';

/** Every table of `station.db`. */
export interface Tables {
  readonly compartments: CompartmentTable;
  readonly intents: IntentTable;
  readonly parcels: ParcelTable;
  readonly passes: PassTable;
  readonly keys: KeyTable;
  readonly orders: OrderTable;
  readonly staff: StaffTable;
  readonly small: SmallTables;
  readonly silo: SiloTables;
  readonly collections: CollectionTables;
  readonly doorRecords: DoorRecordTable;
  readonly loadRounds: LoadRoundTable;
  readonly loyalty: LoyaltyTables;
  readonly ownStock: OwnStockTables;
  readonly outbox: OutboxTable;
  readonly audit: AuditTable;
  readonly cursors: CursorTable;
}

/** Key of `meta` that holds the epoch in which the audit chain began. */
export const AUDIT_ORIGIN_KEY = 'auditOrigin';

/** Prepares the statements of all tables of a migrated database. */
export function stationTables(sql: Sql, logger: Logger): Tables {
  const small = smallTables(sql);
  return {
    compartments: compartmentTable(sql),
    intents: intentTable(sql),
    parcels: parcelTable(sql),
    passes: passTable(sql),
    keys: keyTable(sql),
    orders: orderTable(sql),
    staff: staffTable(sql),
    small,
    silo: siloTables(sql),
    collections: collectionTables(sql),
    doorRecords: doorRecordTable(sql),
    loadRounds: loadRoundTable(sql),
    loyalty: loyaltyTables(sql, small),
    ownStock: ownStockTables(sql),
    outbox: outboxTable(sql),
    audit: auditTable(sql, () => small.meta(AUDIT_ORIGIN_KEY) ?? '', logger),
    cursors: cursorTable(sql),
  };
}
