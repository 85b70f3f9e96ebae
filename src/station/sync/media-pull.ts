import { createHash } from 'node:crypto';
import type { Cancel, Clock, UnixMs } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { HubStatus } from '../ports/hub.ts';
import type { MediaFolder, MediaHere, MediaPlace, MediaWanted, WantedMedia } from '../ports/media.ts';
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
  /** Most bytes that the files may take together. */
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
/** Where not all has room, it looks this often for what somebody wanted to see and did not. Milliseconds. */
const LOOK_MS = 60_000;
const TIMEOUT_MS = 60_000;
const PAGE = 200;

/**
 * Brings the photographs and models that the catalogue names onto this device's disk, one after the other, whenever the hub is there; and takes away those
 * that it names no more. Where there is not room for all, what was looked at last stays, and what somebody wanted to see comes first. A file is believed by its name, which is the hash of its content, so nothing of it is signed. Screens do with what is there.
 */
export function startMediaPull(parts: MediaPullParts): MediaPull {
  const stopped = new AbortController();
  let running: Promise<void> | null = null;
  let again = false;
  let cancel: Cancel = () => {};
  const wait = (ms: number, then: () => void = begin): void => {
    cancel();
    cancel = parts.clock.after(ms, then);
  };
  // What was missed is wanted until a walk has come to its end.
  const missed = new Set<string>();
  const takeMissed = async (): Promise<void> => {
    for (const name of await parts.folder.takeMissed()) missed.add(name);
  };
  const turn = async (): Promise<void> => {
    await takeMissed();
    const outcome = await walk(parts, missed, stopped.signal);
    if (outcome !== 'broken-off') missed.clear();
    running = null;
    if (stopped.signal.aborted) return;
    if (again) wait(SETTLE_MS);
    else if (outcome === 'broken-off') wait(AGAIN_MS);
    else if (outcome === 'not all') wait(LOOK_MS, glance);
  };
  const look = async (): Promise<void> => {
    await takeMissed();
    running = null;
    if (stopped.signal.aborted) return;
    if (again) wait(SETTLE_MS);
    else if (missed.size > 0) begin();
    else wait(LOOK_MS, glance);
  };
  const glance = (): void => {
    if (!stopped.signal.aborted && running === null) running = look();
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
    idle: async () => {
      while (running !== null) await running;
    },
    stop: async () => {
      stopped.abort();
      cancel();
      stopCatalogue();
      stopHub();
      await running;
    },
  };
}

/** Once through all that is wanted. `not all`: there was not room for all; `broken-off`: the hub or the disk did not do, and the rest waits. */
async function walk(parts: MediaPullParts, missed: ReadonlySet<string>, stopped: AbortSignal): Promise<'all' | 'not all' | 'broken-off'> {
  const here = await parts.folder.here();
  const { wanted, isAll } = wantedWithin(parts.wanted, parts.budget, lookedAt(here, missed));
  // First, so that the disk never holds more than its room, and a full one gets some.
  for (const name of here.keys()) if (!wanted.has(name)) await parts.folder.remove(name);
  for (const [name, bytes] of wanted) {
    // One of another size was cut short: it is fetched again, whatever its name says.
    if (here.get(name)?.bytes === bytes) continue;
    const shown = missed.has(name) ? parts.clock.now() : (here.get(name)?.shown ?? 0);
    if (stopped.aborted || !(await bring(parts, { name, bytes, shown }, stopped))) return 'broken-off';
  }
  return isAll ? 'all' : 'not all';
}

/** What somebody looked at or wanted to look at, the last first. */
function lookedAt(here: ReadonlyMap<string, MediaHere>, missed: ReadonlySet<string>): ReadonlySet<string> {
  const shown = [...here].filter(([, file]) => file.shown > 0).sort(([, one], [, two]) => two.shown - one.shown);
  return new Set([...missed, ...shown.map(([name]) => name)]);
}

interface Wanted {
  /** Names and bytes. */
  readonly wanted: ReadonlyMap<string, number>;
  /** Was there room for all that the catalogue names? */
  readonly isAll: boolean;
}

/**
 * The names of what has room, with their sizes: first what was looked at, the last first; then what nobody has seen yet, what would be missed most
 * first. So what goes when there is not room for all is what was never shown, and then what was shown longest ago.
 */
function wantedWithin(catalogue: WantedMedia, budget: number, looked: ReadonlySet<string>): Wanted {
  const sizes = new Map<string, number>();
  if (looked.size > 0) for (const { name, bytes } of eachFile(catalogue)) if (looked.has(name)) sizes.set(name, bytes);
  const wanted = new Map<string, number>();
  let left = budget;
  let isAll = true;
  const keep = (name: string, bytes: number | undefined): void => {
    if (bytes === undefined || wanted.has(name)) return;
    if (bytes > left) {
      isAll = false;
      return;
    }
    wanted.set(name, bytes);
    left -= bytes;
  };
  for (const name of looked) keep(name, sizes.get(name));
  for (const { name, bytes } of eachFile(catalogue)) keep(name, bytes);
  return { wanted, isAll };
}

/** All files that the catalogue names. */
function* eachFile(catalogue: WantedMedia): Generator<MediaWanted> {
  let place: MediaPlace = { rank: -1, id: 0 };
  for (;;) {
    const page = catalogue.media(place, PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    place = last;
    yield* page;
  }
}

interface BroughtFile {
  readonly name: string;
  readonly bytes: number;
  /** When somebody wanted to see it; 0: nobody yet. */
  readonly shown: UnixMs;
}

/** One file. One that the hub does not have is left out; false when it makes no sense to ask for others now. */
async function bring({ fetch, hubUrl, folder, logger }: MediaPullParts, file: BroughtFile, stopped: AbortSignal): Promise<boolean> {
  const { name, bytes, shown } = file;
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
    return await folder.put(name, content, shown);
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
