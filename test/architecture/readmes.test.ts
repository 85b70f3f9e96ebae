import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { familyOf } from '../../hardware/lockers/families.ts';
import { familyNames } from '../../hardware/wire/family-name.ts';
import { parseStationConfig } from '../../src/station/config.ts';
import { filesUnder, projectRoot } from './source-tree.ts';

const topFolders = ['hardware', 'src', 'renderer', 'scripts', 'test', 'bench'];
const readmes = ['README.md', ...topFolders.flatMap(filesUnder).filter((path) => path.endsWith('README.md'))];

/** A page; the device layer's README is the manual of who wires a silo as well, two pages and a half. */
const longest = (folder: string): number => (folder === 'hardware' ? 200 : 80);

describe.each(topFolders)('%s/README.md', (folder) => {
  it('exists and is at most a page', () => {
    const text = readFileSync(join(projectRoot, folder, 'README.md'), 'utf8');
    expect(text.split('\n').length).toBeLessThanOrEqual(longest(folder));
  });

  it('names every sub-folder', () => {
    const text = readFileSync(join(projectRoot, folder, 'README.md'), 'utf8');
    const folders = readdirSync(join(projectRoot, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'node_modules');
    expect(folders.map((entry) => entry.name).filter((name) => !text.includes(`\`${name}/\``))).toEqual([]);
  });
});

describe.each(readmes)('%s', (path) => {
  const text = readFileSync(join(projectRoot, path), 'utf8');

  it('names only folders and files that exist', () => {
    // A lone folder name in running text may be one of a program's data folders; in a table it is a folder of the tree.
    const inTables = text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .join('\n');
    const names = (part: string): string[] => [...part.matchAll(/`([\w.@-]+(?:\/[\w.@-]+)*\/?)`/g)].map((match) => match[1] ?? '');
    const lone = names(inTables).filter((name) => /^[^/]+\/$/.test(name));
    const paths = [...names(text).filter((name) => /\/./.test(name) && !/^[@/]/.test(name)), ...lone];
    const generated = /^(dist|node_modules|release|\.pasillo)\//;
    const missing = paths.filter(
      (name) => !generated.test(name) && !existsSync(join(projectRoot, dirname(path), name)) && !existsSync(join(projectRoot, name)),
    );
    expect(missing).toEqual([]);
  });

  it('links only to pages that exist', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)(#[^)]*)?\)/g)].map((match) => match[1] ?? '').filter((link) => !/^https?:/.test(link));
    expect(links.filter((link) => !existsSync(join(projectRoot, dirname(path), link)))).toEqual([]);
  });
});

describe('README.md', () => {
  it('shows a configuration that a station accepts', () => {
    const text = readFileSync(join(projectRoot, 'README.md'), 'utf8');
    const shown = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    expect(parseStationConfig(JSON.parse(shown))).toMatchObject({ ok: true });
  });
});

describe('hardware/README.md', () => {
  const text = readFileSync(join(projectRoot, 'hardware/README.md'), 'utf8');

  it.each(familyNames)('tells of %s what its capabilities say', (name) => {
    const { baud, addresses, capabilities } = familyOf({ family: name });
    const row = text.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
    const [, , , speed, range, locks, answered, reports] = row.split('|').map((cell) => cell.trim());
    const yes = (value: boolean): RegExp => (value ? /^yes/ : /^(no|some)/);
    expect([speed, range, locks]).toEqual([String(baud), `${addresses.least} to ${addresses.most}`, String(capabilities.locks)]);
    expect(answered).toMatch(yes(capabilities.acknowledgesUnlock));
    expect(reports).toMatch(yes(capabilities.reportsByItself));
  });

  it('counts the lines of the family that is the example', () => {
    const [, name = '', claimed = ''] = /The shortest is `([\w-]+)`, (\d+) lines in five files/.exec(text) ?? [];
    const files = ['wire', 'lockers', 'simulator/boards'].flatMap((folder) => filesUnder(`hardware/${folder}`)).filter((path) => path.includes(`/${name}`));
    const lines = files.reduce((sum, path) => sum + readFileSync(join(projectRoot, path), 'utf8').trimEnd().split('\n').length, 0);
    expect([files.length, lines]).toEqual([5, Number(claimed)]);
  });
});
