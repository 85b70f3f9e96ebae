import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';

/** A chore that runs by itself at most every `everyMs`, and soon after a kick; never twice at once. */
export interface Worker {
  /** Something may be there to do. */
  kick(): void;
  /** Resolves when the run under way, and one asked for meanwhile, have ended. */
  idle(): Promise<void>;
  /** Ends it, after the run under way. */
  close(): Promise<void>;
}

/** Starts a worker. A run that throws is logged and tried again at the next turn. */
export function startWorker(name: string, everyMs: number, run: () => Promise<void>, parts: { readonly clock: Clock; readonly logger: Logger }): Worker {
  let running: Promise<void> | null = null;
  let again = false;
  let closed = false;
  let cancel: Cancel = () => {};

  const turn = async (): Promise<void> => {
    do {
      again = false;
      await run().catch((failure: unknown) => {
        parts.logger.error('a job failed', { job: name, problem: failure instanceof Error ? failure.message.slice(0, 300) : String(failure) });
      });
    } while (again && !closed);
    running = null;
    if (!closed) cancel = parts.clock.after(everyMs, kick);
  };
  const kick = (): void => {
    if (closed) return;
    again = true;
    cancel();
    running ??= turn();
  };
  kick();
  return {
    kick,
    idle: () => running ?? Promise.resolve(),
    async close() {
      closed = true;
      cancel();
      await running;
    },
  };
}
