import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

/** A program of the bench in a process of its own, so that each contestant has a program at either end of the line. */
export interface Child {
  /** Asks one thing and waits for its answer. Throws what the program says is wrong, or that it died. */
  ask<S extends z.ZodType>(order: object, answer: S): Promise<z.output<S>>;
  stop(): Promise<void>;
}

const problem = z.object({ problem: z.string() });

/** Starts one of the files of this folder. */
export function startChild(file: string): Child {
  const child = fork(join(import.meta.dirname, file), { execArgv: ['--max-old-space-size=4096'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const died = once(child, 'exit').then(([code]: unknown[]) => ({ problem: `${file} ended with ${String(code)}` }));
  return {
    ask: async (order, answer) => {
      const answered = once(child, 'message').then(([message]: unknown[]) => message);
      child.send(order);
      const message = await Promise.race([answered, died]);
      const bad = problem.safeParse(message);
      if (bad.success) throw new Error(bad.data.problem);
      return answer.parse(message);
    },
    stop: async () => {
      child.kill();
      await died;
    },
  };
}

/** The other side: answers orders one after the other. An answer is an object; a throw is told as a problem. */
export function serveOrders<S extends z.ZodType>(order: S, serve: (asked: z.output<S>) => Promise<object>): void {
  // Whoever asked is gone: a server of its own would go on for ever.
  process.on('disconnect', () => process.exit());
  process.on('message', (message) => {
    void serve(order.parse(message)).then(
      (answer) => process.send?.(answer),
      (error: unknown) => process.send?.({ problem: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) }),
    );
  });
}
