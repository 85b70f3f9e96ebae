import type { Fetch } from '../../../src/station/sync/hub-client.ts';
import type { Chance } from '../world/chance.ts';
import type { FireClock } from './fire-clock.ts';
import type { Answered, FireHub, Sent } from './fire-hub.ts';
import { HUB_URL } from './fire-hub.ts';

/** How bad the line is: probabilities for one request, and the longest way in one direction, in milliseconds. */
export interface Line {
  readonly loseRequest: number;
  /** The hub does it, and its answer never arrives. */
  readonly loseAnswer: number;
  /** What was sent arrives once more, later. */
  readonly repeat: number;
  /** Somebody else answers, or half an answer comes. */
  readonly wrongAnswer: number;
  /** It is held up long enough for its sender to give it up, and to be overtaken. */
  readonly holdUp: number;
  readonly slowMs: number;
}

/** A line in good order. */
export const goodLine: Line = { loseRequest: 0, loseAnswer: 0, repeat: 0, wrongAnswer: 0, holdUp: 0, slowMs: 20 };
/** A line under fire. */
export const badLine: Line = { loseRequest: 0.08, loseAnswer: 0.12, repeat: 0.08, wrongAnswer: 0.04, holdUp: 0.08, slowMs: 3000 };

const LATEST_MS = 110_000;

/** One life of a station's program: nothing of it goes on once it is dead. */
export interface SenderLife {
  readonly isDead: boolean;
  /** Called before a request leaves and when its answer is there, and may end the life. */
  await(): void;
}

/**
 * The way between stations and hub. It loses, doubles, delays and reorders, and cuts answers off after the hub acted. What was sent belongs
 * to it: it arrives although its sender is dead by then.
 */
export class FireNetwork {
  line: Line = goodLine;
  readonly counts = { sent: 0, lost: 0, cut: 0, repeated: 0, wrong: 0, held: 0 };
  readonly #clock: FireClock;
  readonly #hub: FireHub;
  readonly #chance: Chance;

  constructor(clock: FireClock, hub: FireHub, chance: Chance) {
    this.#clock = clock;
    this.#hub = hub;
    this.#chance = chance;
  }

  fetchOf(life: SenderLife): Fetch {
    return (url, init) =>
      new Promise((resolve, reject) => {
        life.await();
        if (life.isDead) return;
        const heard = (answered: Answered | 'wrong'): void => {
          if (!life.isDead) life.await();
          if (life.isDead) return;
          if (answered === null) reject(new TypeError('fetch failed'));
          else resolve(answered === 'wrong' ? this.#wrong() : new Response(answered.body, { status: answered.status, headers: answered.headers }));
        };
        init.signal?.addEventListener('abort', () => {
          if (!life.isDead) reject(new DOMException('given up', 'AbortError'));
        });
        void this.#carry(sentOf(url, init), heard);
      });
  }

  async #carry(sent: Sent, heard: (answered: Answered | 'wrong') => void): Promise<void> {
    const { line } = this;
    const chance = this.#chance;
    this.counts.sent += 1;
    if (chance.is(line.repeat)) this.#later(sent);
    if (chance.is(line.loseRequest)) {
      this.counts.lost += 1;
      if (chance.is(0.5)) heard(null);
      return;
    }
    if (chance.is(line.wrongAnswer)) {
      this.counts.wrong += 1;
      return heard('wrong');
    }
    const isHeld = chance.is(line.holdUp);
    if (isHeld) this.counts.held += 1;
    await this.#wait(isHeld ? chance.int(20_000, LATEST_MS) : chance.wait(1, line.slowMs));
    const isCut = chance.is(line.loseAnswer);
    const answered = await this.#hub.answer(sent);
    if (isCut) {
      this.counts.cut += 1;
      if (chance.is(0.5)) heard(null);
      return;
    }
    await this.#wait(chance.wait(1, line.slowMs));
    heard(answered);
  }

  /** A copy comes by itself, and its answer goes nowhere. */
  #later(sent: Sent): void {
    this.counts.repeated += 1;
    this.#clock.after(this.#chance.int(1, LATEST_MS), () => void this.#hub.answer(sent));
  }

  /** Half of an answer, the page of a portal, a proxy in trouble. */
  #wrong(): Response {
    const json = { 'content-type': 'application/json' };
    const answers = [
      () => new Response('<html>Sign in to the network</html>', { status: 200, headers: { 'content-type': 'text/html' } }),
      () => new Response('{"outcomes":[],"durableSeq":', { status: 200, headers: json }),
      () => new Response('{}', { status: 200, headers: json }),
      () => new Response('Bad Gateway', { status: 502, headers: { 'content-type': 'text/plain' } }),
      () => new Response(null, { status: 302, headers: { location: 'http://portal.example/' } }),
    ];
    return this.#chance.pick(answers)();
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(ms, resolve));
  }
}

function sentOf(url: string, { method, headers, body }: RequestInit): Sent {
  const path = url.slice(HUB_URL.length);
  return {
    method: method === 'POST' ? 'POST' : 'GET',
    path,
    headers: Object.fromEntries(new Headers(headers)),
    body: typeof body === 'string' ? body : null,
  };
}
