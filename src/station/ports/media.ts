import type { UnixMs } from '../../kernel/clock.ts';

/** Where a walk through the catalogue's files stands. */
export interface MediaPlace {
  readonly rank: number;
  readonly id: number;
}

/** A file beside the catalogue, `<hash>.<type>`, with its size in bytes. */
export interface MediaWanted extends MediaPlace {
  readonly name: string;
  readonly bytes: number;
}

/** The files that the catalogue of this device names, those first that are missed most. */
export interface WantedMedia {
  /** The next `limit` after a place; before the first there is rank -1. */
  media(after: MediaPlace, limit: number): readonly MediaWanted[];
}

/** A file on this device's disk. */
export interface MediaHere {
  readonly bytes: number;
  /** When it was last shown; 0: never yet. To the hour. */
  readonly shown: UnixMs;
}

/** Files on this device's disk, by name. A shell that shows them notes there when it did, and what it was asked for and did not find. */
export interface MediaFolder {
  /** All that are here. What was being written when the power went is taken away first. */
  here(): Promise<ReadonlyMap<string, MediaHere>>;
  /** What somebody wanted to see that was not here, since this was last asked. */
  takeMissed(): Promise<ReadonlySet<string>>;
  /** Keeps a file whole or not at all; false when the disk does not take it. `shown`: when somebody wanted to see it, 0 for nobody yet. */
  put(name: string, bytes: Uint8Array, shown: UnixMs): Promise<boolean>;
  remove(name: string): Promise<void>;
}
