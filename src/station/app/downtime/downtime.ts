import type { Cancel, Clock, UnixMs } from '../../../kernel/clock.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { done } from '../../../kernel/result.ts';
import { type Doors, isAnyBusOk } from '../../ports/doors.ts';
import type { HubStatus } from '../../ports/hub.ts';
import type { Downtime, StationStore, StoreWriter } from '../../ports/store.ts';
import { isInUse } from '../boot/seed-bank.ts';
import type { TrustedClock } from '../silo/trusted-clock.ts';
import { expireParcels } from './expire.ts';

/** What keeping the downtimes needs. */
export interface DowntimeParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly hub: Pick<HubStatus, 'current'>;
  readonly trusted: Pick<TrustedClock, 'read'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a running station can see of being down; what stops the station itself is seen at its next start. */
type Seen = Extract<Downtime['cause'], 'doors' | 'hub'>;

/** Milliseconds. How often the station looks, which is as exact as a downtime is. */
const LOOK_MS = 60_000;
/** A shorter time is none: nobody's deadline hangs on it. A hub is missed for a while before customers can be. */
const LEAST_MS: Readonly<Record<Seen | 'power', number>> = { doors: 120_000, power: 120_000, hub: 1_800_000 };
/** Head office hears of one that goes on after this long, and of every one when it is over. */
const TELL_MS = 300_000;
/** Key of `meta`: when the station last looked, in trusted Unix milliseconds. */
const ALIVE_KEY = 'aliveAt';

interface Spell {
  readonly beganAt: UnixMs;
  /** Is its row stored? */
  readonly noted: boolean;
  readonly told: boolean;
}

/**
 * Keeps the times in which nobody could have collected, since deadlines stand still in them (decision 0022):
 *
 * - `doors`: a door behind which a parcel lies cannot be opened, or no bus answers;
 * - `power`: the station was not running, seen at its next start by the time at which it last looked (a failed disk ends a station, too);
 * - `hub`: no word of a parcel, no reminder and no extension can reach the customer.
 *
 * ```
 *  looks   |    |    |    |    |    |    |  station off  |    |
 *  doors   ok   --   --   --   ok                        ok
 *  rows         [--- doors ----]         [----- power ---]
 * ```
 * In the same step parcels whose time has run out are put on the list to take out.
 */
export function startDowntime(parts: DowntimeParts): { close(): void } {
  if (parts.doors.buses.length === 0) return { close: () => {} };
  const keeper = new DowntimeKeeper(parts);
  keeper.start();
  return { close: () => keeper.close() };
}

class DowntimeKeeper {
  readonly #parts: DowntimeParts;
  readonly #startedAt: number;
  readonly #spells = new Map<Seen, Spell>();
  /** When the station was last seen before this start, while nobody knows what time it was at the start. */
  #gapSince: UnixMs | null = null;
  #timer: Cancel = () => {};

  constructor(parts: DowntimeParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.monotonic();
  }

  start(): void {
    const { store, clock } = this.#parts;
    const stored = Number(store.read.meta(ALIVE_KEY) ?? Number.NaN);
    const aliveAt = Number.isSafeInteger(stored) ? stored : null;
    this.#gapSince = aliveAt;
    this.#commit((tx) => {
      // What went on when the station ended is over for its part: from there on it was off.
      for (const { beganAt, cause } of open(tx)) end(tx, beganAt, Math.max(beganAt, aliveAt ?? beganAt), cause);
      this.#closeGap(tx);
    });
    this.#timer = clock.after(LOOK_MS, () => this.#look());
  }

  close(): void {
    this.#timer();
  }

  #look(): void {
    const { clock, trusted } = this.#parts;
    const { now } = trusted.read();
    const before = new Map(this.#spells);
    const gapBefore = this.#gapSince;
    const kept = this.#commit((tx) => {
      this.#closeGap(tx);
      this.#follow(tx, 'doors', this.#areDoorsDown() ? now : null, now);
      this.#follow(tx, 'hub', this.#missingHubSince(now), now);
      expireParcels(tx, trusted.read());
      tx.putMeta(ALIVE_KEY, String(now));
    });
    if (!kept) {
      // Nothing was stored, so nothing has happened: the next look finds it all again.
      this.#gapSince = gapBefore;
      this.#spells.clear();
      for (const [cause, spell] of before) this.#spells.set(cause, spell);
    }
    this.#timer = clock.after(LOOK_MS, () => this.#look());
  }

  /** The time in which the station was off. While the clock is suspect nobody knows how long that was. */
  #closeGap(tx: StoreWriter): void {
    if (this.#gapSince === null) return;
    const { trusted, clock } = this.#parts;
    const { now, suspect } = trusted.read();
    if (suspect) return;
    const startedAt = now - Math.floor(clock.monotonic() - this.#startedAt);
    if (startedAt - this.#gapSince >= LEAST_MS.power) end(tx, begin(tx, this.#gapSince, 'power'), startedAt, 'power');
    this.#gapSince = null;
  }

  /** One cause at one look; `since` is null while all is well. */
  #follow(tx: StoreWriter, cause: Seen, since: UnixMs | null, now: UnixMs): void {
    const spell = this.#spells.get(cause);
    if (since === null) {
      if (spell?.noted === true) end(tx, spell.beganAt, now, cause);
      this.#spells.delete(cause);
      return;
    }
    const running = spell ?? { beganAt: Math.min(since, now), noted: false, told: false };
    const lasted = now - running.beganAt;
    const noted = running.noted || lasted >= LEAST_MS[cause];
    const beganAt = noted && !running.noted ? begin(tx, running.beganAt, cause) : running.beganAt;
    const told = running.told || (noted && lasted >= TELL_MS);
    if (told && !running.told) tx.enqueue({ kind: 'silo.down', from: beganAt, to: null, cause }, now);
    this.#spells.set(cause, { beganAt, noted, told });
  }

  /** In doubt for the customer: one unreachable door with a parcel behind it is enough. */
  #areDoorsDown(): boolean {
    const { doors, store } = this.#parts;
    if (!isAnyBusOk(doors)) return true;
    const held = store.read.compartments().filter((row) => row.parcelId !== null && isInUse(row));
    // A door whose sensor says nothing is opened for nobody either.
    return held.some(({ compartmentId }) => doors.health(compartmentId) !== 'ok' || doors.sensor(compartmentId) === 'unknown');
  }

  /** A station that never had a hub misses none. */
  #missingHubSince(now: UnixMs): UnixMs | null {
    const { state, lastContactAt } = this.#parts.hub.current();
    return state === 'online' || lastContactAt === null ? null : Math.min(lastContactAt, now);
  }

  #commit(work: (tx: StoreWriter) => void): boolean {
    const { store, logger } = this.#parts;
    const kept = store.commit<undefined, never>((tx) => {
      work(tx);
      return done;
    });
    if (!kept.ok) logger.warn('a downtime could not be stored', { detail: kept.error.detail });
    return kept.ok;
  }
}

function open(tx: StoreWriter): readonly Downtime[] {
  return tx.downtimes(0).filter((row) => row.endedAt === null);
}

/** Stores the beginning; two that begin in the same millisecond are put one apart, since the beginning is a downtime's name. */
function begin(tx: StoreWriter, since: UnixMs, cause: Downtime['cause']): UnixMs {
  const taken = new Set(tx.downtimes(since - 1).map((row) => row.beganAt));
  let beganAt = since;
  while (taken.has(beganAt)) beganAt += 1;
  tx.putDowntime({ beganAt, endedAt: null, cause });
  tx.audit({ kind: 'silo.down', at: beganAt, facts: { cause } });
  return beganAt;
}

function end(tx: StoreWriter, beganAt: UnixMs, at: UnixMs, cause: Downtime['cause']): void {
  const endedAt = Math.max(beganAt, at);
  tx.putDowntime({ beganAt, endedAt, cause });
  tx.audit({ kind: 'silo.up', at: endedAt, facts: { cause, began: beganAt } });
  tx.enqueue({ kind: 'silo.down', from: beganAt, to: endedAt, cause }, endedAt);
}
