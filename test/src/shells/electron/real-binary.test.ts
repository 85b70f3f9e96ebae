import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../architecture/source-tree.ts';

const electron = join(projectRoot, 'node_modules', 'electron');

/** The binary is downloaded at Electron's first run, which many machines cannot do. */
function binary(): string | null {
  const pathFile = join(electron, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const path = join(electron, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : null;
}

describe('the real Electron', () => {
  it('E-16 is a version that is still supported and fits the declarations that the shell was checked against', () => {
    const { version } = JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8')) as { version: string };
    expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  it('starts, where its binary is present', () => {
    const path = binary();
    if (path === null) {
      process.stdout.write('not run: no Electron binary\n');
      return;
    }
    const result = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
    expect(result.stdout).toMatch(/^v\d+\./);
  });
});
