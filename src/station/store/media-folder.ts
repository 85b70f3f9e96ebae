import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MEDIA_NAME } from '../../contract/media.ts';
import type { MediaFolder } from '../ports/media.ts';

/** The station's files beside its catalogue. They can all be fetched again, so nothing is flushed; a shell serves them to the page. */
export function openMediaFolder(folder: string): MediaFolder {
  return {
    async names() {
      const found = await readdir(folder).catch(() => []);
      return new Set(found.filter((name) => MEDIA_NAME.test(name)));
    },
    async put(name, bytes) {
      const path = join(folder, name);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(`${path}.part`, bytes, { mode: 0o600 });
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
