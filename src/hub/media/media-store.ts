import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MEDIA_NAME, type MediaFile, mediaName, type MediaType } from '../../contract/media.ts';

/** The hub's files beside the catalogue, by the hash of their content. A file that is there never changes. */
export interface MediaStore {
  /** Keeps a file, on disk before it answers; again does nothing. Throws when the disk fails. */
  put(bytes: Uint8Array, type: MediaType): Promise<MediaFile>;
  /** The file of a name, `<hash>.<type>`; null for none, and for whatever is no such name. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** Files in a folder, made when the first comes. */
export function createMediaStore(folder: string): MediaStore {
  return {
    async put(bytes, type) {
      const file: MediaFile = { hash: createHash('sha256').update(bytes).digest('hex'), type, bytes: bytes.length };
      const path = join(folder, mediaName(file));
      if (!(await isThere(path, bytes.length))) await write(folder, path, bytes);
      return file;
    },
    async read(name) {
      if (!MEDIA_NAME.test(name)) return null;
      return await readFile(join(folder, name)).then(
        (bytes) => new Uint8Array(bytes),
        () => null,
      );
    },
  };
}

async function isThere(path: string, bytes: number): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isFile() && found.size === bytes,
    () => false,
  );
}

/** Under another name first: whoever asks gets the whole file or none. */
async function write(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(`${path}.part`, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.part`, path);
}
