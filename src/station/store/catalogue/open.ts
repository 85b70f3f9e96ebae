import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { SnapshotManifest } from '../../../contract/hub/snapshot.ts';
import type { StationConfig } from '../../../contract/hub/sync.ts';
import type { Facets, SearchPage } from '../../../contract/station/catalogue-views.ts';
import type { ProductCard } from '../../../contract/station/views.ts';
import type { Cancel, UnixMs } from '../../../kernel/clock.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { Result } from '../../../kernel/result.ts';
import { done, err, ok } from '../../../kernel/result.ts';
import type { Catalogue, CataloguePage, CatalogueQuery } from '../../ports/catalogue.ts';
import type { OwnStock } from '../../ports/own-stock.ts';
import type { MediaPlace, MediaWanted, WantedMedia } from '../../ports/media.ts';
import type { AppliedToCatalogue, ApplyProblem, CatalogueBucket, SnapshotProblem, SnapshotTaker, SyncCatalogue } from '../../ports/sync.ts';
import { faultOf } from '../problems.ts';
import type { CatalogueRequest, CatalogueSaid } from './messages.ts';
import { catalogueReader, type CatalogueReader } from './reader.ts';
import { CATALOGUE_VERSION, connect, openOrRebuild } from './schema.ts';
import { comingPath, swapSteps } from './take-in.ts';
import { CatalogueThread } from './thread.ts';

/** `catalogue.db`: read by the screens, filled by the sync. */
export interface CatalogueStore extends SyncCatalogue, SnapshotTaker, WantedMedia {
  close(): Promise<void>;
}

/** What opening `catalogue.db` needs. */
export interface OpenCatalogue {
  readonly path: string;
  readonly logger: Logger;
  /** The station's configuration as it is now; it says which location is "here". */
  readonly config: () => StationConfig | null;
  /** What this station has or took of some SKUs beyond the hub's figures; left out: nothing. */
  readonly own?: (skus: readonly string[]) => readonly OwnStock[];
  /** The thread's program, where it is not beside this file (a bundle). */
  readonly workerUrl?: URL;
}

/** Opens the catalogue. A file that is damaged or of another version is made anew: all of it is pulled again. */
export function openCatalogue(options: OpenCatalogue): CatalogueStore {
  openOrRebuild(options.path, options.logger).close();
  return new SqliteCatalogue(options);
}

function refusal(said: Result<CatalogueSaid, SnapshotProblem>): Result<never, SnapshotProblem> {
  return said.ok ? err({ kind: 'storage', detail: `an answer to something else: ${said.value.kind}` }) : said;
}

class SqliteCatalogue implements CatalogueStore {
  readonly #options: OpenCatalogue;
  /** Writes. */
  readonly #thread: CatalogueThread;
  /** Searches, beside the one that writes: a page of the pull takes longer than a shopper should wait for a letter. */
  readonly #searcher: CatalogueThread;
  readonly #listeners = new Set<() => void>();
  #db: Database | null = null;
  #reader: CatalogueReader | null = null;
  #rebuilding: Promise<void> | null = null;
  readonly snapshotFormat = CATALOGUE_VERSION;

  constructor(options: OpenCatalogue) {
    this.#options = options;
    const program = options.workerUrl ?? new URL('./worker.ts', import.meta.url);
    this.#thread = new CatalogueThread(program, options.path);
    this.#searcher = new CatalogueThread(program, options.path);
    this.#openReader();
  }

  async search(query: CataloguePage): Promise<SearchPage> {
    const said = await this.#find({ kind: 'search', query, config: this.#options.config() });
    return said?.kind === 'page' ? said.page : { items: [], total: 0, isMore: false, corrected: null, suggestions: [] };
  }

  async facets(query: CatalogueQuery): Promise<Facets> {
    const config = this.#options.config();
    const said = await this.#find({ kind: 'facets', query, config });
    if (said?.kind === 'facets') return said.facets;
    return { total: 0, isMore: false, sizes: [], colours: [], places: [], prices: [], currency: config?.currency ?? 'EUR' };
  }

  async similar(productId: string): Promise<readonly ProductCard[]> {
    const said = await this.#find({ kind: 'similar', productId, config: this.#options.config() });
    return said?.kind === 'similar' ? said.cards : [];
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

  labelled(code: Parameters<Catalogue['labelled']>[0]): ReturnType<Catalogue['labelled']> {
    return this.#read((reader) => reader.labelled(code), null);
  }

  asOf(): UnixMs | null {
    return this.#read((reader) => reader.asOf(), null);
  }

  media(after: MediaPlace, limit: number): readonly MediaWanted[] {
    return this.#read((reader) => reader.media(after, limit), []);
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
    if (answer.value.kind !== 'applied') throw new Error('a page was applied without a word');
    for (const listener of [...this.#listeners]) listener();
    return ok(answer.value.applied);
  }

  async restart(bucket: CatalogueBucket): Promise<Result<undefined, ApplyProblem>> {
    await this.#rebuilding;
    const answer = await this.#thread.ask({ kind: 'restart', bucket });
    return answer.ok ? done : answer;
  }

  async beginSnapshot(manifest: SnapshotManifest): Promise<Result<number, SnapshotProblem>> {
    await this.#rebuilding;
    const said = await this.#ofSnapshot({ kind: 'expect', manifest });
    return said.ok && said.value.kind === 'expected' ? ok(said.value.parts) : refusal(said);
  }

  async takePart(index: number, bytes: Uint8Array<ArrayBuffer>, isPacked: boolean): Promise<Result<undefined, SnapshotProblem>> {
    const said = await this.#ofSnapshot({ kind: 'part', index, bytes, isPacked }, [bytes.buffer]);
    return said.ok ? done : refusal(said);
  }

  async swapSnapshot(): Promise<Result<undefined, SnapshotProblem>> {
    await this.#rebuilding;
    const swapping = this.#swapIn();
    this.#rebuilding = swapping
      .then(() => undefined)
      .finally(() => {
        this.#rebuilding = null;
      });
    return await swapping;
  }

  async forgetSnapshot(): Promise<void> {
    if (!existsSync(comingPath(this.#options.path))) return;
    const said = await this.#thread.ask({ kind: 'forget' });
    if (!said.ok) this.#options.logger.warn('what is left of a snapshot could not be removed', { problem: said.error.kind });
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
    await this.#searcher.end();
    await this.#thread.end();
    this.#closeReader();
  }

  /** What a search found; null while the file cannot be read. */
  async #find(request: Extract<CatalogueRequest, { kind: 'search' | 'facets' | 'similar' }>): Promise<CatalogueSaid | null> {
    await this.#rebuilding;
    const answer = await this.#searcher.ask(request);
    if (answer.ok) return answer.value;
    if (answer.error.kind === 'damaged') await this.#rebuild(answer.error.detail);
    else this.#options.logger.error('the catalogue could not be searched', { problem: answer.error.kind });
    return null;
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
    // A connection to the old file would hold on to it, and on some systems keep it from being removed.
    await this.#searcher.close();
    const made = await this.#thread.ask({ kind: 'rebuild' });
    if (made.ok) this.#openReader();
    else this.#options.logger.error('the catalogue file could not be made anew', { problem: made.error.kind });
    for (const listener of [...this.#listeners]) listener();
  }

  async #ofSnapshot(request: CatalogueRequest, hand: readonly ArrayBuffer[] = []): Promise<Result<CatalogueSaid, SnapshotProblem>> {
    const answer = await this.#thread.ask(request, hand);
    if (!answer.ok) return err({ kind: 'storage', detail: 'detail' in answer.error ? answer.error.detail : answer.error.kind });
    return answer.value.kind === 'refused' ? err(answer.value.problem) : ok(answer.value);
  }

  /** Searches that come meanwhile wait for it; whoever reads here finds the old catalogue or the new one, because the change itself is one step of this thread. */
  async #swapIn(): Promise<Result<undefined, SnapshotProblem>> {
    const whole = await this.#ofSnapshot({ kind: 'complete' });
    if (!whole.ok) return whole;
    await this.#searcher.close();
    this.#closeReader();
    try {
      for (const step of swapSteps(this.#options.path)) step();
    } catch (error) {
      return err({ kind: 'storage', detail: error instanceof Error ? error.message : String(error) });
    } finally {
      this.#openReader();
    }
    for (const listener of [...this.#listeners]) listener();
    return done;
  }

  #openReader(): void {
    this.#db = connect(this.#options.path);
    this.#db.pragma('query_only = ON');
    this.#reader = catalogueReader(this.#db, { config: this.#options.config, own: this.#options.own ?? (() => []), onError: () => {} });
  }

  #closeReader(): void {
    this.#reader = null;
    this.#db?.close();
    this.#db = null;
  }
}
