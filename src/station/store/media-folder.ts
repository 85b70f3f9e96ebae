import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { MEDIA_NAME } from '../../contract/media.ts';
import type { MediaFolder, MediaHere } from '../ports/media.ts';

/** How the note is called that a shell leaves for a file that it was asked for and did not find: `<hash>.<type>.missed`, empty. */
const MISSED = '.missed';
/** And a file that is not whole yet. */
const PART = '.part';

/**
 * The station's files beside its catalogue. They can all be fetched again, but nobody asks for one that is there: it is on the disk before it gets its
 * name, or a power cut would leave a broken picture for good. A shell serves them to the page. A file's time
 * of change is when it was last shown, 1970 while it was not: shell and station may be two processes, and the disk is what both see.
 */
export function openMediaFolder(folder: string): MediaFolder {
  return {
    async here() {
      const names = await readdir(folder).catch(() => []);
      for (const name of names) if (name.endsWith(PART)) await rm(join(folder, name), { force: true }).catch(() => undefined);
      const files = new Map<string, MediaHere>();
      for (const name of names.filter((one) => MEDIA_NAME.test(one))) {
        const found = await stat(join(folder, name)).catch(() => null);
        if (found !== null) files.set(name, { bytes: found.size, shown: Math.round(found.mtimeMs) });
      }
      return files;
    },
    async takeMissed() {
      const notes = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(MISSED));
      for (const note of notes) await rm(join(folder, note), { force: true }).catch(() => undefined);
      return new Set(notes.map((note) => note.slice(0, -MISSED.length)).filter((name) => MEDIA_NAME.test(name)));
    },
    async put(name, bytes, shown) {
      const path = join(folder, name);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeThrough(path + PART, bytes);
        await utimes(path + PART, shown / 1000, shown / 1000);
        await rename(path + PART, path);
        return true;
      } catch {
        await rm(path + PART, { force: true }).catch(() => undefined);
        return false;
      }
    },
    async remove(name) {
      await rm(join(folder, name), { force: true });
    },
  };
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}
