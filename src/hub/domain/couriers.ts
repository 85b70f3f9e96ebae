import type { z } from 'zod';
import type { madeCourier, makeCourier } from '../../contract/hub/operator.ts';
import type { CourierRecord } from '../../contract/hub/silo.ts';
import { toHex } from '../../kernel/ids.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { putRows } from '../db/buckets.ts';
import { dropRow } from '../db/directives.ts';
import type { Operator } from '../db/operators.ts';
import { num, str } from '../db/rows.ts';
import { audit, type Happening } from './context.ts';
import { beginsAt, type Mint, mintCode } from './mint.ts';
import type { NewPin } from './reset-pin.ts';
import type { Refusal } from './refusal.ts';

/** A courier to be, and their codes once they are made. */
export type CourierWish = z.infer<typeof makeCourier>;
export type MadeCourier = z.infer<typeof madeCourier>;

const DAY_SECONDS = 86_400;
const KINDS = { deposit: 'courier-deposit', collect: 'courier-collect' } as const;

/**
 * Makes a courier: an id that the tenant's silos know, and for each silo and right a code that carries it. Codes and PIN are answered once and
 * not kept. A silo that was not named refuses the codes by itself, because they are another bank's.
 */
export async function addCourier(c: Happening, operator: Operator, wish: CourierWish, fresh: NewPin | null, mint: Mint): Promise<Result<MadeCourier, Refusal>> {
  const { tenantId, operatorId } = operator;
  const rights = [...new Set(wish.rights)];
  const stationIds = [...new Set(wish.stationIds)];
  const rows = await c.tx.query(
    'SELECT station_id, bank FROM stations WHERE tenant_id = $1 AND revoked_at IS NULL AND station_id IN (SELECT jsonb_array_elements_text($2::jsonb)) ORDER BY station_id',
    [tenantId, JSON.stringify(stationIds)],
  );
  if (rows.length !== stationIds.length) return err({ kind: 'unknown', message: 'there is no such station' });
  const courierId = toHex(mint.random(16));
  const notBefore = beginsAt(mint.key, Math.floor(c.at / 1000));
  const expires = Math.floor(c.at / 1000) + wish.days * DAY_SECONDS;
  await c.tx.query(
    `INSERT INTO couriers (tenant_id, courier_id, name, rights, pin_hash, not_before, expires, made_by) VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, $8)`,
    [tenantId, courierId, wish.name, JSON.stringify(rights), fresh?.hash ?? null, notBefore, expires, operatorId],
  );
  const value: CourierRecord = { courierId, name: wish.name, rights, pin: fresh?.hash ?? null, notBefore, expires };
  await putRows(c.tx, { tenantId, bucket: 'couriers', scope: '' }, [{ key: courierId, value }]);
  await audit(c, 'courier.made', { courierId, operatorId, stations: stationIds.length, days: wish.days });
  const codes = rows.flatMap((row) =>
    rights.map((right) => {
      const code = mintCode(mint, { kind: KINDS[right], passId: courierId, bank: num(row, 'bank'), pin: fresh !== null, notBefore, expires });
      return { stationId: str(row, 'station_id'), right, code };
    }),
  );
  return ok({ courierId, pin: fresh?.pin ?? null, codes });
}

/** Ends a courier's access at every silo that hears of it. */
export async function revokeCourier(c: Happening, operator: Operator, courierId: string): Promise<Result<undefined, Refusal>> {
  const { tenantId, operatorId } = operator;
  const rows = await c.tx.query(
    'UPDATE couriers SET revoked_at = coalesce(revoked_at, $3::bigint) WHERE tenant_id = $1 AND courier_id = $2 RETURNING courier_id',
    [tenantId, courierId, c.at],
  );
  if (rows.length === 0) return err({ kind: 'unknown', message: 'there is no such courier' });
  await dropRow(c.tx, { tenantId, bucket: 'couriers', scope: '' }, courierId);
  await audit(c, 'courier.revoked', { courierId, operatorId });
  return ok(undefined);
}
