import { Worker } from 'node:worker_threads';
import { err } from '../../../kernel/result.ts';
import type { CatalogueAnswer, CatalogueRequest, Numbered } from './messages.ts';

/**
 * Another thread: questions go out numbered, answers come back by their number. It is started when it is first needed, again
 * after it died, and keeps the program alive only while a question is open.
 */
export class CatalogueThread {
  readonly #program: URL;
  readonly #path: string;
  readonly #waiting = new Map<number, (answer: CatalogueAnswer) => void>();
  #worker: Worker | null = null;
  #next = 1;

  constructor(program: URL, path: string) {
    this.#program = program;
    this.#path = path;
  }

  ask(message: CatalogueRequest, hand: readonly ArrayBuffer[] = []): Promise<CatalogueAnswer> {
    const worker = this.#worker ?? this.#start();
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      worker.ref();
      worker.postMessage({ id, message } satisfies Numbered<CatalogueRequest>, hand);
    });
  }

  /** Lets the thread's connection go; the next question opens another. */
  async close(): Promise<boolean> {
    return this.#worker !== null && (await this.ask({ kind: 'close' })).ok;
  }

  async end(): Promise<void> {
    if (await this.close()) await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#program, { workerData: { path: this.#path } });
    worker.on('message', ({ id, message }: Numbered<CatalogueAnswer>) => {
      this.#waiting.get(id)?.(message);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) worker.unref();
    });
    worker.on('error', (error) => this.#fail(worker, error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => this.#fail(worker, 'the thread has ended'));
    this.#worker = worker;
    return worker;
  }

  /** A thread that broke tells so twice; by then another may be at work, which has nothing to do with it. */
  #fail(worker: Worker, detail: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const resolve of this.#waiting.values()) resolve(err({ kind: 'storage', detail }));
    this.#waiting.clear();
  }
}
