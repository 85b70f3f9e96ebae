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

/** Files on this device's disk, by name. */
export interface MediaFolder {
  /** The names of all that are here. */
  names(): Promise<ReadonlySet<string>>;
  /** Keeps a file whole or not at all; false when the disk does not take it. */
  put(name: string, bytes: Uint8Array): Promise<boolean>;
  remove(name: string): Promise<void>;
}
