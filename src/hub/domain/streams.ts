import type { PushRequest } from '../../contract/hub/sync.ts';
import type { Transaction } from '../db/database.ts';
import { num, numOrNull, str, strOrNull } from '../db/rows.ts';
import { alarm, type StationIdentity } from './context.ts';

/** The operations of one station since its database was made or restored. `lastSeq` is null before the first. */
export interface Stream {
  readonly epoch: string;
  /** Is it the first of its station? Then nothing of it came in an earlier epoch. */
  readonly isFirst: boolean;
  readonly lastSeq: number | null;
  readonly auditSeq: number | null;
  readonly auditHash: string | null;
}

type Where = { readonly tx: Transaction; readonly station: StationIdentity; readonly at: number };

/**
 * The stream of an epoch, with its station's row locked so that one push of a station runs at a time. An epoch never seen becomes
 * the current one; an epoch that was followed by another answers `null`: a second copy of the station is alive, or an old one woke up.
 */
export async function openStream(w: Where, epoch: string): Promise<Stream | null> {
  const { tenantId, stationId } = w.station;
  const [, rows] = await Promise.all([
    w.tx.query('SELECT 1 FROM stations WHERE tenant_id = $1 AND station_id = $2 FOR UPDATE', [tenantId, stationId]),
    w.tx.query('SELECT * FROM streams WHERE tenant_id = $1 AND station_id = $2 ORDER BY generation DESC', [tenantId, stationId]),
  ]);
  const newest = rows[0];
  const found = rows.find((row) => str(row, 'epoch') === epoch);
  if (found === undefined) {
    const generation = newest === undefined ? 1 : num(newest, 'generation') + 1;
    await w.tx.query('INSERT INTO streams (tenant_id, station_id, epoch, generation) VALUES ($1, $2, $3, $4)', [tenantId, stationId, epoch, generation]);
    return { epoch, isFirst: generation === 1, lastSeq: null, auditSeq: null, auditHash: null };
  }
  if (found !== newest) {
    await alarm(w, 'old-epoch', `${stationId}:${epoch}`, { epoch });
    return null;
  }
  const isFirst = num(found, 'generation') === 1;
  return { epoch, isFirst, lastSeq: numOrNull(found, 'last_seq'), auditSeq: numOrNull(found, 'audit_seq'), auditHash: strOrNull(found, 'audit_hash') };
}

/**
 * Stores how far the stream came, and the head of the station's audit chain; a head that went back or forked is an alarm. Answers the
 * head that the hub now has, to be signed; null where what the station says and what the hub has cannot both be true.
 */
export async function closeStream(w: Where, stream: Stream, lastSeq: number | null, head: PushRequest['audit']): Promise<PushRequest['audit'] | null> {
  const { tenantId, stationId } = w.station;
  const known = stream.auditSeq ?? -1;
  const forked = head.seq === known && head.hash !== stream.auditHash;
  if (head.seq < known || forked) {
    const facts = { epoch: stream.epoch, seq: head.seq, known };
    // A late copy of an older push is told from a rollback by its operations: they are all behind the stream's end.
    if (forked || lastSeq !== stream.lastSeq) await alarm(w, forked ? 'audit-forked' : 'audit-went-back', `${stationId}:${stream.epoch}:${head.seq}`, facts);
  }
  const ahead = head.seq > known;
  await w.tx.query(`UPDATE streams SET last_seq = $4, audit_seq = $5, audit_hash = $6, audit_at = $7 WHERE tenant_id = $1 AND station_id = $2 AND epoch = $3`, [
    tenantId,
    stationId,
    stream.epoch,
    lastSeq,
    ahead ? head.seq : stream.auditSeq,
    ahead ? head.hash : stream.auditHash,
    w.at,
  ]);
  return forked || head.seq < known ? null : head;
}
