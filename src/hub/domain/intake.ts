import { z } from 'zod';
import { type PushRequest, pushRequest } from '../../contract/hub/sync.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Result } from '../../kernel/result.ts';
import type { Database } from '../db/database.ts';
import type { Journal } from '../db/journal.ts';
import type { PhoneTokens, StationIdentity } from './context.ts';
import { applyPush, type PushDone, type PushRefusal } from './push.ts';

/** Where pushes come in: journalled first where a commit alone would not survive a power cut, then applied. */
export interface Intake {
  /** `raw` is the exact text of `request`. Throws when the push could not be made durable or the database failed. */
  push(station: StationIdentity, request: PushRequest, raw: string, at: UnixMs): Promise<Result<PushDone, PushRefusal>>;
  /** Applies what the journal holds from before a crash; what was applied already changes nothing. */
  replay(): Promise<void>;
  /** Flushes the database and drops the journal's files that are in it now. Pushes wait meanwhile. */
  checkpoint(): Promise<void>;
  /** Resolves when everything that was committed before is on disk: at once where a commit is enough. Those who ask together share one checkpoint. */
  durable(): Promise<void>;
  close(): Promise<void>;
}

/** `journal` is null where the database's own commit is durable. */
export interface IntakeParts {
  readonly db: Database;
  readonly journal: Journal | null;
  readonly phoneToken: PhoneTokens;
  readonly logger: Logger;
  /** Called after a push changed something. */
  readonly changed: () => void;
}

/** Beyond this the journal is emptied by a checkpoint at once: a station in a loop must not fill the disk between two regular ones. */
export const MAX_JOURNAL_BYTES = 67_108_864;

const journalRecord = z.strictObject({
  at: z.number().int(),
  station: z.strictObject({ tenantId: z.string(), stationId: z.string(), storeId: z.string(), bank: z.number().int() }),
  push: z.string(),
});

/** Makes the intake. */
export function createIntake(parts: IntakeParts): Intake {
  const { db, journal, phoneToken, logger } = parts;
  const gate = createGate();
  const apply = (station: StationIdentity, request: PushRequest, at: UnixMs) => applyPush(db, { station, at, phoneToken }, request);
  const checkpoint = (): Promise<void> =>
    gate.exclusive(async () => {
      const dropEarlier = await journal?.rotate();
      await db.flush();
      await dropEarlier?.();
    });
  let running: Promise<void> = Promise.resolve();
  let queued: Promise<void> | null = null;
  const durable = (): Promise<void> => {
    if (journal === null) return Promise.resolve();
    // Only a checkpoint that begins after the commit holds it.
    queued ??= running
      .catch(() => undefined)
      .then(() => {
        queued = null;
        running = checkpoint();
        return running;
      });
    return queued;
  };
  let shortening = false;
  const keepShort = async (): Promise<void> => {
    if (journal === null || shortening || journal.size() <= MAX_JOURNAL_BYTES) return;
    shortening = true;
    // A push comes in only behind it, which slows a flood down to what the disk can take.
    await checkpoint()
      .catch((failure: unknown) => logger.error('a checkpoint failed', { problem: failure instanceof Error ? failure.message.slice(0, 300) : '' }))
      .finally(() => {
        shortening = false;
      });
  };
  return {
    async push(station, request, raw, at) {
      const done = await gate.shared(async () => {
        await journal?.append({ at, station, push: raw });
        const pushed = await apply(station, request, at);
        parts.changed();
        return pushed;
      });
      await keepShort();
      return done;
    },
    async replay() {
      if (journal === null) return;
      const counts = await journal.replay(async (record) => {
        const { station, push, at } = journalRecord.parse(record);
        const request = pushRequest.parse(JSON.parse(push));
        const result = await apply(station, request, at);
        if (!result.ok) logger.info('a journalled push had been refused', { station: station.stationId, kind: result.error.kind });
      });
      if (counts.damaged > 0) logger.error('the journal has damaged lines', { damaged: counts.damaged });
      logger.info('journal replayed', { ...counts });
      // What came from the journal is still only there: its files may go when the database has it for good.
      if (counts.replayed > 0) await checkpoint();
    },
    checkpoint,
    durable,
    close: () => (journal === null ? Promise.resolve() : journal.close()),
  };
}

/** Many at once, or one alone: whoever wants to be alone waits for those inside, and those who come later wait for it. */
function createGate() {
  let inside = new Set<Promise<unknown>>();
  let alone: Promise<unknown> = Promise.resolve();
  return {
    async shared<T>(work: () => Promise<T>): Promise<T> {
      for (let seen: unknown = null; seen !== alone; ) {
        seen = alone;
        await alone;
      }
      const running = work();
      inside.add(running);
      return await running.finally(() => inside.delete(running));
    },
    exclusive<T>(work: () => Promise<T>): Promise<T> {
      const before = alone;
      const running = (async () => {
        await before;
        await Promise.allSettled(inside);
        inside = new Set();
        return await work();
      })();
      alone = running.catch(() => undefined);
      return running;
    },
  };
}
