import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MEDIA_NAME } from '../../contract/media.ts';
import type { MediaFolder } from '../ports/media.ts';

/** How the note is called that a shell leaves for a file that it was asked for and did not find: `<hash>.<type>.missed`, empty. */
const MISSED = '.missed';

/**
 * The station's files beside its catalogue. They can all be fetched again, so nothing is flushed; a shell serves them to the page. A file's time
 * of change is when it was last shown, 1970 while it was not: shell and station may be two processes, and the disk is what both see.
 */
export function openMediaFolder(folder: string): MediaFolder {
  return {
    async shown() {
      const names = (await readdir(folder).catch(() => [])).filter((name) => MEDIA_NAME.test(name));
      const files = new Map<string, number>();
      for (const name of names) {
        const found = await stat(join(folder, name)).catch(() => null);
        if (found !== null) files.set(name, Math.round(found.mtimeMs));
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
        await writeFile(`${path}.part`, bytes, { mode: 0o600 });
        await utimes(`${path}.part`, shown / 1000, shown / 1000);
        await rename(`${path}.part`, path);
        return true;
      } catch {
        await rm(`${path}.part`, { force: true }).catch(() => undefined);
        return false;
      }
    },
    async remove(name) {
      await rm(join(folder, name), { force: true });
    },
  };
}
