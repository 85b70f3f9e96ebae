import { MAX_PUSH_OPERATIONS, PLACE_TAKEN, pushResponse, type PushResponse } from '../../contract/hub/sync.ts';
import type { Clock, UnixMs } from '../../kernel/clock.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { Result } from '../../kernel/result.ts';
import { err, ok } from '../../kernel/result.ts';
import type { OutboxRow } from '../ports/store.ts';
import type { EpochLag, SyncStore } from '../ports/sync.ts';
import type { SyncFailure } from './failure.ts';
import { parseAnswer, type HubClient } from './hub-client.ts';
import { createWitnessKeeper } from './witness.ts';

/** Hands the outbox to the hub, in order. */
export interface Pusher {
  /** One step: a greeting after a (re)start, then the answer to one batch; the next one may be on its way by then. `idle` when nothing is waiting. */
  step(stationId: string): Promise<Result<'idle' | 'more', SyncFailure>>;
}

/** What pushing needs. */
export interface PusherParts {
  readonly store: SyncStore;
  readonly client: HubClient;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  readonly timeoutMs: number;
  /** How many operations the first batch has. Left out: fifty. */
  readonly firstBatch?: number;
  /** Told the hub's time after each answer. */
  readonly onHubTime: (time: UnixMs) => void;
}

/** A row with its text, which is measured before it is sent. */
interface WrittenRow {
  readonly row: OutboxRow;
  readonly text: string;
}

type KeepWitness = ReturnType<typeof createWitnessKeeper>;

const LEAST_BATCH = 1;
const FIRST_BATCH = 50;
/** A batch that went well is followed by one so many times its size: a day's queue is in full batches after four answers. */
const GROWTH = 2;
/** A batch that took longer is halved, so that a slow line is not given more than it can carry within the time limit. */
const SLOW_MS = 2000;
const MAX_BATCH_BYTES = 262_144;
const MAX_ANSWER_BYTES = 1_048_576;

/**
 * The station deletes an operation only when the hub said what became of it and that it is durable. An answer that is lost is
 * asked for again with the same numbers, which changes nothing at the hub.
 *
 * Before its first batch the pusher asks with an empty one how far the hub has come. When that does not fit this database (it was
 * restored from a copy, or the hub was), a new epoch begins: what waits is numbered anew and sent again under its own ids, which
 * the hub knows if it had them, and every compartment is to be looked into. The same when the hub has seen this epoch followed by
 * another: this is a copy from before an earlier restore.
 */
export function createPusher(parts: PusherParts): Pusher {
  const { store, clock, logger } = parts;
  const keepWitness = createWitnessKeeper(parts);
  let greeted = false;
  let knownToHub = 0;
  /** Does the hub put batches in their order, so that one may go out before the answer to the one before? */
  let mayFlyAhead = false;
  /** The batch that was sent before the answer to the one before it. */
  let flying: Flight | null = null;
  let size = parts.firstBatch ?? FIRST_BATCH;
  /** The epoch that was begun here last and that the hub has not taken yet: another one would fare no better. */
  let untried: string | null = null;
  const begin = (lag: EpochLag): Result<'idle' | 'more', SyncFailure> => {
    const begun = beginEpoch(parts, lag);
    if (begun.ok) untried = store.epoch;
    return begun;
  };
  const greet = async (stationId: string): Promise<Result<'idle' | 'more', SyncFailure>> => {
    const answer = await send(parts, keepWitness, stationId, { rows: [], isAhead: true });
    // A question without operations leaves no gap: what is in conflict is the epoch itself.
    if (!answer.ok && answer.error.kind === 'refused' && answer.error.code === 'conflict' && untried !== store.epoch) return begin({ kind: 'older' });
    if (!answer.ok) return answer;
    untried = null;
    const lag = lagOf(store, answer.value.durableSeq);
    if (lag !== null) return begin(lag);
    greeted = true;
    knownToHub = answer.value.durableSeq;
    mayFlyAhead = answer.value.ahead === true;
    return ok('more');
  };
  const launch = (stationId: string, after: number, isAhead: boolean): Flight | null =>
    fly(parts, keepWitness, stationId, { rows: takeBatch(store.waiting(size, after), knownToHub), isAhead });
  /** Takes note of what became of a batch; the one behind it can only have been taken where `all` of it was. */
  const landed = (flight: Flight, answer: Result<PushResponse, SyncFailure>): Result<'all' | 'part' | 'older', SyncFailure> => {
    if (!answer.ok) {
      size = Math.max(LEAST_BATCH, Math.floor(size / 2));
      // The numbers may not fit together any more: the next step begins with the question how far the hub has come.
      if (answer.error.kind === 'refused' && answer.error.code === 'conflict') greeted = false;
      return answer;
    }
    size = clock.monotonic() - flight.startedAt > SLOW_MS ? Math.max(LEAST_BATCH, Math.floor(size / 2)) : Math.min(MAX_PUSH_OPERATIONS, size * GROWTH);
    if (answer.value.outcomes.some((outcome) => outcome.outcome === 'rejected' && outcome.reason === PLACE_TAKEN)) return ok('older');
    const taken = flight.rows.map(({ row }) => row);
    const settled = settle(parts, flight.epoch, taken, answer.value);
    if (!settled.ok) return settled;
    logger.info('the hub took operations', { from: taken[0]?.seq ?? 0, count: settled.value });
    return ok(settled.value === taken.length ? 'all' : 'part');
  };
  const batch = async (stationId: string): Promise<Result<'idle' | 'more', SyncFailure>> => {
    const flight = flying ?? launch(stationId, 0, false);
    flying = null;
    if (flight === null) return ok('idle');
    // What the hub may have already goes by itself, and an epoch that it has not seen begins with its first batch.
    const next = mayFlyAhead && knownToHub > 0 && (flight.rows[0]?.row.seq ?? 0) > knownToHub ? launch(stationId, flight.last, true) : null;
    const came = landed(flight, await flight.answer);
    if (came.ok && came.value === 'all') {
      knownToHub = Math.max(knownToHub, flight.last);
      flying = next;
      return ok('more');
    }
    // What is in the air is heard to its end, and counts for nothing: it is sent again.
    await next?.answer;
    if (!came.ok) return came;
    return came.value === 'older' ? begin({ kind: 'older' }) : ok('more');
  };
  return { step: (stationId) => (greeted ? batch(stationId) : greet(stationId)) };
}

/** A batch on its way. `last` is the number of its last operation. */
interface Flight {
  readonly epoch: string;
  readonly rows: readonly WrittenRow[];
  readonly last: number;
  readonly startedAt: number;
  readonly answer: Promise<Result<PushResponse, SyncFailure>>;
}

/** Sends a batch; null where there is none. */
function fly(
  parts: PusherParts,
  keepWitness: KeepWitness,
  stationId: string,
  batch: { readonly rows: readonly WrittenRow[]; readonly isAhead: boolean },
): Flight | null {
  const last = batch.rows.at(-1);
  if (last === undefined) return null;
  const answer = send(parts, keepWitness, stationId, batch);
  // Whoever waits for it hears of it; nobody may be there yet.
  answer.catch(() => undefined);
  return { epoch: parts.store.epoch, rows: batch.rows, last: last.row.seq, startedAt: parts.clock.monotonic(), answer };
}

async function send(
  parts: PusherParts,
  keepWitness: KeepWitness,
  stationId: string,
  { rows, isAhead }: { readonly rows: readonly WrittenRow[]; readonly isAhead: boolean },
): Promise<Result<PushResponse, SyncFailure>> {
  const { store, client, timeoutMs } = parts;
  const operations = rows.map(({ text }) => text).join(',');
  const body = `{"epoch":${JSON.stringify(store.epoch)},"operations":[${operations}],"audit":${JSON.stringify(store.read.auditHead())}}`;
  const answer = await client.ask({
    method: 'POST',
    path: isAhead ? '/v1/push?ahead=yes' : '/v1/push',
    body,
    stationId,
    timeoutMs,
    maxBytes: MAX_ANSWER_BYTES,
  });
  if (!answer.ok) return answer;
  const parsed = parseAnswer(pushResponse, answer.value);
  if (parsed.ok) {
    parts.onHubTime(parsed.value.serverTime);
    keepWitness(parsed.value.audit);
  }
  return parsed;
}

/** Who has gone back in time: this station, when the hub has what was never sent from here; the hub, when it misses what is gone from here. */
function lagOf(store: SyncStore, durableSeq: number): EpochLag | null {
  const first = store.waiting(1)[0]?.seq ?? store.lastSeq() + 1;
  if (durableSeq > store.lastSeq()) return { kind: 'older' };
  // A hub that never saw this epoch takes it from any number on.
  return durableSeq === 0 || durableSeq >= first - 1 ? null : { kind: 'hub-older', missing: first - 1 - durableSeq };
}

/**
 * As many rows as fit into a request of a comfortable size; at least one. What the hub may have already goes by itself: should
 * another operation have that place, then nothing that comes later was applied before it.
 */
function takeBatch(rows: readonly OutboxRow[], knownToHub: number): readonly WrittenRow[] {
  const repeats = firstIndex(rows, (row) => row.seq > knownToHub);
  const batch: WrittenRow[] = [];
  let bytes = 0;
  for (const row of rows.slice(0, repeats === 0 ? rows.length : repeats)) {
    const text = JSON.stringify(row);
    bytes += Buffer.byteLength(text);
    if (batch.length > 0 && bytes > MAX_BATCH_BYTES) break;
    batch.push({ row, text });
  }
  return batch;
}

/** Takes note of what the hub did: rejected ones are kept for people to see, and what is durable is forgotten. */
function settle(parts: PusherParts, epoch: string, rows: readonly OutboxRow[], answer: PushResponse): Result<number, SyncFailure> {
  const { store, clock, logger } = parts;
  // Forgetting goes by numbers: nothing may wait in front of these, and they must still be the same.
  if (store.epoch !== epoch || store.waiting(1)[0]?.operationId !== rows[0]?.operationId) return err({ kind: 'no-progress', detail: 'push' });
  const told = new Map(answer.outcomes.map((outcome) => [outcome.seq, outcome]));
  const settled = rows.slice(
    0,
    firstIndex(rows, (row) => row.seq > answer.durableSeq || !told.has(row.seq)),
  );
  const last = settled.at(-1);
  if (last === undefined) return err({ kind: 'no-progress', detail: 'push' });
  const rejected = settled.flatMap(({ seq, operationId }) => {
    const outcome = told.get(seq);
    return outcome?.outcome === 'rejected' ? [{ seq, operationId, reason: outcome.reason ?? '' }] : [];
  });
  const kept = store.settle(last.seq, rejected, clock.now());
  if (!kept.ok) return kept;
  for (const { operationId, seq, reason } of rejected) logger.error('the hub rejected an operation', { operation: operationId, seq, reason });
  return ok(settled.length);
}

function firstIndex<T>(items: readonly T[], matches: (item: T) => boolean): number {
  const index = items.findIndex(matches);
  return index === -1 ? items.length : index;
}

function beginEpoch(parts: PusherParts, lag: EpochLag): Result<'more', SyncFailure> {
  const { store, clock, random, logger } = parts;
  const before = store.epoch;
  const epoch = uuidV7<'epoch'>(clock.now(), random);
  const begun = store.beginEpoch(epoch, clock.now(), lag);
  if (!begun.ok) return begun;
  logger.error('the numbers of station and hub did not fit together: a new epoch begins and every compartment is to be checked', { before, epoch });
  return ok('more');
}
