import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { assertNever } from '../../../kernel/assert-never.ts';
import { checkCopy, clearCopy, sealCopy, typedInCopy } from './check-copy.ts';

/** What the thread is asked. */
const copyTask = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check'), path: z.string(), depth: z.enum(['quick', 'full']), sealing: z.enum(['seal', 'as-it-is']) }),
  z.object({ kind: z.literal('typed'), path: z.string() }),
  z.object({ kind: z.literal('clear'), path: z.string(), ids: z.array(z.string()), depth: z.enum(['quick', 'full']) }),
]);
export type CopyTask = z.input<typeof copyTask>;

/*
 * The thread that looks at one copy of `station.db` and ends. A full check of 100 MB takes seconds; on the thread that opens doors
 * somebody would stand before a closed one for as long.
 */
if (!isMainThread && parentPort !== null) parentPort.postMessage(answer(copyTask.parse(workerData)));

function answer(task: z.output<typeof copyTask>): unknown {
  switch (task.kind) {
    case 'check':
      return task.sealing === 'seal' ? sealCopy(task.path, task.depth) : checkCopy(task.path, task.depth);
    case 'typed':
      return typedInCopy(task.path);
    case 'clear':
      return clearCopy(task.path, task.ids, task.depth);
    default:
      return assertNever(task);
  }
}
