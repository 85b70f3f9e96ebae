import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mediaFiles } from '../../../../src/shells/page/media-files.ts';
import { openMediaFolder } from '../../../../src/station/store/media-folder.ts';
import { temporaryDirectory } from '../../../support/store.ts';

/** Milliseconds. */
const HOUR = 3_600_000;
const NAME = `${'a'.repeat(64)}.webp`;
let directory: ReturnType<typeof temporaryDirectory>;
beforeAll(async () => {
  directory = temporaryDirectory();
  await openMediaFolder(join(directory.path, 'media')).put(NAME, new Uint8Array([1, 2, 3]), 0);
  writeFileSync(join(directory.path, 'device.key'), 'secret');
});
afterAll(() => directory.remove());

it('a file of the catalogue is served by its name, as what its name says, to be kept for ever', async () => {
  const file = await mediaFiles(join(directory.path, 'media'), () => HOUR).read(`/media/${NAME}`);
  expect([file?.bytes, file?.contentType, file?.immutable]).toEqual([new Uint8Array([1, 2, 3]), 'image/webp', true]);
});

it.each([
  `/media/${'b'.repeat(64)}.webp`,
  `/media/${NAME}.part`,
  `/media/../device.key`,
  '/media/',
  `/media/${'a'.repeat(64)}.html`,
  `/media/${'A'.repeat(64)}.webp`,
  `/media/${NAME}/..`,
  '/assets/index.js',
  '',
])('no path leads to anything else: %s', async (path) => {
  expect(await mediaFiles(join(directory.path, 'media'), () => HOUR).read(path)).toBe(null);
});

it('what is half written, or is no such file, is not counted as here', async () => {
  const folder = join(directory.path, 'other');
  expect(await openMediaFolder(folder).here()).toEqual(new Map());
  mkdirSync(folder);
  writeFileSync(join(folder, `${NAME}.part`), 'half');
  writeFileSync(join(folder, 'notes.txt'), 'notes');
  symlinkSync('/dev/null', join(folder, 'link'));
  const media = openMediaFolder(folder);
  expect(await media.put(NAME, new Uint8Array([9]), 0)).toBe(true);
  expect(await media.here()).toEqual(new Map([[NAME, { bytes: 1, shown: 0 }]]));
  expect(readdirSync(folder).sort()).toEqual([NAME, 'link', 'notes.txt'].sort());
  await media.remove(NAME);
  await media.remove(NAME);
  expect(await media.here()).toEqual(new Map());
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'a file where a folder should be');
  expect(await openMediaFolder(folder).put(NAME, new Uint8Array([9]), 0)).toBe(false);
});

it('what is shown is noted with its hour, and what is not here with its name, once', async () => {
  const folder = join(directory.path, 'noted');
  const media = openMediaFolder(folder);
  let now = 10 * HOUR;
  const files = mediaFiles(folder, () => now);
  const gone = `${'c'.repeat(64)}.jpg`;
  expect(await files.read(`/media/${gone}`)).toBe(null);
  expect(await media.takeMissed(), 'without a folder').toEqual(new Set());
  await media.put(NAME, new Uint8Array([1]), 0);
  await media.put(`${'d'.repeat(64)}.jpg`, new Uint8Array([1]), 3000);
  await files.read(`/media/${NAME}`);
  now += HOUR / 2;
  await files.read(`/media/${NAME}`);
  expect(await media.here()).toEqual(
    new Map([
      [NAME, { bytes: 1, shown: 10 * HOUR }],
      [`${'d'.repeat(64)}.jpg`, { bytes: 1, shown: 3000 }],
    ]),
  );
  now += HOUR / 2;
  await files.read(`/media/${NAME}`);
  await files.read(`/media/${gone}`);
  await files.read(`/media/${gone}`);
  expect((await media.here()).get(NAME)?.shown).toBe(11 * HOUR);
  expect([await media.takeMissed(), await media.takeMissed()]).toEqual([new Set([gone]), new Set()]);
});
