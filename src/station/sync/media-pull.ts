import { createHash } from 'node:crypto';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { HubStatus } from '../ports/hub.ts';
import type { MediaFolder, MediaPlace, WantedMedia } from '../ports/media.ts';
import type { Fetch } from './hub-client.ts';

/** What fetching the catalogue's files needs. */
export interface MediaPullParts {
  readonly wanted: WantedMedia & { onChange(listener: () => void): Cancel };
  readonly folder: MediaFolder;
  readonly hub: HubStatus;
  readonly fetch: Fetch;
  /** Scheme, host and port of the hub. */
  readonly hubUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Most bytes that the files may take together; those that are missed most come first. */
  readonly budget: number;
}

/** The files' way onto this device. */
export interface MediaPull {
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** After a change of the catalogue it settles for so long first; a hub that did not give a file is asked again after the longer time. Milliseconds. */
const SETTLE_MS = 2000;
const AGAIN_MS = 300_000;
const TIMEOUT_MS = 60_000;
const PAGE = 200;

/**
 * Brings the photographs and models that the catalogue names onto this device's disk, one after the other, whenever the hub is there; and takes away those
 * that it names no more. A file is believed by its name, which is the hash of its content, so nothing of it is signed. Screens do with what is there.
 */
export function startMediaPull(parts: MediaPullParts): MediaPull {
  const stopped = new AbortController();
  let running: Promise<void> | null = null;
  let again = false;
  let cancel: Cancel = () => {};
  const wait = (ms: number): void => {
    cancel();
    cancel = parts.clock.after(ms, begin);
  };
  const turn = async (): Promise<void> => {
    const outcome = await walk(parts, stopped.signal);
    running = null;
    if (stopped.signal.aborted) return;
    if (again) wait(SETTLE_MS);
    else if (outcome === 'broken-off') wait(AGAIN_MS);
  };
  const begin = (): void => {
    if (stopped.signal.aborted || running !== null || parts.hub.current().state === 'offline') return;
    again = false;
    running = turn();
  };
  const changed = (): void => {
    again = true;
    if (running === null) wait(SETTLE_MS);
  };
  const stopCatalogue = parts.wanted.onChange(changed);
  let wasAway = true;
  const stopHub = parts.hub.onChange(() => {
    const isAway = parts.hub.current().state === 'offline';
    if (wasAway && !isAway) changed();
    wasAway = isAway;
  });
  changed();
  return {
    idle: async () => void (await running),
    stop: async () => {
      stopped.abort();
      cancel();
      stopCatalogue();
      stopHub();
      await running;
    },
  };
}

/** Once through all that is wanted. `broken-off`: the hub or the disk did not do, and the rest waits. */
async function walk(parts: MediaPullParts, stopped: AbortSignal): Promise<'done' | 'broken-off'> {
  const here = await parts.folder.names();
  const wanted = wantedWithin(parts.wanted, parts.budget);
  // First, so that the disk never holds more than its room, and a full one gets some.
  for (const name of here) if (!wanted.has(name)) await parts.folder.remove(name);
  for (const [name, bytes] of wanted) {
    if (here.has(name)) continue;
    if (stopped.aborted || !(await bring(parts, name, bytes, stopped))) return 'broken-off';
  }
  return 'done';
}

/** The names of what has room, those that are missed most first, with their sizes. */
function wantedWithin(catalogue: WantedMedia, budget: number): ReadonlyMap<string, number> {
  const wanted = new Map<string, number>();
  let left = budget;
  let place: MediaPlace = { rank: -1, id: 0 };
  for (;;) {
    const page = catalogue.media(place, PAGE);
    const last = page.at(-1);
    if (last === undefined) return wanted;
    place = last;
    for (const { name, bytes } of page) {
      if (wanted.has(name) || bytes > left) continue;
      wanted.set(name, bytes);
      left -= bytes;
    }
  }
}

/** One file. One that the hub does not have is left out; false when it makes no sense to ask for others now. */
async function bring({ fetch, hubUrl, folder, logger }: MediaPullParts, name: string, bytes: number, stopped: AbortSignal): Promise<boolean> {
  try {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(`${hubUrl}/media/${name}`, { redirect: 'error', credentials: 'omit', signal });
    if (response.status === 404) return true;
    if (!response.ok) return false;
    const content = await readUpTo(response, bytes);
    if (content?.length !== bytes || !name.startsWith(`${createHash('sha256').update(content).digest('hex')}.`)) {
      logger.warn('the hub gave another file than the one that was asked for', { name });
      return true;
    }
    return await folder.put(name, content);
  } catch {
    return false;
  }
}

/** The body, null as soon as it is longer than it may be: whatever it is then, it need not fill the memory first. */
async function readUpTo(response: Response, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) return null;
  }
  return Buffer.concat(chunks);
}
