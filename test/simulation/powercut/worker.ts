/** Examines its share of the windows of one record; started by `examine.ts` in a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { join } from 'node:path';
import { readDiskLog } from '../shim/run-recorded.ts';
import type { Share, ShareDone } from './examine.ts';
import { Replay } from './replay.ts';

const { parts, folder, closeness } = workerData as Share;
for (const { journey, windows, log, initial } of parts) {
  const recorded = { journey, initial: new Map([...initial].map(([path, bytes]) => [path, Buffer.from(bytes)] as const)), ops: readDiskLog(log) };
  const tally = new Replay(recorded, join(folder, journey), closeness).run(windows);
  parentPort?.postMessage({ journey, tally } satisfies ShareDone);
}
