import type { StationClient } from '../../../scripts/world/station-client.ts';
import { connectToStation } from '../../../scripts/world/station-client.ts';
import type { SiloState } from '../../../src/contract/station/silo-views.ts';
import type { StaffView } from '../../../src/contract/station/views.ts';

type Calls = StationClient['calls'];

/** The station was killed while somebody waited for it. */
export class Gone extends Error {
  override readonly name = 'Gone';
}

/** A place before one life of the station: its screens, and everything that can be asked of it, until it is killed. */
export class Seat {
  readonly #client: StationClient;
  readonly #gone: Promise<never>;
  readonly #leave: () => void;
  readonly #waiting = new Set<() => void>();
  #silo: SiloState | null = null;
  #staff: StaffView | null = null;
  #hasLeft = false;

  private constructor(client: StationClient) {
    this.#client = client;
    const { promise, reject } = Promise.withResolvers<never>();
    this.#gone = promise;
    // Nobody need be waiting at that moment.
    promise.catch(() => undefined);
    this.#leave = () => reject(new Gone());
    void this.#follow(client.calls.silo.watch({}), ({ state }) => {
      this.#silo = state;
    });
    void this.#follow(client.calls.staff.watch({}), (view) => {
      this.#staff = view;
    });
  }

  /** Sits down before a station that has just said where its page is. */
  static async sit(launchUrl: string): Promise<Seat> {
    return new Seat(await connectToStation(launchUrl));
  }

  get silo(): SiloState | null {
    return this.#silo;
  }

  get staff(): StaffView | null {
    return this.#staff;
  }

  /** Asks the station; throws `Gone` when it dies before it answers. */
  async ask<T>(question: (calls: Calls) => Promise<T>): Promise<T> {
    if (this.#hasLeft) throw new Gone();
    const asked = question(this.#client.calls);
    asked.catch(() => undefined);
    try {
      return await Promise.race([asked, this.#gone]);
    } catch (error) {
      // The connection may notice the death before anybody here is told of it.
      if (this.#hasLeft || (error instanceof Error && /clos|abort|terminat/i.test(error.message))) throw new Gone();
      throw error;
    }
  }

  /** Waits for something of the world; throws `Gone` like `ask`. */
  wait<T>(what: Promise<T>): Promise<T> {
    return Promise.race([what, this.#gone]);
  }

  /** Waits until the screens show it, for so long at most; false when they do not. */
  async shows(isIt: () => boolean, withinMs: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const look = (): void => {
      if (isIt()) resolve(true);
    };
    this.#waiting.add(look);
    const timer = setTimeout(() => resolve(false), withinMs);
    look();
    try {
      return await Promise.race([promise, this.#gone]);
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(look);
    }
  }

  /** How long people take; throws `Gone` like `ask`. */
  async pause(ms: number): Promise<void> {
    await this.shows(() => false, ms);
  }

  /** The station is dead, or about to be. */
  leave(): void {
    this.#hasLeft = true;
    this.#leave();
    this.#client.close();
  }

  async #follow<T>(values: Promise<AsyncIterable<T>>, keep: (value: T) => void): Promise<void> {
    try {
      for await (const value of await values) {
        if (this.#hasLeft) return;
        keep(value);
        for (const look of [...this.#waiting]) look();
      }
    } catch {
      // The connection ended with the station.
    }
  }
}
