import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Logger } from '../../../kernel/logger.ts';
import { flushDirectory, flushFile } from '../files.ts';
import { DRAFT } from './backups.ts';
import type { ClearCopies } from './check-copy.ts';

/** What sweeping needs. */
export interface SweepParts {
  readonly copies: ClearCopies;
  /** Does the operation still wait for the hub in the database that is open? */
  readonly isWaiting: (operationId: string) => boolean;
  readonly logger: Logger;
}

/** Keeps the copies free of what people typed and the hub has by now. */
export interface Sweep {
  /** Looks through these copies; those it knows already are read only where something in them is due. Answers how many were changed. */
  run(paths: readonly string[]): Promise<number>;
}

/**
 * Creates it. A copy keeps what waited for the hub when it was made: if the machine dies, that is the only place where an order still is. Once the
 * hub has it, nobody needs it here, and whoever typed it has left long since (decision 0060).
 *
 * The copy is changed beside its place and takes it when it is whole, so that a power cut leaves the old one or the new one.
 */
export function createSweep({ copies, isWaiting, logger }: SweepParts): Sweep {
  /** What is known to be in a copy; nothing else ever comes into it. */
  const known = new Map<string, readonly string[]>();
  const typedIn = async (path: string): Promise<readonly string[]> => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const found = await copies.typedIn(path);
    // One that cannot be read is of no use to anybody; it ends with its time.
    const ids = found.ok ? found.value : [];
    known.set(path, ids);
    return ids;
  };
  const clear = async (path: string, due: readonly string[]): Promise<boolean> => {
    const draft = join(dirname(path), DRAFT);
    try {
      copyFileSync(path, draft);
      chmodSync(draft, 0o600);
      const cleared = await copies.clear(draft, due, 'quick');
      if (!cleared.ok) {
        logger.error('a backup could not be freed of what the hub has', { detail: cleared.error.detail });
        return false;
      }
      flushFile(draft);
      renameSync(draft, path);
      flushDirectory(dirname(path));
      return true;
    } catch (error) {
      logger.error('a backup could not be freed of what the hub has', { detail: error instanceof Error ? error.message : String(error) });
      return false;
    } finally {
      rmSync(draft, { force: true });
    }
  };
  return {
    run: async (paths) => {
      for (const path of known.keys()) if (!paths.includes(path)) known.delete(path);
      let changed = 0;
      for (const path of paths.filter((one) => existsSync(one))) {
        const ids = await typedIn(path);
        const due = ids.filter((id) => !isWaiting(id));
        if (due.length === 0 || !(await clear(path, due))) continue;
        changed += 1;
        known.set(
          path,
          ids.filter((id) => !due.includes(id)),
        );
      }
      return changed;
    },
  };
}
