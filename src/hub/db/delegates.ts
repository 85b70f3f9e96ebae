import type { Queryable, Row } from './database.ts';
import { num, numOrNull, str, strOrNull } from './rows.ts';

/** A second code for what a pass opens. `code` is erased when it was taken back, or when nothing waits behind it any more. */
export interface StoredDelegate {
  readonly tenantId: string;
  readonly delegateId: string;
  readonly passId: string;
  /** The order from whose page it was made. */
  readonly orderId: string;
  /** 1 for the first of its pass. */
  readonly number: number;
  readonly token: string;
  readonly code: string | null;
  readonly madeAt: number;
  readonly revokedAt: number | null;
  readonly usedAt: number | null;
}

/** The second codes of a pass, in the order in which they were made. */
export async function findDelegates(db: Queryable, tenantId: string, passId: string): Promise<readonly StoredDelegate[]> {
  return (await db.query('SELECT * FROM delegates WHERE tenant_id = $1 AND pass_id = $2 ORDER BY number', [tenantId, passId])).map(readDelegate);
}

/** The second code behind a link, or null. */
export async function findDelegateByToken(db: Queryable, token: string): Promise<StoredDelegate | null> {
  const [row] = await db.query('SELECT * FROM delegates WHERE token = $1', [token]);
  return row === undefined ? null : readDelegate(row);
}

function readDelegate(row: Row): StoredDelegate {
  return {
    tenantId: str(row, 'tenant_id'),
    delegateId: str(row, 'delegate_id'),
    passId: str(row, 'pass_id'),
    orderId: str(row, 'order_id'),
    number: num(row, 'number'),
    token: str(row, 'token'),
    code: strOrNull(row, 'code'),
    madeAt: num(row, 'made_at'),
    revokedAt: numOrNull(row, 'revoked_at'),
    usedAt: numOrNull(row, 'used_at'),
  };
}
