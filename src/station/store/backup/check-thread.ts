import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { err } from '../../../kernel/result.ts';
import type { CheckCopy } from './check-copy.ts';

const answer = z.union([
  z.object({
    ok: z.literal(true),
    value: z.object({ schema: z.number(), epoch: z.string(), audit: z.object({ seq: z.number(), hash: z.string() }) }),
  }),
  z.object({ ok: z.literal(false), error: z.object({ kind: z.literal('unsound'), detail: z.string() }) }),
]);

/** Checks copies in a thread that lives as long as one check. `workerUrl`: its program, where it is not beside this file (a bundle). */
export function checkInThread(workerUrl?: URL): CheckCopy {
  return (path, depth, sealing) =>
    new Promise((resolve) => {
      const worker = new Worker(workerUrl ?? new URL('./check-worker.ts', import.meta.url), { workerData: { path, depth, sealing } });
      const failed = (detail: string): void => resolve(err({ kind: 'unsound', detail: `the check did not end: ${detail}`.slice(0, 300) }));
      worker.on('message', (message: unknown) => {
        const parsed = answer.safeParse(message);
        if (parsed.success) resolve(parsed.data);
        else failed('no answer that is understood');
      });
      worker.on('error', (error) => failed(error instanceof Error ? error.message : String(error)));
      // After an answer this changes nothing.
      worker.on('exit', (code) => failed(`exit ${code}`));
    });
}
