import type { SpeechView } from '../../src/contract/station/speech-contract.ts';
import type { SiloView } from '../../src/contract/station/silo-views.ts';
import type { KioskView, StaffView } from '../../src/contract/station/views.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { sleep } from '../../src/kernel/clock.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { err, ok, type Result } from '../../src/kernel/result.ts';
import { feed } from './feed.ts';
import { type CallStation, intentsOver, type StationIntents, type Unreachable } from './intents.ts';
import type { Dial, Link, StationClient } from './link.ts';
import { type Published, publisher } from './published.ts';
import { type Readings, readingsOver } from './readings.ts';

/** How the page stands with its station. `since` is monotonic milliseconds. */
export type Connection = { readonly kind: 'connecting' } | { readonly kind: 'connected' } | { readonly kind: 'lost'; readonly since: number };

/** The page's one way to its station: views that follow it, and intents that it answers. */
export interface Bridge {
  readonly connection: Published<Connection>;
  /** The last view that arrived; null until the first one. A feed runs only while somebody listens. */
  readonly kiosk: Published<KioskView | null>;
  readonly silo: Published<SiloView | null>;
  readonly staff: Published<StaffView | null>;
  /** What the station can do for people who listen. */
  readonly speech: Published<SpeechView | null>;
  readonly intents: StationIntents;
  /** What the scanner on the station's own port reads. */
  readonly readings: Readings;
  /** Ends the connection and every feed, for good. */
  close(): void;
}

/** What the bridge needs from the world. `random` answers in [0, 1). */
export interface BridgeDeps {
  readonly dial: Dial;
  readonly clock: Clock;
  readonly random: () => number;
  /** Hears of answers that mean a bug (the station refused a call's shape), so that they are not lost. */
  readonly onFault: (error: unknown) => void;
}

/** Longest wait for an answer: past it the screen says that the station does not answer. */
export const CALL_TIMEOUT_MS = 15_000;
/** Longest wait for one connection to open. */
export const DIAL_TIMEOUT_MS = 4_000;
/** Delay before the nth try is drawn from (0, min(cap, base * 2^n)]. */
export const RETRY_BASE_MS = 250;
/** The station is on the same device: more than a few seconds between tries only makes people wait. */
export const RETRY_CAP_MS = 4_000;
/** A connection that lasted this long counts as good and starts the back-off anew. */
export const SETTLED_MS = 5_000;

/**
 * Connects, and keeps connecting, with full jitter so that a station in trouble is not hammered by its own screen.
 *
 *     connecting --open--> connected --closed--> lost --open--> connected
 */
export function createBridge(deps: BridgeDeps): Bridge {
  const connection = publisher<Connection>({ kind: 'connecting' });
  const link = publisher<Link | null>(null);
  const stop = new AbortController();
  const intents = intentsOver(callOver(deps, link));
  void keepConnected(deps, stop.signal, (next) => {
    link.set(next);
    if (next !== null) connection.set({ kind: 'connected' });
    else if (connection.current().kind !== 'lost') connection.set({ kind: 'lost', since: deps.clock.monotonic() });
  });
  const follow = <T>(watch: (client: StationClient, signal: AbortSignal) => Promise<AsyncIterable<T>>) => feed({ clock: deps.clock, link, watch });
  return {
    connection,
    kiosk: follow<KioskView>((c, signal) => c.kiosk.watch({}, { signal })),
    silo: follow<SiloView>((c, signal) => c.silo.watch({}, { signal })),
    staff: follow<StaffView>((c, signal) => c.staff.watch({}, { signal })),
    speech: follow<SpeechView>((c, signal) => c.speech.watch({}, { signal })),
    intents,
    readings: readingsOver({ clock: deps.clock, link }),
    close: () => {
      stop.abort();
      link.current()?.close();
    },
  };
}

/** Dials for ever. `publish` hears each link when it opens, and null when it is gone or could not be opened. */
async function keepConnected(deps: BridgeDeps, stop: AbortSignal, publish: (link: Link | null) => void): Promise<void> {
  for (let attempt = 0; !stop.aborted; attempt++) {
    const dialled = await dialOnce(deps);
    if (dialled.ok && stop.aborted) dialled.value.close();
    if (stop.aborted) return;
    if (dialled.ok) {
      const openedAt = deps.clock.monotonic();
      publish(dialled.value);
      await dialled.value.closed;
      if (deps.clock.monotonic() - openedAt >= SETTLED_MS) attempt = -1;
    }
    publish(null);
    const ceiling = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** Math.max(0, attempt));
    await sleep(deps.clock, Math.ceil(ceiling * (1 - deps.random())));
  }
}

async function dialOnce(deps: BridgeDeps): ReturnType<Dial> {
  const giveUp = new AbortController();
  const cancel = deps.clock.after(DIAL_TIMEOUT_MS, () => giveUp.abort());
  const dialled = await deps.dial(giveUp.signal);
  cancel();
  return dialled;
}

/** Runs calls on the present link; without one, or without an answer in time, says `unreachable`. */
function callOver(deps: BridgeDeps, link: Published<Link | null>): CallStation {
  return async <O>(run: (client: StationClient, signal: AbortSignal) => Promise<O>): Promise<Result<O, Unreachable>> => {
    const present = link.current();
    if (present === null) return err({ kind: 'unreachable' });
    const abort = new AbortController();
    const late = new Promise<'late'>((resolve) => {
      abort.signal.addEventListener('abort', () => resolve('late'), { once: true });
    });
    const cancel = deps.clock.after(CALL_TIMEOUT_MS, () => abort.abort());
    const settled = await Promise.race([settle(run(present.client, abort.signal)), late]);
    cancel();
    if (settled === 'late') return err({ kind: 'unreachable' });
    switch (settled.kind) {
      case 'answered':
        return ok(settled.value);
      case 'failed':
        if (link.current() === present) deps.onFault(settled.error);
        return err({ kind: 'unreachable' });
      default:
        return assertNever(settled);
    }
  };
}

type Settled<O> = { readonly kind: 'answered'; readonly value: O } | { readonly kind: 'failed'; readonly error: unknown };

async function settle<O>(call: Promise<O>): Promise<Settled<O>> {
  try {
    return { kind: 'answered', value: await call };
  } catch (error) {
    return { kind: 'failed', error };
  }
}
