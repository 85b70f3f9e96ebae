import { COMMAND_LIFE_MS, signCommand } from '../../contract/hub/command.ts';
import type { RemoteCommand } from '../../contract/hub/silo.ts';
import type { SignEd25519 } from '../../contract/pass/pass.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { putRows } from '../db/buckets.ts';
import type { Queryable } from '../db/database.ts';
import type { Operator } from '../db/operators.ts';
import { findOrder } from '../db/orders.ts';
import { readParcel } from '../db/parcels.ts';
import { num, str } from '../db/rows.ts';
import { audit, type Happening } from './context.ts';
import type { Refusal } from './refusal.ts';

/** What an operator wants opened. */
export type CommandWish = Pick<RemoteCommand, 'compartmentId' | 'purpose' | 'reason'> & { readonly stationId: string };

/** With what a command is made: its signing key was loaded before the transaction. */
export interface CommandMint {
  readonly random: RandomBytes;
  readonly sign: SignEd25519;
}

/**
 * Signs the wish of head office to open one door within a minute, and puts it where the silo finds it. A shop's own setup must allow it at
 * all; a hand-over is of a parcel that lies there and is paid for; one compartment has one command at a time. Answers the command's id.
 */
export async function orderOpening(c: Happening, operator: Operator, wish: CommandWish, mint: CommandMint): Promise<Result<string, Refusal>> {
  const { tenantId, operatorId } = operator;
  const { stationId, compartmentId, purpose, reason } = wish;
  // The station's row is locked, so that two operators cannot both find the compartment without a command.
  const [station] = await c.tx.query(
    `SELECT s.bank, t.remote_open FROM stations s JOIN stores t ON t.tenant_id = s.tenant_id AND t.store_id = s.store_id
     WHERE s.tenant_id = $1 AND s.station_id = $2 AND s.revoked_at IS NULL FOR UPDATE OF s`,
    [tenantId, stationId],
  );
  if (station === undefined) return err({ kind: 'unknown', message: 'there is no such station' });
  if (station['remote_open'] !== true) return err({ kind: 'not-now', message: "this shop's setup allows no opening from afar" });
  const live = await c.tx.query(
    `SELECT 1 FROM remote_commands WHERE tenant_id = $1 AND station_id = $2 AND compartment_id = $3 AND outcome IS NULL AND expires_at > $4`,
    [tenantId, stationId, compartmentId, c.at],
  );
  if (live.length > 0) return err({ kind: 'not-now', message: 'a command for this compartment is under way' });
  if (purpose === 'hand-over' && !(await holdsPaidParcel(c.tx, tenantId, stationId, compartmentId))) {
    return err({ kind: 'not-now', message: 'no parcel of a paid order lies there' });
  }
  const commandId: string = uuidV7(c.at, mint.random);
  const expiresAt = c.at + COMMAND_LIFE_MS;
  const command: RemoteCommand = { commandId, bank: num(station, 'bank'), compartmentId, purpose, reason, orderedBy: operatorId, issuedAt: c.at, expiresAt };
  await c.tx.query(
    `INSERT INTO remote_commands (tenant_id, command_id, station_id, compartment_id, purpose, reason, ordered_by, issued_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tenantId, commandId, stationId, compartmentId, purpose, reason, operatorId, c.at, expiresAt],
  );
  await putRows(c.tx, { tenantId, bucket: 'commands', scope: stationId }, [{ key: commandId, value: signCommand(command, tenantId, mint.sign) }]);
  await audit({ ...c, station: { tenantId, stationId } }, 'remote.ordered', { commandId, compartmentId, purpose, reason, operatorId });
  return ok(commandId);
}

async function holdsPaidParcel(db: Queryable, tenantId: string, stationId: string, compartmentId: string): Promise<boolean> {
  const rows = await db.query(
    `SELECT * FROM parcels WHERE tenant_id = $1 AND station_id = $2 AND compartment_id = $3 AND status = 'stored' AND kind = 'order'`,
    [tenantId, stationId, compartmentId],
  );
  const [parcel] = rows.map(readParcel);
  const order = parcel?.orderId == null ? null : await findOrder(db, tenantId, parcel.orderId);
  return rows.length === 1 && order?.status === 'ready';
}

/** A command as operators see it. */
export async function findCommand(db: Queryable, tenantId: string, commandId: string) {
  const [row] = await db.query('SELECT * FROM remote_commands WHERE tenant_id = $1 AND command_id = $2', [tenantId, commandId]);
  if (row === undefined) return null;
  return {
    commandId,
    stationId: str(row, 'station_id'),
    compartmentId: str(row, 'compartment_id'),
    purpose: row['purpose'],
    reason: str(row, 'reason'),
    orderedBy: str(row, 'ordered_by'),
    issuedAt: num(row, 'issued_at'),
    expiresAt: num(row, 'expires_at'),
    outcome: row['outcome'],
    answeredAt: row['answered_at'],
  };
}
