import { encodeBase64Url } from '../../contract/hub/base64.ts';
import { MAX_DELEGATES } from '../../contract/hub/phone.ts';
import { MAX_PASS_SECONDS } from '../../contract/pass/lk1.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { putRows } from '../db/buckets.ts';
import { findDelegates, type StoredDelegate } from '../db/delegates.ts';
import type { StoredOrder } from '../db/orders.ts';
import { lockPass } from '../db/passes.ts';
import { num } from '../db/rows.ts';
import { audit, type Happening } from './context.ts';
import { beginsAt, type Mint, mintCode } from './mint.ts';
import type { Refusal } from './refusal.ts';
import { findWaiting } from './waiting.ts';

const NOTHING_WAITS: Refusal = { kind: 'not-now', message: 'nothing waits in a silo' };

/**
 * Makes a second code for what an order's code opens. Its id is one that the silo knows from the start, so that it works without a network
 * from the first second. An id that was taken back is never used again. The order is locked.
 */
export async function makeDelegate(c: Happening, order: StoredOrder, made: number, mint: Mint): Promise<Result<undefined, Refusal>> {
  const { tenantId, orderId } = order;
  const waiting = await findWaiting(c.tx, order, c.at);
  if (waiting === null) return err(NOTHING_WAITS);
  const { passId, stationId, delegateIds, expires } = waiting.pass;
  await lockPass(c.tx, tenantId, passId);
  const existing = await findDelegates(c.tx, tenantId, passId);
  if (existing.length !== made) return ok(undefined);
  const delegateId = delegateIds[existing.length];
  if (delegateId === undefined || delegatesLeft(delegateIds, existing) === 0)
    return err({ kind: 'not-now', message: 'there are no more second codes for this code now' });
  const [station] = await c.tx.query('SELECT bank FROM stations WHERE tenant_id = $1 AND station_id = $2', [tenantId, stationId]);
  const notBefore = Math.max(beginsAt(mint.key, Math.floor(c.at / 1000)), expires - MAX_PASS_SECONDS);
  const code = mintCode(mint, { kind: 'collect', passId: delegateId, bank: num(station, 'bank'), pin: false, notBefore, expires });
  await c.tx.query(`INSERT INTO delegates (tenant_id, delegate_id, pass_id, order_id, number, token, code, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, [
    tenantId,
    delegateId,
    passId,
    orderId,
    existing.length + 1,
    encodeBase64Url(mint.random(16)),
    code,
    c.at,
  ]);
  await audit(c, 'delegate.made', { orderId, passId, delegateId });
  return ok(undefined);
}

/** How many second codes may be made now: few work at once, and one that was taken back makes room for another while the silo knows further ids. */
export function delegatesLeft(delegateIds: readonly string[], made: readonly Pick<StoredDelegate, 'revokedAt'>[]): number {
  const working = made.filter((delegate) => delegate.revokedAt === null).length;
  return Math.max(0, Math.min(MAX_DELEGATES - working, delegateIds.length - made.length));
}

/** Takes a second code back: its link shows nothing from now on, and its door stays shut once the silo has heard. The order is locked. */
export async function revokeDelegate(c: Happening, order: StoredOrder, number: number): Promise<Result<undefined, Refusal>> {
  const { tenantId, orderId } = order;
  const waiting = await findWaiting(c.tx, order, c.at);
  if (waiting === null) return err(NOTHING_WAITS);
  const { passId, stationId } = waiting.pass;
  await lockPass(c.tx, tenantId, passId);
  const delegate = (await findDelegates(c.tx, tenantId, passId)).find((one) => one.number === number);
  if (delegate === undefined) return err({ kind: 'unknown', message: 'there is no such code' });
  if (delegate.revokedAt !== null) return ok(undefined);
  const { delegateId } = delegate;
  await c.tx.query('UPDATE delegates SET revoked_at = $3, code = NULL WHERE tenant_id = $1 AND delegate_id = $2', [tenantId, delegateId, c.at]);
  await putRows(c.tx, { tenantId, bucket: 'revoked', scope: stationId }, [{ key: delegateId, value: { passId: delegateId, revokedAt: c.at } }]);
  await audit(c, 'delegate.revoked', { orderId, passId, delegateId });
  return ok(undefined);
}
