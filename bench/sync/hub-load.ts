import { createHash } from 'node:crypto';
import { MAX_PUSH_OPERATIONS, type PushedOperation } from '../../src/contract/hub/sync.ts';
import type { Database } from '../../src/hub/db/database.ts';
import { addOperations } from '../../src/hub/db/operation-log.ts';
import type { StationIdentity } from '../../src/hub/domain/context.ts';
import { applyPush } from '../../src/hub/domain/push.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { uuidV7 } from '../../src/kernel/ids.ts';
import { systemClock, systemRandom } from '../../src/shells/node-world.ts';
import { operationOf } from './operations.ts';

/** `effects`: everything that the hub does with facts. `inbox`: each batch is stored and nothing is looked at, in one transaction as well. */
export const HUB_WORK = ['effects', 'inbox'] as const;
/** One of both. */
export type HubWork = (typeof HUB_WORK)[number];

/** Full batches of facts from stations that all speak at once, past HTTP and signatures. Milliseconds for all of them. */
export async function hubLoad(db: Database, stations: readonly StationIdentity[], batches: number, work: HubWork): Promise<number> {
  const all = stations.map((station) => ({ station, epoch: uuidV7<'epoch'>(systemClock.now(), systemRandom), parts: parts(batches) }));
  const begun = performance.now();
  await Promise.all(
    all.map(async ({ station, epoch, parts: own }) => {
      for (const operations of own) await (work === 'effects' ? whole(db, station, epoch, operations) : stored(db, station, epoch, operations));
    }),
  );
  return performance.now() - begun;
}

async function whole(db: Database, station: StationIdentity, epoch: string, operations: PushedOperation[]): Promise<void> {
  const end = operations.at(-1)?.seq ?? 0;
  const push = { station, at: systemClock.now(), phoneToken: () => '' };
  const done = expectOk(await applyPush(db, push, { epoch, operations, audit: { seq: end, hash: sha256(`${end}`) } }), 'a push');
  if (done.durableSeq !== end) throw new Error('the hub did not take all');
}

async function stored(db: Database, station: StationIdentity, epoch: string, operations: readonly PushedOperation[]): Promise<void> {
  const { tenantId, stationId } = station;
  await db.transaction(async (tx) => {
    // Whichever generation comes next: nobody asks for it here.
    await tx.query(
      `INSERT INTO streams (tenant_id, station_id, epoch, generation)
       SELECT $1::text, $2::text, $3::text, coalesce(max(generation), 0) + 1 FROM streams WHERE tenant_id = $1 AND station_id = $2 ON CONFLICT DO NOTHING`,
      [tenantId, stationId, epoch],
    );
    const records = operations.map((op) => ({ op, kind: 'compartment.marked', outcome: 'applied' as const, reason: null, awaitsOrder: null, body: null }));
    await addOperations(tx, { tenantId, stationId, epoch }, systemClock.now(), records);
    const last = operations.at(-1)?.seq ?? 0;
    await tx.query('UPDATE streams SET last_seq = $4 WHERE tenant_id = $1 AND station_id = $2 AND epoch = $3', [tenantId, stationId, epoch, last]);
  });
}

function parts(batches: number): PushedOperation[][] {
  return Array.from({ length: batches }, (_, part) =>
    Array.from({ length: MAX_PUSH_OPERATIONS }, (_, i) => {
      const seq = part * MAX_PUSH_OPERATIONS + i + 1;
      const body = JSON.stringify(operationOf('facts', 'K1', seq));
      const at = systemClock.now();
      return { seq, operationId: uuidV7<'operation'>(at, systemRandom), occurredAt: at, hash: sha256(body), body };
    }),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
