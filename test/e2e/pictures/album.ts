import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shots } from './picture.ts';

/** Writes the page with which to leaf through a folder of pictures: it needs no server and no network. */
export function writeAlbum(folder: string, { pictures, problems }: Pick<Shots, 'pictures' | 'problems'>): void {
  const data = JSON.stringify({ pictures, problems }).replaceAll('<', '\\u003c');
  const page = readFileSync(join(import.meta.dirname, 'album.html'), 'utf8');
  writeFileSync(
    join(folder, 'index.html'),
    page.replace('/*pictures*/ {}', () => data),
  );
}
