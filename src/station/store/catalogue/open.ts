import { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import type { StationConfig } from '../../../contract/hub/sync.ts';
import type { Cancel, UnixMs } from '../../../kernel/clock.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { Result } from '../../../kernel/result.ts';
import { done, err, ok } from '../../../kernel/result.ts';
import type { Catalogue } from '../../ports/catalogue.ts';
import type { AppliedToCatalogue, ApplyProblem, CatalogueBucket, SyncCatalogue } from '../../ports/sync.ts';
import { faultOf } from '../problems.ts';
import type { CatalogueAnswer, CatalogueRequest, Numbered } from './messages.ts';
import { catalogueReader, type CatalogueReader } from './reader.ts';
import { connect, openOrRebuild } from './schema.ts';

/** `catalogue.db`: read by the screens, filled by the sync. */
export interface CatalogueStore extends SyncCatalogue {
  close(): Promise<void>;
}

/** What opening `catalogue.db` needs. */
export interface OpenCatalogue {
  readonly path: string;
  readonly logger: Logger;
  /** The station's configuration as it is now; it says which location is "here". */
  readonly config: () => StationConfig | null;
  /** The thread's program, where it is not beside this file (a bundle). */
  readonly workerUrl?: URL;
}

/** Opens the catalogue. A file that is damaged or of another version is made anew: all of it is pulled again. */
export function openCatalogue(options: OpenCatalogue): CatalogueStore {
  openOrRebuild(options.path, options.logger).close();
  return new SqliteCatalogue(options);
}

class SqliteCatalogue implements CatalogueStore {
  readonly #options: OpenCatalogue;
  readonly #thread: Thread;
  readonly #listeners = new Set<() => void>();
  #db: Database | null = null;
  #reader: CatalogueReader | null = null;
  #rebuilding: Promise<void> | null = null;

  constructor(options: OpenCatalogue) {
    this.#options = options;
    this.#thread = new Thread(options.workerUrl ?? new URL('./worker.ts', import.meta.url), options.path);
    this.#openReader();
  }

  search(query: Parameters<Catalogue['search']>[0]): ReturnType<Catalogue['search']> {
    return this.#read((reader) => reader.search(query), { items: [], total: 0 });
  }

  categories(): ReturnType<Catalogue['categories']> {
    return this.#read((reader) => reader.categories(), []);
  }

  product(productId: string): ReturnType<Catalogue['product']> {
    return this.#read((reader) => reader.product(productId), null);
  }

  variant(sku: string): ReturnType<Catalogue['variant']> {
    return this.#read((reader) => reader.variant(sku), null);
  }

  asOf(): UnixMs | null {
    return this.#read((reader) => reader.asOf(), null);
  }

  cursor(bucket: CatalogueBucket): number {
    return this.#read((reader) => reader.cursor(bucket), 0);
  }

  async applyPage(bucket: CatalogueBucket, from: number, page: Uint8Array<ArrayBuffer>, at: UnixMs): Promise<Result<AppliedToCatalogue, ApplyProblem>> {
    await this.#rebuilding;
    const answer = await this.#thread.ask({ kind: 'apply', bucket, from, page, at }, [page.buffer]);
    if (!answer.ok) {
      if (answer.error.kind === 'damaged') await this.#rebuild(answer.error.detail);
      return answer;
    }
    if (answer.value === null) throw new Error('a page was applied without a word');
    for (const listener of [...this.#listeners]) listener();
    return ok(answer.value);
  }

  async restart(bucket: CatalogueBucket): Promise<Result<undefined, ApplyProblem>> {
    await this.#rebuilding;
    const answer = await this.#thread.ask({ kind: 'restart', bucket });
    return answer.ok ? done : answer;
  }

  onChange(listener: () => void): Cancel {
    const own = (): void => listener();
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  async close(): Promise<void> {
    await this.#rebuilding;
    await this.#thread.end();
    this.#closeReader();
  }

  /** An answer from a damaged file is no answer: what is read then is the empty catalogue, and the file is made anew. */
  #read<T>(work: (reader: CatalogueReader) => T, otherwise: T): T {
    if (this.#reader === null) return otherwise;
    try {
      return work(this.#reader);
    } catch (error) {
      if (faultOf(error) !== 'failed') throw error;
      void this.#rebuild(error instanceof Error ? error.message : String(error));
      return otherwise;
    }
  }

  #rebuild(detail: string): Promise<void> {
    this.#rebuilding ??= this.#makeAnew(detail).finally(() => {
      this.#rebuilding = null;
    });
    return this.#rebuilding;
  }

  async #makeAnew(detail: string): Promise<void> {
    this.#options.logger.error('the catalogue file is damaged and is made anew', { detail });
    this.#closeReader();
    const made = await this.#thread.ask({ kind: 'rebuild' });
    if (made.ok) this.#openReader();
    else this.#options.logger.error('the catalogue file could not be made anew', { problem: made.error.kind });
    for (const listener of [...this.#listeners]) listener();
  }

  #openReader(): void {
    this.#db = connect(this.#options.path);
    this.#db.pragma('query_only = ON');
    this.#reader = catalogueReader(this.#db, this.#options.config, () => {});
  }

  #closeReader(): void {
    this.#reader = null;
    this.#db?.close();
    this.#db = null;
  }
}

/**
 * The other thread: questions go out numbered, answers come back by their number. It is started when it is first needed, again
 * after it died, and keeps the program alive only while a question is open.
 */
class Thread {
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

  async end(): Promise<void> {
    if (this.#worker === null) return;
    const closed = await this.ask({ kind: 'close' });
    if (closed.ok) await this.#worker?.terminate();
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
