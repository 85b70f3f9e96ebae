import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MEDIA_CONTENT_TYPES, MEDIA_NAME, mediaType } from '../../contract/media.ts';
import type { PageFile } from './page-files.ts';

/** The photographs and models of the catalogue, as far as they are on this device. */
export interface MediaFiles {
  /** The file behind a path of the page, `/media/<hash>.<type>`; null for none, and for whatever is no such path. */
  read(path: string): Promise<PageFile | null>;
}

/** Files in a folder of the station. A path can only be the hash of a file, so none, however it is written, leads anywhere else. */
export function mediaFiles(folder: string): MediaFiles {
  return {
    async read(path) {
      const name = path.startsWith('/media/') ? path.slice('/media/'.length) : '';
      const type = mediaType.safeParse(MEDIA_NAME.test(name) ? name.slice(name.indexOf('.') + 1) : '');
      if (!type.success) return null;
      return await readFile(join(folder, name)).then(
        (bytes) => ({ bytes: new Uint8Array(bytes), contentType: MEDIA_CONTENT_TYPES[type.data], immutable: true }),
        () => null,
      );
    },
  };
}
