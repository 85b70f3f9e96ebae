import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MEDIA_CONTENT_TYPES, MEDIA_NAME, mediaType } from '../../contract/media.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { PageFile } from './page-files.ts';

/** The photographs and models of the catalogue, as far as they are on this device. */
export interface MediaFiles {
  /** The file behind a path of the page, `/media/<hash>.<type>`; null for none, and for whatever is no such path. */
  read(path: string): Promise<PageFile | null>;
}

/** A file that is shown all day is noted once in this time. Milliseconds. */
const NOTED_EVERY_MS = 3_600_000;
/** Missing files that one process notes at most: nobody sees more pictures, and whoever makes up names fills no disk. */
const MOST_MISSED = 2000;

/**
 * Files in a folder of the station. A path can only be the hash of a file, so none, however it is written, leads anywhere else. What is shown, and
 * what would have been, is noted in the folder: the station keeps what is looked at when there is not room for all.
 */
export function mediaFiles(folder: string, now: () => UnixMs): MediaFiles {
  const missed = new Map<string, UnixMs>();
  const noteMissed = async (name: string): Promise<void> => {
    const last = missed.get(name);
    if (last === undefined ? missed.size >= MOST_MISSED : now() - last < NOTED_EVERY_MS) return;
    missed.set(name, now());
    // Without a folder there is no catalogue with pictures, and nobody to read the note.
    await writeFile(join(folder, `${name}.missed`), '', { mode: 0o600 }).catch(() => undefined);
  };
  return {
    async read(path) {
      const name = path.startsWith('/media/') ? path.slice('/media/'.length) : '';
      const type = mediaType.safeParse(MEDIA_NAME.test(name) ? name.slice(name.indexOf('.') + 1) : '');
      if (!type.success) return null;
      const bytes = await readNoting(join(folder, name), now());
      if (bytes === null) await noteMissed(name);
      return bytes === null ? null : { bytes, contentType: MEDIA_CONTENT_TYPES[type.data], immutable: true };
    },
  };
}

/** The content of a file, which is noted as shown now; null when there is none. */
async function readNoting(path: string, now: UnixMs): Promise<Uint8Array<ArrayBuffer> | null> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    const bytes = new Uint8Array(await file.readFile());
    if (Math.abs(now - (await file.stat()).mtimeMs) >= NOTED_EVERY_MS) await file.utimes(now / 1000, now / 1000).catch(() => undefined);
    return bytes;
  } catch {
    return null;
  } finally {
    await file?.close();
  }
}
