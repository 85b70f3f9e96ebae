import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../architecture/source-tree.ts';

interface Entry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe('the lock file', () => {
  it('names the optional packages of every platform, without which npm ci refuses it', () => {
    const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as { packages: Readonly<Record<string, Entry>> };
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isThere(packages, path, name)),
    );
    expect(missing).toEqual([]);
  });
});

/** Is the package beside or above the one that wants it, where Node would find it? */
function isThere(packages: Readonly<Record<string, Entry>>, path: string, name: string): boolean {
  const parts = path.split('/node_modules/');
  const places = parts.map((_, count) => `${parts.slice(0, parts.length - count).join('/node_modules/')}/node_modules/${name}`);
  return [...places.map((place) => place.replace(/^\//, '')), `node_modules/${name}`].some((place) => place in packages);
}
