import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './paths.ts';

/** What the page is made of. */
const sources = ['renderer', 'src/contract', 'src/kernel', 'vite.config.ts', 'scripts/world/page-build.ts', 'package-lock.json'];
const stamp = join(projectRoot, 'dist', 'page.sha256');

/** Builds the page unless it was built from exactly these sources. Answers whether it had to. Throws one sentence on failure. */
export function buildPageIfChanged(say: (line: string) => void): boolean {
  const fingerprint = fingerprintOf(sources);
  const isBuilt = existsSync(join(projectRoot, 'dist', 'renderer', 'index.html'));
  if (isBuilt && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return false;
  say('Building the page.');
  // Whoever builds it (a test run, say), what comes out is what shops run.
  const env = { ...process.env, NODE_ENV: 'production' };
  const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
  const result = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: projectRoot, encoding: 'utf8', env });
  if (result.status !== 0) throw new Error(`The page could not be built.\n${result.stderr}`);
  mkdirSync(join(projectRoot, 'dist'), { recursive: true });
  writeFileSync(stamp, fingerprint);
  return true;
}

function fingerprintOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesAt))
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(projectRoot, path)))
      .update('\0');
  return hash.digest('hex');
}

function filesAt(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path];
  const entries = readdirSync(join(projectRoot, path), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1));
  return files.sort();
}
