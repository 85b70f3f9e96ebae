import { rmSync } from 'node:fs';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { CatalogueBucket } from '../../ports/sync.ts';
import { silentLogger } from '../../../kernel/logger.ts';
import type { PublishedSnapshot } from './messages.ts';
import { openOrRebuild } from './schema.ts';
import { CatalogueThread } from './thread.ts';

/**
 * A catalogue that nobody looks at: it is filled page by page as a station's own, by the same code in a thread of its own, and copies of it are what new stations
 * begin with. Each call throws when the thread could not.
 */
export interface SnapshotMaker {
  /** Applies a page that was asked for from `from`; answers how far the bucket is now, and whether more is to come. */
  apply(bucket: CatalogueBucket, from: number, page: Uint8Array<ArrayBuffer>, at: UnixMs): Promise<{ readonly next: number; readonly more: boolean }>;
  publish(folder: string, partBytes: number): Promise<PublishedSnapshot>;
  /** Ends the thread; the file stays for the next maker. */
  end(): Promise<void>;
}

/** Opens a maker on the file at `path`. What an earlier program left there is taken away first if it `isNew`. */
export function openSnapshotMaker(path: string, isNew: boolean): SnapshotMaker {
  if (isNew) for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${end}`, { force: true });
  openOrRebuild(path, silentLogger).close();
  const thread = new CatalogueThread(new URL('./worker.ts', import.meta.url), path);
  return {
    apply: async (bucket, from, page, at) => {
      const answer = await thread.ask({ kind: 'apply', bucket, from, page, at }, [page.buffer]);
      if (!answer.ok) throw new Error(`a page was not applied: ${answer.error.kind}`);
      if (answer.value.kind !== 'applied') throw new Error('a page was applied without a word');
      return { next: answer.value.applied.next, more: answer.value.applied.more };
    },
    publish: async (folder, partBytes) => {
      const answer = await thread.ask({ kind: 'publish', folder, partBytes });
      if (!answer.ok) throw new Error(`no snapshot was made: ${answer.error.kind}`);
      if (answer.value.kind !== 'published') throw new Error('a snapshot was made without a word');
      return answer.value.snapshot;
    },
    end: () => thread.end(),
  };
}
