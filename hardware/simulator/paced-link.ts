import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkEvents, LinkProblem, OpenLink } from '../contract/link.ts';

/**
 * The same link as slow as a real line. Pseudo-terminals and sockets carry bytes at once whatever the baud rate; a simulator
 * that did so would make every measurement look better than the field.
 *
 * ```
 *  in    chunk arrives |--its time on the wire--| handed on, chunks in order
 *  out   write         |--its time on the wire--| written, resolved
 * ```
 */
export function paceLink(link: Link, clock: HardwareClock): Link {
  return {
    name: link.name,
    latestFrameMs: link.latestFrameMs,
    gapMs: link.gapMs,
    wireTimeMs: (count) => link.wireTimeMs(count),
    async open(events) {
      const incoming = new Lane(link, clock);
      const opened = await link.open(pacedEvents(events, incoming));
      return opened.ok ? { ok: true, value: pacedPort(opened.value, incoming, new Lane(link, clock)) } : opened;
    },
  };
}

function pacedEvents(events: LinkEvents, incoming: Lane): LinkEvents {
  return {
    onBytes: (bytes) => incoming.add(bytes.length, () => events.onBytes(bytes)),
    onClose(problem) {
      incoming.clear();
      events.onClose(problem);
    },
  };
}

function pacedPort(port: OpenLink, incoming: Lane, outgoing: Lane): OpenLink {
  const write = (bytes: Uint8Array): Promise<LinkProblem | undefined> => new Promise((resolve) => outgoing.add(bytes.length, () => resolve(port.write(bytes))));
  return {
    write,
    flush() {
      incoming.clear();
      return port.flush();
    },
    close() {
      incoming.clear();
      return port.close();
    },
  };
}

/** One direction of a line: what is added happens after its time on the wire, one after the other. */
class Lane {
  readonly #link: Link;
  readonly #clock: HardwareClock;
  readonly #cancels = new Set<() => void>();
  #busyUntil = 0;

  constructor(link: Link, clock: HardwareClock) {
    this.#link = link;
    this.#clock = clock;
  }

  add(count: number, run: () => void): void {
    const now = this.#clock.monotonic();
    this.#busyUntil = Math.max(now, this.#busyUntil) + this.#link.wireTimeMs(count);
    const cancel = this.#clock.after(this.#busyUntil - now, () => {
      this.#cancels.delete(cancel);
      run();
    });
    this.#cancels.add(cancel);
  }

  clear(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    this.#busyUntil = 0;
  }
}
