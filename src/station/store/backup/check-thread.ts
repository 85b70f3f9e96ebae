import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { err, type Result } from '../../../kernel/result.ts';
import type { CheckCopy, ClearCopies, UnsoundCopy } from './check-copy.ts';
import type { CopyTask } from './check-worker.ts';

const failure = z.object({ ok: z.literal(false), error: z.object({ kind: z.literal('unsound'), detail: z.string() }) });
const checkedAnswer = z.union([
  z.object({
    ok: z.literal(true),
    value: z.object({ schema: z.number(), epoch: z.string(), audit: z.object({ seq: z.number(), hash: z.string() }) }),
  }),
  failure,
]);
const typedAnswer = z.union([z.object({ ok: z.literal(true), value: z.array(z.string()) }), failure]);

/** Checks copies in a thread that lives as long as one check. `workerUrl`: its program, where it is not beside this file (a bundle). */
export function checkInThread(workerUrl?: URL): CheckCopy {
  return (path, depth, sealing) => askThread({ kind: 'check', path, depth, sealing }, checkedAnswer, workerUrl);
}

/** The same for what people typed. */
export function clearInThread(workerUrl?: URL): ClearCopies {
  return {
    typedIn: (path) => askThread({ kind: 'typed', path }, typedAnswer, workerUrl),
    clear: (path, ids, depth) => askThread({ kind: 'clear', path, ids: [...ids], depth }, checkedAnswer, workerUrl),
  };
}

function askThread<T>(task: CopyTask, answer: z.ZodType<Result<T, UnsoundCopy>>, workerUrl?: URL): Promise<Result<T, UnsoundCopy>> {
  return new Promise((resolve) => {
    const worker = new Worker(workerUrl ?? new URL('./check-worker.ts', import.meta.url), { workerData: task });
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
