import type { HubLink } from '../../contract/station/place-views.ts';
import { believesHub } from '../../core/passes/trusted-time.ts';
import type { Cancel, Clock, UnixMs } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { done } from '../../kernel/result.ts';
import { HIGH_WATER_KEY, HUB_TIME_KEY } from '../app/silo/trusted-clock.ts';
import type { HubStatus } from '../ports/hub.ts';
import type { SyncCatalogue, SyncStore } from '../ports/sync.ts';
import { mergeNews } from './merged-news.ts';

/** Key of `meta` that holds when the hub last answered, in Unix milliseconds. */
export const LAST_CONTACT_KEY = 'lastHubContact';

const STORE_EVERY_MS = 60_000;

/**
 * While everything is pulled anew several pages a second come into the catalogue. For each of them the station would make its views anew and the page would draw them, while
 * somebody's finger waits: what comes within this many milliseconds is told as one.
 */
const CATALOGUE_NEWS_EVERY_MS = 2000;

/** What the line's state is made of. */
export interface HubLinkParts {
  readonly store: SyncStore;
  readonly catalogue: SyncCatalogue;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The state of the line to the hub, as the screens show it and as the sync reports it. */
export class HubLinkState implements HubStatus {
  readonly #parts: HubLinkParts;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: readonly Cancel[];
  #online = false;
  #lastContactAt: UnixMs | null;
  #storedContactAt: UnixMs;

  constructor(parts: HubLinkParts) {
    this.#parts = parts;
    const stored = Number(parts.store.read.meta(LAST_CONTACT_KEY) ?? Number.NaN);
    this.#lastContactAt = Number.isSafeInteger(stored) ? stored : null;
    this.#storedContactAt = this.#lastContactAt ?? 0;
    const changed = (): void => this.changed();
    const goods = mergeNews(parts.clock, CATALOGUE_NEWS_EVERY_MS, changed);
    this.#unsubscribe = [parts.store.onEnqueued(changed), parts.store.onDrained(changed), parts.catalogue.onChange(goods.tell), goods.close];
  }

  current(): HubLink {
    const { store, catalogue } = this.#parts;
    return {
      state: this.#online ? 'online' : 'offline',
      lastContactAt: this.#lastContactAt,
      catalogueAsOf: catalogue.asOf(),
      pending: store.read.outboxSize().pending,
    };
  }

  onChange(listener: () => void): Cancel {
    const own = (): void => listener();
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /** Something that the screens show has changed. */
  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** The hub answered. True when it had been away. */
  contact(): boolean {
    const cameBack = !this.#online;
    this.#online = true;
    this.#lastContactAt = this.#parts.clock.now();
    if (cameBack || Math.abs(this.#lastContactAt - this.#storedContactAt) >= STORE_EVERY_MS) this.#storeContact(this.#lastContactAt);
    if (cameBack) {
      this.#parts.logger.info('the hub answers');
      this.changed();
    }
    return cameBack;
  }

  /** The hub did not answer. */
  lost(fields: Readonly<Record<string, string>>): void {
    if (!this.#online) {
      this.#parts.logger.debug('the hub is still away', fields);
      return;
    }
    this.#online = false;
    this.#parts.logger.warn('the hub is away: this station goes on by itself', fields);
    this.changed();
  }

  /** The hub's clock: raises the time below which this station's clock is not believed. */
  hubTime(time: UnixMs): void {
    const { store, clock, logger } = this.#parts;
    const known = Number(store.read.meta(HIGH_WATER_KEY) ?? 0);
    const told = Number(store.read.meta(HUB_TIME_KEY) ?? 0);
    const raises = time >= known + STORE_EVERY_MS;
    if (!raises && time < told + STORE_EVERY_MS) return;
    if (!believesHub({ system: clock.now(), highWater: known, sinceHighWater: 0 }, time)) {
      logger.warn('the time of the hub is not believed: it is more than a day ahead', { hub: time });
      return;
    }
    const kept = store.commit<undefined, never>((tx) => {
      tx.putMeta(HUB_TIME_KEY, String(time));
      if (raises) tx.putMeta(HIGH_WATER_KEY, String(time));
      return done;
    });
    if (!kept.ok) logger.warn('a time could not be stored', { key: HUB_TIME_KEY });
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  #storeContact(at: UnixMs): void {
    this.#storedContactAt = at;
    this.#put(LAST_CONTACT_KEY, at);
  }

  #put(key: string, value: number): void {
    const kept = this.#parts.store.commit<undefined, never>((tx) => {
      tx.putMeta(key, String(value));
      return done;
    });
    if (!kept.ok) this.#parts.logger.warn('a time could not be stored', { key });
  }
}
