import { waitResponse, type EnrolResponse } from '../../contract/hub/sync.ts';
import type { Cancel, Clock, UnixMs } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { Result } from '../../kernel/result.ts';
import { done, err } from '../../kernel/result.ts';
import type { HubStatus } from '../ports/hub.ts';
import type { DeviceKey, KeepBankKey, SnapshotTaker, SyncCatalogue, SyncStore } from '../ports/sync.ts';
import { Backoff, type BackoffLimits } from './backoff.ts';
import { failureFields, lineAfter, retryAfterOf, type SyncFailure } from './failure.ts';
import { createHubClient, parseAnswer, type Fetch, type HubClient, type HubFailure, type HubQuestion } from './hub-client.ts';
import { HubLinkState } from './hub-link.ts';
import { enrol, readIdentity, shouldEnrol } from './identity.ts';
import { Nap } from './nap.ts';
import { createPuller, type Puller } from './pull.ts';
import { createPusher, type Pusher } from './push.ts';
import { createSnapshotPull } from './snapshot.ts';

/** How patient the sync is. All in milliseconds. */
export interface SyncTiming extends BackoffLimits {
  /** Longest time between two pulls, whatever the hub says of changes. */
  readonly pollMs: number;
  /** For an answer to a push or a pull, to its last byte. */
  readonly answerMs: number;
  /** For an answer to a wait, which the hub may hold back for 25 s. */
  readonly waitMs: number;
}

/** What the sync needs. */
export interface SyncParts {
  readonly store: SyncStore;
  readonly catalogue: SyncCatalogue & Partial<SnapshotTaker>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  readonly fetch: Fetch;
  /** `https://host[:port]`, or null for a station that has no hub. */
  readonly hubUrl: string | null;
  readonly deviceKey: DeviceKey;
  readonly keepBankKey: KeepBankKey;
  /** A one-time code from the hub, or null. A code that was used here already is not tried again. */
  readonly enrolmentCode: string | null;
  readonly timing: SyncTiming;
}

/** The running sync. */
export interface Sync {
  readonly status: HubStatus;
  /** Who this station is, or null until it was enrolled. */
  identity(): EnrolResponse | null;
  onEnrolled(listener: (identity: EnrolResponse) => void): Cancel;
  /** Asks the hub something for a screen that shows it; without hub or identity it is unreachable. Never rejects. */
  ask(question: Omit<HubQuestion, 'stationId'>): Promise<Result<Uint8Array<ArrayBuffer>, HubFailure>>;
  /** Tries again now, whatever was to be waited for. */
  poke(): void;
  /** Ends it; open requests are given up, which is harmless. */
  stop(): Promise<void>;
}

/** Patience in a shop: a hub that is away is asked at least every five minutes. */
export const defaultTiming: SyncTiming = { firstMs: 1000, capMs: 300_000, pollMs: 60_000, answerMs: 30_000, waitMs: 40_000 };

const LEAST_WAIT_MS = 1000;

/** A hub on this very machine (a demo, a developer) has no fleet that could overrun it: it is looked for every few seconds. */
export function timingFor(hubUrl: string | null): SyncTiming {
  return hubUrl !== null && isNearby(hubUrl) ? { ...defaultTiming, firstMs: 250, capMs: 5000, pollMs: 15_000 } : defaultTiming;
}

function isNearby(hubUrl: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(hubUrl).hostname);
}

function takesSnapshots(catalogue: SyncParts['catalogue']): catalogue is SyncCatalogue & SnapshotTaker {
  return catalogue.beginSnapshot !== undefined;
}

/**
 * Starts the sync: enrolment, then three things at once, for ever: pushing what happened here, pulling what the hub knows,
 * and a long wait that says when there is something to pull. Nothing that a person does waits for any of it.
 */
export function startSync(parts: SyncParts): Sync {
  const { store } = parts;
  const link = new HubLinkState(parts);
  const loops = parts.hubUrl === null ? null : new SyncLoops(parts, parts.hubUrl, link);
  const running = loops?.run() ?? Promise.resolve();
  return {
    status: link,
    identity: () => readIdentity(store.read),
    onEnrolled: (listener) => loops?.onEnrolled(listener) ?? (() => {}),
    ask: async (question) => (await loops?.ask(question)) ?? err({ kind: 'unreachable', detail: 'no hub' }),
    poke: () => loops?.poke(),
    stop: async () => {
      loops?.stop();
      await running;
      link.close();
    },
  };
}

class SyncLoops {
  readonly #parts: SyncParts;
  readonly #link: HubLinkState;
  readonly #client: HubClient;
  readonly #pusher: Pusher;
  readonly #puller: Puller;
  readonly #pushNap: Nap;
  readonly #pullNap: Nap;
  readonly #enrolled = new Set<(identity: EnrolResponse) => void>();
  readonly #unsubscribe: Cancel;
  #stopped = false;
  #heard = 0;

  constructor(parts: SyncParts, hubUrl: string, link: HubLinkState) {
    const { store, clock, timing } = parts;
    this.#parts = parts;
    this.#link = link;
    this.#client = createHubClient({ ...parts, hubUrl: new URL(hubUrl).origin });
    const common = { ...parts, client: this.#client, timeoutMs: timing.answerMs, onHubTime: (time: UnixMs) => link.hubTime(time) };
    this.#pusher = createPusher(common);
    const snapshots = takesSnapshots(parts.catalogue) ? createSnapshotPull({ ...common, catalogue: parts.catalogue, isPacked: !isNearby(hubUrl) }) : undefined;
    this.#puller = createPuller({ ...common, ...(snapshots === undefined ? {} : { snapshots }) });
    this.#pushNap = new Nap(clock);
    this.#pullNap = new Nap(clock);
    this.#unsubscribe = store.onEnqueued(() => this.#pushNap.work());
  }

  async run(): Promise<void> {
    const identity = await this.#ensureIdentity();
    if (identity !== null) await Promise.all([this.#pushLoop(identity.stationId), this.#pullLoop(identity.stationId)]);
    this.#unsubscribe();
  }

  onEnrolled(listener: (identity: EnrolResponse) => void): Cancel {
    const own = (identity: EnrolResponse): void => listener(identity);
    this.#enrolled.add(own);
    return () => {
      this.#enrolled.delete(own);
    };
  }

  async ask(question: Omit<HubQuestion, 'stationId'>): Promise<Result<Uint8Array<ArrayBuffer>, HubFailure>> {
    const stationId = readIdentity(this.#parts.store.read)?.stationId ?? null;
    if (stationId === null) return err({ kind: 'unreachable', detail: 'not enrolled' });
    const answer = await this.#client.ask({ ...question, stationId });
    // A refusal is an answer, and whoever asked knows what it means: an order that the hub has not heard of yet is no trouble of the sync.
    this.#report(!answer.ok && answer.error.kind === 'refused' ? done : answer);
    return answer;
  }

  poke(): void {
    this.#pushNap.work();
    this.#pushNap.rouse();
    this.#pullNap.rouse();
  }

  stop(): void {
    this.#stopped = true;
    this.#client.stop();
    this.poke();
  }

  /** The identity that is kept, or a new one for a new code. Null when the program ends before there is one. */
  async #ensureIdentity(): Promise<EnrolResponse | null> {
    const { store, deviceKey, keepBankKey, enrolmentCode, clock, timing, logger } = this.#parts;
    const backoff = this.#backoff();
    for (;;) {
      const known = readIdentity(store.read);
      if (this.#stopped) return null;
      if (!shouldEnrol(store.read, enrolmentCode)) {
        if (known !== null) return known;
        logger.warn('this station has no identity and no code to get one with: it works by itself');
        await this.#pullNap.rest(timing.capMs);
        continue;
      }
      const enrolled = await enrol(store, this.#client, deviceKey, enrolmentCode, { at: clock.now(), timeoutMs: timing.answerMs }, keepBankKey);
      this.#report(enrolled);
      if (enrolled.ok) {
        for (const listener of [...this.#enrolled]) listener(enrolled.value);
        return enrolled.value;
      }
      // A code that the hub does not take (used, too old) does not make a station forget who it is.
      if (known !== null && enrolled.error.kind === 'refused' && enrolled.error.code === 'forbidden') return known;
      await this.#pullNap.rest(backoff.next(retryAfterOf(enrolled.error)));
    }
  }

  async #pushLoop(stationId: string): Promise<void> {
    const backoff = this.#backoff();
    while (!this.#stopped) {
      const step = await this.#sheltered(() => this.#pusher.step(stationId));
      // An idle step asked nothing, so it says nothing about the line.
      if (!step.ok || step.value !== 'idle') this.#report(step);
      if (!step.ok) await this.#pushNap.rest(backoff.next(retryAfterOf(step.error)));
      else {
        backoff.reset();
        if (step.value === 'idle') await this.#pushNap.forWork();
      }
    }
  }

  async #pullLoop(stationId: string): Promise<void> {
    const { clock, timing } = this.#parts;
    const backoff = this.#backoff();
    while (!this.#stopped) {
      const pulled = await this.#sheltered(() => this.#puller.pullAll(stationId));
      this.#report(pulled);
      if (!pulled.ok) {
        await this.#pullNap.rest(backoff.next(retryAfterOf(pulled.error)));
        continue;
      }
      const { changed } = pulled.value;
      const waited = await this.#sheltered(async () => {
        if (changed) this.#link.changed();
        return await this.#waitForChange(stationId, clock.monotonic() + timing.pollMs);
      });
      if (waited.ok) backoff.reset();
      else await this.#pullNap.rest(backoff.next(retryAfterOf(waited.error)));
    }
  }

  /** Returns when the hub has something new, and at `until` in any case. A failed wait is a reason to pull, not to stop. */
  async #waitForChange(stationId: string, until: number): Promise<Result<undefined, SyncFailure>> {
    const { store, clock, timing } = this.#parts;
    // What the hub said last counts too: if its sum holds something that this station does not pull, it is not news each time.
    const since = Math.max(this.#puller.reached(), this.#heard);
    for (;;) {
      const askedAt = clock.monotonic();
      const waiting = store.waiting(1).length > 0;
      const answer = await this.#client.ask({ method: 'GET', path: `/v1/wait?since=${since}`, stationId, timeoutMs: timing.waitMs, maxBytes: 1024, waiting });
      const waited = answer.ok ? parseAnswer(waitResponse, answer.value) : answer;
      this.#report(waited);
      if (!waited.ok) return waited;
      this.#heard = waited.value.at;
      if (this.#stopped || waited.value.at > since || clock.monotonic() >= until) return done;
      // A hub that does not hold its answer back must not be asked without end.
      const early = LEAST_WAIT_MS - (clock.monotonic() - askedAt);
      if (early > 0) await this.#pullNap.rest(early);
    }
  }

  /** A bug in one step is told and tried again, because the same program opens doors. */
  async #sheltered<T>(step: () => Promise<Result<T, SyncFailure>>): Promise<Result<T, SyncFailure>> {
    try {
      return await step();
    } catch (error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!this.#stopped) this.#parts.logger.error('a step of the sync failed', { detail });
      return err({ kind: 'defect', detail });
    }
  }

  /** Every answer and every failure says something about the line; the first answer after a silence wakes the pusher. */
  #report(result: Result<unknown, SyncFailure>): void {
    if (this.#stopped) return;
    const line = result.ok ? 'answers' : lineAfter(result.error);
    if (line === 'answers' && this.#link.contact()) this.#pushNap.rouse();
    if (result.ok) return;
    if (line === 'away') this.#link.lost(failureFields(result.error));
    else this.#parts.logger.warn('a step of the sync will be tried again', failureFields(result.error));
  }

  #backoff(): Backoff {
    return new Backoff(this.#parts.timing, this.#parts.random);
  }
}
