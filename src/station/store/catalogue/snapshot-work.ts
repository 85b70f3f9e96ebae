import type { Database } from 'better-sqlite3';
import { ok } from '../../../kernel/result.ts';
import type { SnapshotProblem } from '../../ports/sync.ts';
import type { CatalogueAnswer, CatalogueRequest } from './messages.ts';
import { publishSnapshot } from './publish.ts';
import { forgetComing, takeIn, type TakingIn } from './take-in.ts';

/** What is asked of the thread about snapshots. */
export type SnapshotRequest = Extract<CatalogueRequest, { kind: 'publish' | 'expect' | 'part' | 'complete' | 'forget' }>;

/** The thread, as far as snapshots need it. */
export interface SnapshotHost {
  readonly path: string;
  /** Its connection, opened for writing. */
  readonly writing: () => Database;
  /** Lets the connection go. */
  readonly close: () => void;
}

/** Snapshots in the thread that writes: one is made of its file, or one comes to take its place. */
export interface SnapshotWork {
  answer(request: SnapshotRequest): CatalogueAnswer;
  /** Lets the file go that is being written; what came stays. */
  close(): void;
}

/** Makes the work of a thread. */
export function snapshotWork({ path, writing, close }: SnapshotHost): SnapshotWork {
  let taking: TakingIn | null = null;
  const letGo = (): void => {
    taking?.close();
    taking = null;
  };
  const answer = (request: SnapshotRequest): CatalogueAnswer => {
    switch (request.kind) {
      case 'publish':
        return ok({ kind: 'published', snapshot: publishSnapshot(writing(), request.folder, request.partBytes) });
      case 'expect': {
        letGo();
        const begun = takeIn(path, request.manifest);
        if ('kind' in begun) return ok({ kind: 'refused', problem: begun });
        taking = begun;
        return ok({ kind: 'expected', parts: begun.parts });
      }
      case 'part':
        return outcome(taking === null ? notBegun : taking.take(request.index, request.bytes, request.isPacked));
      case 'complete': {
        const problem = taking === null ? notBegun : taking.complete();
        if (problem !== null) return outcome(problem);
        letGo();
        // The old file is let go with nothing left in its log: a log beside another file would be its ruin.
        writing().pragma('wal_checkpoint(TRUNCATE)');
        close();
        return outcome(null);
      }
      case 'forget':
        letGo();
        forgetComing(path);
        return outcome(null);
    }
  };
  return { answer, close: letGo };
}

const notBegun: SnapshotProblem = { kind: 'storage', detail: 'no snapshot was begun' };

function outcome(problem: SnapshotProblem | null): CatalogueAnswer {
  return ok(problem === null ? { kind: 'done' } : { kind: 'refused', problem });
}
