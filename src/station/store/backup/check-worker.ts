import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { checkCopy, sealCopy } from './check-copy.ts';

/*
 * The thread that looks at one copy of `station.db` and ends. A full check of 100 MB takes seconds; on the thread that opens doors
 * somebody would stand before a closed one for as long.
 */
if (!isMainThread && parentPort !== null) {
  const { path, depth, sealing } = z.object({ path: z.string(), depth: z.enum(['quick', 'full']), sealing: z.enum(['seal', 'as-it-is']) }).parse(workerData);
  parentPort.postMessage(sealing === 'seal' ? sealCopy(path, depth) : checkCopy(path, depth));
}
