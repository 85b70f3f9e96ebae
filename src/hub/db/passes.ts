import { z } from 'zod';
import { hex16 } from '../../contract/schema.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { num, parsed, str, strOrNull } from './rows.ts';

/** A pass as the hub keeps it. `code` and `pin` are erased once its last parcel was collected or taken out. */
export interface StoredPass {
  readonly passId: string;
  readonly stationId: string;
  readonly code: string | null;
  readonly shortCode: string;
  readonly pin: string | null;
  /** What silos check the PIN with; kept, once it was collected, for as long as things may come back. Null where it was never known. */
  readonly pinHash: string | null;
  readonly pinResets: number;
  /** Unix seconds. */
  readonly expires: number;
  readonly state: 'blank' | 'retired' | 'bound' | 'used';
  /** Ids for second codes, known to the silo from the start. */
  readonly delegateIds: readonly string[];
}

/** A pass that opens something now. */
export type OpeningPass = StoredPass & { readonly code: string; readonly pin: string };

/** One pass, locked until the transaction ends, or null. */
export async function lockPass(tx: Transaction, tenantId: string, passId: string): Promise<StoredPass | null> {
  const [row] = await tx.query('SELECT * FROM passes WHERE tenant_id = $1 AND pass_id = $2 FOR UPDATE', [tenantId, passId]);
  return row === undefined ? null : readPass(row);
}

/** One pass, or null. */
export async function findPass(db: Queryable, tenantId: string, passId: string): Promise<StoredPass | null> {
  const [row] = await db.query('SELECT * FROM passes WHERE tenant_id = $1 AND pass_id = $2', [tenantId, passId]);
  return row === undefined ? null : readPass(row);
}

/** Does the pass still have what opens doors? */
export function opens(pass: StoredPass | null): pass is OpeningPass {
  return pass !== null && pass.state === 'bound' && pass.code !== null && pass.pin !== null;
}

function readPass(row: Row): StoredPass {
  return {
    passId: str(row, 'pass_id'),
    stationId: str(row, 'station_id'),
    code: strOrNull(row, 'code'),
    shortCode: str(row, 'short_code'),
    pin: strOrNull(row, 'pin'),
    pinHash: strOrNull(row, 'pin_hash'),
    pinResets: num(row, 'pin_resets'),
    expires: num(row, 'expires'),
    state: parsed(row, 'state', z.enum(['blank', 'retired', 'bound', 'used'])),
    delegateIds: parsed(row, 'delegate_ids', z.array(hex16)),
  };
}
