import { randomUUID } from 'node:crypto';
import type { Database } from '../../../../src/hub/db/database.ts';
import { makeOperatorToken } from '../../../../src/hub/db/operators.ts';
import { NOW, type World } from './world.ts';

/** Somebody at the till's side of head office, who may look and tell of refunds. Answers their token. */
export async function makeOperator(db: Database, { tenantId }: Pick<World, 'tenantId'>): Promise<string> {
  const operatorId = randomUUID();
  await db.query(`INSERT INTO operators (tenant_id, operator_id, name, rights) VALUES ($1, $2, 'Caja', '["look","refund"]')`, [tenantId, operatorId]);
  return (await makeOperatorToken(db, (size) => crypto.getRandomValues(new Uint8Array(size)), operatorId, NOW)) ?? '';
}
