import { pullQuery, waitQuery } from '../../../src/contract/hub/sync.ts';
import type { SyncParts } from '../../../src/station/sync/sync.ts';
import type { Chance } from './chance.ts';
import type { HubModel } from './hub-model.ts';
import type { WorldClock } from './sim-clock.ts';
import { never } from './station-port.ts';

/** How the line to the hub is just now. Probabilities are per request. */
export interface Weather {
  readonly isAway: boolean;
  readonly loseRequest: number;
  readonly loseAnswer: number;
  /** The hub gets the request a second time, minutes later. */
  readonly repeat: number;
  /** Somebody else answers: a captive portal, a proxy. */
  readonly wrongAnswer: number;
  /** Longest way in one direction, in milliseconds. */
  readonly slowMs: number;
}

/** A line in good order. */
export const fairWeather: Weather = { isAway: false, loseRequest: 0, loseAnswer: 0, repeat: 0, wrongAnswer: 0, slowMs: 40 };

const LONGEST_HOLD_MS = 25_000;
const LATEST_REPEAT_MS = 900_000;

/**
 * The way to the hub. It loses, delays, doubles and reorders, answers late after the hub has long acted, and is away for hours. It belongs to the
 * world: what was sent arrives although its sender has crashed meanwhile.
 */
export class BadNetwork {
  weather: Weather = fairWeather;
  readonly #clock: WorldClock;
  readonly #hub: HubModel;
  readonly #chance: Chance;

  constructor(clock: WorldClock, hub: HubModel, chance: Chance) {
    this.#clock = clock;
    this.#hub = hub;
    this.#chance = chance;
  }

  readonly fetch: SyncParts['fetch'] = (url, { method, body, signal }) => {
    const answered = this.#carry(new URL(url), method ?? 'GET', typeof body === 'string' ? body : '');
    if (signal == null) return answered;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(new DOMException('given up', 'AbortError'));
      signal.addEventListener('abort', giveUp, { once: true });
      void answered.finally(() => signal.removeEventListener('abort', giveUp)).then(resolve, reject);
    });
  };

  async #carry(url: URL, method: string, body: string): Promise<Response> {
    const { weather } = this;
    const chance = this.#chance;
    if (weather.isAway) {
      if (chance.is(0.5)) return never();
      await this.#clock.sleep(chance.wait(1, 5000));
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('away'), { code: 'ECONNREFUSED' }) });
    }
    if (chance.is(weather.loseRequest)) return never();
    await this.#way();
    if (chance.is(weather.wrongAnswer)) return this.#stranger();
    if (chance.is(weather.repeat)) void this.#clock.after(chance.wait(1, LATEST_REPEAT_MS), () => void this.#handle(url, method, body));
    const answer = await this.#handle(url, method, body);
    if (chance.is(weather.loseAnswer)) return never();
    await this.#way();
    return new Response(JSON.stringify(answer), { headers: this.#headers() });
  }

  async #handle(url: URL, method: string, body: string): Promise<unknown> {
    const query = Object.fromEntries(url.searchParams);
    if (method === 'POST') return this.#hub.push(body);
    if (url.pathname === '/v1/pull') {
      const { bucket, cursor, limit } = pullQuery.parse(query);
      return this.#hub.pull(bucket, cursor, limit);
    }
    await Promise.race([this.#hub.changed(waitQuery.parse(query).since), this.#clock.sleep(LONGEST_HOLD_MS)]);
    return { at: this.#hub.sum };
  }

  #stranger(): Response {
    if (this.#chance.is(0.5)) return new Response('<html>Welcome</html>', { headers: { 'content-type': 'text/html' } });
    return new Response(JSON.stringify({ code: 'unavailable', message: 'later' }), { status: 503, headers: { ...this.#headers(), 'retry-after': '7' } });
  }

  #way(): Promise<void> {
    return this.#clock.sleep(this.#chance.wait(1, this.weather.slowMs));
  }

  #headers(): Record<string, string> {
    return { 'content-type': 'application/json', date: new Date(this.#hub.now()).toUTCString() };
  }
}
