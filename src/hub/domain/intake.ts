import { z } from 'zod';
import { type PushRequest, pushRequest } from '../../contract/hub/sync.ts';
import type { Clock, UnixMs } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Result } from '../../kernel/result.ts';
import type { Database } from '../db/database.ts';
import type { Journal } from '../db/journal.ts';
import type { PhoneTokens, StationIdentity } from './context.ts';
import { applyPush, type PushDone, type PushRefusal } from './push.ts';
import { createTurns } from './turns.ts';

/** Where pushes come in: journalled first where a commit alone would not survive a power cut, then applied. */
export interface Intake {
  /**
   * May a station send its next push before the answer to this one? Not where pushes are journalled: they would have to be in the journal in their order, or those that
   * come first in it would be refused when it is replayed.
   */
  readonly takesAhead: boolean;
  /** Throws when the push could not be made durable or the database failed. One that was sent ahead waits for the one before it. */
  push(station: StationIdentity, request: PushRequest, raw: Raw, at: UnixMs): Promise<Result<PushDone, PushRefusal>>;
  /** Applies what the journal holds from before a crash; what was applied already changes nothing. */
  replay(): Promise<void>;
  /** Flushes the database and drops the journal's files that are in it now. Pushes wait meanwhile. */
  checkpoint(): Promise<void>;
  /** Resolves when everything that was committed before is on disk: at once where a commit is enough. Those who ask together share one checkpoint. */
  durable(): Promise<void>;
  close(): Promise<void>;
}

/** The exact text of a push, made where it is kept, and whether it was sent before the one in front of it was answered. */
export interface Raw {
  readonly text: () => string;
  readonly isAhead: boolean;
}

/** `journal` is null where the database's own commit is durable. */
export interface IntakeParts {
  readonly db: Database;
  readonly journal: Journal | null;
  readonly phoneToken: PhoneTokens;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called after a push changed something. */
  readonly changed: () => void;
}

/** Beyond this the journal is emptied by a checkpoint at once: a station in a loop must not fill the disk between two regular ones. */
export const MAX_JOURNAL_BYTES = 67_108_864;

/** How long a push that was sent ahead waits for the one before it, in milliseconds. Behind that the station sends both again. */
const WAIT_FOR_EARLIER_MS = 1000;

const journalRecord = z.strictObject({
  at: z.number().int(),
  station: z.strictObject({ tenantId: z.string(), stationId: z.string(), storeId: z.string(), bank: z.number().int() }),
  push: z.string(),
});

/** Makes the intake. */
export function createIntake(parts: IntakeParts): Intake {
  const { db, journal, phoneToken, logger } = parts;
  const gate = createGate();
  const turns = createTurns(parts.clock, WAIT_FOR_EARLIER_MS);
  const apply = (station: StationIdentity, request: PushRequest, at: UnixMs, isAhead: boolean) => applyPush(db, { station, at, phoneToken }, request, isAhead);
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
    takesAhead: journal === null,
    async push(station, request, { text, isAhead }, at) {
      const take = () =>
        gate.shared(async () => {
          await journal?.append({ at, station, push: text() });
          const pushed = await apply(station, request, at, isAhead && journal === null);
          if (pushed.ok) turns.taken(station.stationId);
          parts.changed();
          return pushed;
        });
      const isEarly = (pushed: Result<PushDone, PushRefusal>): boolean => isAhead && journal === null && !pushed.ok && pushed.error.kind === 'gap';
      const done = isAhead ? await turns.retried(station.stationId, take, isEarly) : await take();
      await keepShort();
      return done;
    },
    async replay() {
      if (journal === null) return;
      const counts = await journal.replay(async (record) => {
        const { station, push, at } = journalRecord.parse(record);
        const request = pushRequest.parse(JSON.parse(push));
        const result = await apply(station, request, at, false);
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
