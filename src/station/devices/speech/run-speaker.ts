import { spawn } from 'node:child_process';
import type { Clock } from '../../../kernel/clock.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';

/** A program that is run once: text in, bytes out. */
export interface SpeakerRun {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Goes in on stdin, in UTF-8, and nowhere else: it never becomes an argument. */
  readonly input: string;
  /** More than that ends the program. */
  readonly maxBytes: number;
  /** Milliseconds; longer ends the program. */
  readonly timeoutMs: number;
}

/** Why there are no bytes. `missing`: there is no such program. */
export interface SpeakerProblem {
  readonly kind: 'missing' | 'failed' | 'too-slow' | 'too-large' | 'given-up';
}

/** Runs a program and answers what it wrote. It is killed when it takes too long, writes too much, or `signal` gives it up. */
export function runSpeaker(run: SpeakerRun, clock: Pick<Clock, 'after'>, signal: AbortSignal | undefined): Promise<Result<Uint8Array, SpeakerProblem>> {
  if (signal?.aborted === true) return Promise.resolve(err({ kind: 'given-up' }));
  return new Promise((resolve) => {
    const child = spawn(run.program, [...run.arguments], { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    const chunks: Uint8Array[] = [];
    let size = 0;
    const finish = (result: Result<Uint8Array, SpeakerProblem>): void => {
      cancelTimeout();
      signal?.removeEventListener('abort', giveUp);
      // After its own end this does nothing.
      child.kill('SIGKILL');
      resolve(result);
    };
    const giveUp = (): void => finish(err({ kind: 'given-up' }));
    const cancelTimeout = clock.after(run.timeoutMs, () => finish(err({ kind: 'too-slow' })));
    signal?.addEventListener('abort', giveUp);
    child.on('error', (error) => finish(err({ kind: 'code' in error && error.code === 'ENOENT' ? 'missing' : 'failed' })));
    child.stdout.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size > run.maxBytes) finish(err({ kind: 'too-large' }));
      else chunks.push(chunk);
    });
    child.on('close', (code) => finish(code === 0 ? ok(new Uint8Array(Buffer.concat(chunks))) : err({ kind: 'failed' })));
    // A program that ended already takes no input; its end says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(run.input);
  });
}
