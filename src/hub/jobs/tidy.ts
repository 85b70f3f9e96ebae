import type { UnixMs } from '../../kernel/clock.ts';
import { type Bucket, putRows } from '../db/buckets.ts';
import { expireConsents } from '../db/consents.ts';
import type { Database } from '../db/database.ts';
import { str } from '../db/rows.ts';
import { forgetPins } from './forget-pins.ts';
import { expireReturns } from '../domain/return-permits.ts';
import { WITHDRAWAL_LATE } from '../after/settle-withdrawal.ts';
import { REFUND_LATE } from '../domain/settle-refund.ts';

/** A command that no silo can obey any more is taken away this long after its end, a call for help this long after it was made. Milliseconds. */
const COMMAND_MS = 300_000;
const CALL_MS = 3_600_000;

/** A refund that nobody has seen to after this long is told to people: the customer was promised fourteen days. Milliseconds. */
const REFUND_MS = 10 * 86_400_000;

/** Money that is owed for a withdrawal is told to people so long before it must be back. Milliseconds. */
const WITHDRAWAL_MS = 4 * 86_400_000;

/** A link that nobody confirmed ends after this long, and with it the mailbox that somebody typed. Milliseconds. */
const CONSENT_MS = 7 * 86_400_000;

/**
 * Takes away what time has ended: commands from afar that nobody answered (which are then known to be too late), calls for help whose station
 * never told their end, couriers whose time is over, return codes that nobody came with, PINs of what may not come back any more. Answers how much it was.
 */
export async function tidy(db: Database, now: UnixMs): Promise<number> {
  const commands = await drop(db, {
    bucket: 'commands',
    sql: `UPDATE remote_commands SET outcome = 'too-late', answered_at = expires_at WHERE outcome IS NULL AND expires_at < $1
      RETURNING tenant_id, station_id AS scope, command_id AS key`,
    before: now - COMMAND_MS,
  });
  const calls = await drop(db, {
    bucket: 'calls',
    sql: 'UPDATE help_calls SET ended_at = called_at WHERE ended_at IS NULL AND called_at < $1 RETURNING tenant_id, store_id AS scope, call_id AS key',
    before: now - CALL_MS,
  });
  const couriers = await drop(db, {
    bucket: 'couriers',
    sql: `UPDATE couriers SET revoked_at = expires * 1000 WHERE revoked_at IS NULL AND expires * 1000 < $1 RETURNING tenant_id, '' AS scope, courier_id AS key`,
    before: now,
  });
  await tellLateRefunds(db, now - REFUND_MS);
  await expireConsents(db, now - CONSENT_MS, now);
  await tellLateWithdrawals(db, now + WITHDRAWAL_MS);
  return commands + calls + couriers + (await expireReturns(db, now)) + (await forgetPins(db, now));
}

/** Each refund is told once: whoever ends the alarm has seen it. */
async function tellLateRefunds(db: Database, before: UnixMs): Promise<void> {
  await db.query(
    `WITH late AS (
       UPDATE refunds SET late_told = true WHERE settled IS NULL AND NOT late_told AND deposited_at < $1
       RETURNING tenant_id, parcel_id, order_id, station_id, state, deposited_at
     ) INSERT INTO alarms (tenant_id, alarm_key, station_id, kind, at, facts)
       SELECT tenant_id, $2 || ':' || parcel_id, station_id, $2, deposited_at, jsonb_build_object('parcelId', parcel_id, 'orderId', order_id, 'state', state)
       FROM late ON CONFLICT DO NOTHING`,
    [before, REFUND_LATE],
  );
}

/** The same for money that is owed for a withdrawal. */
async function tellLateWithdrawals(db: Database, before: UnixMs): Promise<void> {
  await db.query(
    `WITH late AS (
       UPDATE withdrawals SET late_told = true WHERE settled IS NULL AND NOT late_told AND state = 'refund-due' AND refund_by < $1
       RETURNING tenant_id, withdrawal_id, order_id, station_id, refund_by
     ) INSERT INTO alarms (tenant_id, alarm_key, station_id, kind, at, facts)
       SELECT tenant_id, $2 || ':' || withdrawal_id, station_id, $2, refund_by, jsonb_build_object('withdrawalId', withdrawal_id, 'orderId', order_id)
       FROM late ON CONFLICT DO NOTHING`,
    [before, WITHDRAWAL_LATE],
  );
}

interface Ended {
  readonly bucket: 'commands' | 'calls' | 'couriers';
  /** Ends what is older than its one parameter and gives back tenant, scope and key of their rows. */
  readonly sql: string;
  readonly before: UnixMs;
}

async function drop(db: Database, { bucket, sql, before }: Ended): Promise<number> {
  return await db.transaction(async (tx) => {
    const rows = await tx.query(sql, [before]);
    const places = Map.groupBy(rows, (row) => `${str(row, 'tenant_id')}/${str(row, 'scope')}`);
    // In one order everywhere, so that two hub processes never wait for each other in a circle.
    for (const place of [...places.keys()].toSorted()) {
      const group = places.get(place) ?? [];
      const target: Bucket = { tenantId: str(group[0], 'tenant_id'), bucket, scope: str(group[0], 'scope') };
      await putRows(
        tx,
        target,
        group.map((row) => ({ key: str(row, 'key'), value: null })),
      );
    }
    return rows.length;
  });
}
