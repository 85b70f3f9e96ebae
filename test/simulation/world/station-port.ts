import type { Link, LinkEvents, LinkProblem, OpenLink } from '../../../hardware/contract/link.ts';
import type { Result } from '../../../hardware/contract/result.ts';

/** Who uses the port just now. */
export interface PortUser {
  isDead(): boolean;
  /** Runs at once, or as soon as a program that stands still goes on: what happened meanwhile waits in the machine, in its order. */
  whenAwake(run: () => void): void;
  /** Called before bytes leave and after bytes come. */
  onBytes(direction: 'out' | 'in', bytes: Uint8Array): void;
}

/** What the world does with the port. */
export interface PortEvents {
  /** It was opened, by whichever life. */
  onOpened(): void;
  /** Bytes leave; `again` puts the same bytes on the wire once more, as a converter that held a copy back. */
  onWritten(bytes: Uint8Array, again: () => void): void;
}

/**
 * The adapter in the station's socket. It outlives the program: when a life of the station ends, what it wrote stays on the wire and arrives,
 * and what the boards answer may reach the next life, which never asked.
 */
export class StationPort {
  readonly #link: Link;
  readonly #world: PortEvents;
  #open: OpenLink | null = null;
  #user: PortUser | null = null;
  #events: LinkEvents | null = null;

  constructor(link: Link, events: PortEvents) {
    this.#link = link;
    this.#world = events;
  }

  /** The same cable, as one life of the station sees it. */
  for(user: PortUser): Link {
    const { name, latestFrameMs } = this.#link;
    return { name, latestFrameMs, wireTimeMs: (count) => this.#link.wireTimeMs(count), open: (events) => this.#openFor(user, events) };
  }

  async #openFor(user: PortUser, events: LinkEvents): Promise<Result<OpenLink, LinkProblem>> {
    if (user.isDead()) return never();
    if (this.#open === null) {
      const opened = await this.#link.open({ onBytes: (bytes) => this.#hear(bytes), onClose: (problem) => this.#closed(problem) });
      if (!opened.ok) return opened;
      this.#open = opened.value;
    }
    this.#world.onOpened();
    if (user.isDead()) return never();
    this.#user = user;
    this.#events = events;
    return { ok: true, value: this.#portOf(user, this.#open) };
  }

  #portOf(user: PortUser, port: OpenLink): OpenLink {
    return {
      write: (bytes) => {
        if (!user.isDead()) user.onBytes('out', bytes);
        if (user.isDead()) return never();
        this.#world.onWritten(bytes, () => this.#open?.write(bytes));
        return whileAlive(user, port.write(bytes));
      },
      flush: () => (user.isDead() ? never() : whileAlive(user, port.flush())),
      close: async () => {
        if (this.#user === user) this.#events = null;
      },
    };
  }

  #hear(bytes: Uint8Array): void {
    const user = this.#user;
    if (user === null || user.isDead()) return;
    user.whenAwake(() => {
      if (user.isDead() || this.#user !== user) return;
      user.onBytes('in', bytes);
      if (!user.isDead()) this.#events?.onBytes(bytes);
    });
  }

  #closed(problem: LinkProblem): void {
    this.#open = null;
    const events = this.#events;
    this.#events = null;
    const user = this.#user;
    if (user?.isDead() !== false) return;
    user.whenAwake(() => {
      if (!user.isDead()) events?.onClose(problem);
    });
  }
}

/** What comes of a promise while whoever waits for it lives; the dead hear of nothing. */
export function whileAlive<T>(user: Pick<PortUser, 'isDead' | 'whenAwake'>, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    promise.then(
      (value) =>
        user.whenAwake(() => {
          if (!user.isDead()) resolve(value);
        }),
      (error: unknown) =>
        user.whenAwake(() => {
          if (!user.isDead()) reject(error);
        }),
    );
  });
}

/** What nobody is left to wait for. */
export function never<T>(): Promise<T> {
  return new Promise(() => {});
}
