import { Worker } from 'node:worker_threads';
import type { LockAddress } from '../../hardware/contract/lock-board.ts';
import type { BusBoard } from '../../hardware/lockers/bus-board.ts';
import type { FamilyName } from '../../hardware/wire/family-name.ts';
import { err, ok, type Result } from '../../src/kernel/result.ts';

/** Which boards hang at the far end of the cable. */
export interface FarEndOptions {
  readonly name: FamilyName;
  readonly baud: number;
  readonly boards: readonly BusBoard[];
}

/** What the far end is asked: how much it has seen so far, or to move a door by hand. */
export type FarEndAsk =
  | { readonly kind: 'count' }
  | { readonly kind: 'open'; readonly address: LockAddress }
  | { readonly kind: 'close'; readonly address: LockAddress }
  | { readonly kind: 'end' };

/** What it tells. `atMs` is the machine's time. A pulse is told when the last byte of its frame has arrived. */
export type FarEndTell =
  | { readonly kind: 'ready'; readonly path: string }
  | { readonly kind: 'none'; readonly detail: string }
  | { readonly kind: 'count'; readonly frames: number; readonly bytes: number; readonly atMs: number }
  | { readonly kind: 'pulse'; readonly address: LockAddress; readonly atMs: number }
  | { readonly kind: 'door'; readonly address: LockAddress; readonly state: 'open' | 'closed'; readonly atMs: number };

/** Commands that have arrived so far, and the bytes of all frames in both directions. */
export type FarEndCount = Extract<FarEndTell, { readonly kind: 'count' }>;

/** Simulated boards in a thread of their own, behind a pseudo-terminal as slow as the real line. */
export class FarEnd {
  readonly path: string;
  /** Hears what happens at the boards. */
  onTell: (what: FarEndTell) => void = () => {};
  readonly #worker: Worker;
  #counted: (count: FarEndCount) => void = () => {};

  private constructor(worker: Worker, path: string) {
    this.#worker = worker;
    this.path = path;
    worker.on('message', (what: FarEndTell) => {
      if (what.kind === 'count') this.#counted(what);
      else this.onTell(what);
    });
  }

  /** Starts them; the error says why this machine cannot have them. */
  static async open(options: FarEndOptions): Promise<Result<FarEnd, string>> {
    const worker = new Worker(new URL('./far-end-worker.ts', import.meta.url), { workerData: options });
    const first = await new Promise<FarEndTell>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    if (first.kind === 'ready') return ok(new FarEnd(worker, first.path));
    await worker.terminate();
    return err(first.kind === 'none' ? first.detail : 'the simulated boards did not start');
  }

  count(): Promise<FarEndCount> {
    return new Promise((resolve) => {
      this.#counted = resolve;
      this.#worker.postMessage({ kind: 'count' } satisfies FarEndAsk);
    });
  }

  move(address: LockAddress, to: 'open' | 'closed'): void {
    this.#worker.postMessage({ kind: to === 'open' ? 'open' : 'close', address } satisfies FarEndAsk);
  }

  async close(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    this.#worker.postMessage({ kind: 'end' } satisfies FarEndAsk);
    await ended;
  }
}
