import { execFileSync } from 'node:child_process';
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

/** Where and when figures were measured. Without it they say nothing. */
export interface Circumstances {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Short commit, with `+` behind it when the tree was changed since; null outside of a repository. */
  readonly commit: string | null;
  readonly machine: string;
  readonly node: string;
  /** Programs that wanted to run, over the last minute, as a share of the processors: above 1 they stood in a queue, and so did the bench. */
  readonly load: number;
}

const root = join(import.meta.dirname, '..');

/** Describes this machine and this moment. */
export function circumstances(): Circumstances {
  const processors = cpus();
  const gibibytes = Math.round(totalmem() / 1024 ** 3);
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  return {
    at: new Date().toISOString(),
    commit: commit(),
    machine: `${type()} ${release()} ${arch()}, ${processors.length} x ${model}, ${gibibytes} GiB`,
    node: process.version,
    load: (loadavg()[0] ?? 0) / Math.max(1, processors.length),
  };
}

function commit(): string | null {
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short', 'HEAD') + (changed ? '+' : '');
  } catch {
    return null;
  }
}

function git(...rest: string[]): string {
  return execFileSync('git', rest, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}
