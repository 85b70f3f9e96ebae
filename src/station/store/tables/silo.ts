import { z } from 'zod';
import {
  helpDoing,
  helpOutcome,
  courierRecord,
  type CourierRecord,
  helpCallRow,
  type HelpCallRow,
  returnLine,
  returnPermit,
  type ReturnPermit,
  signedCommand,
  type SignedCommand,
} from '../../../contract/hub/silo.ts';
import { locale } from '../../../contract/schema.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { ParcelId, PassId } from '../../../kernel/ids.ts';
import type { HelpCall } from '../../ports/help-call.ts';
import type { Downtime, PendingCommand, ReturnDepositRow, ReturnDraftRow } from '../../ports/store.ts';
import { idColumn, jsonColumn, type Sql, textRow } from '../sql.ts';

/** What a silo keeps beside doors and parcels: couriers, returns, calls for help, downtimes, commands from afar. */
export interface SiloTables {
  courier(courierId: PassId): CourierRecord | null;
  putCourier(courier: CourierRecord): void;
  dropCourier(courierId: string): void;
  returnPermit(returnId: PassId): ReturnPermit | null;
  putPermit(permit: ReturnPermit): void;
  dropPermit(returnId: string): void;
  deposit(parcelId: ParcelId): ReturnDepositRow | null;
  depositsOfReturn(returnId: PassId): readonly ReturnDepositRow[];
  putDeposit(row: ReturnDepositRow): void;
  draft(parcelId: ParcelId): ReturnDraftRow | null;
  putDraft(row: ReturnDraftRow): void;
  dropDraft(parcelId: ParcelId): void;
  openCall(screen: HelpCall['screen']): HelpCall | null;
  callsSince(since: UnixMs): readonly HelpCall[];
  putCall(call: HelpCall): void;
  callsElsewhere(): readonly HelpCallRow[];
  putCallElsewhere(call: HelpCallRow): void;
  dropCallElsewhere(callId: string): void;
  downtimes(since: UnixMs): readonly Downtime[];
  putDowntime(downtime: Downtime): void;
  /** Takes a command in; one that came before is left as it is. */
  putCommand(commandId: string, command: SignedCommand, at: UnixMs): void;
  /** The hub took a command back; one that was answered stays, so that it is never obeyed again. */
  dropCommand(commandId: string): void;
  pendingCommands(): readonly PendingCommand[];
  remoteOutcome(commandId: string): string | null;
  putRemoteOutcome(commandId: string, outcome: string, at: UnixMs): void;
}

const depositRow = z.object({ parcelId: idColumn<'parcel'>(), returnId: z.string().nullable(), lines: jsonColumn(z.array(returnLine)), receipt: z.string() });
const draftBody = z.strictObject({
  returnId: z.string().nullable(),
  lines: z.array(returnLine),
  pieces: z.number(),
  receipt: z.string(),
  email: z.string().nullable(),
  locale,
});
const callRow = z.object({
  callId: z.string(),
  screen: z.enum(['silo', 'kiosk']),
  why: z.enum(['person', 'left-open', 'did-not-open', 'wiring', 'forced']),
  doorNumber: z.number().nullable(),
  calledAt: z.number(),
  answeredAt: z.number().nullable(),
  answeredBy: z.string().nullable(),
  endedAt: z.number().nullable(),
  doing: helpDoing.nullable(),
  reopenedAt: z.number().nullable(),
  outcome: helpOutcome.nullable(),
});
const downtimeRow = z.object({ beganAt: z.number(), endedAt: z.number().nullable(), cause: z.enum(['doors', 'storage', 'power', 'hub']) });

/** Prepares the statements of the silo's own tables. */
export function siloTables(sql: Sql): SiloTables {
  return { ...bodies(sql), ...deposits(sql), ...drafts(sql), ...calls(sql), ...downtimeTable(sql), ...commands(sql) };
}

/** The tables that keep a row of the hub as it came. */
function bodies(sql: Sql) {
  const courier = sql.one(z.object({ body: jsonColumn(courierRecord) }), 'SELECT body FROM courier WHERE courier_id = ?');
  const putCourier = sql.run('INSERT INTO courier (courier_id, body) VALUES (?, ?) ON CONFLICT (courier_id) DO UPDATE SET body = excluded.body');
  const dropCourier = sql.run('DELETE FROM courier WHERE courier_id = ?');
  const permit = sql.one(z.object({ body: jsonColumn(returnPermit) }), 'SELECT body FROM return_permit WHERE return_id = ?');
  const putPermit = sql.run('INSERT INTO return_permit (return_id, body) VALUES (?, ?) ON CONFLICT (return_id) DO UPDATE SET body = excluded.body');
  const dropPermit = sql.run('DELETE FROM return_permit WHERE return_id = ?');
  const elsewhere = sql.many(z.object({ body: jsonColumn(helpCallRow) }), 'SELECT body FROM call_elsewhere ORDER BY call_id');
  const putElsewhere = sql.run('INSERT INTO call_elsewhere (call_id, body) VALUES (?, ?) ON CONFLICT (call_id) DO UPDATE SET body = excluded.body');
  const dropElsewhere = sql.run('DELETE FROM call_elsewhere WHERE call_id = ?');
  return {
    courier: (courierId: PassId) => courier(courierId)?.body ?? null,
    putCourier: (row: CourierRecord) => void putCourier(row.courierId, JSON.stringify(row)),
    dropCourier: (courierId: string) => void dropCourier(courierId),
    returnPermit: (returnId: PassId) => permit(returnId)?.body ?? null,
    putPermit: (row: ReturnPermit) => void putPermit(row.returnId, JSON.stringify(row)),
    dropPermit: (returnId: string) => void dropPermit(returnId),
    callsElsewhere: () => elsewhere().map(({ body }) => body),
    putCallElsewhere: (row: HelpCallRow) => void putElsewhere(row.callId, JSON.stringify(row)),
    dropCallElsewhere: (callId: string) => void dropElsewhere(callId),
  };
}

function deposits(sql: Sql) {
  const columns = 'parcel_id AS parcelId, return_id AS returnId, lines, receipt';
  const ofParcel = sql.one(depositRow, `SELECT ${columns} FROM return_deposit WHERE parcel_id = ?`);
  const ofReturn = sql.many(depositRow, `SELECT ${columns} FROM return_deposit WHERE return_id = ? ORDER BY parcel_id`);
  const put = sql.run(`
    INSERT INTO return_deposit (parcel_id, return_id, lines, receipt) VALUES (?, ?, ?, ?)
    ON CONFLICT (parcel_id) DO UPDATE SET return_id = excluded.return_id, lines = excluded.lines, receipt = excluded.receipt`);
  return {
    deposit: (parcelId: ParcelId) => ofParcel(parcelId),
    depositsOfReturn: (returnId: PassId) => ofReturn(returnId),
    putDeposit: (row: ReturnDepositRow) => void put(row.parcelId, row.returnId, JSON.stringify(row.lines), row.receipt),
  };
}

function drafts(sql: Sql) {
  const get = sql.one(
    z.object({ parcelId: idColumn<'parcel'>(), body: jsonColumn(draftBody) }),
    'SELECT parcel_id AS parcelId, body FROM return_draft WHERE parcel_id = ?',
  );
  const put = sql.run('INSERT INTO return_draft (parcel_id, body) VALUES (?, ?)');
  const drop = sql.run('DELETE FROM return_draft WHERE parcel_id = ?');
  return {
    draft: (parcelId: ParcelId): ReturnDraftRow | null => {
      const found = get(parcelId);
      return found === null ? null : { parcelId: found.parcelId, ...found.body };
    },
    putDraft: ({ parcelId, ...body }: ReturnDraftRow) => void put(parcelId, JSON.stringify(body)),
    dropDraft: (parcelId: ParcelId) => void drop(parcelId),
  };
}

function calls(sql: Sql) {
  const columns = `call_id AS callId, screen, why, door_number AS doorNumber, called_at AS calledAt, answered_at AS answeredAt,
    answered_by AS answeredBy, ended_at AS endedAt, doing, reopened_at AS reopenedAt, outcome`;
  const open = sql.one(callRow, `SELECT ${columns} FROM help_call WHERE screen = ? AND ended_at IS NULL`);
  const since = sql.many(callRow, `SELECT ${columns} FROM help_call WHERE called_at >= ? ORDER BY called_at, call_id`);
  const put = sql.run(`
    INSERT INTO help_call (call_id, screen, why, door_number, called_at, answered_at, answered_by, ended_at, doing, reopened_at, outcome)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (call_id) DO UPDATE SET answered_at = excluded.answered_at, answered_by = excluded.answered_by, ended_at = excluded.ended_at,
      reopened_at = excluded.reopened_at, outcome = excluded.outcome`);
  return {
    openCall: (screen: HelpCall['screen']) => open(screen),
    callsSince: (from: UnixMs) => since(from),
    putCall: ({ callId, screen, why, doorNumber, calledAt, answeredAt, answeredBy, endedAt, doing, reopenedAt, outcome }: HelpCall) =>
      void put(callId, screen, why, doorNumber, calledAt, answeredAt, answeredBy, endedAt, doing, reopenedAt, outcome),
  };
}

function downtimeTable(sql: Sql) {
  const since = sql.many(
    downtimeRow,
    'SELECT began_at AS beganAt, ended_at AS endedAt, cause FROM downtime WHERE ended_at IS NULL OR ended_at > ? ORDER BY began_at',
  );
  const put = sql.run(`
    INSERT INTO downtime (began_at, ended_at, cause) VALUES (?, ?, ?)
    ON CONFLICT (began_at) DO UPDATE SET ended_at = excluded.ended_at`);
  return {
    downtimes: (from: UnixMs) => since(from),
    putDowntime: (row: Downtime) => void put(row.beganAt, row.endedAt, row.cause),
  };
}

function commands(sql: Sql) {
  const put = sql.run('INSERT INTO remote_command (command_id, command, received_at) VALUES (?, ?, ?) ON CONFLICT (command_id) DO NOTHING');
  const drop = sql.run('DELETE FROM remote_command WHERE command_id = ? AND outcome IS NULL');
  const pending = sql.many(
    z.object({ name: z.string(), command: jsonColumn(signedCommand) }),
    'SELECT command_id AS name, command FROM remote_command WHERE outcome IS NULL ORDER BY received_at',
  );
  const outcome = sql.one(textRow, 'SELECT outcome AS value FROM remote_command WHERE command_id = ? AND outcome IS NOT NULL');
  const answer = sql.run('UPDATE remote_command SET outcome = ?, answered_at = ? WHERE command_id = ?');
  return {
    putCommand: (commandId: string, command: SignedCommand, at: UnixMs) => void put(commandId, JSON.stringify(command), at),
    dropCommand: (commandId: string) => void drop(commandId),
    pendingCommands: () => pending(),
    remoteOutcome: (commandId: string) => outcome(commandId),
    putRemoteOutcome: (commandId: string, text: string, at: UnixMs) => {
      if (answer(text, at, commandId) !== 1) throw new Error(`no command ${commandId}`);
    },
  };
}
